import { fault, type Log } from "#chat/log.ts";
import type { Message } from "#chat/message.ts";
import type { Say, ToSay } from "#delivery/ledger.ts";
import { Prisma, type Seminar, type SeminarNotice } from "#generated/client.ts";
import { peopleOf, type Reached } from "#people/reach.ts";
import type { Client, Db } from "#storage/open.ts";
import { keepSteps, type Recipient, recipientsOf, type Step, settleMissed } from "./recipients.ts";
import { nameOf, type Schedule } from "./schedule.ts";
import { verdictOn } from "./window.ts";

export type PlannerParts = {
	db: Client;
	say: Say;
	/** What a notice says to each whom it is for. */
	messageOf: (notice: SeminarNotice, seminar: Seminar, now: Date) => Message;
	schedule: Schedule;
	log: Log;
	/** The most rows that one transaction writes. */
	chunk?: number;
};

const noticesAtOnce = 24;

/**
 * Writes what is due to delegates into ledger and queue, in chunks that can be repeated: each is one
 * transaction with where the next goes on, and the ledger's keys let nothing in twice. Several replicas
 * may do so at once. What comes too late is counted as missed.
 */
export async function planDue(parts: PlannerParts, now: Date): Promise<void> {
	const setAside = new Set<string>();
	for (;;) {
		const taken = new Set<string>();
		try {
			const went = await parts.db.$transaction((tx) => planChunk(parts, tx, [...setAside], taken, now));
			if (taken.size === 0) return;
			for (const id of went.waiting) setAside.add(id);
		} catch (error) {
			// One that cannot be said must not hold up the others: they are taken one by one next time.
			parts.log.error({ notices: taken.size, ...fault(error) }, "Notices could not be planned");
			if (taken.size === 0) return;
			await planOneByOne(parts, [...taken], now);
			for (const id of taken) setAside.add(id);
		}
	}
}

async function planOneByOne(parts: PlannerParts, ids: string[], now: Date): Promise<void> {
	for (const id of ids)
		try {
			await parts.db.$transaction((tx) => planChunk(parts, tx, [], new Set(), now, id));
		} catch (error) {
			parts.log.error({ notice: id, ...fault(error) }, "A notice could not be planned");
		}
}

async function planChunk(
	parts: PlannerParts,
	tx: Db,
	setAside: string[],
	taken: Set<string>,
	now: Date,
	only?: string,
): Promise<{ waiting: string[] }> {
	const { schedule, chunk = 2_000 } = parts;
	const ids = await lockDue(tx, schedule, setAside, now, only);
	for (const id of ids) taken.add(id);
	if (ids.length === 0) return { waiting: [] };
	const notices = await tx.seminarNotice.findMany({
		where: { id: { in: ids } },
		orderBy: [{ dueAt: "asc" }, { id: "asc" }],
		include: { seminar: true },
	});
	const verdicts = Map.groupBy(notices, (notice) => verdictOn(notice, now, schedule.quiet));
	const idsOf = (verdict: "wait" | "say" | "missed") => (verdicts.get(verdict) ?? []).map(({ id }) => id);
	await settleMissed(tx, idsOf("missed"), now);
	const toSay = verdicts.get("say") ?? [];
	const recipients = await recipientsOf(tx, idsOf("say"), chunk);
	const people = await reach(tx, recipients, new Map(toSay.map(({ id, kind }) => [id, kind])));
	const deliveries = toSay.flatMap((notice) => {
		const message = parts.messageOf(notice, notice.seminar, now);
		return recipients.flatMap((each) => toDelivery(notice, each, people.get(each), message));
	});
	await parts.say(tx, deliveries, now);
	await keepSteps(tx, stepsOf(toSay, recipients, people, recipients.length === chunk), now);
	return { waiting: idsOf("wait") };
}

/**
 * Takes notices that are due, and holds their seminars as they are meanwhile: nobody cancels or moves
 * between the look and the writing. What another has taken is passed over.
 */
async function lockDue(
	tx: Db,
	schedule: Schedule,
	setAside: string[],
	now: Date,
	only: string | undefined,
): Promise<string[]> {
	const one = only ? Prisma.sql`AND notice."id" = ${only}` : Prisma.empty;
	const rows = await tx.$queryRaw<{ id: string }[]>`
		SELECT notice."id" FROM "SeminarNotice" notice JOIN "Seminar" seminar ON seminar."id" = notice."seminarId"
		WHERE notice."settledAt" IS NULL AND notice."dueAt" <= ${now} AND notice."audience" = 'delegates'
			AND NOT notice."id" = ANY(${setAside}::text[]) ${one}
			AND (notice."kind" IN ('moved', 'cancelled') OR seminar."plannedBy" = ${nameOf(schedule)})
		ORDER BY notice."dueAt", notice."id" LIMIT ${noticesAtOnce}
		FOR UPDATE OF notice SKIP LOCKED FOR SHARE OF seminar SKIP LOCKED`;
	return rows.map(({ id }) => id);
}

/** What people may stop by itself, and what reaches all who did not stop everything. */
function purposeOf(kind: SeminarNotice["kind"]): "reminders" | "notices" {
	return kind === "reminder" || kind === "followUp" ? "reminders" : "notices";
}

async function reach(
	tx: Db,
	recipients: Recipient[],
	kinds: Map<string, SeminarNotice["kind"]>,
): Promise<Map<Recipient, Reached>> {
	const reached = new Map<Recipient, Reached>();
	for (const purpose of ["reminders", "notices"] as const) {
		const meant = recipients.filter(({ notice }) => purposeOf(kinds.get(notice) ?? "reminder") === purpose);
		const ids = [...new Set(meant.flatMap(({ personId }) => personId ?? []))];
		if (ids.length === 0) continue;
		const people = await peopleOf(tx, ids, purpose);
		for (const each of meant) {
			const person = people.get(each.personId ?? "");
			if (person) reached.set(each, person);
		}
	}
	return reached;
}

function toDelivery(
	notice: SeminarNotice,
	recipient: Recipient,
	reached: Reached | undefined,
	message: Message,
): ToSay[] {
	if (recipient.notice !== notice.id || !reached?.place) return [];
	const key = `${notice.kind}:${notice.seminarId}:${notice.which}:${reached.person}`;
	const { person, place } = reached;
	const group = `${notice.kind}:${notice.seminarId}`;
	return [{ key, place, message, cites: [], lane: "announcement", person, group }];
}

/** A full chunk may have broken off within the last notice that it reached; those after it are yet to come. */
function stepsOf(
	notices: SeminarNotice[],
	recipients: Recipient[],
	people: Map<Recipient, Reached>,
	full: boolean,
): Step[] {
	const last = full ? recipients.at(-1)?.notice : undefined;
	const lastAt = notices.findIndex(({ id }) => id === last);
	return (last ? notices.slice(0, lastAt + 1) : notices).map(({ id, cursor }) => {
		const own = recipients.filter(({ notice }) => notice === id);
		const written = own.filter((each) => people.get(each)?.place).length;
		return {
			id,
			cursor: own.at(-1)?.booking ?? cursor,
			written,
			unreachable: own.length - written,
			settled: id !== last,
		};
	});
}
