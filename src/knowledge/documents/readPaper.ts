import { readableDate } from "../cite.ts";
import { aboutLine, type Paper } from "./formats/paper.ts";
import { findLink, findReview, type Review } from "./head/findReview.ts";
import { findTakeDown } from "./head/findTakeDown.ts";
import { type Head, longLines, namedPeople, readHead } from "./head/readHead.ts";
import { findPersonal, leadingName, withoutPersonal } from "./reading/findPersonal.ts";
import { latinLetters } from "./reading/latinLetters.ts";
import type { Paragraph } from "./reading/paragraph.ts";
import { type Split, split } from "./split.ts";

/** What a paper says about itself and in its paragraphs. Nothing in it points to a person. */
export type DocumentRead = {
	title: string | null;
	publisher: string | null;
	/** As precise as the paper is: "2014-03-18" or "2014-03". */
	publishedOn: string | null;
	/** What looks like the paper's date and is in no calendar. */
	unreadableDate: string | null;
	link: string | null;
	/** The day from which it says that it is no longer to be shown. */
	takeDownOn: string | null;
	/** The sentence that says so; null where it points to a person. */
	takeDownSaid: string | null;
	/** What it says of its review, where it is the report of one. */
	review: Review | null;
	paragraphs: Paragraph[];
	warnings: string[];
};

/** Reads a paper: what it says of itself, and its paragraphs without the sentences that point to a person. */
export function readPaper(paper: Paper): DocumentRead {
	const parts = split(paper);
	const head = readHead(parts.head.map(({ text: line }) => line));
	const people = namedPeople(head);
	const names = [...people.map(({ name }) => name), ...contacts(parts)];
	const kept = withoutPeople(parts.paragraphs, names, paper);
	const once = withoutDuplicates(kept.paragraphs, paper);
	const said = [...head.plain, ...head.labelled.map(({ label, value }) => `${label}: ${value}`)];
	const texts = [...said, ...parts.loose.map(({ text }) => text), ...once.paragraphs.map(({ text }) => text)];
	const publishedOn = head.dates[0] ?? null;
	const takeDown = findTakeDown(texts, publishedOn);
	return {
		...{ title: head.title, publisher: head.publisher, publishedOn },
		unreadableDate: head.unreadableDates[0] ?? null,
		link: findLink(head),
		takeDownOn: takeDown?.day ?? null,
		takeDownSaid: takeDown && findPersonal(takeDown.said, names).length === 0 ? takeDown.said : null,
		review: findReview(head, texts.slice(0, 40).join(" ")) ?? null,
		paragraphs: once.paragraphs,
		warnings: [
			...foreign(paper),
			...severalDates(head.dates),
			...paper.warnings,
			...parts.warnings,
			...kept.warnings,
			...once.warnings,
			...leftOut(parts, head, names, paper),
		],
	};
}

function severalDates(found: string[]): string[] {
	if (found.length < 2) return [];
	const others = found.slice(1).map(readableDate).join(", ");
	return [
		`More than one date stands at the head: ${readableDate(found[0] ?? "")} was taken, not ${others}. Give --published if that is wrong.`,
	];
}

function contacts({ loose }: Split): string[] {
	return loose.flatMap(({ text }) => leadingName(/\bcontact:?\s+(.*)$/i.exec(text)?.[1] ?? "") ?? []);
}

function withoutPeople(
	paragraphs: Paragraph[],
	names: string[],
	paper: Paper,
): { paragraphs: Paragraph[]; warnings: string[] } {
	const warnings: string[] = [];
	const clean = (text: string | null) => (text && findPersonal(text, names).length > 0 ? null : text);
	const kept = paragraphs.flatMap((paragraph) => {
		const { text, kinds } = withoutPersonal(paragraph.text, names);
		const held = `${where(paragraph)} holds ${kinds.join(" and ")}`;
		if (kinds.length > 0)
			warnings.push(
				aboutLine(
					paper,
					paragraph.line,
					text === ""
						? `${held}, and was left out whole.`
						: `${held}. Only the part without was kept: check that its meaning stands.`,
				),
			);
		const footnotes = paragraph.footnotes.filter((note) => clean(note) !== null);
		if (footnotes.length < paragraph.footnotes.length)
			warnings.push(
				aboutLine(
					paper,
					paragraph.line,
					`a footnote to ${where(paragraph)} points to a person, and was left out.`,
				),
			);
		const { heading, section } = paragraph;
		return text === ""
			? []
			: [{ ...paragraph, text, footnotes, heading: clean(heading), section: clean(section) }];
	});
	return { paragraphs: kept, warnings };
}

function withoutDuplicates(
	paragraphs: Paragraph[],
	paper: Paper,
): { paragraphs: Paragraph[]; warnings: string[] } {
	const warnings: string[] = [];
	const texts = new Map<string, Paragraph>();
	const numbers = new Map<string, Paragraph>();
	const at = ({ line, page }: Paragraph) =>
		paper.places === "lines" ? ` (line ${line})` : page === null ? "" : ` (page ${page})`;
	const kept = paragraphs.filter((paragraph) => {
		const { line, number } = paragraph;
		const same = texts.get(paragraph.text);
		if (same) {
			const twins = `${where(paragraph)} says the same as ${where(same)}${at(same)}, and was left out.`;
			warnings.push(aboutLine(paper, line, twins));
			return false;
		}
		texts.set(paragraph.text, paragraph);
		const twin = number ? numbers.get(number) : undefined;
		if (twin) {
			const first = at(twin).replace("(", "(first in ").replace("first in page", "first on page");
			warnings.push(aboutLine(paper, line, `the number ${number} stands twice${first}. Both were kept.`));
		}
		if (number && !twin) numbers.set(number, paragraph);
		return true;
	});
	return { paragraphs: kept, warnings };
}

function where({ number }: Paragraph): string {
	if (!number) return "a paragraph";
	return /^\d/.test(number) ? `paragraph ${number}` : number;
}

function leftOut(parts: Split, head: Head, names: string[], paper: Paper): string[] {
	return [
		...namedPeople(head).map(
			({ label }) => `The line “${label}:” at the head names a person, and was left out.`,
		),
		...longLines(head).map(({ label }) => `“${label}:” at the head has no number, and was left out.`),
		...parts.loose.map(({ line, text }) => {
			const kinds = findPersonal(text, names);
			const what =
				kinds.length > 0
					? `what holds ${kinds.join(" and ")} was left out.`
					: `what belongs to no numbered paragraph was left out: “${short(text)}”`;
			return aboutLine(paper, line, what);
		}),
	];
}

function foreign(paper: Paper): string[] {
	return paper.text.split("\n").flatMap((line, at) => {
		const { found } = latinLetters(line);
		const words = found.slice(0, 3).join("”, “");
		const what = `letters of another alphabet stand in “${words}”. They were read as the Latin letters that they look like.`;
		return found.length === 0 ? [] : [aboutLine(paper, at + 1, what)];
	});
}

function short(text: string): string {
	return text.length > 60 ? `${text.slice(0, 60).trimEnd()}…` : text;
}
