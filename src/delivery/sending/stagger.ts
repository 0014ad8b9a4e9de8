import type { Claimed } from "./claimed.ts";

/** Waits for one's turn; a reply's comes before all others. */
export type Stagger = (lane: Claimed["lane"]) => Promise<void>;

/**
 * Lets so many begin in each turn of the event loop, so that hundreds that are due at once leave time
 * between them for answers, for the next look, and for a reply that comes later.
 */
export function createStagger(atOnce: number): Stagger {
	const waiting = { reply: [] as (() => void)[], announcement: [] as (() => void)[] };
	let going = false;
	const go = () => {
		const { reply, announcement } = waiting;
		const first = reply.splice(0, atOnce);
		for (const begin of [...first, ...announcement.splice(0, atOnce - first.length)]) begin();
		going = reply.length + announcement.length > 0;
		if (going) setImmediate(go);
	};
	return (lane) =>
		new Promise((begin) => {
			waiting[lane].push(begin);
			if (going) return;
			going = true;
			setImmediate(go);
		});
}
