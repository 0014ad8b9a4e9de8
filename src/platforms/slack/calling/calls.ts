import type { webApi } from "@slack/bolt";
import type { Place } from "#chat/platform.ts";
import { type Failure, failureOf, httpFailure, isRefusedToken, refusal } from "../errors.ts";
import type { SlackBlock } from "../writing/flow.ts";
import type { Part } from "../writing/pack.ts";

/** What is attached to a message, so that it can be found again. Everybody in the workspace can read it. */
export type Mark = { id: string; part: number; of: number };

/** A message that Slack accepted. A response address tells neither where nor which it is. */
export type Posted = { kind: "sent"; channel: string; ts: string };
type Ended = Posted | Failure;
type Request = (token: string) => Promise<Omit<Posted, "kind">>;

/** The calls that can be made for a place, with the token of its workspace. */
export type Calls = ReturnType<ReturnType<typeof createCalls>>;

/** The token for calls about a place, or why there is none. One that Slack has `refused` is looked up anew. Never rejects. */
export type TokenFor = (place: Place, refused?: string) => Promise<string | Failure>;

/** The calls to Slack that put words in front of people. Each is made once, and none throws. */
export function createCalls(client: webApi.WebClient, tokenFor: TokenFor, timeoutMs: number) {
	return (place: Place) => {
		const once = async (request: Request, token: string): Promise<Ended> => {
			try {
				return { kind: "sent", ...(await request(token)) };
			} catch (error) {
				return failureOf(error);
			}
		};
		const call = async (request: Request): Promise<Ended> => {
			const token = await tokenFor(place);
			if (typeof token !== "string") return token;
			const ended = await once(request, token);
			if (ended.kind !== "never" || !isRefusedToken(ended)) return ended;
			// It may have been renewed elsewhere. What Slack refused for its token had no effect.
			const other = await tokenFor(place, token);
			return typeof other === "string" && other !== token ? once(request, other) : ended;
		};
		return {
			post: (channel: string, thread: string | undefined, part: Part, mark?: Mark) =>
				call(async (token) => {
					const answer = await client.chat.postMessage({
						token,
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
				call(async (token) => {
					const to = { token, channel, user, ...(thread ? { thread_ts: thread } : {}) };
					const answer = await client.chat.postEphemeral({ ...to, ...part });
					return { channel, ts: answer.message_ts ?? "" };
				}),
			update: (channel: string, ts: string, part: Part, mark?: Mark) =>
				call(async (token) => {
					await client.chat.update({ token, channel, ts, ...part, ...marked(mark) });
					return { channel, ts };
				}),
			remove: (channel: string, ts: string) =>
				call(async (token) => {
					await client.chat.delete({ token, channel, ts });
					return { channel, ts };
				}),
			/** Puts blocks on a person's home. */
			publish: (user: string, blocks: SlackBlock[]) =>
				call(async (token) => {
					await client.views.publish({ token, user_id: user, view: { type: "home", blocks } });
					return { channel: "", ts: "" };
				}),
			/** Answers by the address that came with a command or a press. */
			respond: async (url: string, body: object): Promise<Ended> =>
				isOfSlack(url, client.slackApiUrl)
					? respond(url, body, timeoutMs)
					: { kind: "never", reason: "the address to answer at is not one of Slack's" },
		};
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

async function respond(url: string, body: object, timeoutMs: number): Promise<Ended> {
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
