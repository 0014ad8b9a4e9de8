import type { Log } from "#chat/log.ts";
import { plain, sentence } from "#chat/plain.ts";
import type { Found, Incoming, Outcome, Place, Platform } from "#chat/platform.ts";
import type { ToSay } from "#delivery/ledger.ts";

/** What arrived at the far end. */
type Post = { place: string; text: string; deliveryId: string; messageId?: string };

type Respond = (post: Post, count: number) => Outcome | Promise<Outcome>;

/** A platform whose network answers as the test says. `count` is how often this delivery has been posted. */
export function createNetwork(respond?: Respond, find?: (deliveryId: string) => Promise<Found>) {
	const posts: Post[] = [];
	const watchers = new Set<() => void>();
	const unused = () => Promise.reject(new Error("not used here"));
	const put = async (post: Post): Promise<Outcome> => {
		posts.push(post);
		for (const watcher of watchers) watcher();
		const count = posts.filter((one) => one.deliveryId === post.deliveryId).length;
		return respond ? respond(post, count) : { kind: "sent", messageId: post.messageId ?? `m${posts.length}` };
	};
	const platform: Platform = {
		name: "terminal",
		start: unused,
		sendPrivately: unused,
		settled: unused,
		stop: unused,
		send: (place, message, deliveryId) => put({ place: place.key, text: plain(message), deliveryId }),
		update: (place, messageId, message) =>
			put({ place: place.key, text: plain(message), deliveryId: `update of ${messageId}`, messageId }),
		...(find ? { find: (_place, deliveryId) => find(deliveryId) } : {}),
	};
	return {
		platform,
		posts,
		texts: () => posts.map(({ text }) => text),
		/** Resolves when so many posts have arrived. */
		until: (count: number) =>
			new Promise<void>((resolve) => {
				const check = () => {
					if (posts.length < count) return;
					watchers.delete(check);
					resolve();
				};
				watchers.add(check);
				check();
			}),
	};
}

export function createTestLog() {
	const lines: { level: "warn" | "error"; fields: object; text: string }[] = [];
	const log: Log = {
		info: () => {},
		warn: (fields, text) => lines.push({ level: "warn", fields, text }),
		error: (fields, text) => lines.push({ level: "error", fields, text }),
	};
	return { log, lines, errors: () => lines.filter(({ level }) => level === "error") };
}

/** A direct place; `w2/p1` is the place p1 in the workspace w2. */
export function placeNamed(key: string): Place {
	const workspace = key.includes("/") ? (key.split("/")[0] ?? "") : "w1";
	return { platform: "terminal", workspace, key, address: `address of ${key}`, kind: "direct" };
}

/** Text to say in a place; the text is its key too unless one is given. */
export function toSay(
	place: string,
	text: string,
	key = `test:${place}:${text}`,
	more: Partial<ToSay> = {},
): ToSay {
	return { key, place: placeNamed(place), message: sentence(text), cites: [], ...more };
}

export function incoming(eventId: string, businessKey = `act of ${eventId}`): Incoming {
	return {
		eventId,
		businessKey,
		place: placeNamed("p1"),
		person: { id: "u1", workspace: "w1", direct: placeNamed("p1") },
		act: { kind: "said", text: "What do the reviews say about housing?" },
	};
}
