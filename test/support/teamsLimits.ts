/** So many calls in so many seconds. */
type Window = { most: number; seconds: number };

/** How fast Teams lets a bot post: in one conversation, and all its calls in one tenant. */
export type Limits = { conversation: Window[]; tenant: Window[] };

/** The limits that Microsoft documents. */
export const documentedLimits: Limits = {
	conversation: [
		{ most: 7, seconds: 1 },
		{ most: 8, seconds: 2 },
		{ most: 60, seconds: 30 },
		{ most: 1_800, seconds: 3_600 },
	],
	tenant: [{ most: 50, seconds: 1 }],
};

/** Counts calls over windows that slide, so that no burst at the edge of one gets through. */
export type Limiter = {
	/** Counts a call. Returns the milliseconds to wait instead when it is one too many, and then counts nothing. */
	take(tenant: string, conversation?: string): number | undefined;
};

/** Creates a limiter. `now` tells milliseconds. */
export function createLimiter(limits: Limits, now: () => number): Limiter {
	const conversations = new Map<string, number[]>();
	const tenants = new Map<string, number[]>();
	return {
		take(tenant, conversation) {
			const at = now();
			const ofTenant = timesOf(tenants, tenant);
			const ofConversation =
				conversation === undefined ? [] : timesOf(conversations, `${tenant} ${conversation}`);
			const wait = Math.max(
				...limits.tenant.map((window) => toWait(ofTenant, window, at)),
				...limits.conversation.map((window) => toWait(ofConversation, window, at)),
			);
			if (wait > 0) return wait;
			count(ofTenant, limits.tenant, at);
			count(ofConversation, limits.conversation, at);
			return undefined;
		},
	};
}

function timesOf(all: Map<string, number[]>, key: string): number[] {
	const known = all.get(key);
	if (known) return known;
	const times: number[] = [];
	all.set(key, times);
	return times;
}

function toWait(times: number[], { most, seconds }: Window, at: number): number {
	const first = times.at(-most);
	return first === undefined ? 0 : Math.max(0, first + seconds * 1_000 - at);
}

function count(times: number[], windows: Window[], at: number): void {
	times.push(at);
	const enough = Math.max(...windows.map(({ most }) => most));
	if (times.length > 2 * enough) times.splice(0, times.length - enough);
}
