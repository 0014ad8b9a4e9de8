import { toCsv } from "#chat/files/csv.ts";
import type { Block, Message } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import { readableDate } from "#knowledge/cite.ts";
import type { Held } from "#knowledge/held.ts";
import { type GapRow, type Gaps, restLabel } from "./gaps.ts";

const shownAsTable = 6;

/** What was asked and not answered, as a chart of the themes and as figures in words. */
export function gapsCard(held: Held, gaps: Gaps, tableAt: string): Message {
	const { themes, sectors, byWeek, weeks } = gaps;
	if (themes.length === 0)
		return message([
			{ kind: "heading", text: "What is asked and not answered" },
			{
				kind: "prose",
				text: `Too little was asked in the last ${weeks} weeks to show any figures: at least 5 questions.`,
			},
		]);
	const bars = unanswered(held, themes);
	const someHidden = themes.some(({ answered }) => answered === null);
	return message([
		{ kind: "heading", text: "What is asked and not answered" },
		{
			kind: "prose",
			text: `Questions of the last ${weeks} weeks, of all agencies together. Numbers under 5 are hidden, and so is what would tell them.`,
		},
		...(bars.length > 0
			? [
					{
						kind: "chart" as const,
						title: "Questions without a direct answer, by theme",
						sentence: `${someHidden ? "As far as can be shown, most" : "Most"} were about ${bars[0]?.label}: ${bars[0]?.value}.`,
						bars,
					},
				]
			: []),
		...table("By theme", themes, (label) => themeName(held, label)),
		...table("By kind of agency", sectors, (label) => label),
		...table("By week", byWeek.slice(-shownAsTable), weekName),
		{ kind: "buttons", items: [{ label: "All figures (CSV)", url: tableAt }] },
	]);
}

/** All the figures as a table, for a spreadsheet. */
export function gapsTable(held: Held, gaps: Gaps): string {
	const cell = (figure: number | null) => (figure === null ? "hidden" : String(figure));
	const rows = (by: string, of: GapRow[], name: (label: string) => string) =>
		of.map(({ label, asked, answered, closest, notHeld, unhelpful }) => [
			...[by, name(label)],
			...[asked, answered, closest, notHeld, unhelpful].map(cell),
		]);
	return toCsv([
		["by", "of", "asked", "answered", "closest passages", "not held", "found unhelpful"],
		...rows("theme", gaps.themes, (label) => themeName(held, label)),
		...rows("kind of agency", gaps.sectors, (label) => label),
		...rows("week", gaps.byWeek, weekName),
	]);
}

/** The themes with most questions that had no direct answer; of those that are hidden in part, what may be told. */
function unanswered(held: Held, themes: GapRow[]): { label: string; value: number }[] {
	return themes
		.map(({ label, asked, answered, closest, notHeld }) => {
			const name = themeName(held, label);
			if (answered !== null) return { label: name, value: asked - answered };
			return { label: `${name} (at least)`, value: (closest ?? 0) + (notHeld ?? 0) };
		})
		.filter(({ value }) => value > 0)
		.sort((a, b) => b.value - a.value)
		.slice(0, 10);
}

function table(title: string, rows: GapRow[], name: (label: string) => string): Block[] {
	if (rows.length === 0) return [];
	return [
		{ kind: "heading", text: title },
		{
			kind: "facts",
			items: rows.slice(0, shownAsTable).map((row) => ({ name: name(row.label), text: inWords(row) })),
		},
	];
}

function inWords({ asked, answered, closest, notHeld, unhelpful }: GapRow): string {
	const said = (count: number | null) => count ?? "hidden";
	return `${asked} asked, ${said(answered)} answered, ${said(closest)} met with the closest passages, ${said(notHeld)} not held, ${said(unhelpful)} found unhelpful`;
}

function themeName(held: Held, id: string): string {
	if (id === restLabel) return "All other themes together";
	return held.themes.get(id)?.name ?? "No theme";
}

function weekName(monday: string): string {
	return monday === restLabel ? "Other weeks together" : `Week of ${readableDate(monday)}`;
}
