import { findPersonal, leadingName, namesBody } from "../reading/findPersonal.ts";
import { latinLetters } from "../reading/latinLetters.ts";
import { readMarks } from "../reading/readMarks.ts";
import { findDates } from "./findDate.ts";

/** A line at the head such as "Published: 3 May 2023". */
export type Labelled = { label: string; value: string };

/** What stands before a paper's first paragraph and section. */
export type Head = {
	labelled: Labelled[];
	/** The lines without a label. */
	plain: string[];
	title: string | null;
	publisher: string | null;
	/** Dates of the paper, as precise as they are, the likeliest first. */
	dates: string[];
	/** What looks like a date and is in no calendar. */
	unreadableDates: string[];
};

const titleLabels = /^(?:subject|title|report title|re)$/i;
const publisherLabels =
	/^(?:publisher|published by|organisation|meeting|to|report to|committee|board|prepared for|on behalf of|from|by)$/i;
const dateLabels =
	/^(?:date|dated|date of meeting|meeting date|published|published on|date published|publication date|date of publication)$/i;
const peopleLabels =
	/^(?:by|from|to|author|authors|report author|written by|prepared by|contact|officer|lead|(?:independent )?chair(?: and author)?|overview author)$/i;

/** Reads the lines of a paper's head. */
export function readHead(lines: string[]): Head {
	const { labelled, plain } = partHead(lines);
	const title = findTitle(labelled, plain);
	const dates = headDates(labelled, plain);
	return {
		...{ labelled, plain, title, dates: dates.found, unreadableDates: dates.unreadable },
		publisher: findPublisher(labelled, plain, title),
	};
}

/** What a head's lines with labels of people say of them. */
export function namedPeople({ labelled }: Head): { label: string; name: string }[] {
	return labelled.flatMap(({ label, value }) => {
		const name = peopleLabels.test(label) ? personIn(value) : undefined;
		return name === undefined ? [] : [{ label, name }];
	});
}

/** The lines of a head that are long text under a label, such as a summary, and no part of the paper. */
export function longLines({ labelled }: Head): Labelled[] {
	return labelled.filter(({ label, value }) => value.split(" ").length > 15 && !titleLabels.test(label));
}

/** The head's lines, as labels with values, and the others; a value goes on over the lines after it. */
function partHead(lines: string[]): { labelled: Labelled[]; plain: string[] } {
	const labelled: Labelled[] = [];
	const plain: string[] = [];
	let open: Labelled | undefined;
	for (const line of lines) {
		const { text } = readMarks(latinLetters(line.replace(/^\s*(?:#{1,6}|>|[-*•])\s+/, "")).text);
		const match = /^([\p{L} -]{2,24}?)\s*:\s*(.*)$/u.exec(text);
		if (/^[-=*_\s]*$/.test(text)) open = undefined;
		else if (/^\s*#/.test(line)) {
			open = undefined;
			plain.push(text);
		} else if (match) {
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
	const review = plain.findIndex((line) => /^domestic (?:homicide|abuse related death) review$/i.test(line));
	const which = plain[review + 1] ?? "";
	if (review >= 0 && /^(?:overview report|executive summary|final report)\b/i.test(which))
		return `${plain[review]}: ${which}`;
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

// No date on which it was published.
const ofDeathOrRemoval =
	/\b(?:died|death|murder(?:ed)?|killed|homicide of|born|removed|taken down|take-?down|until|expires?)\b/i;

function headDates(labelled: Labelled[], plain: string[]): { found: string[]; unreadable: string[] } {
	const short = ({ value }: Labelled) => value.split(" ").length <= 25;
	const first = labelled.filter(({ label }) => dateLabels.test(label));
	const others = labelled.filter(
		(one) => !dateLabels.test(one.label) && !ofDeathOrRemoval.test(one.label) && short(one),
	);
	const texts = [
		...first.map(({ value }) => value),
		...others.map(({ value }) => value),
		...plain.filter((line) => line.length <= 200),
	];
	const dates = texts.filter((text) => !ofDeathOrRemoval.test(text)).map(findDates);
	const all = dates.flatMap(({ found }) => found);
	return {
		found: all.filter((date, at) => !all.some((other, otherAt) => otherAt < at && other.startsWith(date))),
		unreadable: [
			...dates.flatMap(({ unreadable }) => unreadable),
			...first.filter(({ value }) => value && findDates(value).found.length === 0).map(({ value }) => value),
		],
	};
}

/** Who a head's value names: a person, where its first part is not the name of a body. */
function personIn(value: string): string | undefined {
	const [first = ""] = value.split(/\s+[–—|-]\s+|[,;(]/);
	return namesBody(first) ? undefined : leadingName(first);
}
