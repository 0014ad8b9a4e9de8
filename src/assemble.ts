import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Met } from "#answers/answers.ts";
import type { Log } from "#chat/log.ts";
import type { Platform, Receive } from "#chat/platform.ts";
import { purge, type RetentionDays } from "#delivery/retention.ts";
import { createDelivery } from "#delivery/worker.ts";
import type { Helpline } from "#guard/reply.ts";
import { type Screened, soundsLikeSmallTalk } from "#guard/screen.ts";
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
class ContentError extends Error {
	override name = "ContentError";
	readonly forOperator = true;
}

/**
 * Puts the bot together on an open storage and starts it: migrations, starter pack, delivery,
 * features, platforms, in this order. What had started is stopped when a later part fails.
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
	const receive = createBot({
		db: storage.db,
		platforms,
		features: createFeatures({
			answers: {
				db: storage.db,
				library,
				contact: settings.contact,
				privacyUrl: settings.privacyUrl,
				soundsLikeSmallTalk,
				report: (answers) => report({ answers }),
			},
		}),
		say: delivery.say,
		letsIn,
		helplines: await rememberedHelplines(library),
		contact: settings.contact,
		clock,
		pause,
		log,
		report: (guard) => report({ guard }),
	});

	const stops: (() => Promise<unknown>)[] = [];
	const stop = async () => {
		for (let next = stops.pop(); next; next = stops.pop()) await next();
	};
	try {
		await delivery.start();
		stops.push(delivery.stop);
		// What was accepted is sent before the worker stops, unless the platform is not to be had.
		stops.push(() => Promise.race([delivery.drain(), pause(drainMs)]));
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
		stops.push(ticks.stop);
		for (const platform of platforms) {
			await platform.start(receive);
			stops.push(platform.stop);
		}
	} catch (error) {
		await stop();
		throw error;
	}
	return { receive, library, allSaid: delivery.drain, stop };
}

/** How long a stop waits for what was accepted to be sent. */
const drainMs = 8_000;

/** Waits without keeping the process alive for it. */
function pause(milliseconds: number): Promise<void> {
	return setTimeout(milliseconds, undefined, { ref: false });
}

/** The helplines as last read, for when the database is slow or gone. */
async function rememberedHelplines(library: Library): Promise<() => Promise<Helpline[]>> {
	let last = (await library.current()).helplines;
	return () => {
		const now = library.current().then(
			({ helplines }) => {
				last = helplines;
				return helplines;
			},
			() => last,
		);
		return Promise.race([now, pause(1_000).then(() => last)]);
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
