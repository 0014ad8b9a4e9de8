import { createEvents } from "ics";
import type { Block } from "#chat/message.ts";
import type { Seminar, SeminarBooking } from "#generated/client.ts";
import { sessionsOf } from "../seminar.ts";

/** Calendars want addresses; this one belongs to nobody and never will. */
const nobody = "seminars.dhr-lessons-bot.invalid";

/**
 * A calendar file for whoever has this booking. The same seminar is always the same entry: a later file
 * changes it in the calendar, and the file of a cancelled place or seminar takes it out. Times are given
 * as instants, which every calendar shows by its own clock.
 */
export function calendarFile(
	seminar: Seminar,
	booking: Pick<SeminarBooking, "state" | "sequence">,
	now: Date,
): string {
	const off = seminar.state === "cancelled" || booking.state === "cancelled";
	const { error, value } = createEvents(
		[
			{
				uid: `${seminar.id}@${nobody}`,
				// Both only ever rise, so their sum does with every change of either.
				sequence: seminar.sequence + booking.sequence,
				status: off ? "CANCELLED" : booking.state === "booked" ? "CONFIRMED" : "TENTATIVE",
				busyStatus: off ? "FREE" : "BUSY",
				title: seminar.title,
				description: description(seminar),
				location: seminar.venue,
				...(seminar.link ? { url: seminar.link } : {}),
				...{ start: seminar.startsAt.getTime(), end: seminar.endsAt.getTime() },
				...{ startInputType: "utc", startOutputType: "utc", endInputType: "utc", endOutputType: "utc" },
				created: seminar.createdAt.getTime(),
				lastModified: now.getTime(),
				organizer: { name: "DHR seminars", email: `organiser@${nobody}` },
				attendees: [
					{
						...{ name: "Delegate", email: `delegate@${nobody}`, role: "REQ-PARTICIPANT", rsvp: false },
						partstat: off ? "DECLINED" : "ACCEPTED",
					},
				],
			},
		],
		{ productId: "-//DHR lessons bot//Seminars//EN", method: off ? "CANCEL" : "REQUEST" },
	);
	if (error || !value) throw new Error("The calendar file could not be made.", { cause: error });
	// The library stamps by the clock of the machine.
	return value.replace(/^DTSTAMP:.*$/m, `DTSTAMP:${stamp(now)}`);
}

/** What the file is called when it is saved. */
export function calendarName({ id }: Pick<Seminar, "id">): string {
	return `${id}.ics`;
}

function description(seminar: Seminar): string {
	const sessions = sessionsOf(seminar).map(({ title, chair }) => `${title} (${chair})`);
	return [
		seminar.about,
		...sessions,
		seminar.access ? `Access: ${seminar.access}` : undefined,
		seminar.link ? `Join online: ${seminar.link}` : undefined,
	]
		.filter(Boolean)
		.join("\n");
}

function stamp(instant: Date): string {
	return instant.toISOString().replace(/[-:]|\.\d{3}/g, "");
}

/** The way to the entry, as it stands on a card. */
export function calendarBlock(seminar: Pick<Seminar, "id">, url: string): Block {
	return { kind: "file", name: `Calendar entry (${calendarName(seminar)})`, url };
}
