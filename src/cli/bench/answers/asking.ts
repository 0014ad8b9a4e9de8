import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";
import type { FarEnd } from "./farEnd.ts";

/** The workspaces that ask, with their channels spread over them. */
export const workspaces = Array.from({ length: 20 }, (_, at) => `T${String(at).padStart(4, "0")}`);
const channels = 200;

export const botUser = "UBOT";
export const signingSecret = "a-secret-for-the-bench";

/** People who ask by signed events over HTTP, each in the next channel and in a thread of its own. */
export type Asking = {
	/**
	 * Keeps so many questions in flight for so long. Resolves with the milliseconds from each event until its
	 * answer was posted, and with those that all took.
	 */
	ask(url: string, load: { inFlight: number; forMs: number }): Promise<{ times: number[]; tookMs: number }>;
};

/** Has people ask these questions over and over, and see their answers at the far end. */
export function createAsking(questions: string[], farEnd: FarEnd): Asking {
	let count = 0;
	const askOne = async (url: string, agent: Agent): Promise<number> => {
		const at = count++;
		const workspace = workspaces[at % workspaces.length] ?? "";
		const channel = `C${at % channels}`;
		const ts = `${Math.floor(Date.now() / 1000)}.${String(at).padStart(6, "0")}`;
		const body = JSON.stringify(
			event(at, { workspace, channel, ts, text: questions[at % questions.length] }),
		);
		const posted = farEnd.posted(channel, ts);
		const from = performance.now();
		await Promise.all([send(agent, url, body), posted]);
		return performance.now() - from;
	};
	return {
		async ask(url, { inFlight, forMs }) {
			// Not kept until the next time: a server closes connections that are idle for some seconds.
			const agent = new Agent({ keepAlive: true });
			const from = performance.now();
			const askOn = async () => {
				const times: number[] = [];
				do times.push(await askOne(url, agent));
				while (performance.now() - from < forMs);
				return times;
			};
			const times = (await Promise.all(Array.from({ length: inFlight }, askOn))).flat();
			const tookMs = performance.now() - from;
			agent.destroy();
			return { times, tookMs };
		},
	};
}

type Said = { workspace: string; channel: string; ts: string; text?: string };

function event(at: number, { workspace, channel, ts, text }: Said) {
	return {
		type: "event_callback",
		event_id: `Ev${at}`,
		team_id: workspace,
		api_app_id: "A1",
		event_time: Math.floor(Number(ts)),
		authorizations: [{ team_id: workspace, user_id: botUser, is_bot: true }],
		event: {
			type: "app_mention",
			user: `U${at % 1000}`,
			...{ channel, ts, event_ts: ts, channel_type: "channel" },
			...{ team: workspace, user_team: workspace },
			text: `<@${botUser}> ${text}`,
		},
	};
}

function send(agent: Agent, url: string, body: string): Promise<void> {
	const time = String(Math.floor(Date.now() / 1000));
	const signature = createHmac("sha256", signingSecret).update(`v0:${time}:${body}`).digest("hex");
	return new Promise((resolve, reject) => {
		const sent = request(url, {
			agent,
			method: "POST",
			headers: {
				"content-type": "application/json",
				"content-length": Buffer.byteLength(body),
				"x-slack-request-timestamp": time,
				"x-slack-signature": `v0=${signature}`,
			},
		});
		sent.once("error", reject);
		sent.once("response", (response) => {
			response.resume();
			if (response.statusCode === 200) response.once("end", resolve);
			else reject(new Error(`An event was answered with ${response.statusCode}.`));
		});
		sent.end(body);
	});
}
