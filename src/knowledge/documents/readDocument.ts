import { readableDate } from "../cite.ts";
import { findDates } from "./reading/findDate.ts";
import { findPersonal, leadingName, namesBody, withoutPersonal } from "./reading/findPersonal.ts";
import { latinLetters } from "./reading/latinLetters.ts";
import { readMarks } from "./reading/readMarks.ts";
import { type Paragraph, type Split, split } from "./split.ts";

/** What a paper says about itself and in its paragraphs. Nothing in it points to a person. */
export type DocumentRead = {
	title: string | null;
	publisher: string | null;
	/** As precise as the paper is: "2014-03-18" or "2014-03". */
	publishedOn: string | null;
	/** What looks like the paper's date and is in no calendar. */
	unreadableDate: string | null;
	paragraphs: Paragraph[];
	warnings: string[];
};

type Labelled = { label: string; value: string };

const titleLabels = /^(?:subject|title|report title|re)$/i;
const publisherLabels =
	/^(?:publisher|published by|organisation|meeting|to|report to|committee|board|prepared for|on behalf of|from|by)$/i;
const dateLabels = /^(?:date|dated|date of meeting|meeting date|published|published on|date published)$/i;
const peopleLabels =
	/^(?:by|from|to|author|authors|report author|written by|prepared by|contact|officer|lead|chair)$/i;

/** Reads a paper's text: title, publisher, date and paragraphs, without the lines that point to a person. */
export function readDocument(text: string): DocumentRead {
	const parts = split(text);
	const { labelled, plain } = readHead(parts.head.map(({ text: line }) => line));
	const names = knownNames(labelled, parts);
	const title = findTitle(labelled, plain);
	const dates = headDates(labelled, plain);
	const kept = withoutPeople(parts.paragraphs, names);
	const once = withoutDuplicates(kept.paragraphs);
	return {
		title,
		publisher: findPublisher(labelled, plain, title),
		publishedOn: dates.found[0] ?? null,
		unreadableDate: dates.unreadable[0] ?? null,
		paragraphs: once.paragraphs,
		warnings: [
			...foreign(text),
			...severalDates(dates.found),
			...parts.warnings,
			...kept.warnings,
			...once.warnings,
			...leftOut(parts, labelled, names),
		],
	};
}

/** The head's lines, as labels with values, and the others; a value goes on over the lines after it. */
function readHead(lines: string[]): { labelled: Labelled[]; plain: string[] } {
	const labelled: Labelled[] = [];
	const plain: string[] = [];
	let open: Labelled | undefined;
	for (const line of lines) {
		const { text } = readMarks(latinLetters(line.replace(/^\s*(?:#{1,6}|>|[-*•])\s+/, "")).text);
		const match = /^([\p{L} ]{2,24}?)\s*:\s*(.*)$/u.exec(text);
		if (/^[-=*_\s]*$/.test(text)) open = undefined;
		else if (match) {
			open = { label: match[1] ?? "", value: match[2] ?? "" };
			labelled.push(open);
		} else if (open) open.value = `${open.value} ${text}`.trim();
		else plain.push(text);
	}
	return { labelled: labelled.map(({ label, value }) => ({ label, value: unquoted(value) })), plain };
}

function unquoted(value: string): string {
	return value.replace(/^"(.*)"$/, "$1").replace(/^'(.*)'$/, "$1");
}

function findTitle(labelled: Labelled[], plain: string[]): string | null {
	const given = labelled.find(({ label, value }) => titleLabels.test(label) && value)?.value;
	if (given) return given;
	const isTitle = (line: string) =>
		line.split(" ").length >= 2 &&
		line.length <= 200 &&
		!/[.;,]$/.test(line) &&
		findDates(line).found.length === 0 &&
		findPersonal(line).length === 0;
	const lines = plain.filter(isTitle);
	return lines.find((line) => !isBody(line)) ?? lines[0] ?? null;
}

function isBody(line: string): boolean {
	return (
		namesBody(line) &&
		!/\b(?:report|lessons?|learning|briefing|summary|findings|reviews?|themes?)\b/i.test(line)
	);
}

function findPublisher(labelled: Labelled[], plain: string[], title: string | null): string | null {
	const values = labelled.filter(({ label }) => publisherLabels.test(label));
	// A paper's own word for its publisher comes before those it was sent to or written by.
	values.sort((a, b) => rank(a.label) - rank(b.label));
	const lines = [
		...values.map(({ value }) => value),
		...plain.filter((line) => line !== title && line.length <= 100),
	];
	for (const line of lines)
		for (const part of line.split(/\s+[–—|-]\s+|[,;]\s+/)) {
			const name = part.trim().replace(/[.:]$/, "");
			if (namesBody(name) && findDates(name).found.length === 0 && /^\p{Lu}/u.test(name))
				if (!/^(?:head|director|chief|manager|officer|chair|lead)\b/i.test(name)) return name;
		}
	return (
		values.find(({ label, value }) => /^publish/i.test(label) && value && !personIn(value))?.value ?? null
	);
}

function rank(label: string): number {
	if (/^(?:publisher|published by|organisation)$/i.test(label)) return 0;
	return /^(?:by|from)$/i.test(label) ? 2 : 1;
}

function headDates(labelled: Labelled[], plain: string[]): { found: string[]; unreadable: string[] } {
	const short = ({ value }: Labelled) => value.split(" ").length <= 25;
	const first = labelled.filter(({ label }) => dateLabels.test(label));
	const others = labelled.filter((one) => !dateLabels.test(one.label) && short(one));
	const texts = [
		...first.map(({ value }) => value),
		...others.map(({ value }) => value),
		...plain.filter((line) => line.length <= 200),
	];
	const dates = texts.map(findDates);
	const all = dates.flatMap(({ found }) => found);
	return {
		found: all.filter((date, at) => !all.some((other, otherAt) => otherAt < at && other.startsWith(date))),
		unreadable: [
			...dates.flatMap(({ unreadable }) => unreadable),
			...first.filter(({ value }) => value && findDates(value).found.length === 0).map(({ value }) => value),
		],
	};
}

function severalDates(found: string[]): string[] {
	if (found.length < 2) return [];
	const others = found.slice(1).map(readableDate).join(", ");
	return [
		`More than one date stands at the head: ${readableDate(found[0] ?? "")} was taken, not ${others}. Give --date if that is wrong.`,
	];
}

/** Who a head's value names: a person, where its first part is not the name of a body. */
function personIn(value: string): string | undefined {
	const [first = ""] = value.split(/\s+[–—|-]\s+|[,;(]/);
	return namesBody(first) ? undefined : leadingName(first);
}

function knownNames(labelled: Labelled[], { loose }: Split): string[] {
	const named = labelled.filter(({ label }) => peopleLabels.test(label)).map(({ value }) => personIn(value));
	const contacts = loose.map(({ text }) => leadingName(/\bcontact:?\s+(.*)$/i.exec(text)?.[1] ?? ""));
	return [...named, ...contacts].filter((name) => name !== undefined);
}

function withoutPeople(
	paragraphs: Paragraph[],
	names: string[],
): { paragraphs: Paragraph[]; warnings: string[] } {
	const warnings: string[] = [];
	const kept = paragraphs.flatMap((paragraph) => {
		const { text, kinds } = withoutPersonal(paragraph.text, names);
		const heading =
			paragraph.heading && findPersonal(paragraph.heading, names).length > 0 ? null : paragraph.heading;
		const section =
			paragraph.section && findPersonal(paragraph.section, names).length > 0 ? null : paragraph.section;
		if (kinds.length > 0)
			warnings.push(
				text === ""
					? `Line ${paragraph.line}: ${where(paragraph)} holds ${kinds.join(" and ")}, and was left out whole.`
					: `Line ${paragraph.line}: ${where(paragraph)} holds ${kinds.join(" and ")}. Only the part without was kept: check that its meaning stands.`,
			);
		return text === "" ? [] : [{ ...paragraph, text, heading, section }];
	});
	return { paragraphs: kept, warnings };
}

function withoutDuplicates(paragraphs: Paragraph[]): { paragraphs: Paragraph[]; warnings: string[] } {
	const warnings: string[] = [];
	const texts = new Map<string, Paragraph>();
	const numbers = new Map<string, Paragraph>();
	const kept = paragraphs.filter((paragraph) => {
		const same = texts.get(paragraph.text);
		if (same) {
			warnings.push(
				`Line ${paragraph.line}: ${where(paragraph)} says the same as ${where(same)} (line ${same.line}), and was left out.`,
			);
			return false;
		}
		texts.set(paragraph.text, paragraph);
		const twin = paragraph.number ? numbers.get(paragraph.number) : undefined;
		if (twin)
			warnings.push(
				`Line ${paragraph.line}: the number ${paragraph.number} stands twice (first in line ${twin.line}). Both were kept.`,
			);
		if (paragraph.number && !twin) numbers.set(paragraph.number, paragraph);
		return true;
	});
	return { paragraphs: kept, warnings };
}

function where({ number }: Paragraph): string {
	return number ? `paragraph ${number}` : "a paragraph";
}

function leftOut(parts: Split, labelled: Labelled[], names: string[]): string[] {
	const head = labelled.filter(({ label, value }) => peopleLabels.test(label) && personIn(value));
	const long = labelled.filter(
		({ label, value }) => value.split(" ").length > 15 && !titleLabels.test(label),
	);
	return [
		...head.map(({ label }) => `The line “${label}:” at the head names a person, and was left out.`),
		...long.map(({ label }) => `“${label}:” at the head has no number, and was left out.`),
		...parts.loose.map(({ line, text }) => {
			const kinds = findPersonal(text, names);
			return kinds.length > 0
				? `Line ${line} holds ${kinds.join(" and ")}, and was left out.`
				: `Line ${line} belongs to no numbered paragraph, and was left out: “${short(text)}”`;
		}),
	];
}

function foreign(text: string): string[] {
	return text.split("\n").flatMap((line, at) => {
		const { found } = latinLetters(line);
		return found.length === 0
			? []
			: [
					`Line ${at + 1}: letters of another alphabet stand in “${found.slice(0, 3).join("”, “")}”. They were read as the Latin letters that they look like.`,
				];
	});
}

function short(text: string): string {
	return text.length > 60 ? `${text.slice(0, 60).trimEnd()}…` : text;
}
