import type { Sector } from "#chat/caller.ts";
import { fault } from "#chat/log.ts";
import type { Place } from "#chat/platform.ts";
import type { Seminar, SeminarNotice } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import type { PlannerParts } from "./planner.ts";
import { keepSteps } from "./recipients.ts";
import { nameOf } from "./schedule.ts";
import { verdictOn } from "./window.ts";

/** Which channels a seminar is for. An empty list leaves nobody out. */
type ChannelFilter = { themes: string[]; sectors: Sector[]; agencies: string[] };

/** The channels that want to hear of what a filter says. */
export type SubscribedPlaces = (filter: ChannelFilter) => Promise<Place[]>;

type Parts = PlannerParts & { subscribedPlaces: SubscribedPlaces };

/** Writes what is due to channels into the ledger, some hundred channels a transaction. */
export async function planChannels(parts: Parts, now: Date): Promise<void> {
	const due = await parts.db.seminarNotice.findMany({
		where: { settledAt: null, dueAt: { lte: now }, audience: "channels" },
		orderBy: [{ dueAt: "asc" }, { id: "asc" }],
		include: { seminar: true },
	});
	for (const notice of due)
		try {
			await planOne(parts, notice, now);
		} catch (error) {
			parts.log.error({ notice: notice.id, ...fault(error) }, "A notice to channels could not be planned");
		}
}

async function planOne(parts: Parts, notice: SeminarNotice & { seminar: Seminar }, now: Date): Promise<void> {
	const { db, schedule, subscribedPlaces, chunk = 500 } = parts;
	const verdict = verdictOn(notice, now, schedule.quiet);
	if (verdict === "wait") return;
	const { themes, sectors, agencies } = notice.seminar;
	const places = await subscribedPlaces({ themes, sectors: sectors as Sector[], agencies });
	const byKey = new Map(places.map((place) => [place.key, place]));
	const sorted = [...byKey.keys()].sort().map((key) => byKey.get(key) as Place);
	if (verdict === "missed") {
		const missed = { settledAt: now, missed: sorted.length };
		return void (await db.seminarNotice.updateMany({
			where: { id: notice.id, settledAt: null },
			data: missed,
		}));
	}
	for (let going = true; going; )
		going = await db.$transaction((tx) => planChunk(parts, tx, notice.id, sorted, chunk, now));
}

/** Whether there is more to write. The seminar stays as it is meanwhile. */
async function planChunk(
	parts: Parts,
	tx: Db,
	id: string,
	places: Place[],
	chunk: number,
	now: Date,
): Promise<boolean> {
	const locked = await tx.$queryRaw<{ id: string }[]>`
		SELECT notice."id" FROM "SeminarNotice" notice JOIN "Seminar" seminar ON seminar."id" = notice."seminarId"
		WHERE notice."id" = ${id} AND notice."settledAt" IS NULL
			AND (notice."kind" <> 'reminder' OR seminar."plannedBy" = ${nameOf(parts.schedule)})
		FOR UPDATE OF notice SKIP LOCKED FOR SHARE OF seminar SKIP LOCKED`;
	if (locked.length === 0) return false;
	const { seminar, ...notice } = await tx.seminarNotice.findUniqueOrThrow({
		where: { id },
		include: { seminar: true },
	});
	const next = places.filter(({ key }) => key > notice.cursor).slice(0, chunk);
	const message = parts.messageOf(notice, seminar, now);
	const group = `${notice.kind}:${seminar.id}`;
	const deliveries = next.map((place) => ({
		...{ key: `${notice.kind}:${seminar.id}:${notice.which}:${place.key}`, place, message, group },
		cites: [],
		lane: "announcement" as const,
	}));
	await parts.say(tx, deliveries, now);
	const more = next.length === chunk;
	const cursor = next.at(-1)?.key ?? notice.cursor;
	await keepSteps(tx, [{ id, cursor, written: next.length, unreachable: 0, settled: !more }], now);
	return more;
}
