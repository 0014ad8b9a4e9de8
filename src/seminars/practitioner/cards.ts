import type { Block, Message } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import type { BookingState, Seminar, SeminarBooking } from "#generated/client.ts";
import type { Booked, Refusal } from "../booking/book.ts";
import { freeFor } from "../booking/places.ts";
import { calendarBlock } from "../files/calendar.ts";
import { materialsOf, type Stand } from "../seminar.ts";
import { joinLink, type Names, particulars, whenAndWhere } from "../wording/facts.ts";
import { momentInWords, timesInWords } from "../wording/localTime.ts";
import { press } from "../wording/press.ts";

const otherSeminars = { label: "Other seminars", action: "seminars.list" };
const mySeminars = { label: "My seminars", action: "seminars.mine" };

/** How somebody's booking stands, after they did something about it or asked. */
export function bookingCard(
	{ seminar, booking }: { seminar: Seminar; booking: SeminarBooking },
	more: { calendar: string; turn?: number },
): Message {
	const calendar = calendarBlock(seminar, more.calendar);
	const facts: Block = { kind: "facts", items: whenAndWhere(seminar) };
	const heading = (text: string): Block => ({ kind: "heading", text });
	const prose = (text: string): Block => ({ kind: "prose", text });
	switch (booking.state) {
		case "booked":
			return message([
				heading(`Your place: ${seminar.title}`),
				prose("You have a place at this seminar. I will remind you."),
				facts,
				calendar,
				{
					kind: "buttons",
					items: [
						...joinLink(seminar),
						press("What I need to take part", "askNeeds", seminar),
						press("Give up my place", "cancel", seminar),
						mySeminars,
					],
				},
			]);
		case "waiting":
			return message([
				heading(`Waiting list: ${seminar.title}`),
				prose(
					`All places that you could have are taken. ${more.turn ? `You are number ${more.turn} on the waiting list. ` : ""}When a place comes free and it is your turn, I offer it to you here.`,
				),
				facts,
				{ kind: "buttons", items: [press("Leave the waiting list", "cancel", seminar), mySeminars] },
			]);
		case "offered":
			return offerCard(seminar, booking.offeredUntil);
		case "cancelled":
			return message([
				heading(`Given up: ${seminar.title}`),
				prose(
					"You have no place at this seminar any more, and I will not remind you. Thank you for letting others have it. If it is in your calendar, this entry takes it out.",
				),
				calendar,
				{ kind: "buttons", items: [press("Book again", "book", seminar), otherSeminars] },
			]);
	}
}

/** A place that has come free, and until when it is kept. */
export function offerCard(seminar: Seminar, until: Date | null): Message {
	return message([
		{ kind: "heading", text: `A place for you: ${seminar.title}` },
		{
			kind: "prose",
			text: `A place has come free, and it is your turn. I keep it for you until ${until ? momentInWords(until) : "the start"}. After that it goes to the next person.`,
		},
		{ kind: "facts", items: whenAndWhere(seminar) },
		{
			kind: "buttons",
			items: [press("Take the place", "take", seminar, "primary"), press("No, thank you", "cancel", seminar)],
		},
	]);
}

/** The time to take an offered place is over. */
export function lapsedCard(seminar: Seminar): Message {
	return message([
		{
			kind: "prose",
			text: `The time to take the place at “${seminar.title}” is over, and it has been offered to the next person. If you would still like to come, join the waiting list again.`,
		},
		{ kind: "buttons", items: [press("Join the waiting list", "book", seminar), otherSeminars] },
	]);
}

/** Why something could not be done, kindly, and what can be done instead. */
export function refusalCard({ because, seminar }: Extract<Booked, { kind: "refused" }>): Message {
	const again = seminar && ["offer lapsed", "no booking"].includes(because);
	return message([
		{ kind: "prose", text: refusals[because] },
		{
			kind: "buttons",
			items: [...(again ? [press("Book or join the waiting list", "book", seminar)] : []), otherSeminars],
		},
	]);
}

const refusals: Record<Refusal, string> = {
	"no such seminar": "I do not know that seminar any more.",
	"not open": "This seminar cannot be booked yet.",
	cancelled: "This seminar was cancelled.",
	over: "This seminar has begun or is over, so bookings can no longer be changed.",
	"not for them":
		"This seminar is for other agencies or sectors. If you think that you should be there, ask whoever runs it.",
	full: "All places are taken, and there is no waiting list for this seminar.",
	"no booking": "You have no booking for this seminar.",
	"offer lapsed":
		"The time to take this place is over, or it was not offered to you. You can join the waiting list again.",
};

/** A seminar whole, with how it stands and what this person can do. */
export function seminarCard(
	seminar: Seminar,
	more: {
		names: Names;
		standing: Stand;
		agencyId: string;
		mine?: BookingState;
		coordinator: boolean;
		now: Date;
	},
): Message {
	const materials = materialsOf(seminar);
	const status = statusOf(seminar, more);
	const mine = more.mine === "cancelled" ? undefined : more.mine;
	const bookable = seminar.state === "open" && seminar.startsAt > more.now;
	const free = freeFor(more.standing, more.agencyId) > 0;
	return message([
		{ kind: "heading", text: seminar.title },
		{ kind: "prose", text: status },
		...particulars(seminar, more.names),
		...(materials.length > 0
			? [{ kind: "sources" as const, items: materials.map(({ title, url }) => ({ text: title, url })) }]
			: []),
		{
			kind: "buttons",
			items: [
				...(mine ? [mySeminars] : []),
				...(bookable && !mine && (free || seminar.waitingList)
					? [press(free ? "Book a place" : "Join the waiting list", "book", seminar, "primary")]
					: []),
				...(bookable && mine
					? [press(mine === "booked" ? "Give up my place" : "Leave the waiting list", "cancel", seminar)]
					: []),
				...(more.coordinator ? [press("Manage", "manage", seminar)] : []),
				otherSeminars,
			],
		},
	]);
}

/** Seminars, a line each, with a button for each. */
export function listCard(
	heading: string,
	seminars: { seminar: Seminar; state?: BookingState }[],
	none: string,
	more: { from: number; coordinator: boolean; action: "list" | "mine" },
): Message {
	const shown = seminars.slice(more.from, more.from + perCard);
	const rest = seminars.length - more.from - shown.length;
	const further = {
		label: `${rest} more`,
		action: `seminars.${more.action}`,
		value: { from: more.from + perCard },
	};
	const buttons = [
		...shown.map(({ seminar }) => press(`Open: ${seminar.title}`.slice(0, 75), "show", seminar)),
		...(rest > 0 ? [further] : []),
		...(more.coordinator ? [{ label: "New seminar", action: "seminars.new" }] : []),
	];
	return message([
		{ kind: "heading", text: heading },
		...(shown.length === 0 ? [{ kind: "prose" as const, text: none }] : []),
		...(shown.length > 0
			? [
					{
						kind: "facts" as const,
						items: shown.map(({ seminar, state }) => ({
							name: seminar.title,
							text: [
								`${timesInWords(seminar)}, ${seminar.venue}.`,
								state ? stateWords[state] : "",
								notRunning(seminar),
							]
								.filter(Boolean)
								.join(" "),
						})),
					},
				]
			: []),
		...(buttons.length > 0 ? [{ kind: "buttons" as const, items: buttons }] : []),
	]);
}

const perCard = 6;

/** How somebody stands with a seminar, in a few words. */
export const stateWords: Record<BookingState, string> = {
	booked: "You have a place.",
	offered: "A place is kept for you to take.",
	waiting: "You are on the waiting list.",
	cancelled: "You gave up your place.",
};

function notRunning({ state }: Seminar): string {
	return state === "cancelled" ? "Cancelled." : state === "draft" ? "Not announced yet." : "";
}

function statusOf(
	seminar: Seminar,
	{ standing, agencyId, mine, now }: { standing: Stand; agencyId: string; mine?: BookingState; now: Date },
): string {
	if (seminar.state !== "open") return notRunning(seminar);
	const own = mine && mine !== "cancelled" ? stateWords[mine] : "";
	if (seminar.endsAt <= now) return ["This seminar is over.", own].filter(Boolean).join(" ");
	const free = freeFor(standing, agencyId);
	const { waiting } = standing;
	const list = waiting > 0 ? ` ${waiting === 1 ? "1 person waits" : `${waiting} people wait`} for one.` : "";
	const places =
		free > 0
			? `${free} of ${seminar.capacity} places are free for your agency.`
			: `All places for your agency are taken.${list}`;
	return [own, places].filter(Boolean).join(" ");
}
