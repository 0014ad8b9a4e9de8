import { z } from "zod";
import type { FeatureEvent, Handler } from "#chat/handling/event.ts";
import { privately, privateSentence } from "#chat/handling/privately.ts";
import type { Message } from "#chat/message.ts";
import { sentence } from "#chat/plain.ts";
import type { BookingState, Seminar, SeminarBooking } from "#generated/client.ts";
import { ensurePerson } from "#people/person.ts";
import type { Db } from "#storage/open.ts";
import { type Booked, book, bookingOf, cancelBooking, takeOffer } from "../booking/book.ts";
import { materialsNow } from "../day/materialsNow.ts";
import { linkDelegate } from "../delegates/linkDelegate.ts";
import { calendarBlock } from "../files/calendar.ts";
import { known, outOfDate, type SeminarsOptions, seminarOf } from "../handling.ts";
import { isFor, standingOf } from "../seminar.ts";
import { seminarValue } from "../wording/press.ts";
import { bookingCard, refusalCard } from "./bookingCards.ts";
import { listCard, seminarCard } from "./seminarCards.ts";

/** `of` is what a button was to give up. One that does not say gives up whatever there is. */
const bookingValue = seminarValue.extend({ of: z.enum(["booked", "offered", "waiting"]).optional() });

/** What everybody does with their own places, by the verb of the button. */
export function createBookings(options: SeminarsOptions): Record<string, Handler<Db>> {
	const { db, link, keyed } = options;

	const cardOf = async (tx: Db, booked: Booked, now: Date): Promise<Message> => {
		if (booked.kind === "refused") return refusalCard(booked);
		const { booking } = booked;
		const turn = booking.state === "waiting" ? (booked.turn ?? (await turnOf(tx, booking))) : undefined;
		const calendar = link("seminar-calendar", booking.id, now);
		return bookingCard(booked, { calendar, turn, was: booked.was });
	};

	/** A button about one seminar: what it does for the person who pressed it, and what came of it. */
	const onBooking =
		(
			act: (
				tx: Db,
				seminar: string,
				event: FeatureEvent & { person: string; of?: BookingState },
			) => Promise<Booked>,
		): Handler<Db> =>
		async (event) =>
			privately(
				options,
				event,
				async (tx) => {
					const value = bookingValue.safeParse(event.value);
					if (!value.success) return sentence(outOfDate);
					const { seminar, of } = value.data;
					const person = await ensurePerson(tx, event.incoming, event.caller, event.now);
					return cardOf(tx, await act(tx, seminar, { ...event, person, of }), event.now);
				},
				"replace",
			);

	const show: Handler<Db> = async (event) => {
		const seminar = await seminarOf(db, event);
		const coordinator = event.caller.roles.includes("coordinator");
		if (!seminar || (seminar.state === "draft" && !coordinator))
			return privateSentence(options, event, outOfDate);
		const { names } = await known(options);
		const materials = await materialsNow(options, seminar);
		return privately(options, event, async (tx) => {
			const mine = event.caller.person ? await bookingOf(tx, seminar.id, event.caller.person) : undefined;
			const standing = await standingOf(tx, seminar, event.now);
			const agencyId = event.caller.agency.id;
			return seminarCard(seminar, {
				...{ names, materials, standing, coordinator, agencyId },
				mine: mine?.state,
				now: event.now,
			});
		});
	};

	const list: Handler<Db> = async (event) => {
		const coordinator = event.caller.roles.includes("coordinator");
		const seminars = await db.seminar.findMany({
			where: {
				endsAt: { gt: new Date(event.now.getTime() - (coordinator ? recently : 0)) },
				state: { in: coordinator ? ["open", "draft", "cancelled"] : ["open"] },
			},
			orderBy: [{ startsAt: "asc" }, { id: "asc" }],
		});
		const shown = seminars.filter((seminar) => coordinator || isFor(seminar, event.caller.agency));
		const states = await statesOf(db, event.caller.person, shown);
		return privately(options, event, async () =>
			listCard(
				"Seminars",
				shown.map((seminar) => ({ seminar, state: states.get(seminar.id) })),
				"There is no seminar planned at present that is open to your agency. New ones are announced in the subscribed channels.",
				{ from: fromOf(event.value), coordinator, action: "list", now: event.now },
			),
		);
	};

	const mine: Handler<Db> = async (event) => {
		const { caller, now } = event;
		const own = [
			...(await ownBookings(db, caller.person, now)),
			...(await pastBookings(db, caller.person, now)),
		];
		return privately(options, event, async () =>
			listCard(
				"My seminars",
				own.map(({ seminar, state }) => ({ seminar, state })),
				"You have no place at a coming seminar. Write “seminars” to see what is on.",
				{ from: fromOf(event.value), coordinator: false, action: "mine", now },
			),
		);
	};

	const calendar: Handler<Db> = async (event) => {
		const value = seminarValue.safeParse(event.value);
		const { person } = event.caller;
		const booking = value.success && person ? await bookingOf(db, value.data.seminar, person) : undefined;
		return privately(options, event, async () => {
			if (!booking) return sentence("You have no booking for this seminar.");
			const url = link("seminar-calendar", booking.id, event.now);
			const text =
				"Open this file to put the seminar into your calendar, or to bring the entry there up to date.";
			return {
				summary: text,
				blocks: [{ kind: "prose", text }, calendarBlock({ id: booking.seminarId }, url)],
			};
		});
	};

	const code: Handler<Db> = async (event) =>
		privately(options, event, async (tx) => {
			const person = await ensurePerson(tx, event.incoming, event.caller, event.now);
			const given = z.string().max(40).catch("").parse(event.value);
			const linked = await linkDelegate(tx, given, person, keyed, event.now);
			if (!linked)
				return sentence(
					"I do not know that code, or it was used already. Please check it in the message that you had, or ask whoever runs the seminar.",
				);
			return cardOf(tx, linked, event.now);
		});

	return {
		book: onBooking((tx, seminar, { person, caller, now }) =>
			book(tx, seminar, { person, agency: caller.agency }, now),
		),
		cancel: onBooking((tx, seminar, { person, now, of }) => cancelBooking(tx, seminar, person, now, of)),
		take: onBooking((tx, seminar, { person, now }) => takeOffer(tx, seminar, person, now)),
		...{ show, list, mine, calendar, code },
	};
}

/** A person's bookings of seminars that are not over, the next first. */
export async function ownBookings(
	db: Db,
	person: string | undefined,
	now: Date,
): Promise<(SeminarBooking & { seminar: Seminar })[]> {
	if (!person) return [];
	return db.seminarBooking.findMany({
		where: { personId: person, state: { not: "cancelled" }, seminar: { endsAt: { gt: now } } },
		include: { seminar: true },
		orderBy: [{ seminar: { startsAt: "asc" } }, { id: "asc" }],
	});
}

/** The seminars of the last weeks at which a person had a place, the latest first. */
async function pastBookings(
	db: Db,
	person: string | undefined,
	now: Date,
): Promise<(SeminarBooking & { seminar: Seminar })[]> {
	if (!person) return [];
	const since = new Date(now.getTime() - recently);
	return db.seminarBooking.findMany({
		where: {
			...{ personId: person, state: "booked" },
			seminar: { state: "open", endsAt: { gt: since, lte: now } },
		},
		include: { seminar: true },
		orderBy: [{ seminar: { startsAt: "desc" } }, { id: "asc" }],
	});
}

/**
 * How long a seminar that is over is still in the lists: its materials and attendance are due then, and what
 * can be read afterwards is found on it.
 */
const recently = 30 * 24 * 3_600_000;

function turnOf(tx: Db, { seminarId, arrival }: SeminarBooking): Promise<number> {
	return tx.seminarBooking.count({ where: { seminarId, state: "waiting", arrival: { lte: arrival } } });
}

async function statesOf(db: Db, person: string | undefined, seminars: Seminar[]) {
	const own = person
		? await db.seminarBooking.findMany({
				where: {
					personId: person,
					seminarId: { in: seminars.map(({ id }) => id) },
					state: { not: "cancelled" },
				},
			})
		: [];
	return new Map(own.map(({ seminarId, state }) => [seminarId, state]));
}

function fromOf(value: unknown): number {
	const from = typeof value === "object" && value !== null && "from" in value ? Number(value.from) : 0;
	return Number.isInteger(from) && from > 0 && from < 10_000 ? from : 0;
}
