import type { Clock } from "#schedule/clock.ts";
import type { Client } from "#storage/open.ts";
import { readContent } from "./content.ts";
import type { Content, Held } from "./held.ts";
import { hold } from "./hold.ts";
import { nextTakeDown, standing } from "./takeDown.ts";

/** What is held now, in memory. One a replica. */
export type Library = {
	/**
	 * The newest version published when it was called, or a newer one. Never a text withdrawn before that,
	 * nor one whose take-down day has begun.
	 */
	current(): Promise<Held>;
};

/**
 * A library that asks the database for its version on each call, and reads again only when that moved.
 * What is due to be taken down goes by the clock, on the first call after.
 */
export function createLibrary(db: Client, clock: Clock): Library {
	let held: Held | undefined;
	let content: Content | undefined;
	let until = Number.POSITIVE_INFINITY;
	let loading: Promise<void> | undefined;

	async function load(): Promise<void> {
		const read = await db.$transaction((tx) => readContent(tx), { isolationLevel: "RepeatableRead" });
		if (held === undefined || read.version > held.version) see(read);
	}

	function see(read: Content): Held {
		const now = clock();
		content = read;
		until = nextTakeDown(read, now);
		held = hold(standing(read, now), held);
		return held;
	}

	return {
		async current() {
			const wanted = await versionOf(db);
			for (;;) {
				if (held && content && held.version >= wanted) return clock().getTime() < until ? held : see(content);
				// A load that began earlier may have read an older version: then it is asked once more.
				loading ??= load().finally(() => {
					loading = undefined;
				});
				await loading;
			}
		},
	};
}

async function versionOf(db: Client): Promise<number> {
	const state = await db.knowledgeState.findUnique({ where: { id: 1 }, select: { version: true } });
	return state?.version ?? 0;
}
