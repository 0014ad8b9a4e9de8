import type { Asked, Treatment } from "./farEnd.ts";

/** A random number from 0 up to 1, the same sequence for the same seed. */
export function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

type Trouble = { of100: number; on?: Asked["platform"]; treatment: Treatment };

/** What goes wrong at the far end, and how often in a hundred calls. */
const troubles: Trouble[] = [
	{ of100: 1, treatment: { kind: "refuse", status: 429, retryAfter: 1 } },
	{ of100: 1, on: "teams", treatment: { kind: "refuse", status: 429 } },
	{ of100: 1, on: "teams", treatment: { kind: "refuse", status: 412 } },
	{ of100: 0.5, treatment: { kind: "break", accepted: false, status: 503 } },
	{ of100: 0.5, treatment: { kind: "break", accepted: true, status: 500 } },
	{ of100: 0.5, treatment: { kind: "break", accepted: false } },
	{ of100: 0.5, treatment: { kind: "break", accepted: true } },
	{ of100: 0.2, treatment: { kind: "hang", accepted: false } },
	{ of100: 0.2, treatment: { kind: "hang", accepted: true } },
];

/** A far end's moods: mostly it does what it is asked. */
export function createTroubles(random: () => number): (asked: Asked) => Treatment {
	return ({ platform }) => {
		let lot = random() * 100;
		for (const { of100, on, treatment } of troubles) {
			if (on && on !== platform) continue;
			if (lot < of100) return treatment;
			lot -= of100;
		}
		return { kind: "accept" };
	};
}
