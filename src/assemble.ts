import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Met } from "#answers/answers.ts";
import type { Log } from "#chat/log.ts";
import type { Platform, Receive } from "#chat/platform.ts";
import { purge, type RetentionDays } from "#delivery/retention.ts";
import { createDelivery } from "#delivery/worker.ts";
import type { Screened } from "#guard/screen.ts";
import { createLibrary, type Library } from "#knowledge/library.ts";
import { loadPack, staleHelplines } from "#knowledge/pack.ts";
import type { AllowList } from "#people/allowList.ts";
import type { Clock } from "#schedule/clock.ts";
import { startTicks } from "#schedule/cron.ts";
import { migrate } from "#storage/migrate.ts";
import type { Storage } from "#storage/open.ts";
import { createBot } from "./bot.ts";
import { createFeatures } from "./features.ts";

/** Where the starter pack is. */
export const contentFolder = fileURLToPath(new URL("../prisma/content", import.meta.url));

export type House = {
	receive: Receive;
	library: Library;
	/** Resolves when everything that was committed to be said has been tried. */
	allSaid(): Promise<void>;
	/** Receives no more, sends what was taken, and lets go of everything but the storage. */
	stop(): Promise<void>;
};

/** How a message was met, for the log and for whoever measures: never its words. */
export type Report = { guard: Screened } | { answers: Met };

/** The starter pack cannot be used. The message lists why, entry by entry. */
export class ContentError extends Error {
	override name = "ContentError";
}

/**
 * Puts the bot together on an open storage and starts it: migrations, starter pack, delivery,
 * features, platforms, in this order.
 */
export async function assemble(options: {
	storage: Storage;
	platforms: Platform[];
	letsIn: AllowList;
	settings: { contact: string; privacyUrl?: string; retentionDays: RetentionDays };
	clock: Clock;
	log: Log;
	report: (report: Report) => void;
}): Promise<House> {
	const { storage, platforms, letsIn, settings, clock, log, report } = options;
	await migrate(storage);
	const loaded = await loadPack(storage.db, contentFolder);
	if (loaded.kind === "refused") throw new ContentError(loaded.problems.join("\n"));

	const library = createLibrary(storage.db);
	await warnOfStaleHelplines(library, clock, log);
	const delivery = createDelivery({ storage, platforms, clock, log });
	await delivery.start();
	const receive = createBot({
		db: storage.db,
		platforms,
		features: createFeatures({
			answers: {
				db: storage.db,
				library,
				contact: settings.contact,
				privacyUrl: settings.privacyUrl,
				report: (answers) => report({ answers }),
			},
		}),
		say: delivery.say,
		letsIn,
		helplines: async () => (await library.current()).helplines,
		contact: settings.contact,
		clock,
		pause,
		log,
		report: (guard) => report({ guard }),
	});
	const ticks = startTicks({
		clock,
		log,
		jobs: [
			{
				name: "retention",
				every: "17 * * * *",
				run: (now) => purge(storage.db, settings.retentionDays, now),
			},
			{ name: "helplines", every: "30 8 * * *", run: () => warnOfStaleHelplines(library, clock, log) },
		],
	});
	for (const platform of platforms) await platform.start(receive);

	return {
		receive,
		library,
		allSaid: delivery.drain,
		async stop() {
			await ticks.stop();
			await Promise.all(platforms.map((platform) => platform.stop()));
			await delivery.stop();
		},
	};
}

async function warnOfStaleHelplines(library: Library, clock: Clock, log: Log): Promise<void> {
	const stale = staleHelplines(await library.current(), clock());
	if (stale.length > 0)
		log.warn(
			{ helplines: stale.map(({ id, checkedOn }) => `${id} (checked on ${checkedOn})`) },
			"helpline numbers were last checked more than 90 days ago: ring them, then set checkedOn in prisma/content/helplines.yaml",
		);
}
