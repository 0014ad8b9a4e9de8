import { mkdtemp, readFile, rm } from "node:fs/promises";
import { connect } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { hasBrowser, openPlayground } from "./support/playgroundBrowser.ts";
import { freePort, startProgram } from "./support/process.ts";
import { createSlackServer } from "./support/slackServer.ts";

async function emptyFolder(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), "dhr-main-"));
	onTestFinished(() => rm(folder, { recursive: true, force: true }));
	return folder;
}

async function startLocal(dataDir: string, port: number) {
	const bot = startProgram("src/main.ts", [], { DATA_DIR: dataDir, PORT: String(port) });
	const line = await bot.line(/^Open http/);
	return { bot, line, address: line.match(/http:\/\/\S+/)?.[0] ?? "" };
}

describe("npm start with nothing set", () => {
	it("says which address to open, keeps to loopback, and a stop lets go of everything", async () => {
		const dataDir = await emptyFolder();
		const port = await freePort();
		const { bot, line, address } = await startLocal(dataDir, port);
		expect(line).toMatch(/^Open http:\/\/127\.0\.0\.1:\d+ and ask: what did the DHRs say about GPs$/);
		expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
		for (const host of addressesBeyondLoopback())
			for (const each of [port, Number(new URL(address).port)])
				expect(await answers(host, each), `${host}:${each}`).toBe(false);

		const second = await startProgram("src/main.ts", [], { DATA_DIR: dataDir, PORT: "0" }).ended;
		expect(second.code).toBe(1);
		expect(second.output).toMatch(/in use|already/i);

		const listed = await startProgram("src/cli/bot.ts", ["documents", "list"], { DATA_DIR: dataDir }).ended;
		expect(listed.output).toContain("kent-and-medway-2014");
		expect(listed.code).toBe(0);

		const slow = connect(port, "127.0.0.1");
		onTestFinished(() => void slow.destroy());
		slow.on("error", () => {});
		slow.write("POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");

		bot.child.kill("SIGTERM");
		expect((await bot.ended).code).toBe(0);
		expect(await answers("127.0.0.1", port)).toBe(false);
		expect(await answers("127.0.0.1", Number(new URL(address).port))).toBe(false);
	});

	it.skipIf(!hasBrowser && !process.env.CI)(
		"answers a person in the trial client, who presses a button and says that it helped (needs Chromium)",
		async () => {
			const dataDir = await emptyFolder();
			const { bot, address } = await startLocal(dataDir, await freePort());
			const client = await openPlayground(address);
			onTestFinished(() => client.close());
			await client.see("Ask me what Domestic Homicide Reviews found");
			await client.say("what did the DHRs say about GPs");
			await client.see(/paragraph 2\.2, 18 March 2014/);
			await client.picture("answer");
			await client.press("Helpful");
			await client.see("Noted as helpful");
			await client.press("All themes");
			await client.see("Themes of the reviews");
			await client.see("Newer themes");
			await client.picture("themes");
			await client.say("im scared to go home tonight canary-7319");
			await client.see(/You are believed/);
			await client.picture("safety");
			await client.press("Hide this");
			await client.see("Hidden.");
			bot.child.kill("SIGTERM");
			await bot.ended;
			const log = await readFile(join(dataDir, "bot.log"), "utf8");
			expect(log).not.toContain("canary-7319");
			expect(log).not.toContain('"level":50');
		},
	);
});

describe("npm start in production", () => {
	it("refuses to start without credentials, and says what is missing", async () => {
		const { code, output } = await startProgram("src/main.ts", [], {
			NODE_ENV: "production",
			DATA_DIR: await emptyFolder(),
		}).ended;
		expect(code).toBe(1);
		expect(output).toContain("SLACK_CLIENT_ID");
		expect(output).toContain("TEAMS_APP_ID");
	});

	it("with Slack's credentials answers in Slack, refuses what is not signed, and when it stops is not ready and finishes what it accepted", async () => {
		const slack = await createSlackServer({ now: () => new Date() });
		onTestFinished(() => slack.stop());
		const signingSecret = "a-secret-for-these-tests";
		const [workspace] = slack.workspaces;
		const port = await freePort();
		const bot = startProgram("src/main.ts", [], {
			NODE_ENV: "production",
			PORT: String(port),
			DATA_DIR: await emptyFolder(),
			PUBLIC_URL: "https://bot.example.org",
			SECRETS_KEY: Buffer.alloc(32, 5).toString("base64"),
			SLACK_API_URL: slack.apiUrl,
			SLACK_SIGNING_SECRET: signingSecret,
			SLACK_BOT_TOKEN: workspace?.token ?? "",
			SLACK_WORKSPACES: workspace?.id ?? "",
		});
		await bot.line(/"ready"/);
		const url = `http://127.0.0.1:${port}/slack/events`;
		const unsigned = await fetch(url, {
			method: "POST",
			body: "{}",
			headers: { "content-type": "application/json" },
		});
		expect(unsigned.status).toBe(401);
		expect((await fetch(`http://127.0.0.1:${port}/api/messages`, { method: "POST" })).status).toBe(404);

		const people = slack.people({ url, signingSecret });
		const seen = Promise.withResolvers<void>();
		slack.trouble("chat.postMessage", { kind: "wait", until: seen.promise });
		await people.direct({ text: "what did the DHRs say about GPs" });
		const ready = async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).status;
		expect(await ready()).toBe(200);
		bot.child.kill("SIGTERM");
		await bot.line(/"stopping"/);
		expect(await ready()).toBe(503);
		seen.resolve();
		const { code, output } = await bot.ended;
		expect(code).toBe(0);
		const posts = slack.calls.filter(({ method }) => method === "chat.postMessage");
		expect(posts).toHaveLength(1);
		expect(JSON.stringify(posts)).toContain("paragraph 2.2");
		expect(output).not.toContain("what did the DHRs say");
	});
});

function addressesBeyondLoopback(): string[] {
	return Object.values(networkInterfaces())
		.flatMap((addresses) => addresses ?? [])
		.filter(({ internal, family }) => !internal && family === "IPv4")
		.map(({ address }) => address);
}

function answers(host: string, port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect({ host, port });
		socket.once("connect", () => {
			socket.destroy();
			resolve(true);
		});
		socket.once("error", () => resolve(false));
	});
}
