import { readableDate } from "../cite.ts";
import type { Passage, Theme } from "../held.ts";
import { isTakenDown } from "../takeDown.ts";
import { readDate } from "./head/findDate.ts";
import type { About, ImportOptions } from "./importOptions.ts";
import type { Paragraph } from "./reading/paragraph.ts";
import type { DocumentRead } from "./readPaper.ts";

const scopes: Passage["scope"][] = ["national", "local", "both", "unstated"];
const mostParagraphs = 2_000;

type Import = { options: ImportOptions; about: About; themes: Theme[]; now: Date };

/** All that stands in the way of an import, a sentence each that says what to do; none where nothing does. */
export function importProblems(
	name: string,
	read: DocumentRead,
	{ options, about, themes, now }: Import,
): string[] {
	const problems: string[] = [];
	if (read.paragraphs.length === 0)
		problems.push(
			`No paragraphs were found in ${name}. Number them as the paper does (1.1, 1.2, 2.1 …), or part them by empty lines, and import it again.`,
			...read.warnings,
		);
	if (read.paragraphs.length > mostParagraphs)
		problems.push(
			`${name} has ${read.paragraphs.length} paragraphs, more than the ${mostParagraphs} that one paper may have. Import it in parts.`,
		);
	if (!about.title) problems.push(`No title was found at the head of ${name}. Give it with --title "…".`);
	if (!about.publisher)
		problems.push(`No publisher was found at the head of ${name}. Give it with --publisher "…".`);
	problems.push(...dateProblems(name, read, options), ...takeDownProblems(read, options, about, now));
	if (options.id !== undefined && !/^[a-z0-9][a-z0-9-]{0,99}$/.test(options.id))
		problems.push("--id may have only small letters, digits and hyphens, such as --id kent-lessons-2014.");
	if (options.link !== undefined && !isHttps(options.link))
		problems.push("--link must be an address that begins with https://.");
	return [...problems, ...wrongChoices(read.paragraphs, options, themes)];
}

function dateProblems(name: string, read: DocumentRead, { published }: ImportOptions): string[] {
	const help =
		"with --published, such as --published 2014-03-18, or --published 2014-03 where only the month is known";
	if (published !== undefined)
		return readDate(published) ? [] : [`“${published}” cannot be read as a date. Give it ${help}.`];
	if (read.publishedOn) return [];
	return [
		read.unreadableDate
			? `The date “${read.unreadableDate}” in ${name} cannot be read. Give it ${help}.`
			: `No date was found at the head of ${name}. Give it ${help}.`,
	];
}

function takeDownProblems(
	{ takeDownSaid }: DocumentRead,
	{ takeDown }: ImportOptions,
	about: About,
	now: Date,
): string[] {
	if (takeDown !== undefined && !/^\s*none\s*$/i.test(takeDown) && readDate(takeDown)?.length !== 10)
		return [
			`“${takeDown}” cannot be read as a day. Give it with --take-down, such as --take-down 2028-05-03, or --take-down none where it is to stay.`,
		];
	if (!about.takeDownOn || !isTakenDown(about, now)) return [];
	const said = takeDown === undefined && takeDownSaid ? ` The paper says: “${takeDownSaid}”` : "";
	return [
		`It was to be taken down on ${readableDate(about.takeDownOn)}, so nothing of it may be shown.${said} If that is wrong, give the right day with --take-down, or --take-down none where it is to stay.`,
	];
}

function wrongChoices(
	paragraphs: Paragraph[],
	{ themes: chosen = {}, scopes: said = {} }: ImportOptions,
	themes: Theme[],
): string[] {
	const numbers = new Set(paragraphs.map(({ number }) => number));
	const known = themes.map(({ id }) => id);
	return [
		...Object.keys({ ...chosen, ...said })
			.filter((number) => !numbers.has(number))
			.map((number) => `The paper has no paragraph ${number} to set a theme or scope for.`),
		...Object.values(chosen)
			.flat()
			.filter((theme) => !known.includes(theme))
			.map((theme) => `There is no theme “${theme}”. The themes are: ${known.join(", ")}.`),
		...Object.values(said)
			.filter((scope) => !scopes.includes(scope as Passage["scope"]))
			.map((scope) => `There is no scope “${scope}”. It is one of: ${scopes.join(", ")}.`),
	];
}

function isHttps(link: string): boolean {
	return URL.canParse(link) && new URL(link).protocol === "https:";
}
