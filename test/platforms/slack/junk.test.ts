import { request } from "node:http";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { startSlack } from "../../support/slackBot.ts";

/** What strangers send: unsigned, forged, old, of the future, broken, too big, or not meant for Slack's address. */
const junk: ((url: string, at: number) => Promise<number>)[] = [
	(url) => knock(url, "{}"),
	(url, at) => knock(url, `{"type":"event_callback","n":${at}}`, { "x-slack-signature": "v0=00" }),
	(url) => knock(url, "x".repeat(2_000), { "x-slack-signature": `v0=${"a".repeat(64)}`, ...timed(0) }),
	(url) => knock(url, "{}", { "x-slack-signature": `v0=${"b".repeat(64)}`, ...timed(86_400) }),
	(url) => knock(url, "{}", { "x-slack-signature": `v0=${"c".repeat(64)}`, ...timed(-86_400) }),
	(url) => knock(url, "\u0000".repeat(500), { "content-type": "text/plain" }),
	(url) => knock(url, "payload=%7B", { "content-type": "application/x-www-form-urlencoded" }),
	(url) => knock(url, "x", { "x-slack-request-timestamp": "9".repeat(400) }),
	(url) => knock(url, "y".repeat(300 * 1024)),
	(url, at) => knock(`${url}/${at}?x=${"z".repeat(200)}`, ""),
];

const timed = (seconds: number) => ({
	"x-slack-request-timestamp": String(Date.parse("2026-11-23T09:00:00Z") / 1000 + seconds),
});

/** Sends it without reading more of the answer than its status. */
function knock(url: string, body: string, headers: Record<string, string> = {}): Promise<number> {
	return new Promise((resolve, reject) => {
		const asked = request(
			url,
			{ method: "POST", headers: { "content-type": "application/json", ...headers } },
			(answer) => {
				answer.resume();
				answer.once("close", () => resolve(answer.statusCode ?? 0));
			},
		);
		// A server may hang up on a body that is too big once it has answered.
		asked.once("error", (error: NodeJS.ErrnoException) =>
			["ECONNRESET", "EPIPE"].includes(error.code ?? "") ? resolve(413) : reject(error),
		);
		asked.end(body);
	});
}

describe("10,000 requests of strangers", () => {
	it("are all refused, leave memory flat, log nothing, and keep no real person waiting", async () => {
		const { people, url, received, logged } = await startSlack();
		const flood = async (requests: number) => {
			const statuses = new Map<number, number>();
			let at = 0;
			const stranger = async () => {
				while (at < requests) {
					const number = at++;
					const status = (await junk[number % junk.length]?.(url, number)) ?? 0;
					statuses.set(status, (statuses.get(status) ?? 0) + 1);
				}
			};
			await Promise.all(Array.from({ length: 20 }, stranger));
			return statuses;
		};
		await flood(2_000);
		const before = settledMemory();
		const flooding = flood(10_000);
		for (let times = 0; times < 20; times++)
			expect((await people.mention({ text: `housing ${times}` })).status).toBe(200);
		const statuses = await flooding;
		expect([...statuses.keys()].filter((status) => status < 400 || status >= 500)).toEqual([]);
		expect([...statuses.values()].reduce((sum, count) => sum + count, 0)).toBe(10_000);
		expect(received).toHaveLength(20);
		expect(logged).toEqual([]);
		expect(settledMemory() - before).toBeLessThan(4);
	}, 120_000);
});

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** What is held, in MB, once what can be let go of was. */
function settledMemory(): number {
	collect();
	return process.memoryUsage().heapUsed / 1024 / 1024;
}
