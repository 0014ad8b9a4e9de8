import type { Message } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import type { BookingState, Seminar } from "#generated/client.ts";
import { freeFor } from "../booking/places.ts";
import { isToday } from "../day/checkIn.ts";
import type { Material, Stand } from "../seminar.ts";
import { joinLink, materialBlocks, type Names, particulars } from "../wording/facts.ts";
import { timesInWords } from "../wording/localTime.ts";
import { press } from "../wording/press.ts";
import { mySeminars, otherSeminars, ownButtons } from "./bookingCards.ts";

/** A seminar whole, with how it stands and what this person can do. */
export function seminarCard(
	seminar: Seminar,
	more: {
		names: Names;
		materials: Material[];
		standing: Stand;
		agencyId: string;
		mine?: BookingState;
		coordinator: boolean;
		now: Date;
	},
): Message {
	const status = statusOf(seminar, more);
	const mine = more.mine === "cancelled" ? undefined : more.mine;
	const bookable = seminar.state === "open" && seminar.startsAt > more.now;
	const free = freeFor(more.standing, more.agencyId) > 0;
	return message([
		{ kind: "heading", text: seminar.title },
		{ kind: "prose", text: status },
		...particulars(seminar, more.names),
		...materialBlocks(more.materials),
		{
			kind: "buttons",
			items: [
				...(bookable && !mine && (free || seminar.waitingList)
					? [press(free ? "Book a place" : "Join the waiting list", "book", seminar, "primary")]
					: []),
				...(mine === "booked" ? [...joinLink(seminar), press("Calendar entry", "calendar", seminar)] : []),
				...(mine === "booked" && isToday(seminar, more.now) ? [press("I’m here", "here", seminar)] : []),
				...(bookable && mine ? ownButtons(seminar, mine) : []),
				...(more.coordinator ? [press("Manage", "manage", seminar)] : []),
				mine ? mySeminars : otherSeminars,
			],
		},
	]);
}

/** Seminars, a line each, with a button for each. */
export function listCard(
	heading: string,
	seminars: { seminar: Seminar; state?: BookingState }[],
	none: string,
	more: { from: number; coordinator: boolean; action: "list" | "mine"; now: Date },
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
								seminar.state === "open" && seminar.endsAt <= more.now ? over : standInWords(seminar, state),
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

/** How somebody stands with a seminar, in a few words. Nobody has a place at one that was cancelled. */
export function standInWords(seminar: Pick<Seminar, "state">, state?: BookingState): string {
	if (seminar.state === "cancelled") return notRunning(seminar);
	return [state ? stateWords[state] : "", notRunning(seminar)].filter(Boolean).join(" ");
}

const over = "This seminar is over.";

const stateWords: Record<BookingState, string> = {
	booked: "You have a place.",
	offered: "A place is kept for you to take.",
	waiting: "You are on the waiting list.",
	cancelled: "You gave up your place.",
};

function notRunning({ state }: Pick<Seminar, "state">): string {
	return state === "cancelled" ? "Cancelled." : state === "draft" ? "Not announced yet." : "";
}

function statusOf(
	seminar: Seminar,
	{ standing, agencyId, mine, now }: { standing: Stand; agencyId: string; mine?: BookingState; now: Date },
): string {
	if (seminar.state !== "open") return notRunning(seminar);
	const own = mine && mine !== "cancelled" ? stateWords[mine] : "";
	if (seminar.endsAt <= now) return [over, own].filter(Boolean).join(" ");
	const free = freeFor(standing, agencyId);
	const { waiting } = standing;
	const list = waiting > 0 ? ` ${waiting === 1 ? "1 person waits" : `${waiting} people wait`} for one.` : "";
	const places =
		free > 0
			? `${free} of ${seminar.capacity} places are free for your agency.`
			: `All places for your agency are taken.${list}`;
	return [own, places].filter(Boolean).join(" ");
}
