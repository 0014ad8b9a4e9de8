import { setTimeout } from "node:timers/promises";
import { sentence } from "#chat/plain.ts";
import { announce } from "#delivery/broadcasts/announce.ts";
import { say } from "#delivery/ledger.ts";
import { migrate } from "#storage/migrate.ts";
import { openStorage, type Storage } from "#storage/open.ts";
import { readConfig } from "../../config.ts";
import { bareLoops } from "./fleet/bareLoop.ts";
import { type FarEnd, startFarEnd } from "./fleet/farEnd.ts";
import { createLimits, type Limits } from "./fleet/limits.ts";
import { type Part, places, writePlaces } from "./fleet/nation.ts";
import { startReplica } from "./fleet/replicas.ts";
import { type Postgres, startPostgres } from "./postgres.ts";

export type Run = {
	replicas: number;
	platform: "slack" | "teams" | "both";
	tenants: number;
	/** What bounds the rate: what the platform permits, or what the bare SDKs reach in a loop. */
	bound: "limit" | "loop";
	perSecond: number;
	referencePerSecond: number;
	ratio: number;
	throttledAfterWarmup: number;
	replyP95Ms: number;
	rssMb: number;
	planMs: number;
};

type Case = Pick<Run, "platform" | "tenants" | "bound"> & { parts: Part[]; permitted?: number };

const channels = 9_600;
// Each channel gets a dozen: 115,200 deliveries.
const messages = 12;

const cases: Case[] = [
	{
		...{ platform: "teams", tenants: 1, bound: "limit", permitted: 50 },
		parts: [{ platform: "teams", workspaces: 1, channels }],
	},
	{
		...{ platform: "slack", tenants: 1, bound: "limit", permitted: 5 },
		parts: [{ platform: "slack", workspaces: 1, channels }],
	},
	{
		...{ platform: "both", tenants: 320, bound: "loop" },
		parts: [
			{ platform: "slack", workspaces: 160, channels: channels / 2 },
			{ platform: "teams", workspaces: 160, channels: channels / 2 },
		],
	},
];

/**
 * Announces to the whole nation's channels against far ends that enforce the platforms' limits, on one
 * replica and on two, while people ask: where a limit binds, the rate reached over the permitted one,
 * elsewhere over that of a bare loop of the SDKs.
 */
export async function fanout(
	options: { short?: boolean; only?: string; report?: (run: Run) => void } = {},
): Promise<{ runs: Run[] }> {
	const times = options.short ? { warmupMs: 3_000, windowMs: 10_000 } : { warmupMs: 5_000, windowMs: 60_000 };
	const postgres = await startPostgres();
	const runs: Run[] = [];
	try {
		for (const one of cases.filter(({ platform }) => !options.only || platform === options.only))
			for (const replicas of [1, 2]) {
				const run = await measure(postgres, one, replicas, times);
				options.report?.(run);
				runs.push(run);
			}
	} finally {
		await postgres.stop();
	}
	return { runs };
}

type Times = { warmupMs: number; windowMs: number };

async function measure(postgres: Postgres, one: Case, replicas: number, times: Times): Promise<Run> {
	const referencePerSecond = one.permitted ?? (await bareRate(one, replicas));
	const limits = createLimits();
	const farEnd = await startFarEnd((asked) => limits.treat(asked));
	const databaseUrl = await postgres.newDatabase();
	const storage = await openStorage({ databaseUrl });
	await migrate(storage);
	const planMs = await plan(storage, one, farEnd);
	const { slackUrl } = farEnd;
	const started = await Promise.all(
		Array.from({ length: replicas }, () =>
			startReplica({ databaseUrl, slackUrl, rates: readConfig({}).rates }),
		),
	);
	const asking = askNowAndThen(storage, one, farEnd);
	await setTimeout(times.warmupMs);
	const from = performance.now();
	await setTimeout(times.windowMs);
	const until = performance.now();
	const rssMb = Math.max(...started.map((replica) => replica.rssMb()));
	const replyP95Ms = await asking.stop();
	for (const replica of started) await replica.kill();
	await storage.close();
	await farEnd.stop();
	const sent = farEnd.seen.filter(({ at }) => at >= from && at < until).length;
	if (farEnd.seen.length >= 2 * channels * messages) throw new Error("All was sent too soon: plan more.");
	const perSecond = (sent / (until - from)) * 1000;
	return {
		...{ replicas, platform: one.platform, tenants: one.tenants, bound: one.bound },
		...{ perSecond: round(perSecond), referencePerSecond: round(referencePerSecond) },
		ratio: round(perSecond / referencePerSecond, 3),
		throttledAfterWarmup: throttled(limits, from),
		replyP95Ms: Math.round(replyP95Ms),
		...{ rssMb, planMs },
	};
}

function throttled(limits: Limits, from: number): number {
	return limits.refused.filter((at) => at >= from).length;
}

/** Plans the whole broadcast, and another, lest it end before the time is over; resolves with the milliseconds that the first took. */
async function plan({ db }: Storage, { parts }: Case, farEnd: FarEnd): Promise<number> {
	const all = parts.flatMap((part) => places(part, farEnd.teamsUrl));
	const recipients = await writePlaces(db, all, messages);
	const texts = Object.fromEntries(
		Array.from({ length: messages }, (_, at) => [`${at + 1}`, sentence(lesson(at + 1))]),
	);
	const broadcast = async (key: string) => {
		const from = performance.now();
		await announce(db, { key, messages: texts, recipients, cites: ["p2.2"] }, new Date());
		return Math.round(performance.now() - from);
	};
	const planMs = await broadcast("bench");
	await broadcast("more");
	return planMs;
}

/** Has somebody ask, somewhere, four times a second. Stopping it resolves with the 95th percentile of the times until their reply arrived. */
function askNowAndThen({ db }: Storage, { parts }: Case, farEnd: FarEnd) {
	const where = parts.flatMap((part) => places(part, farEnd.teamsUrl));
	const asked: { mark: string; at: number }[] = [];
	let stopped = false;
	const asking = (async () => {
		for (let count = 1; !stopped; count++) {
			// Spread over the nation, by a step that meets every channel.
			const place = where[(count * 3_571) % where.length];
			const mark = `reply${count}`;
			if (!place) break;
			asked.push({ mark, at: performance.now() });
			const reply = { key: `reply:${count}`, place, message: sentence(`~${mark}~ An answer.`), cites: [] };
			await db.$transaction((tx) => say(tx, [reply], new Date()));
			await setTimeout(askEveryMs);
		}
	})();
	return {
		async stop(): Promise<number> {
			stopped = true;
			await asking;
			await setTimeout(1_000);
			const arrived = new Map(farEnd.seen.map(({ mark, at }) => [mark, at]));
			const took = asked.map(({ mark, at }) => (arrived.get(mark) ?? Number.POSITIVE_INFINITY) - at);
			took.sort((a, b) => a - b);
			return took[Math.floor(took.length * 0.95)] ?? 0;
		},
	};
}

const askEveryMs = 250;

/** How fast bare loops of the SDKs are, as many processes as there are replicas, against the same far end. */
async function bareRate({ parts }: Case, processes: number): Promise<number> {
	const limits = createLimits();
	const farEnd = await startFarEnd((asked) => limits.treat(asked));
	const loops = await bareLoops(processes, farEnd, parts);
	await setTimeout(2_000);
	const [from, before] = [performance.now(), farEnd.seen.length];
	await setTimeout(8_000);
	const perSecond = ((farEnd.seen.length - before) / (performance.now() - from)) * 1000;
	await loops.stop();
	await farEnd.stop();
	return perSecond;
}

/** About as long as a lesson is. */
function lesson(number: number): string {
	return `~lesson${number}~ ${"What a review found, what was learned from it, and what to do now. ".repeat(12)}`;
}

function round(value: number, digits = 1): number {
	return Number(value.toFixed(digits));
}
