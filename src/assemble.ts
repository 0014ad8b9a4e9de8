import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Express } from "express";
import type { Met } from "#answers/answers.ts";
import type { Feature } from "#chat/feature.ts";
import type { Log } from "#chat/log.ts";
import type { Platform, Receive } from "#chat/platform.ts";
import { forget } from "#delivery/forget.ts";
import { purge } from "#delivery/retention.ts";
import { createDelivery, type Delivery } from "#delivery/worker.ts";
import { hasOpinionsBy } from "#guard/opinion.ts";
import type { Helpline } from "#guard/reply.ts";
import { type Screened, screen, soundsLikeSmallTalk } from "#guard/screen.ts";
import { createLibrary, type Library } from "#knowledge/library.ts";
import { loadPack, staleHelplines } from "#knowledge/pack.ts";
import { hearsMeaningBy } from "#knowledge/search/meant.ts";
import { createShelf } from "#knowledge/vectors/shelf.ts";
import { readWeekly, type WeeklyTime } from "#lessons/wording/localTime.ts";
import { createMeaning } from "#meaning/createMeaning.ts";
import type { Meaning } from "#meaning/meaning.ts";
import { createReader, type Reader, wordsAlone } from "#meaning/reader.ts";
import { createLinks, type Links } from "#pages/links.ts";
import { type Pages, serveNowhere, servePages } from "#pages/serve.ts";
import { type Expected, seedAgencies } from "#people/callers.ts";
import { createPeople, type People } from "#people/people.ts";
import type { Ledger } from "#people/privacy/personData.ts";
import { createActing } from "#people/standing/acting.ts";
import { readQuestionnaire } from "#questionnaires/script/readQuestionnaire.ts";
import { shelve } from "#questionnaires/script/shelf.ts";
import type { Clock } from "#schedule/clock.ts";
import { startTicks } from "#schedule/cron.ts";
import { readSchedule, type Schedule } from "#seminars/reminders/schedule.ts";
import { deriveKey, type Keyed, openKeyed } from "#storage/keyed.ts";
import { migrate } from "#storage/migrate.ts";
import type { Client, Db, Storage } from "#storage/open.ts";
import { checkSecrets, createSecrets, proveSecrets, type Secrets } from "#storage/secrets.ts";
import { createBot } from "./bot.ts";
import { type Config, ConfigError } from "./config.ts";
import { createFeatures } from "./features.ts";

/** Where the starter pack is. */
export const contentFolder = fileURLToPath(new URL("../prisma/content", import.meta.url));

/** What the house is built of: a storage, and what may vary between a server, a command and a test. */
export type Ground = {
	storage: Storage;
	platforms: Platform[];
	settings: Omit<Config, "slack" | "teams">;
	/** What seals tokens and signs links. */
	secrets: { key: Buffer; old?: Buffer };
	clock: Clock;
	log: Log;
	report?: (report: Report) => void;
	/** Leaves what is held as it is: for a command that needs nothing of it, or is to mend it. */
	withoutContent?: boolean;
};

/** All rooms put together, before anything is started. */
export type Rooms = {
	library: Library;
	people: People;
	delivery: Delivery;
	features: Feature<Db>[];
	ledger: Ledger;
	links: Links;
	secrets: Secrets;
	keyed: Keyed;
	publicUrl: string;
	/** What runs the second signal, where there is one. */
	meaning?: Meaning;
	/** What a message means, or nothing where that is not to be had soon. */
	read: Reader;
	/** Learns what passages mean that it does not know yet. */
	learnMeanings(): Promise<void>;
};

export type House = Rooms & {
	receive: Receive;
	/** Resolves when what was accepted is handled, and everything that was committed to be said has been tried. */
	allSaid(): Promise<void>;
	/** Looks now at what is looked at regularly under this name. */
	tick(name: string): Promise<void>;
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
 * Brings the storage up to date, with the migrations and the starter pack, and puts the rooms together on
 * it. Throws, and has started nothing, where that cannot be.
 */
export async function furnish(ground: Ground): Promise<Rooms> {
	const { storage, platforms, settings, clock, log, report = () => {} } = ground;
	const { db } = storage;
	const secrets = createSecrets(ground.secrets);
	// Whoever has the wrong key changes nothing, not even the tables.
	await checkSecrets(db, secrets);
	await migrate(storage);
	await proveSecrets(db, secrets);
	const keyed = await openKeyed(db, secrets);
	if (!ground.withoutContent) await load(db, clock());

	const publicUrl = settings.publicUrl ?? `http://127.0.0.1:${settings.port}`;
	const links = createLinks({ key: deriveKey(ground.secrets.key, "links"), publicUrl });
	const acting = settings.local ? createActing(db) : undefined;
	const people = createPeople({ db, acting });
	const library = createLibrary(db, clock);
	const { rates } = settings;
	const delivery = createDelivery({ storage, platforms, clock, log, rates, mayReach: people.mayReach });
	const ledger: Ledger = { forget };
	const meaning = fittedMeaning(settings.meaning, log);
	const read = meaning
		? createReader({ meaning, patienceMs: settings.meaning.patienceMs, pause, log })
		: wordsAlone;
	const shelf = meaning && createShelf({ db, meaning });
	const { retentionDays, seminars } = settings;
	const features = createFeatures({
		shared: { db, people, library, secrets, say: delivery.say, screen, link: links.link, keyed, log },
		people: { ledger, publicUrl, acting, retentionDays },
		lessons: { digest: digestOf(settings), quiet: settings.quietHours, rates },
		seminars: {
			schedule: scheduleOf(settings),
			offerHours: seminars.offerHours,
			keepDays: { needs: seminars.needsDays, names: seminars.delegatesDays },
		},
		answers: {
			contact: settings.contact,
			privacyUrl: settings.privacyUrl,
			keepEnquiriesDays: retentionDays.enquiries,
			soundsLikeSmallTalk,
			meant: async (held, question) => shelf?.beside(held, await read(question)),
			report: (answers) => report({ answers }),
		},
	});
	const learnMeanings = async () => void (await shelf?.fill(await library.current()));
	return {
		library,
		people,
		delivery,
		features,
		ledger,
		links,
		secrets,
		keyed,
		publicUrl,
		meaning,
		read,
		learnMeanings,
	};
}

/**
 * Furnishes the house and starts it: delivery, what is looked at regularly, pages, platforms, in this
 * order. What had started is stopped when a later part fails.
 */
export async function assemble(
	ground: Ground & {
		/** Workspaces that the settings let in. */
		expects: Expected[];
		/** Where pages are served, if anywhere. */
		web?: Express;
	},
): Promise<House> {
	const { storage, platforms, settings, clock, log, expects, web, report = () => {} } = ground;
	const rooms = await furnish(ground);
	const { library, people, delivery, features, links, meaning, read, learnMeanings } = rooms;
	await seedAgencies(storage.db, expects, clock());
	await warnOfStaleHelplines(library, clock, log);
	const receive = createBot({
		db: storage.db,
		platforms,
		features,
		callerOf: people.callerOf,
		read,
		say: delivery.say,
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
	let tick: House["tick"];
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
				{ name: "meaning", every: "* * * * *", run: learnMeanings },
				...features.flatMap(({ due = [] }) => due),
				{ name: "helplines", every: "30 8 * * *", run: () => warnOfStaleHelplines(library, clock, log) },
			],
		});
		stops.push(ticks.stop);
		// First of all to stop: what passages mean is learnt in a tick, which would hold up the stop.
		if (meaning) stops.push(meaning.stop);
		tick = ticks.tick;
		void tick("meaning");
		const pages: Pages = Object.assign({}, ...features.map((feature) => feature.pages));
		if (web) servePages({ web, links, pages, now: clock, log });
		for (const platform of platforms) {
			await platform.start(receive);
			stops.push(platform.stop);
		}
		if (web) serveNowhere(web);
	} catch (error) {
		await stop();
		throw error;
	}
	const allSaid = async () => {
		await Promise.all(platforms.map((platform) => platform.settled()));
		await delivery.drain();
	};
	return { ...rooms, receive, allSaid, tick, stop };
}

async function load(db: Client, now: Date): Promise<void> {
	const loaded = await loadPack(db, contentFolder);
	if (loaded.kind === "refused")
		throw new ContentError(["prisma/content needs mending first:", ...loaded.problems].join("\n- "));
	const read = readQuestionnaire(await readFile(join(contentFolder, "questionnaire.yaml"), "utf8"));
	const shelved = "problems" in read ? read : await shelve(db, read.questionnaire, now);
	const problems = "problems" in shelved ? shelved.problems : "problem" in shelved ? [shelved.problem] : [];
	if (problems.length > 0)
		throw new ContentError(["prisma/content/questionnaire.yaml needs mending:", ...problems].join("\n- "));
}

/** The second signal that the settings ask for, unless nothing was fitted to it: then no text is to leave for it. */
function fittedMeaning(wanted: Config["meaning"], log: Log): Meaning | undefined {
	const chosen = createMeaning(wanted, log);
	if (!chosen || hasOpinionsBy(chosen) || hearsMeaningBy(chosen.name)) return chosen;
	log.warn(
		{ model: chosen.name },
		"nothing was fitted to these weights, so words alone count: see docs/decisions/007-a-second-signal.md",
	);
	return undefined;
}

function scheduleOf({ quietHours, seminars }: Ground["settings"]): Schedule {
	const { reminders, channelReminders: channels, followUp } = seminars;
	const schedule = readSchedule({ reminders, channels, followUp, quiet: quietHours });
	if (!("problem" in schedule)) return schedule;
	throw new ConfigError(`${scheduleSettings[schedule.setting]}: ${schedule.problem}.`);
}

function digestOf({ lessonDigest }: Ground["settings"]): WeeklyTime {
	const time = readWeekly(lessonDigest);
	if (!("problem" in time)) return time;
	throw new ConfigError(`LESSON_DIGEST: ${time.problem}.`);
}

const scheduleSettings = {
	reminders: "SEMINAR_REMINDERS",
	channels: "SEMINAR_CHANNEL_REMINDERS",
	followUp: "SEMINAR_FOLLOW_UP",
	quiet: "QUIET_HOURS",
};

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
