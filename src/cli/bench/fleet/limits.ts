import type { Asked, Treatment } from "./farEnd.ts";
import { workspaceOf } from "./nation.ts";

/** A far end's own keeping of its limits. */
export type Limits = {
	treat(asked: Asked): Treatment;
	/** When calls were refused. */
	refused: number[];
};

/** Keeps the limits that Slack and Teams document, strictly: any window, however it lies. */
export function createLimits(): Limits {
	const windows = new Map<string, number[]>();
	const buckets = new Map<string, { tokens: number; at: number }>();
	const refused: number[] = [];

	/** How long it must wait until a window has room; 0 when it has, and nothing is counted yet. */
	const waitFor = (key: string, most: number, seconds: number, at: number): number => {
		const times = windows.get(key) ?? [];
		const first = times.at(-most);
		return first === undefined || first <= at - seconds * 1000 ? 0 : first + seconds * 1000 - at;
	};
	const count = (key: string, at: number, keep: number) => {
		const times = windows.get(key) ?? [];
		times.push(at);
		if (times.length > 2 * keep) times.splice(0, times.length - keep);
		windows.set(key, times);
	};
	const bucketOf = (key: string, most: number, at: number) => {
		const { tokens, at: then } = buckets.get(key) ?? { tokens: most, at };
		return { tokens: Math.min(most, tokens + (at - then) / 1000), at };
	};
	return {
		refused,
		treat({ platform, conversation, at }) {
			const workspace = workspaceOf(conversation);
			const bucket = bucketOf(conversation, 3, at);
			const waits =
				platform === "slack"
					? [bucket.tokens >= 1 ? 0 : (1 - bucket.tokens) * 1000, waitFor(workspace, 300, 60, at)]
					: [
							...[waitFor(conversation, 7, 1, at), waitFor(conversation, 8, 2, at)],
							...[waitFor(conversation, 60, 30, at), waitFor(conversation, 1800, 3600, at)],
							waitFor(workspace, 50, 1, at),
						];
			const wait = Math.max(...waits);
			if (wait > 0) {
				refused.push(at);
				return { kind: "refuse", status: 429, retryAfter: Math.ceil(wait / 1000) };
			}
			if (platform === "slack") buckets.set(conversation, { ...bucket, tokens: bucket.tokens - 1 });
			else count(conversation, at, 1800);
			count(workspace, at, 300);
			return { kind: "accept" };
		},
	};
}
