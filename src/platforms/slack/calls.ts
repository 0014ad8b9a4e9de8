import type { webApi } from "@slack/bolt";
import { type Failure, failureOf, httpFailure, refusal } from "./errors.ts";
import type { Part } from "./pack.ts";

/** What is attached to a message, so that it can be found again. Everybody in the workspace can read it. */
export type Mark = { id: string; part: number; of: number };

/** A message that Slack accepted. A response address tells neither where nor which it is. */
export type Posted = { kind: "sent"; channel: string; ts: string };

export type Calls = ReturnType<typeof createCalls>;

/** The calls to Slack that put words in front of people. Each is made once, and none throws. */
export function createCalls(client: webApi.WebClient, timeoutMs: number) {
	const call = async (request: () => Promise<Omit<Posted, "kind">>): Promise<Posted | Failure> => {
		try {
			return { kind: "sent", ...(await request()) };
		} catch (error) {
			return failureOf(error);
		}
	};
	return {
		post: (channel: string, thread: string | undefined, part: Part, mark?: Mark) =>
			call(async () => {
				const answer = await client.chat.postMessage({
					channel,
					...(thread ? { thread_ts: thread } : {}),
					...part,
					...marked(mark),
					unfurl_links: false,
					unfurl_media: false,
				});
				return { channel: answer.channel ?? channel, ts: answer.ts ?? "" };
			}),
		postEphemeral: (channel: string, thread: string | undefined, user: string, part: Part) =>
			call(async () => {
				const to = { channel, user, ...(thread ? { thread_ts: thread } : {}) };
				const answer = await client.chat.postEphemeral({ ...to, ...part });
				return { channel, ts: answer.message_ts ?? "" };
			}),
		update: (channel: string, ts: string, part: Part, mark?: Mark) =>
			call(async () => {
				await client.chat.update({ channel, ts, ...part, ...marked(mark) });
				return { channel, ts };
			}),
		remove: (channel: string, ts: string) =>
			call(async () => {
				await client.chat.delete({ channel, ts });
				return { channel, ts };
			}),
		/** Answers by the address that came with a command or a press. */
		respond: async (url: string, body: object): Promise<Posted | Failure> =>
			isOfSlack(url, client.slackApiUrl)
				? respond(url, body, timeoutMs)
				: { kind: "never", reason: "the address to answer at is not one of Slack's" },
	};
}

function marked(mark?: Mark) {
	return mark ? { metadata: { event_type: "delivery", event_payload: mark } } : {};
}

/** Whoever gets an answer reads it, so it goes to no address but those that Slack gives out. */
function isOfSlack(address: string, apiUrl: string): boolean {
	const url = URL.parse(address);
	if (!url || url.username || url.password) return false;
	const hosts = ["https://hooks.slack.com", "https://hooks.slack-gov.com", URL.parse(apiUrl)?.origin];
	return hosts.includes(url.origin);
}

async function respond(url: string, body: object, timeoutMs: number): Promise<Posted | Failure> {
	try {
		const answer = await fetch(url, {
			method: "POST",
			headers: { "content-type": "application/json; charset=utf-8" },
			body: JSON.stringify(body),
			redirect: "error",
			signal: AbortSignal.timeout(timeoutMs),
		});
		const text = await answer.text();
		const code =
			/"error":\s*"(\w+)"/.exec(text)?.[1] ?? (answer.ok ? undefined : /^\w+$/.exec(text.trim())?.[0]);
		if (answer.status >= 500 || answer.status === 429)
			return httpFailure(answer.status, Number(answer.headers.get("retry-after")) || undefined);
		if (code) return refusal(code);
		return answer.ok ? { kind: "sent", channel: "", ts: "" } : httpFailure(answer.status);
	} catch (error) {
		return failureOf(error);
	}
}
