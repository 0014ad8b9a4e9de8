import type { Agency } from "#chat/caller.ts";
import { endOfLocalDay } from "../wording/localTime.ts";
import { named } from "../wording/named.ts";

/** One presentation: usually the independent chair of a review, and the agencies that say what they changed. */
export type Session = { title: string; chair: string; agencies: string[] };

/** Seats for one agency until a moment. */
export type Hold = { agencyId: string; seats: number; until: Date };

/**
 * Reads seats held, a line (or a part between semicolons) each: "Kent Police: 10 until 2026-05-01".
 * Problems go to `wrong`.
 */
export function readHeld(text: string, agencies: Agency[], wrong: (problem: string) => void): Hold[] {
	const holds: Hold[] = [];
	for (const line of lines(text)) {
		const [, name = "", seats = "", date = ""] =
			/^(.+?)\s*:\s*(\d{1,4})\s+(?:seats?\s+)?until\s+(\d{4}-\d{2}-\d{2})$/i.exec(line) ?? [];
		const agency = named(name, agencies);
		const until = endOfLocalDay(date);
		if (!name) wrong(`“${line}” is not like “Agency: 10 until 2026-05-01”`);
		else if (!agency) wrong(`“${name}” is not an agency that has been let in`);
		else if (!until) wrong(`“${date}” is not a date such as 2026-05-01`);
		else if (holds.some(({ agencyId }) => agencyId === agency.id)) wrong(`“${name}” is there twice`);
		else holds.push({ agencyId: agency.id, seats: Number(seats), until });
	}
	return holds;
}

/**
 * Reads sessions, a line (or a part between semicolons) each: "Title | Chair | Agency, Agency", of which
 * the agencies may be left out. Problems go to `wrong`.
 */
export function readSessions(text: string, known: Agency[], wrong: (problem: string) => void): Session[] {
	return lines(text).map((line) => {
		const [title = "", chair = "", agencies = "", ...more] = line.split("|").map((part) => part.trim());
		if (!title || !chair || more.length > 0) wrong(`“${line}” is not like “Title | Chair | Agency, Agency”`);
		return { title, chair, agencies: readNames(agencies, known) };
	});
}

/** Reads names between commas, semicolons or line ends. One that is known stays whole, whatever is in it. */
export function readNames(text: string, known: { name: string }[]): string[] {
	const pieces = between(/[,;\n]/, text);
	const longNames = known
		.map(({ name }) => ({ name, its: between(/[,;\n]/, name.toLowerCase()) }))
		.filter(({ its }) => its.length > 1)
		.toSorted((a, b) => b.its.length - a.its.length);
	const names: string[] = [];
	for (let at = 0; at < pieces.length; ) {
		const whole = longNames.find(({ its }) =>
			its.every((piece, place) => pieces[at + place]?.toLowerCase() === piece),
		);
		names.push(whole?.name ?? pieces[at] ?? "");
		at += whole?.its.length ?? 1;
	}
	return names;
}

function lines(text: string): string[] {
	return between(/[;\n]/, text);
}

function between(mark: RegExp, text: string): string[] {
	return text
		.split(mark)
		.map((each) => each.trim())
		.filter(Boolean);
}
