import { basename } from "node:path";
import type { Client } from "#storage/open.ts";
import type { Passage, Theme } from "../held.ts";
import { type DocumentInput, hashOf, type Published, publish, putDocument } from "../publish.ts";
import { proposeArea, proposeScope } from "./proposeScope.ts";
import { proposeThemes } from "./proposeThemes.ts";
import { type DocumentRead, readDocument } from "./readDocument.ts";
import { readDate } from "./reading/findDate.ts";
import { readText } from "./reading/readText.ts";
import type { Paragraph } from "./split.ts";

/** What a coordinator says about a paper, in place of what the paper seems to say. */
export type ImportOptions = {
	id?: string;
	title?: string;
	publisher?: string;
	date?: string;
	area?: string;
	link?: string;
	/** Themes by paragraph number, the main one first. */
	themes?: Record<string, string[]>;
	/** Scopes by paragraph number. */
	scopes?: Record<string, string>;
};

export type Prepared = { document: DocumentInput; warnings: string[] };

const scopes: Passage["scope"][] = ["national", "local", "both", "unstated"];
const mostParagraphs = 1_000;
const longPassage = 3_000;

/** Reads a paper's file into a document ready to be published, or says in sentences what stands in the way. */
export function prepareImport(
	file: { name: string; bytes: Uint8Array },
	options: ImportOptions,
	themes: Theme[],
): Prepared | { problems: string[] } {
	const name = basename(file.name);
	const text = readText(name, file.bytes);
	if ("problem" in text) return { problems: [text.problem] };
	const read = readDocument(text.text);
	const problems = [...problemsOf(name, read, options), ...wrongChoices(read.paragraphs, options, themes)];
	const title = options.title?.trim() || read.title;
	const publisher = options.publisher?.trim() || read.publisher;
	const publishedOn = options.date === undefined ? read.publishedOn : readDate(options.date);
	if (problems.length > 0 || !title || !publisher || !publishedOn) return { problems };
	const area = options.area?.trim() || proposeArea(publisher, text.text);
	const id = options.id ?? `${slug(title)}-${publishedOn}`;
	const passages = passagesOf(read.paragraphs, { id, title, area, options, themes });
	const long = passages.filter((passage) => passage.text.length > longPassage);
	const warnings = [
		...text.warnings,
		...read.warnings,
		...long.map(
			({ paragraph, text }) =>
				`${paragraph ?? "A paragraph"} is ${text.length} characters long, which is much to read in a chat.`,
		),
	];
	const link = options.link ?? null;
	return {
		document: { id, title, publisher, publishedOn, link, via: null, origin: "imported", passages },
		warnings,
	};
}

/** How a document stands to what is held: not held yet, held as it is, held otherwise, withdrawn, or its id is the starter pack's. */
export async function compareWithHeld(
	db: Client,
	document: DocumentInput,
): Promise<"new" | "same" | "changed" | "withdrawn" | "starter"> {
	const known = await db.document.findUnique({
		where: { id: document.id },
		select: { contentHash: true, withdrawn: true, origin: true },
	});
	if (!known) return "new";
	if (known.origin === "starter") return "starter";
	if (known.withdrawn) return "withdrawn";
	return known.contentHash === hashOf(await withWaysOfAsking(db, document)) ? "same" : "changed";
}

/** Publishes a document whole, in place of the one with its id; brings it back where it was withdrawn. */
export async function importDocument(client: Client, document: DocumentInput): Promise<Published> {
	return publish(client, async (tx) => {
		const { count } = await tx.document.updateMany({
			where: { id: document.id, withdrawn: true },
			data: { withdrawn: false },
		});
		const put = await putDocument(tx, await withWaysOfAsking(tx, document));
		return put || count > 0;
	});
}

/** The ways of asking and the next step that the starter pack has for the same paragraphs of the same paper. */
async function withWaysOfAsking(
	db: Pick<Client, "passage">,
	document: DocumentInput,
): Promise<DocumentInput> {
	const summaries = await db.passage.findMany({
		where: {
			wording: "summary",
			paragraph: { not: null },
			document: {
				origin: "starter",
				publishedOn: document.publishedOn,
				title: { equals: document.title, mode: "insensitive" },
			},
		},
		orderBy: { id: "asc" },
	});
	const byParagraph = new Map(summaries.map((summary) => [summary.paragraph, summary]));
	return {
		...document,
		passages: document.passages.map((passage) => {
			const { askedAs, whatNext } = byParagraph.get(passage.paragraph) ?? passage;
			return { ...passage, askedAs, whatNext };
		}),
	};
}

function problemsOf(name: string, read: DocumentRead, options: ImportOptions): string[] {
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
	if (!options.title?.trim() && !read.title)
		problems.push(`No title was found at the head of ${name}. Give it with --title "…".`);
	if (!options.publisher?.trim() && !read.publisher)
		problems.push(`No publisher was found at the head of ${name}. Give it with --publisher "…".`);
	const dateHelp = "with --date, such as --date 2014-03-18, or --date 2014-03 where only the month is known";
	if (options.date !== undefined && !readDate(options.date))
		problems.push(`“${options.date}” cannot be read as a date. Give it ${dateHelp}.`);
	if (options.date === undefined && !read.publishedOn)
		problems.push(
			read.unreadableDate
				? `The date “${read.unreadableDate}” in ${name} cannot be read. Give it ${dateHelp}.`
				: `No date was found at the head of ${name}. Give it ${dateHelp}.`,
		);
	if (options.id !== undefined && !/^[a-z0-9][a-z0-9-]{0,99}$/.test(options.id))
		problems.push("--id may have only small letters, digits and hyphens, such as --id kent-lessons-2014.");
	if (options.link !== undefined && !isHttps(options.link))
		problems.push("--link must be an address that begins with https://.");
	return problems;
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

type About = { id: string; title: string; area: string | null; options: ImportOptions; themes: Theme[] };

function passagesOf(paragraphs: Paragraph[], about: About): DocumentInput["passages"] {
	const { options, area } = about;
	const proposed = proposeThemes(paragraphs, about.themes);
	const taken = new Set<string>();
	return paragraphs.map((paragraph, at) => {
		const number = paragraph.number ?? "";
		const scope = (options.scopes?.[number] as Passage["scope"]) ?? proposeScope(paragraph, area).scope;
		return {
			id: unused(`${about.id}-${slug(number) || `p${at + 1}`}`, taken),
			paragraph: paragraph.number,
			title: paragraph.heading ?? paragraph.section ?? about.title,
			text: paragraph.text,
			wording: "verbatim",
			scope,
			area: scope === "local" || scope === "both" ? area : null,
			themes: options.themes?.[number] ?? (proposed[at] ?? []).map(({ theme }) => theme),
			askedAs: [],
			whatNext: null,
		};
	});
}

function unused(id: string, taken: Set<string>): string {
	let free = id;
	for (let copy = 2; taken.has(free); copy++) free = `${id}-copy${copy}`;
	taken.add(free);
	return free;
}

function slug(text: string): string {
	return text
		.normalize("NFKD")
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-")
		.slice(0, 60)
		.replace(/^-+|-+$/g, "");
}

function isHttps(link: string): boolean {
	return URL.canParse(link) && new URL(link).protocol === "https:";
}
