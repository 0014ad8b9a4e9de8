import type { Caller } from "#chat/caller.ts";
import type { Handler } from "#chat/handling/event.ts";
import { privately, privateSentence } from "#chat/handling/privately.ts";
import type { Block } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import { many } from "#chat/wording/many.ts";
import type { BookingState } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import { known, outOfDate, type SeminarsOptions, seminarOf } from "../handling.ts";
import { timesInWords } from "../wording/localTime.ts";
import { press } from "../wording/press.ts";
import { listDelegates } from "./listDelegates.ts";

/** How a lead sees who of their own agency goes to a seminar. */
export function createOfAgency(options: SeminarsOptions): Record<string, Handler<Db>> {
	const { db } = options;

	const ofAgency: Handler<Db> = async (event) => {
		const { roles, agency } = event.caller;
		if (!roles.includes("lead")) return privateSentence(options, event, onlyLeads);
		const seminar = await seminarOf(db, event);
		if (!seminar) return privateSentence(options, event, outOfDate);
		const { names } = await known(options);
		return privately(options, event, async (tx) => {
			const own = (await listDelegates(tx, seminar.id, names)).filter(
				({ agencyId }) => agencyId === agency.id,
			);
			return message([
				{ kind: "heading", text: `${agency.name}: ${seminar.title}` },
				{ kind: "prose", text: `${timesInWords(seminar)}, ${seminar.venue}.` },
				own.length === 0
					? { kind: "prose", text: "Nobody of your agency has a place." }
					: {
							kind: "facts",
							items: own.slice(0, mostNames).map(({ called, state, reachable }) => ({
								name: called,
								text: `${stateWords[state]}${reachable ? "" : "; my reminders do not reach them"}`,
							})),
						},
				...(own.length > mostNames ? [prose(`And ${own.length - mostNames} more.`)] : []),
			]);
		});
	};

	return { ofAgency };
}

/** A lead's part of the home: the coming seminars to which somebody of their agency goes. */
export async function agencyBlocks(db: Db, { roles, agency }: Caller, now: Date): Promise<Block[]> {
	if (!roles.includes("lead")) return [];
	const coming = await db.seminar.findMany({
		where: {
			...{ state: "open", endsAt: { gt: now } },
			bookings: { some: { agencyId: agency.id, state: { not: "cancelled" } } },
		},
		include: { bookings: { where: { agencyId: agency.id, state: { not: "cancelled" } } } },
		orderBy: { startsAt: "asc" },
		take: mostSeminars,
	});
	if (coming.length === 0) return [];
	return [
		{ kind: "heading", text: `Delegates of ${agency.name}` },
		...coming.flatMap((seminar): Block[] => [
			prose(`${seminar.title}, ${timesInWords(seminar)}: ${counted(seminar.bookings)}.`),
			{ kind: "buttons", items: [press(`Who goes: ${seminar.title}`, "ofAgency", seminar)] },
		]),
	];
}

const mostSeminars = 5;
/** More than one agency sends to one seminar, as a rule. */
const mostNames = 60;

const stateWords: Record<BookingState, string> = {
	booked: "has a place",
	offered: "is offered a place",
	waiting: "waits for a place",
	cancelled: "has given up the place",
};

const onlyLeads = "Only leads can see who of their agency goes.";

function counted(bookings: { state: BookingState }[]): string {
	const booked = bookings.filter(({ state }) => state === "booked").length;
	const waiting = bookings.length - booked;
	return `${many(booked, "place")}${waiting > 0 ? `, ${waiting} waiting` : ""}`;
}

function prose(text: string): Block {
	return { kind: "prose", text };
}
