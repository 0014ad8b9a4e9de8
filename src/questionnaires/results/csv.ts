import { toCsv } from "#chat/files/csv.ts";
import type { Questionnaire } from "../script/questionnaire.ts";
import { titleOf } from "./inWords.ts";
import { headlineOf, tablesOf } from "./layout.ts";
import type { PublishedTable } from "./publish.ts";
import { percentOf, rounded } from "./rounded.ts";
import type { Results } from "./snapshots.ts";

/** How groups are called, by id. */
export type Names = {
	seminars: Map<string, string>;
	agencies: Map<string, string>;
	sectors: Map<string, string>;
};

/** The results as a table for spreadsheets: exactly what is shown elsewhere, hidden where it is hidden there. */
export function csvOf(questionnaire: Questionnaire, { number, published }: Results, names: Names): string {
	const tables = [headlineOf(questionnaire), ...tablesOf(questionnaire)];
	const titles = new Map(questionnaire.items.map((item) => [item.id, titleOf(item)]));
	const rows = (kind: string, name: string, shown: Record<string, PublishedTable>) =>
		tables.flatMap((table) => {
			const figures = shown[table.id];
			if (!figures) return [];
			return table.cells.map((cell, at) => {
				const figure = figures.cells[cell] ?? null;
				const percent = percentOf(figure, figures.people);
				return [
					...[kind, name, table.id, titles.get(table.item) ?? "", table.labels[at] ?? cell],
					...[figure === null ? "hidden" : String(figure), percent === undefined ? "" : String(percent)],
					...[String(rounded(figures.people)), String(figures.of), String(number)],
				];
			});
		});
	const groups = (
		kind: string,
		called: Map<string, string>,
		all: Record<string, Record<string, PublishedTable>>,
	) => Object.entries(all).flatMap(([id, shown]) => rows(kind, called.get(id) ?? "not known", shown));
	return toCsv([
		[
			"group",
			"name",
			"table",
			"question",
			"answer",
			"people, rounded",
			"per cent",
			"of people, rounded",
			"shown since results no.",
			"results no.",
		],
		...rows("all", "", published.all),
		...groups("seminar", names.seminars, published.seminars),
		...groups("agency", names.agencies, published.agencies),
		...groups("sector", names.sectors, published.sectors),
	]);
}
