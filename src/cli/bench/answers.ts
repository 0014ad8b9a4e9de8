import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Asking, createAsking } from "./answers/asking.ts";
import { startFarEnd } from "./answers/farEnd.ts";
import { percentile } from "./answers/percentile.ts";
import { type Program, startBot, startEcho } from "./answers/programs.ts";
import { type Searching, searching } from "./answers/searching.ts";
import { readStarter } from "./answers/starter.ts";
import { startPostgres } from "./postgres.ts";

/** How fast the bot answers on one engine, from a signed event in to a post out, beside Bolt that only says it back. */
export type Engine = {
	engine: "pglite" | "postgres";
	inFlight: number;
	perSecond: number;
	p95Ms: number;
	echoPerSecond: number;
	echoP95Ms: number;
	/** The bot's rate over the echo's. */
	ratio: number;
};

export type Answers = Searching & { engines: Engine[] };

type Size = { passages: number; warmupMs: number; windowMs: number; rounds: number };

const long: Size = { passages: 20_000, warmupMs: 3_000, windowMs: 5_000, rounds: 3 };
const short: Size = { passages: 2_000, warmupMs: 1_000, windowMs: 2_000, rounds: 1 };
const loads = [1, 20, 100];

/**
 * Measures a search among 20,000 passages, and then the whole bot with as many on each engine: people ask
 * in 200 channels of 20 workspaces, so many at once. Words alone count, and nothing of Slack's limits.
 */
export async function answers(
	options: { short?: boolean; only?: Engine["engine"]; report?: (engine: Engine) => void } = {},
): Promise<Answers> {
	const size = options.short ? short : long;
	const { content, questions } = await readStarter();
	const searched = searching(content, size.passages, questions);
	const engines: Engine[] = [];
	for (const engine of ["pglite", "postgres"] as const) {
		if (options.only && options.only !== engine) continue;
		engines.push(...(await measure(engine, questions, size, options.report)));
	}
	return { ...searched, engines };
}

async function measure(
	engine: Engine["engine"],
	questions: string[],
	size: Size,
	report: (engine: Engine) => void = () => {},
): Promise<Engine[]> {
	const opened: (() => unknown)[] = [];
	try {
		const farEnd = await startFarEnd();
		opened.push(farEnd.stop);
		const database = engine === "postgres" ? await onPostgres(opened) : await onPGlite(opened);
		const programs = {
			bot: await startBot({ slackUrl: farEnd.url, database, passages: size.passages }),
			echo: await startEcho({ slackUrl: farEnd.url }),
		};
		opened.push(programs.echo.stop, programs.bot.stop);
		const asking = createAsking(questions, farEnd);
		const measured: Engine[] = [];
		for (const inFlight of loads) {
			const one = { engine, inFlight, ...(await compare(asking, programs, inFlight, size)) };
			report(one);
			measured.push(one);
		}
		return measured;
	} finally {
		for (const close of opened.reverse()) await close();
	}
}

async function onPostgres(opened: (() => unknown)[]): Promise<{ databaseUrl: string }> {
	const postgres = await startPostgres({ durable: true });
	opened.push(postgres.stop);
	return { databaseUrl: await postgres.newDatabase() };
}

async function onPGlite(opened: (() => unknown)[]): Promise<{ dataDir: string }> {
	const dataDir = await mkdtemp(join(tmpdir(), "dhr-bench-"));
	opened.push(() => rm(dataDir, { recursive: true }));
	return { dataDir };
}

type Compared = Omit<Engine, "engine" | "inFlight">;

/** Bot and echo take turns, so that what else the machine does falls on both. */
async function compare(
	asking: Asking,
	{ bot, echo }: { bot: Program; echo: Program },
	inFlight: number,
	{ warmupMs, windowMs, rounds }: Size,
): Promise<Compared> {
	const ran = { bot: emptyRun(), echo: emptyRun() };
	for (const { url } of [bot, echo]) await asking.ask(url, { inFlight, forMs: warmupMs });
	for (let round = 0; round < rounds; round++)
		for (const [run, { url }] of [[ran.bot, bot] as const, [ran.echo, echo] as const]) {
			const { times, tookMs } = await asking.ask(url, { inFlight, forMs: windowMs });
			run.times.push(...times);
			run.tookMs += tookMs;
		}
	const [perSecond, echoPerSecond] = [rateOf(ran.bot), rateOf(ran.echo)];
	return {
		perSecond: rounded(perSecond, 1),
		p95Ms: percentile(ran.bot.times, 0.95),
		echoPerSecond: rounded(echoPerSecond, 1),
		echoP95Ms: percentile(ran.echo.times, 0.95),
		ratio: rounded(perSecond / echoPerSecond, 3),
	};
}

type Run = { times: number[]; tookMs: number };

function emptyRun(): Run {
	return { times: [], tookMs: 0 };
}

function rateOf({ times, tookMs }: Run): number {
	return (times.length / tookMs) * 1000;
}

function rounded(value: number, digits: number): number {
	return Number(value.toFixed(digits));
}
