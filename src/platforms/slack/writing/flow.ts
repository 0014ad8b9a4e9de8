import type { types } from "@slack/bolt";

export type SlackBlock = types.KnownBlock;

/** Some words in one style. */
type Run = { text: string; bold?: boolean; url?: string };
export type Line = Run[];

/** Blocks that stay in one Slack message, and what they say when read aloud. */
export type Piece = { text: string; blocks: SlackBlock[] };

/** Room for one block, measured as escaped text: Slack's limit for the text of a section, less the quotation marks. */
const room = 2990;

/**
 * Lines as rich text, as many blocks as they need. Rich text is never read as markup, so nothing
 * in it can mention anybody or look like something that it is not.
 */
export function flow(lines: Line[], options: { quote?: boolean } = {}): Piece[] {
	const runs = lines
		.filter((line) => line.some(({ text }) => text.trim()))
		.flatMap((line, at) => (at === 0 ? line : [{ text: "\n" }, ...line]));
	const groups = split(runs);
	return groups.map((group, at) => {
		const quoted = options.quote ? marked(group, at === groups.length - 1) : group;
		const type = options.quote ? "rich_text_quote" : "rich_text_section";
		const inside = { type, elements: quoted.map(element) } as types.RichTextBlockElement;
		return { text: aloud(quoted), blocks: [{ type: "rich_text", elements: [inside] }] };
	});
}

/** A line that leads to an address, or spells out one that Slack would not open. */
export function link(text: string, url?: string): Line {
	if (url === undefined) return [{ text }];
	if (url.length > 1000 || !opens(url)) return [{ text: `${text} ${url}` }];
	return [{ text: text.trim() ? text : url, url }];
}

/** Whether Slack would open an address from a link or a button. */
export function opens(url: string): boolean {
	return url.length <= 3000 && /^https?:$/.test(URL.parse(url)?.protocol ?? "");
}

/** Text for fields that Slack reads as markup. */
export function escaped(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** At most `most` characters, or as long by another measure, with a sign that something follows. */
export function shorten(text: string, most: number, length = (part: string) => part.length): string {
	return length(text) <= most ? text : `${head(text, most - 1, length)}…`;
}

function element({ text, bold, url }: Run): types.RichTextElement {
	if (url) return { type: "link", url, text };
	return { type: "text", text, ...(bold ? { style: { bold } } : {}) };
}

/** Quotation marks as printers set them: each part of a long quote opens anew, only the last closes. */
function marked(group: Run[], last: boolean): Run[] {
	return [{ text: "“" }, ...group, ...(last ? [{ text: "”" }] : [])];
}

function aloud(runs: Run[]): string {
	return runs.map(({ text, url }) => (url && url !== text ? `${text} ${url}` : text)).join("");
}

function split(runs: Run[]): Run[][] {
	const groups: Run[][] = [];
	let left = 0;
	for (const run of runs) {
		for (const part of parts(run)) {
			const size = measure(part.text) + measure(part.url ?? "");
			if (size > left) {
				if (part.text === "\n") continue;
				groups.push([]);
				left = room;
			}
			groups.at(-1)?.push(part);
			left -= size;
		}
	}
	return groups;
}

/** A run in parts that fit a block, cut between paragraphs, sentences or words where that is possible. */
function parts(run: Run): Run[] {
	const size = room - measure(run.url ?? "");
	const found: Run[] = [];
	let rest = run.text;
	while (measure(rest) > size) {
		const most = head(rest, size, measure);
		const border = Math.max(most.lastIndexOf("\n\n"), most.lastIndexOf(". ") + 1, most.lastIndexOf(" "));
		const part = border > most.length / 2 ? most.slice(0, border) : most;
		found.push({ ...run, text: part });
		rest = rest.slice(part.length);
	}
	return rest ? [...found, { ...run, text: rest }] : found;
}

/** How long a text is once it is escaped. */
export function measure(text: string): number {
	return escaped(text).length;
}

/** The longest beginning of a measure, whole characters only. */
function head(text: string, most: number, length: (text: string) => number): string {
	let used = 0;
	let end = 0;
	for (const character of text) {
		used += length(character);
		if (used > most) break;
		end += character.length;
	}
	return text.slice(0, end);
}
