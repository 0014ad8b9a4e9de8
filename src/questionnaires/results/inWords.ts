import type { Chart } from "#chat/message.ts";
import { type Item, optionsOf, type Questionnaire } from "../script/questionnaire.ts";
import { headlineTable, noAnswer, tablesOf } from "./layout.ts";
import type { PublishedTable } from "./publish.ts";
import type { ResponseRate } from "./responseRates.ts";
import { type Figure, percentOf, rounded, smallestBase } from "./rounded.ts";

/** One line of a question's results. */
export type ResultLine = { label: string; figure: Figure; percent?: number };

/** What stands under all figures. */
export const howToRead =
	"Numbers of people are rounded to the nearest five, so they may not add up. Groups of fewer than five are hidden, and with them whatever would give them away. Percentages are of those rounded numbers.";

/** The results of an item in a group; undefined where they are held back. */
export function resultLines(
	questionnaire: Questionnaire,
	item: Item,
	tables: Record<string, PublishedTable>,
): { lines: ResultLine[]; people: number; of: number } | undefined {
	const line = (label: string, cell: string, table: PublishedTable): ResultLine => {
		const figure = table.cells[cell] ?? null;
		const percent = percentOf(figure, table.people);
		return { label, figure, ...(percent === undefined ? {} : { percent }) };
	};
	if (item.kind === "multiple") {
		const shown = optionsOf(item).flatMap(({ value, label }) => {
			const table = tables[`${item.id}/${value}`];
			return table ? [{ line: line(label, "chosen", table), table }] : [];
		});
		const [first] = shown;
		return first && { lines: shown.map((each) => each.line), people: first.table.people, of: first.table.of };
	}
	const table = tables[item.id];
	const layout = tablesOf(questionnaire).find(({ id }) => id === item.id);
	if (!table || !layout) return undefined;
	const lines = layout.cells.map((cell, at) => line(layout.labels[at] ?? cell, cell, table));
	return {
		lines: lines.filter((_, at) => layout.cells[at] !== noAnswer || lines[at]?.figure !== null),
		people: table.people,
		of: table.of,
	};
}

/** The headline in one sentence; undefined where it is held back. */
export function headlineInWords(
	{ headline }: Questionnaire,
	tables: Record<string, PublishedTable> | undefined,
): string | undefined {
	const table = tables?.[headlineTable];
	if (!table) return undefined;
	const figure = table.cells.helped ?? null;
	const percent = percentOf(figure, table.people);
	const people = rounded(table.people);
	if (figure === null) return `How many of about ${people} people ${headline.says} is hidden.`;
	return percent === undefined
		? `About ${figure} of about ${people} people ${headline.says}.`
		: `${percent}% (about ${figure} of about ${people} people) ${headline.says}.`;
}

/**
 * The headline's share of everybody who was asked, whether they answered or not; undefined where it is held
 * back, and where some who answered are not counted among the asked any more, because they were forgotten.
 */
export function shareOfAllInWords(
	tables: Record<string, PublishedTable>,
	rates: Pick<ResponseRate, "asked" | "answered">[],
): string | undefined {
	const asked = rates.reduce((sum, rate) => sum + rate.asked, 0);
	const answered = rates.reduce((sum, rate) => sum + rate.answered, 0);
	const table = tables[headlineTable];
	const figure = table?.cells.helped ?? null;
	if (!table || figure === null || asked < smallestBase || table.people > answered) return undefined;
	const percent = Math.min(100, Math.round((100 * figure) / asked));
	return `That is ${percent}% of all ${asked} who were asked, those who did not answer included.`;
}

/** A question's results as a chart. What is hidden has no bar, and is named in the sentence. */
export function chartOf(
	title: string,
	{ lines, people, of }: { lines: ResultLine[]; people: number; of: number },
): Chart {
	const hidden = lines.filter(({ figure }) => figure === null).map(({ label }) => label);
	return {
		kind: "chart",
		title,
		sentence: [
			`Of about ${rounded(people)} people, each number to the nearest five.`,
			...(hidden.length > 0 ? [`Hidden: ${hidden.join("; ")}.`] : []),
			`From results no. ${of}.`,
		].join(" "),
		bars: lines.flatMap(({ label, figure, percent }) => {
			if (figure === null) return [];
			return [{ label: percent === undefined ? label : `${label} (${percent}%)`, value: figure }];
		}),
	};
}

/** What stands for an item that is not asked any more. */
export const earlierQuestion = "An earlier question";

/** What the results of an item are called. */
export function titleOf(item: Item): string {
	return (item.title ?? item.otherwise ?? item.ask)
		.replace(/“?\{seminar\}”?/g, "the seminar")
		.replace(/\s+/g, " ");
}
