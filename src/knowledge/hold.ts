import type { Calibration } from "./bands/calibration.ts";
import type { Content, Held, Passage, Theme } from "./held.ts";
import { untried } from "./search/calibrate.ts";
import { type Entry, emptyIndex, type Index, revise } from "./search/index.ts";
import { type Phrase, phraseOf } from "./search/phrase.ts";
import { readGlossary } from "./words/glossary.ts";
import { isCommonHere, isStop, words } from "./words/words.ts";

/**
 * Makes content ready to be searched. Where `before` is given, only what changed is read again.
 * A summary of a paragraph that is also held word for word is left out: the source speaks for itself.
 */
export function hold(content: Content, before?: Held): Held {
	const passages = new Map(current(content).map((passage) => [passage.id, passage]));
	const themes = new Map(
		[...content.themes].sort((a, b) => a.position - b.position).map((theme) => [theme.id, theme]),
	);
	const calibration: Calibration = content.calibration ?? untried;
	return {
		version: content.version,
		documents: new Map(content.documents.map((document) => [document.id, document])),
		passages,
		themes,
		glossary: content.glossary,
		terms: readGlossary(content.glossary),
		helplines: [...content.helplines].sort((a, b) => a.position - b.position),
		signposts: content.signposts,
		calibration,
		index: follow(
			before?.index ?? emptyIndex,
			[...passages.values()].map((passage) => entry(passage, themes)),
		),
		phrases: new Map([...themes.values()].map((theme) => [theme.id, phrasesOf(theme)])),
		themeStems: new Set(
			[...themes.values()]
				.flatMap((theme) => [theme.name, ...theme.askedAs].flatMap(stems))
				.filter((one) => !isStop(one)),
		),
		signs: new Map(content.signposts.map(({ id, asks }) => [id, asks.map(asPhrase)])),
	};
}

function follow(index: Index, entries: Entry[]): Index {
	const wanted = new Set(entries.map(({ id }) => id));
	const remove = [...index.entries.keys()].filter((id) => !wanted.has(id));
	const put = entries.filter((one) => {
		const known = index.entries.get(one.id)?.entry;
		return !known || JSON.stringify(known) !== JSON.stringify(one);
	});
	return revise(index, { remove, put });
}

function entry(passage: Passage, themes: Map<string, Theme>): Entry {
	const main = themes.get(passage.themes[0] ?? "");
	return {
		id: passage.id,
		title: passage.title,
		text: passage.text,
		asked: passage.askedAs,
		theme: main ? [main.name, ...main.askedAs, ...main.roles] : [],
	};
}

/** The theme's name, whole and in parts that tell of it ("risk assessment", "safety planning"), and the ways it is asked for. */
function phrasesOf(theme: Theme): Phrase[] {
	const parts = theme.name.split(/,| and /).filter((part) => !stems(part).every(isCommonHere));
	return [theme.name, ...theme.askedAs, ...parts].map(asPhrase);
}

function asPhrase(text: string): Phrase {
	return phraseOf(stems(text));
}

function stems(text: string): string[] {
	return words(text).map((word) => word.stem);
}

/** What is spoken for: a summary gives way to its source's own words, and leaves them what it knew of how they are asked for. */
function current(content: Content): Passage[] {
	const documents = new Map(content.documents.map((document) => [document.id, document]));
	const place = (passage: Passage) => {
		const document = documents.get(passage.documentId);
		if (!document || !passage.paragraph) return undefined;
		return JSON.stringify([plainTitle(document.title), document.publishedOn, passage.paragraph]);
	};
	const held = content.passages.filter((passage) => documents.has(passage.documentId));
	const isSource = (passage: Passage) =>
		passage.wording === "verbatim" && documents.get(passage.documentId)?.origin === "imported";
	const sources = new Set(held.filter(isSource).map(place));
	const summaries = new Map<string, Passage>();
	const rest: Passage[] = [];
	for (const passage of held) {
		const at = place(passage);
		if (passage.wording === "summary" && at !== undefined && sources.has(at)) summaries.set(at, passage);
		else rest.push(passage);
	}
	return rest
		.map((passage) => {
			const summary = isSource(passage) ? summaries.get(place(passage) ?? "") : undefined;
			return summary ? informed(passage, summary) : passage;
		})
		.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function informed(source: Passage, summary: Passage): Passage {
	return {
		...source,
		scope: source.scope === "unstated" ? summary.scope : source.scope,
		area: source.area ?? summary.area,
		themes: [...new Set([...summary.themes, ...source.themes])],
		askedAs: [...new Set([...source.askedAs, ...summary.askedAs])],
		whatNext: source.whatNext ?? summary.whatNext,
	};
}

function plainTitle(title: string): string {
	return (
		title
			.normalize("NFKC")
			.toLowerCase()
			.match(/[\p{L}\p{N}]+/gu) ?? []
	).join(" ");
}
