import type { Place, PlatformName } from "#chat/platform.ts";
import { limitsOf, type Rates, rateOf, secondsToSend } from "#delivery/sending/rates.ts";
import { Prisma } from "#generated/client.ts";
import { agencies } from "#people/agencies.ts";
import type { Db } from "#storage/open.ts";
import type { LessonsOptions } from "../handling.ts";
import type { Lesson } from "../lesson.ts";
import { awake, readQuiet } from "../wording/localTime.ts";
import { wanting } from "./wanting.ts";

/** Who would get a lesson that is released at a time, and who would not. */
export type Preflight = {
	/** Channels that get it at once, or at the end of their quiet hours. */
	channels: number;
	/** People who get it in their direct conversation. */
	people: number;
	/** Those of both that get it with the weekly digest instead. */
	weekly: number;
	/** Those of both in whose quiet hours it would come. */
	waiting: number;
	/** Channels shared between workspaces, which get it once. */
	shared: number;
	unreachable: { name: string; agency: string; why: string }[];
	/** When the last of those that get it at once would have it, where nothing holds it up. */
	finishes: Date;
	/** When the last quiet hours end. */
	quietUntil?: Date;
};

type Row = {
	id: string;
	platform: PlatformName;
	workspace: string;
	placeKey: string;
	placeKind: Place["kind"];
	address: string;
	name: string | null;
	agencyId: string;
	state: "active" | "paused";
	why: string | null;
	rhythm: "atOnce" | "weekly";
	quiet: string;
	shared: boolean;
};

/** Looks at every subscription that wants the lesson. Nothing is written. */
export async function preflight(
	{ db, people, rates }: { db: Db; people: Pick<LessonsOptions["people"], "mayReach">; rates: Rates },
	{ text }: Pick<Lesson, "text">,
	at: Date,
): Promise<Preflight> {
	const rows = await db.$queryRaw<Row[]>(Prisma.sql`
		SELECT s."id", s."platform", s."workspace", s."placeKey", s."placeKind", s."address", s."name", s."agencyId",
			s."state"::text AS "state", s."why", s."rhythm"::text AS "rhythm", s."quiet",
			cardinality(s."twins") > 0 AS "shared"
		FROM "Subscription" s WHERE ${wanting(text)} ORDER BY s."agencyId", s."name", s."id"`);
	const active = rows.filter(({ state }) => state === "active");
	const may = new Set<string>();
	for (let from = 0; from < active.length; from += askedAtOnce)
		for (const { key } of await people.mayReach(db, active.slice(from, from + askedAtOnce).map(placeOf)))
			may.add(key);
	const reached = active.filter(({ placeKey }) => may.has(placeKey));
	const atOnce = reached.filter(({ rhythm }) => rhythm === "atOnce");
	const ends = atOnce.map(({ quiet }) => awake(at, readQuiet(quiet) ?? { from: 0, to: 0 }));
	const waiting = ends.filter((end) => end > at);
	const names = await agencyNames(db);
	return {
		channels: atOnce.filter(({ placeKind }) => placeKind === "channel").length,
		people: atOnce.filter(({ placeKind }) => placeKind === "direct").length,
		weekly: reached.length - atOnce.length,
		waiting: waiting.length,
		shared: reached.filter(({ shared }) => shared).length,
		unreachable: rows
			.filter((row) => row.state === "paused" || !may.has(row.placeKey))
			.map((row) => ({
				name: row.name ?? (row.placeKind === "direct" ? "somebody’s direct conversation" : "a channel"),
				agency: names.get(row.agencyId) ?? "an agency that is not let in at present",
				why: row.why ?? "they asked for no more messages, or their agency is not let in at present",
			})),
		finishes: new Date(at.getTime() + secondsFor(atOnce, rates) * 1000),
		...(waiting.length > 0 ? { quietUntil: new Date(Math.max(...waiting.map(Number))) } : {}),
	};
}

/** A query holds no more values than this many places make. */
const askedAtOnce = 5_000;

/** The slowest workspace decides. */
function secondsFor(rows: Row[], rates: Rates): number {
	const counts = new Map<string, number>();
	for (const { platform, workspace } of rows) {
		const rate = rateOf(platform, workspace);
		counts.set(rate, (counts.get(rate) ?? 0) + 1);
	}
	return Math.max(0, ...[...counts].map(([rate, posts]) => secondsToSend(limitsOf(rates, rate), posts)));
}

async function agencyNames(db: Db): Promise<Map<string, string>> {
	return new Map((await agencies(db)).map(({ id, name }) => [id, name]));
}

function placeOf({ platform, workspace, placeKey, placeKind, address }: Row): Place {
	return { platform, workspace, key: placeKey, kind: placeKind, address };
}
