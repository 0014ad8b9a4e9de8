import { createHash } from "node:crypto";
import { DateTime } from "luxon";
import { zone } from "#chat/localTime.ts";
import type { Seminar } from "#generated/client.ts";
import { sessionsOf } from "../seminar.ts";
import type { Names } from "../wording/facts.ts";
import { localDate, localTime } from "../wording/localTime.ts";
import type { Draft, Written } from "./draft.ts";

/** A seminar as it would be written in a form or a file: reading that gives the same seminar. */
export function writtenOf(
	seminar: Omit<Draft, "sessions"> & Pick<Seminar, "sessions">,
	names: Names,
): Written {
	const sessions = sessionsOf(seminar).map(({ title, chair, agencies }) =>
		[title, chair, ...(agencies.length > 0 ? [agencies.join(", ")] : [])].join(" | "),
	);
	const held = seminar.holds
		.map(({ agencyId, seats, until }) => `${names.agency(agencyId)}: ${seats} until ${lastDay(until)}`)
		.sort();
	return {
		id: seminar.id,
		title: seminar.title,
		about: seminar.about ?? "",
		date: localDate(seminar.startsAt),
		starts: localTime(seminar.startsAt),
		ends: localTime(seminar.endsAt),
		venue: seminar.venue,
		link: seminar.link ?? "",
		capacity: String(seminar.capacity),
		waiting: seminar.waitingList ? "yes" : "no",
		held: held.join("\n"),
		sessions: sessions.join("\n"),
		themes: seminar.themes.join("\n"),
		access: seminar.access ?? "",
		for: [...seminar.sectors, ...seminar.agencies.map(names.agency)].join(", "),
	};
}

/** A mark of what is written of a seminar: of anything else it is another. */
export function markOf(written: Written): string {
	return createHash("sha256").update(JSON.stringify(written)).digest("base64url").slice(0, 16);
}

/** The last local day before an instant at which a day begins. */
function lastDay(until: Date): string {
	return DateTime.fromJSDate(until, { zone }).minus({ minutes: 1 }).toISODate() ?? "";
}
