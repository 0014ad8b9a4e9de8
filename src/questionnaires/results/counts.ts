import { Prisma } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import { trialSeminar } from "../asking/situationOf.ts";
import type { Questionnaire } from "../script/questionnaire.ts";
import { headlineOf, noAnswer, type Table, tablesOf } from "./layout.ts";

/** Of how many people a group is, and how many of them are in each cell of each table. */
export type Group = { people: number; tables: Record<string, Record<string, number>> };

/** Exact numbers, which nobody is shown. */
export type Counts = {
	all: Group;
	/** By seminar. */
	seminars: Record<string, Group>;
	/** The headline alone, by agency and by what people said their sector is; "" where that is not known. */
	agencies: Record<string, Group>;
	sectors: Record<string, Group>;
};

/** How many gave an answer to an item, by seminar. */
export type Row = { seminar: string; item: string; answer: unknown; count: number };
/** How many gave an answer to the headline's item, by agency and sector. */
export type HeadlineRow = { agency: string; sector: string; answer: unknown; count: number };

/** Counts what is in by now: finished responses that are still linked, and those that no longer are. */
export async function countResponses(db: Db, questionnaire: Questionnaire): Promise<Counts> {
	const responses = responsesTo(questionnaire.id);
	const people = await db.$queryRaw<{ seminar: string; count: number }[]>`
		WITH response AS (${responses})
		SELECT seminar, count(*)::int AS count FROM response GROUP BY seminar`;
	// What people wrote in words is not read.
	const items = [...new Set(tablesOf(questionnaire).map(({ item }) => item))];
	const rows = await db.$queryRaw<(Row & { answer: string })[]>`
		WITH response AS (${responses})
		SELECT seminar, answer.key AS item, answer.value AS answer, count(*)::int AS count
		FROM response, jsonb_each_text(answers) AS answer
		WHERE answer.key = ANY(${items})
		GROUP BY seminar, answer.key, answer.value`;
	const headline = await db.$queryRaw<HeadlineRow[]>`
		WITH response AS (${responses})
		SELECT coalesce(agency, '') AS agency, coalesce(answers->>${questionnaire.sector ?? ""}, '') AS sector,
			answers->>${questionnaire.headline.item} AS answer, count(*)::int AS count
		FROM response GROUP BY 1, 2, 3`;
	const read = rows.map((row) => ({ ...row, answer: readAnswer(row.answer) }));
	return counted(questionnaire, people, read, headline);
}

/** The responses to a questionnaire: seminar, agency and answers. */
function responsesTo(questionnaireId: string): Prisma.Sql {
	return Prisma.sql`
		SELECT i."seminarId" AS seminar, i."agencyId" AS agency, d."counted" AS answers
		FROM "QuestionnaireDraft" d JOIN "QuestionnaireInvitation" i ON i."id" = d."invitationId"
		WHERE i."questionnaireId" = ${questionnaireId} AND d."finishedAt" IS NOT NULL
			AND i."seminarId" <> ${trialSeminar}
		UNION ALL
		SELECT "seminarId", "agencyId", "answers" FROM "QuestionnaireResponse"
		WHERE "questionnaireId" = ${questionnaireId}`;
}

/** The counts that such rows add up to. */
export function counted(
	questionnaire: Questionnaire,
	people: { seminar: string; count: number }[],
	rows: Row[],
	headlineRows: HeadlineRow[],
): Counts {
	const headline = headlineOf(questionnaire);
	const tables = [...tablesOf(questionnaire), headline];
	const all = emptyGroup(tables);
	const seminars: Record<string, Group> = {};
	for (const { seminar, count } of people) {
		seminars[seminar] ??= emptyGroup(tables);
		for (const group of [all, seminars[seminar]]) {
			group.people += count;
			// Nobody has answered until an answer is counted.
			for (const { id } of tables) add(group, id, noAnswer, count);
		}
	}
	const byItem = Map.groupBy(tables, ({ item }) => item);
	for (const { seminar, item, answer, count } of rows)
		for (const { id, cellOf } of byItem.get(item) ?? [])
			for (const group of [all, seminars[seminar]]) {
				if (!group) continue;
				add(group, id, noAnswer, -count);
				add(group, id, cellOf(answer), count);
			}
	return {
		...{ all, seminars },
		agencies: headlineBy(headline, headlineRows, ({ agency }) => agency),
		sectors: headlineBy(headline, headlineRows, ({ sector }) => sector),
	};
}

/** An answer as it is written in text: of several that were chosen, a list. */
function readAnswer(text: string): unknown {
	return text.startsWith("[") ? JSON.parse(text) : text;
}

function headlineBy(
	headline: Table,
	rows: HeadlineRow[],
	name: (row: HeadlineRow) => string,
): Record<string, Group> {
	const groups: Record<string, Group> = {};
	for (const row of rows) {
		groups[name(row)] ??= emptyGroup([headline]);
		const group = groups[name(row)];
		if (!group) continue;
		group.people += row.count;
		add(group, headline.id, headline.cellOf(row.answer ?? undefined), row.count);
	}
	return groups;
}

function emptyGroup(tables: Table[]): Group {
	return {
		people: 0,
		tables: Object.fromEntries(
			tables.map(({ id, cells }) => [id, Object.fromEntries(cells.map((cell) => [cell, 0]))]),
		),
	};
}

function add({ tables }: Group, table: string, cell: string, count: number): void {
	const cells = tables[table];
	if (cells) cells[cell] = (cells[cell] ?? 0) + count;
}
