import type { Block, Message, Press } from "#chat/message.ts";
import { message, sentence } from "#chat/plain.ts";
import type { Db } from "#storage/open.ts";
import { dayInWords } from "../conversation/cards.ts";
import type { Names } from "../results/csv.ts";
import {
	chartOf,
	headlineInWords,
	howToRead,
	resultLines,
	shareOfAllInWords,
	titleOf,
} from "../results/inWords.ts";
import { headlineTable } from "../results/layout.ts";
import type { PublishedTable } from "../results/publish.ts";
import { type ResponseRate, rateInWords, responseRates } from "../results/responseRates.ts";
import { percentOf, rounded } from "../results/rounded.ts";
import type { Results } from "../results/snapshots.ts";
import type { Questionnaire } from "../script/questionnaire.ts";

/** The headline, the chart of its question, and the ways to the rest. */
export function resultsCard(
	questionnaire: Questionnaire,
	results: Results | undefined,
	rates: ResponseRate[],
	address: (kind: string, id: string) => string,
): Message {
	if (!results) return sentence(tooFew);
	const { number, takenAt, published } = results;
	const item = questionnaire.items.find(({ id }) => id === questionnaire.headline.item);
	const lines = item && resultLines(questionnaire, item, published.all);
	const share = shareOfAllInWords(published.all, rates);
	const id = `${questionnaire.id}:${number}`;
	return message([
		{ kind: "heading", text: `Results: ${questionnaire.title}` },
		{ kind: "prose", text: `No. ${number}, of ${dayInWords(takenAt)}.` },
		{
			kind: "prose",
			text:
				headlineInWords(questionnaire, published.all) ??
				"The headline is held back: it would tell about too few people.",
		},
		...(share ? [{ kind: "prose" as const, text: share }] : []),
		...(item && lines ? [chartOf(titleOf(item), lines)] : []),
		{ kind: "prose", text: howToRead },
		{
			kind: "buttons",
			items: [
				more("Every question", "items", questionnaire, number),
				more("By agency and sector", "groups", questionnaire, number),
				more("Compare seminars", "compare", questionnaire, number),
				more("What people wrote", "lines", questionnaire, number),
				more("Share with those who answered", "share", questionnaire, number),
			],
		},
		{ kind: "file", name: "Results as a table (CSV)", url: address("questionnaire-results", id) },
		{ kind: "file", name: "Report for the partnership", url: address("questionnaire-report", id) },
	]);
}

/** Why there are no results yet. */
export const tooFew =
	"There are no results yet: they begin with five responses, and change only when five more are in, so that nobody’s answer can be told from two of them.";

/** A chart for each question. */
export function itemsCard(questionnaire: Questionnaire, { number, published }: Results): Message {
	const blocks = questionnaire.items.flatMap((item): Block[] => {
		if (item.kind === "text") return [];
		const lines = resultLines(questionnaire, item, published.all);
		return [
			lines ? chartOf(titleOf(item), lines) : { kind: "prose", text: `${titleOf(item)} Held back for now.` },
		];
	});
	return message([
		{ kind: "heading", text: `Every question, results no. ${number}` },
		...blocks,
		{ kind: "prose", text: howToRead },
	]);
}

/** The headline by agency and by sector. */
export function groupsCard(
	questionnaire: Questionnaire,
	{ number, published }: Results,
	names: Names,
): Message {
	return headlinesCard(questionnaire, `By agency and sector, results no. ${number}`, [
		...groupBlocks("Agencies", published.agencies, names.agencies),
		...groupBlocks("Sectors", published.sectors, names.sectors),
	]);
}

/** The headline of each seminar beside the others. */
export function compareCard(
	questionnaire: Questionnaire,
	{ number, published }: Results,
	names: Names,
): Message {
	const seminars = groupBlocks("Seminars", published.seminars, names.seminars);
	return headlinesCard(questionnaire, `Seminars compared, results no. ${number}`, seminars);
}

function headlinesCard({ headline }: Questionnaire, title: string, groups: Block[]): Message {
	return message([
		{ kind: "heading", text: title },
		{ kind: "prose", text: `How many ${headline.says}:` },
		...groups,
		{ kind: "prose", text: howToRead },
	]);
}

/** How many have answered, seminar by seminar. */
export async function ratesCard(db: Db, questionnaire: Questionnaire): Promise<Message> {
	const rates = await responseRates(db, questionnaire.id);
	if (rates.length === 0) return sentence(`Nobody has been asked “${questionnaire.title}” yet.`);
	return message([
		{ kind: "heading", text: `Response: ${questionnaire.title}` },
		{ kind: "facts", items: rates.map((rate) => ({ name: rate.title, text: rateInWords(rate) })) },
		{ kind: "prose", text: "It tells how many, never who." },
	]);
}

/** The headline in a few words, for a line of a list. */
export function headlineInShort(table: PublishedTable): string {
	const figure = table.cells.helped ?? null;
	const people = rounded(table.people);
	if (figure === null) return `hidden, of about ${people}`;
	const percent = percentOf(figure, table.people);
	return `about ${figure} of about ${people}${percent === undefined ? "" : ` (${percent}%)`}`;
}

/** The groups whose headline is shown, by name. */
export function headlinesOf(
	groups: Record<string, Record<string, PublishedTable>>,
	names: Map<string, string>,
): { name: string; table: PublishedTable }[] {
	return Object.entries(groups)
		.flatMap(([id, tables]) => {
			const table = tables[headlineTable];
			return table && names.has(id) ? [{ name: names.get(id) ?? "", table }] : [];
		})
		.sort((one, other) => one.name.localeCompare(other.name, "en-GB"));
}

function groupBlocks(
	title: string,
	groups: Record<string, Record<string, PublishedTable>>,
	names: Map<string, string>,
): Block[] {
	const shown = headlinesOf(groups, names);
	const items = shown.map(({ name, table }) => ({ name, text: headlineInShort(table) }));
	return [
		{ kind: "prose", text: `${title}:` },
		items.length > 0
			? { kind: "facts", items }
			: { kind: "prose", text: "None has enough responses yet to be shown by itself." },
	];
}

function more(label: string, verb: string, { id }: Questionnaire, number: number): Press {
	return { label, action: `questionnaires.${verb}`, value: { q: id, n: number } };
}
