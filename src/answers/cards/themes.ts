import type { Press } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import type { Held, Passage } from "#knowledge/held.ts";
import { through } from "../lens.ts";
import { type Answer, allThemes, feedbackButtons, passageBlocks, themeButton } from "./answer.ts";

/** Every theme by name, with a button for each of the main ones, or of the newer ones. */
export function themesCard(held: Held, newer = false): Answer {
	const themes = [...held.themes.values()].sort((a, b) => a.position - b.position);
	const main = themes.filter(({ within }) => within.length === 0);
	const later = themes.filter(({ within }) => within.length > 0);
	const listed = newer ? later : main;
	const other: Press = newer
		? allThemes
		: { label: "Newer themes", action: "answers.themes", value: { newer: true } };
	return {
		cites: [],
		message: message([
			{ kind: "heading", text: newer ? "Newer themes, from later sources" : "Themes of the reviews" },
			{ kind: "prose", text: listed.map(({ name }) => name).join("\n") },
			...(newer || later.length === 0
				? []
				: [{ kind: "prose" as const, text: `Newer themes: ${later.map(({ name }) => name).join(", ")}.` }]),
			{
				kind: "buttons",
				items: [...listed.map(({ id }) => themeButton(held, id)), ...(later.length > 0 ? [other] : [])],
			},
		]),
	};
}

/** What is known of whoever a theme's card is for: what they work as, and ids of its passages that they were shown, the last one last. */
type Reader = { lens?: string; seen?: string[] };

/** What a button carries is short: of more than these the last ones, and then it goes on after the last of all. */
const mostSeen = 12;

/** One theme: what it is about, the first of its passages that is yet to be seen, and the way to the others. */
export function themeCard(held: Held, theme: string, { lens, seen = [] }: Reader = {}): Answer | undefined {
	const about = held.themes.get(theme);
	if (!about) return undefined;
	const passages = through(held, lens, passagesOf(held, theme), (passage) => passage);
	const start = seen.length !== mostSeen ? 0 : passages.findIndex(({ id }) => id === seen.at(-1)) + 1;
	const [shown, ...rest] = passages.slice(start).filter(({ id }) => !seen.includes(id));
	const cites = shown ? [shown.id] : [];
	return {
		cites,
		message: message([
			{ kind: "heading", text: `Theme: ${about.name}` },
			...(seen.length === 0 ? [{ kind: "prose" as const, text: about.summary }] : []),
			...(shown
				? passageBlocks(held, shown)
				: [
						{
							kind: "prose" as const,
							text: `Nothing ${seen.length === 0 ? "" : "more "}is held on this theme at present.`,
						},
					]),
			{
				kind: "buttons",
				items: [
					...(rest.length > 0 ? [moreButton(theme, rest.length, [...seen, ...cites])] : []),
					...(shown ? [briefingButton(theme)] : []),
					...about.related
						.filter((id) => held.themes.has(id))
						.slice(0, 3)
						.map((id) => themeButton(held, id)),
					allThemes,
				],
			},
			...(shown ? [{ kind: "buttons" as const, items: feedbackButtons(cites) }] : []),
		]),
	};
}

function moreButton(theme: string, left: number, seen: string[]): Press {
	const value = { theme, seen: seen.slice(-mostSeen) };
	return { label: `More passages (${left})`, action: "answers.theme", value };
}

function briefingButton(theme: string): Press {
	return { label: "Seven-minute briefing", action: "answers.briefing", value: { theme } };
}

/** One passage by itself, and the way to its themes. */
export function passageCard(held: Held, id: string): Answer | undefined {
	const passage = held.passages.get(id);
	if (!passage) return undefined;
	const themes = passage.themes.filter((theme) => held.themes.has(theme)).slice(0, 3);
	return {
		cites: [id],
		message: message([
			...passageBlocks(held, passage),
			{ kind: "buttons", items: [...themes.map((theme) => themeButton(held, theme)), allThemes] },
			{ kind: "buttons", items: feedbackButtons([id]) },
		]),
	};
}

/** A theme's passages in a fixed order: exact words first, then those mainly about it, then numbered paragraphs. */
export function passagesOf(held: Held, theme: string): Passage[] {
	const rank = ({ wording, themes, paragraph }: Passage) =>
		(wording === "verbatim" ? 0 : 4) + (themes[0] === theme ? 0 : 2) + (paragraph ? 0 : 1);
	return [...held.passages.values()]
		.filter(({ themes }) => themes.includes(theme))
		.sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
}
