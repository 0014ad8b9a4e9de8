import { basename } from "node:path";
import { readableDate } from "../cite.ts";
import type { Passage, Theme } from "../held.ts";
import type { DocumentInput } from "../publish.ts";
import { readDate } from "./head/findDate.ts";
import type { About, ImportOptions } from "./importOptions.ts";
import { importProblems } from "./importProblems.ts";
import { proposeArea, proposeScope } from "./proposeScope.ts";
import { proposeThemes } from "./proposeThemes.ts";
import { type DocumentFile, readDocument } from "./readDocument.ts";
import type { Paragraph } from "./reading/paragraph.ts";
import type { DocumentRead } from "./readPaper.ts";

export type Prepared = { document: DocumentInput; warnings: string[] };

const longPassage = 3_000;

/** Reads a paper's file into a document ready to be published, or says in sentences what stands in the way. */
export async function prepareImport(
	file: DocumentFile,
	options: ImportOptions,
	themes: Theme[],
	now: Date,
): Promise<Prepared | { problems: string[] }> {
	const name = basename(file.name);
	const read = await readDocument(file);
	if ("problem" in read) return { problems: [read.problem] };
	const about = describe(read, options);
	const problems = importProblems(name, read, { options, about, themes, now });
	const { title, publisher, publishedOn } = about;
	if (problems.length > 0 || !title || !publisher || !publishedOn) return { problems };
	const texts = read.paragraphs.map(({ text }) => text).join("\n");
	const area = options.area?.trim() || proposeArea(publisher, `${publisher}\n${texts}`);
	const id = options.id ?? idOf(about, title, publishedOn);
	const passages = passagesOf(read.paragraphs, { id, title, area, options, themes });
	return {
		document: {
			...{ id, title, publisher, publishedOn, link: about.link, via: null },
			...{ partnership: about.partnership, pseudonym: about.pseudonym, takeDownOn: about.takeDownOn },
			...{ origin: "imported", passages },
		},
		warnings: [
			...takeDownWarnings(read, options),
			...reviewWarnings(read, options),
			...read.warnings,
			...longWarnings(passages),
		],
	};
}

function describe(read: DocumentRead, options: ImportOptions): About {
	const isReview =
		read.review !== null || options.partnership !== undefined || options.pseudonym !== undefined;
	const publisher =
		options.publisher?.trim() || options.partnership?.trim() || read.review?.partnership || read.publisher;
	return {
		title: options.title?.trim() || read.title,
		publisher,
		publishedOn: options.published === undefined ? read.publishedOn : (readDate(options.published) ?? null),
		link: options.link ?? read.link,
		partnership: isReview ? options.partnership?.trim() || read.review?.partnership || publisher : null,
		pseudonym: options.pseudonym?.trim() || read.review?.pseudonym || null,
		takeDownOn: options.takeDown === undefined ? read.takeDownOn : (readDate(options.takeDown) ?? null),
	};
}

function takeDownWarnings({ takeDownOn, takeDownSaid }: DocumentRead, { takeDown }: ImportOptions): string[] {
	if (takeDownOn === null || takeDown !== undefined) return [];
	const said = takeDownSaid === null ? "" : ` The paper says: “${takeDownSaid}”`;
	return [`Check that it is to be taken down on ${readableDate(takeDownOn)}.${said}`];
}

function reviewWarnings({ review }: DocumentRead, { pseudonym }: ImportOptions): string[] {
	if (!review || pseudonym !== undefined) return [];
	return [
		review.pseudonym
			? `Check that “${review.pseudonym}” is the review's pseudonym and nobody's name.`
			: "No pseudonym was found: give it with --pseudonym, so that the review is told from others.",
	];
}

function longWarnings(passages: DocumentInput["passages"]): string[] {
	return passages
		.filter(({ text }) => text.length > longPassage)
		.map(
			({ paragraph, text }) =>
				`${paragraph ?? "A paragraph"} is ${text.length} characters long, which is much to read in a chat.`,
		);
}

type Around = { id: string; title: string; area: string | null; options: ImportOptions; themes: Theme[] };

function passagesOf(paragraphs: Paragraph[], around: Around): DocumentInput["passages"] {
	const { options, area } = around;
	const proposed = proposeThemes(paragraphs, around.themes);
	const taken = new Set<string>();
	return paragraphs.map((paragraph, at) => {
		const number = paragraph.number ?? "";
		const scope = (options.scopes?.[number] as Passage["scope"]) ?? proposeScope(paragraph, area).scope;
		return {
			id: unused(`${around.id}-${slug(number) || `p${at + 1}`}`, taken),
			paragraph: paragraph.number,
			page: paragraph.page,
			title: paragraph.heading ?? paragraph.section ?? around.title,
			text: paragraph.text,
			footnotes: paragraph.footnotes,
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

/** An id of up to 100 characters, in which no part of a review's name pushes another out. */
function idOf({ partnership, pseudonym }: About, title: string, publishedOn: string): string {
	const parts = partnership
		? [slug(title, 40), slug(partnership, 28), slug(pseudonym ?? "", 18)]
		: [slug(title)];
	return [...parts, publishedOn].filter(Boolean).join("-");
}

function slug(text: string, most = 60): string {
	const whole = text
		.normalize("NFKD")
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-")
		.replace(/^-+|-+$/g, "");
	if (whole.length <= most) return whole;
	return whole
		.slice(0, most + 1)
		.replace(/-[^-]*$/, "")
		.slice(0, most);
}
