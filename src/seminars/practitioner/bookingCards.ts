import type { Block, Message, Press } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import type { BookingState, Seminar, SeminarBooking } from "#generated/client.ts";
import type { Booked, Refusal } from "../booking/book.ts";
import { calendarBlock } from "../files/calendar.ts";
import { joinLink, whenAndWhere } from "../wording/facts.ts";
import { momentInWords, timesInWords } from "../wording/localTime.ts";
import { giveUp, press } from "../wording/press.ts";

/** The way to what is on, and to one's own. */
export const otherSeminars = { label: "Other seminars", action: "seminars.list" };
export const mySeminars = { label: "My seminars", action: "seminars.mine" };

/** What somebody can do about their booking before the seminar begins. */
export function ownButtons(seminar: Seminar, state: BookingState): Press[] {
	switch (state) {
		case "booked":
			return [
				press("What I need to take part", "askNeeds", seminar),
				giveUp("Give up my place", seminar, state),
			];
		case "offered":
			return [press("Take the place", "take", seminar, "primary"), giveUp("No, thank you", seminar, state)];
		case "waiting":
			return [giveUp("Leave the waiting list", seminar, state)];
		case "cancelled":
			return [];
	}
}

/** How somebody's booking stands, after they did something about it or asked. */
export function bookingCard(
	{ seminar, booking }: { seminar: Seminar; booking: SeminarBooking },
	more: { calendar: string; turn?: number; was?: BookingState },
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
				{ kind: "buttons", items: [...joinLink(seminar), ...ownButtons(seminar, "booked"), mySeminars] },
			]);
		case "waiting":
			return message([
				heading(`Waiting list: ${seminar.title}`),
				prose(
					`All places that you could have are taken. ${more.turn ? `You are number ${more.turn} on the waiting list. ` : ""}When a place comes free and it is your turn, I offer it to you here.`,
				),
				facts,
				{ kind: "buttons", items: [...ownButtons(seminar, "waiting"), mySeminars] },
			]);
		case "offered":
			return offerCard(seminar, booking.offeredUntil);
		case "cancelled":
			return more.was === "waiting" || more.was === "offered"
				? leftCard(seminar)
				: givenUpCard(seminar, calendar);
	}
}

function givenUpCard(seminar: Seminar, calendar: Block): Message {
	const text =
		"You have no place at this seminar any more, and I will not remind you. Thank you for letting others have it. If it is in your calendar, this entry takes it out.";
	return message([
		{ kind: "heading", text: `Given up: ${seminar.title}` },
		{ kind: "prose", text },
		calendar,
		{ kind: "buttons", items: [press("Book again", "book", seminar), otherSeminars] },
	]);
}

function leftCard(seminar: Seminar): Message {
	return message([
		{ kind: "heading", text: `No longer waiting: ${seminar.title}` },
		{ kind: "prose", text: "You are not on the waiting list any more. Thank you for telling me." },
		{ kind: "buttons", items: [press("Join the waiting list again", "book", seminar), otherSeminars] },
	]);
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
			items: ownButtons(seminar, "offered"),
		},
	]);
}

/** The time to take an offered place is over. */
export function lapsedCard(seminar: Seminar): Message {
	return message([
		{
			kind: "prose",
			text: `The time to take the place at “${seminar.title}” is over, and it goes to whoever is next. If you would still like to come, join the waiting list again.`,
		},
		{ kind: "buttons", items: [press("Join the waiting list", "book", seminar), otherSeminars] },
	]);
}

/** A newer list of delegates does not have somebody any more. */
export function releasedCard(seminar: Seminar): Message {
	return message([
		{
			kind: "prose",
			text: `The newest list of delegates for “${seminar.title}” on ${timesInWords(seminar)} no longer has you on it, so your place has been given back; if that is a mistake, please ask whoever runs the seminar, or book again here.`,
		},
		{ kind: "buttons", items: [press("Book again", "book", seminar), otherSeminars] },
	]);
}

/** Why something could not be done, kindly, and what can be done instead. */
export function refusalCard({ because, seminar }: Extract<Booked, { kind: "refused" }>): Message {
	const again = seminar && ["offer lapsed", "no booking"].includes(because);
	return message([
		...(seminar ? [{ kind: "heading" as const, text: seminar.title }] : []),
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
		"The time to take this place is over, or it was not offered to you. You can still join the waiting list.",
};
