import type { Client } from "#storage/open.ts";
import { readContent } from "./content.ts";
import type { Held } from "./held.ts";
import { hold } from "./hold.ts";

/** What is held now, in memory. One a replica. */
export type Library = {
	/** The newest version published when it was called, or a newer one. Never a text withdrawn before that. */
	current(): Promise<Held>;
};

/** A library that asks the database for its version on each call, and reads again only when that moved. */
export function createLibrary(db: Client): Library {
	let held: Held | undefined;
	let loading: Promise<Held> | undefined;

	async function load(): Promise<Held> {
		const content = await db.$transaction((tx) => readContent(tx), { isolationLevel: "RepeatableRead" });
		if (held === undefined || content.version > held.version) held = hold(content, held);
		return held;
	}

	return {
		async current() {
			const wanted = await versionOf(db);
			for (;;) {
				if (held !== undefined && held.version >= wanted) return held;
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
