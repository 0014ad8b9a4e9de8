import { type Item, optionsOf, type Questionnaire } from "../script/questionnaire.ts";

/** The cell of those who did not answer an item. */
export const noAnswer = "no-answer";

/** The cells of the one figure that stands first. */
const headlineCells = ["helped", "other", noAnswer] as const;

/** The name of the table of the headline. */
export const headlineTable = "headline";

/** A table: cells that part a group of people by what they answered to an item. */
export type Table = {
	/** The item's id; of several that may be chosen, with the option's value after a slash. */
	id: string;
	item: string;
	/** Names of cells, among them always `noAnswer`. */
	cells: string[];
	labels: string[];
	/** The cell that an answer belongs to. */
	cellOf(answer: unknown): string;
};

/** Every table that a questionnaire's answers make, item by item. What was written in words makes none. */
export function tablesOf({ items }: Questionnaire): Table[] {
	return items.flatMap((item) => {
		if (item.kind === "text") return [];
		return item.kind === "multiple" ? tablesOfSeveral(item) : [tableOfOne(item)];
	});
}

/** The table of the headline: those who gave one of its answers, and the others. */
export function headlineOf({ headline }: Questionnaire): Table {
	return {
		...{ id: headlineTable, item: headline.item, cells: [...headlineCells] },
		labels: [headline.says, "gave another answer", "gave no answer"],
		cellOf: (answer) =>
			answer === undefined ? noAnswer : headline.is.includes(String(answer)) ? "helped" : "other",
	};
}

function tableOfOne(item: Item): Table {
	const cells = item.kind === "number" ? bandsOf(item) : optionsOf(item);
	return {
		...{ id: item.id, item: item.id },
		cells: [...cells.map(({ value }) => value), noAnswer],
		labels: [...cells.map(({ label }) => label), "No answer"],
		cellOf: (answer) => {
			if (answer === undefined) return noAnswer;
			const value = item.kind === "number" ? bandOf(item, Number(answer)) : String(answer);
			return cells.some((cell) => cell.value === value) ? value : noAnswer;
		},
	};
}

/** Several may be chosen, so that each option parts the group by itself. */
function tablesOfSeveral(item: Item): Table[] {
	return optionsOf(item).map(({ value, label }) => ({
		...{ id: `${item.id}/${value}`, item: item.id },
		cells: ["chosen", "not-chosen", noAnswer],
		labels: [label, `Not: ${label}`, "No answer"],
		cellOf: (answer) => {
			if (!Array.isArray(answer)) return noAnswer;
			return answer.includes(value) ? "chosen" : "not-chosen";
		},
	}));
}

type NumberItem = Extract<Item, { kind: "number" }>;

const mostBands = 5;

function bandsOf({ least, most }: NumberItem): { value: string; label: string }[] {
	const width = Math.ceil((most - least + 1) / mostBands);
	const starts = Array.from({ length: Math.ceil((most - least + 1) / width) }, (_, at) => least + at * width);
	return starts.map((from) => {
		const to = Math.min(most, from + width - 1);
		return { value: `from-${from}`, label: from === to ? String(from) : `${from} to ${to}` };
	});
}

function bandOf({ least, most }: NumberItem, answer: number): string {
	const width = Math.ceil((most - least + 1) / mostBands);
	return `from-${least + Math.floor((answer - least) / width) * width}`;
}
