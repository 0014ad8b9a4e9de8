import { type Agency, sectors } from "#chat/caller.ts";
import { cleanText } from "../wording/cleanText.ts";
import { atLocalTime } from "../wording/localTime.ts";
import { named } from "../wording/named.ts";
import { type Hold, readHeld, readNames, readSessions, type Session } from "./readLists.ts";

/** A seminar as somebody wants it, checked. */
export type Draft = {
	id: string;
	title: string;
	about: string | null;
	startsAt: Date;
	endsAt: Date;
	venue: string;
	link: string | null;
	capacity: number;
	waitingList: boolean;
	holds: Hold[];
	sessions: Session[];
	themes: string[];
	access: string | null;
	sectors: string[];
	agencies: string[];
};

/** What was written of it, by field: as in a form, a line of a CSV file or the head of a Markdown file. */
export type Written = Partial<Record<WrittenField, string>>;
export type WrittenField = (typeof writtenFields)[number];

/** The fields of a seminar, by the names they have in files and forms. */
export const writtenFields = [
	"id",
	"title",
	"about",
	"date",
	"starts",
	"ends",
	"venue",
	"link",
	"capacity",
	"waiting",
	"held",
	"sessions",
	"themes",
	"access",
	"for",
] as const;

/** How long each field may be: all of them together fit one form on every platform. */
export const longest: Record<WrittenField, number> = {
	...{ id: 80, title: 150, date: 20, starts: 20, ends: 20, venue: 200, link: 500, capacity: 10, waiting: 10 },
	...{ for: 500, themes: 1_000, sessions: 2_000, held: 1_000, access: 800, about: 1_500 },
};

/** What is wrong, and with which field. */
export type Problem = { field: string; text: string };

/** What a draft may name. */
export type Known = { agencies: Agency[]; themes: { id: string; name: string }[] };

/** Reads what was written of a seminar; tells every problem at once. */
export function readDraft(written: Written, known: Known): Draft | { problems: Problem[] } {
	const problems: Problem[] = [];
	const wrong = (field: string, text: string) => void problems.push({ field, text });
	const text = (field: WrittenField): string => {
		const value = cleanText(written[field] ?? "");
		if (value.length > longest[field]) wrong(field, `is longer than ${longest[field]} characters`);
		return value;
	};
	const needed = (field: WrittenField): string => {
		const value = text(field);
		if (!value) wrong(field, "is missing");
		return value;
	};

	const title = needed("title");
	const date = needed("date");
	const times = readTimes(date, needed("starts"), needed("ends"), wrong);
	const capacity = readCapacity(needed("capacity"), wrong);
	const holds = readHeld(text("held"), known.agencies, (problem) => wrong("held", problem));
	const held = holds.reduce((all, { seats }) => all + seats, 0);
	if (capacity && held > capacity)
		wrong("held", `holds ${held} seats, more than the capacity of ${capacity}`);
	const draft: Draft = {
		id: readId(text("id"), title, date, wrong),
		title,
		about: text("about") || null,
		startsAt: times?.startsAt ?? new Date(0),
		endsAt: times?.endsAt ?? new Date(0),
		venue: needed("venue"),
		link: readLink(text("link"), wrong),
		capacity,
		waitingList: readYes(text("waiting"), wrong),
		holds,
		sessions: readSessions(text("sessions"), known.agencies, (problem) => wrong("sessions", problem)),
		themes: readThemes(text("themes"), known, wrong),
		access: text("access") || null,
		...readAudience(text("for"), known, wrong),
	};
	return problems.length > 0 ? { problems } : draft;
}

type Wrong = (field: string, text: string) => void;

function readTimes(date: string, starts: string, ends: string, wrong: Wrong) {
	if (!date || !starts || !ends) return undefined;
	const [start, end] = [atLocalTime(date, starts), atLocalTime(date, ends)];
	if ("problem" in start) wrong("starts", start.problem);
	if ("problem" in end && !("problem" in start && start.problem === end.problem)) wrong("ends", end.problem);
	if ("problem" in start || "problem" in end) return undefined;
	if (end.instant <= start.instant) wrong("ends", `${ends} is not after the start, ${starts}`);
	return { startsAt: start.instant, endsAt: end.instant };
}

/** The most that one seminar takes: a conference hall, not a mistyped zero too many. */
const mostSeats = 5_000;

function readCapacity(text: string, wrong: Wrong): number {
	const capacity = Number(text);
	if (text && !(Number.isInteger(capacity) && capacity >= 1 && capacity <= mostSeats))
		wrong("capacity", `“${text}” is not a whole number from 1 to ${mostSeats}`);
	return capacity;
}

function readId(text: string, title: string, date: string, wrong: Wrong): string {
	if (text && !/^[a-z0-9][a-z0-9-]*$/.test(text))
		wrong("id", "may have only small letters, digits and hyphens");
	return text || shortName(`${title} ${date}`);
}

/** Words as an id: "What changed? 2026-05-14" is "what-changed-2026-05-14". */
function shortName(text: string): string {
	const plain = text
		.normalize("NFKD")
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-");
	return (
		plain
			.replace(/^-+|-+$/g, "")
			.slice(-80)
			.replace(/^-+/, "") || "seminar"
	);
}

function readLink(text: string, wrong: Wrong): string | null {
	if (!text) return null;
	if (!/^https:\/\/[^\s/]+\S*$/.test(text) || !URL.canParse(text)) wrong("link", "is not an https address");
	return text;
}

function readYes(text: string, wrong: Wrong): boolean {
	if (text && !/^(yes|no)$/i.test(text)) wrong("waiting", `“${text}” is neither yes nor no`);
	return text.toLowerCase() !== "no";
}

function readThemes(text: string, { themes }: Known, wrong: Wrong): string[] {
	return readNames(text, themes).flatMap((part) => {
		const found = named(part, themes);
		if (!found) wrong("themes", `“${part}” is not one of the themes`);
		return found ? [found.id] : [];
	});
}

/** Sectors and agencies; "everyone", or nothing, is everybody who is let in. */
function readAudience(text: string, known: Known, wrong: Wrong): Pick<Draft, "sectors" | "agencies"> {
	const audience: Pick<Draft, "sectors" | "agencies"> = { sectors: [], agencies: [] };
	for (const part of readNames(text, known.agencies)) {
		if (/^every(one|body)$/i.test(part)) continue;
		const sector = sectors.find((each) => each === part.toLowerCase());
		const agency = named(part, known.agencies);
		if (sector) audience.sectors.push(sector);
		else if (agency) audience.agencies.push(agency.id);
		else wrong("for", `“${part}” is neither a sector nor an agency that has been let in`);
	}
	return audience;
}
