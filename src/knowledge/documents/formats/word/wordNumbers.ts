import { partName } from "./wordParts.ts";

type Level = { start: number; format: string; text: string; legal: boolean };
type Place = { list: string; level: number };
type Lists = { levels: Map<string, Map<number, Level>>; lists: Map<string, List> };
type List = { kind: string; starts: Map<number, number> };
type Label = { text: string; nested: boolean };

const paragraph = /<w:p(?:\s[^<>]*?)?>\s*(<w:pPr>[\s\S]*?<\/w:pPr>)?/g;

/**
 * A Word document's text with the numbers that Word counts written into its paragraphs, as a reader of the
 * page sees them. Points of a list within a numbered paragraph are put in brackets, to tell them from paragraphs.
 */
export function withNumbers(parts: Map<string, string>): string {
	const part = (name: Parameters<typeof partName>[1]) => parts.get(partName(parts, name)) ?? "";
	const document = part("document").replace(/<w:pPrChange\b[\s\S]*?<\/w:pPrChange>/g, "");
	const styles = readStyles(part("styles"));
	const lists = readLists(part("numbering"));
	const next = counter(lists);
	const labels = [...document.matchAll(paragraph)].map(([, properties = ""]) => {
		const place = placeOf(properties, styles);
		const label = place && next(place);
		return label && { ...label, heading: isHeading(properties) };
	});
	const nested = labels.some((label) => label?.nested);
	let at = 0;
	return document.replace(paragraph, (whole: string) => {
		const label = labels[at++];
		if (!label) return whole;
		const point = nested && !label.nested && !label.heading;
		const unnumbered = whole.replace(
			/<w:numPr>[\s\S]*?<\/w:numPr>/,
			'<w:numPr><w:numId w:val="0"/></w:numPr>',
		);
		const said = point ? `• (${label.text.replace(/^\(|[.)]+$/g, "")})` : label.text;
		return `${unnumbered}<w:r><w:t xml:space="preserve">${said} </w:t></w:r>`;
	});
}

function isHeading(properties: string): boolean {
	return /<w:pStyle w:val="(?:Heading|Title)|<w:outlineLvl/i.test(properties);
}

type Styles = Map<string, { list?: string; level?: number; basedOn?: string }>;

function placeOf(properties: string, styles: Styles): Place | undefined {
	const own = numbering(properties);
	let style = styles.get(/<w:pStyle w:val="([^"]*)"/.exec(properties)?.[1] ?? "");
	let { list, level } = own;
	for (let steps = 0; style && steps < 20 && (list === undefined || level === undefined); steps++) {
		list ??= style.list;
		level ??= style.level;
		style = styles.get(style.basedOn ?? "");
	}
	return list === undefined || list === "0" ? undefined : { list, level: level ?? 0 };
}

function numbering(xml: string): { list?: string; level?: number } {
	const found = /<w:numPr>([\s\S]*?)<\/w:numPr>/.exec(xml)?.[1] ?? "";
	const level = value(found, "ilvl");
	return { list: value(found, "numId"), level: level === undefined ? undefined : Number(level) };
}

function readStyles(xml: string): Styles {
	return new Map(
		all(xml, "style").map(({ attributes, inner }) => [
			attribute(attributes, "styleId"),
			{ ...numbering(inner), basedOn: value(inner, "basedOn") },
		]),
	);
}

function readLists(xml: string): Lists {
	const levels = new Map(
		all(xml, "abstractNum").map(({ attributes, inner }) => [
			attribute(attributes, "abstractNumId"),
			new Map(
				all(inner, "lvl").map((level) => [
					Number(attribute(level.attributes, "ilvl")),
					readLevel(level.inner),
				]),
			),
		]),
	);
	const lists = new Map(
		all(xml, "num").map(({ attributes, inner }) => [
			attribute(attributes, "numId"),
			{
				kind: value(inner, "abstractNumId") ?? "",
				starts: new Map(
					all(inner, "lvlOverride").flatMap((override) => {
						const start = value(override.inner, "startOverride");
						return start === undefined
							? []
							: [[Number(attribute(override.attributes, "ilvl")), Number(start)]];
					}),
				),
			},
		]),
	);
	return { levels, lists };
}

function readLevel(xml: string): Level {
	return {
		start: Number(value(xml, "start") ?? 1),
		format: value(xml, "numFmt") ?? "decimal",
		text: value(xml, "lvlText") ?? "",
		legal: /<w:isLgl\b/.test(xml),
	};
}

/** Counts as Word does: lists of one kind go on from one another, unless one says where it starts. */
function counter({ levels, lists }: Lists): (place: Place) => Label | undefined {
	const counts = new Map<string, number[]>();
	const begun = new Set<string>();
	return ({ list, level }) => {
		const known = lists.get(list);
		const kinds = known && levels.get(known.kind);
		const own = kinds?.get(level);
		if (!known || !kinds || !own) return undefined;
		const count = counts.get(known.kind) ?? [];
		counts.set(known.kind, count);
		const start = known.starts.get(level);
		const restarts = start !== undefined && !begun.has(`${list} ${level}`);
		begun.add(`${list} ${level}`);
		count.length = Math.min(count.length, level + 1);
		const before = count[level];
		if (restarts) count[level] = start;
		else count[level] = before === undefined ? own.start : before + 1;
		for (let upper = 0; upper < level; upper++) count[upper] ??= kinds.get(upper)?.start ?? 1;
		if (own.format === "bullet" || own.format === "none") return undefined;
		const text = own.text.replace(/%(\d)/g, (_, digit: string) => {
			const at = Number(digit) - 1;
			return inFigures(count[at] ?? 0, own.legal ? "decimal" : (kinds.get(at)?.format ?? "decimal"));
		});
		return { text, nested: /\d\.\d/.test(text) };
	};
}

function inFigures(count: number, format: string): string {
	const letter = () => String.fromCharCode(97 + ((count - 1) % 26)).repeat(Math.ceil(count / 26));
	switch (format) {
		case "lowerLetter":
			return letter();
		case "upperLetter":
			return letter().toUpperCase();
		case "lowerRoman":
			return roman(count);
		case "upperRoman":
			return roman(count).toUpperCase();
		default:
			return String(count);
	}
}

const romans: [number, string][] = [
	[50, "l"],
	[40, "xl"],
	[10, "x"],
	[9, "ix"],
	[5, "v"],
	[4, "iv"],
	[1, "i"],
];

function roman(count: number): string {
	let rest = count;
	let said = "";
	for (const [worth, letters] of romans) for (; rest >= worth; rest -= worth) said += letters;
	return said;
}

function all(xml: string, name: string): { attributes: string; inner: string }[] {
	const pattern = new RegExp(`<w:${name}(\\s[^<>]*)?>([\\s\\S]*?)</w:${name}>`, "g");
	return [...xml.matchAll(pattern)].map(([, attributes = "", inner = ""]) => ({ attributes, inner }));
}

function attribute(attributes: string, name: string): string {
	return new RegExp(`w:${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
}

function value(xml: string, name: string): string | undefined {
	return new RegExp(`<w:${name} w:val="([^"]*)"`).exec(xml)?.[1];
}
