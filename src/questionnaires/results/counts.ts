import { Prisma } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import type { Questionnaire } from "../script/questionnaire.ts";
import { trialSeminar } from "../talking/standing.ts";
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
/** How many gave an answer to the headline's item, by agency or by sector. */
export type HeadlineRow = { kind: "agencies" | "sectors"; name: string; answer: unknown; count: number };

/** Counts what is in by now: finished responses that are still linked, and those that no longer are. */
export async function countResponses(db: Db, questionnaire: Questionnaire): Promise<Counts> {
	const { headline, sector = "" } = questionnaire;
	const responses = responsesTo(questionnaire.id);
	// What people wrote in words is not read. Whoever did not answer an item is counted as well, by seminar.
	const items = [...new Set([headline.item, ...tablesOf(questionnaire).map(({ item }) => item)])];
	const rows = await db.$queryRaw<(Row & { answer: string | null })[]>`
		WITH response AS (${responses})
		SELECT seminar, item, answers->>item AS answer, count(*)::int AS count
		FROM response, unnest(${items}::text[]) AS item
		GROUP BY 1, 2, 3`;
	const byGroup = await db.$queryRaw<HeadlineRow[]>`
		WITH response AS (${responses})
		SELECT kind, coalesce(CASE kind WHEN 'agencies' THEN agency ELSE answers->>${sector} END, '') AS name,
			answers->>${headline.item} AS answer, count(*)::int AS count
		FROM response, unnest(ARRAY['agencies', 'sectors']) AS kind
		GROUP BY 1, 2, 3`;
	const people = rows.filter(({ item }) => item === headline.item);
	const answered = rows.flatMap(({ answer, ...row }) =>
		answer === null ? [] : [{ ...row, answer: readAnswer(answer) }],
	);
	return counted(questionnaire, people, answered, byGroup);
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
		agencies: headlineBy("agencies", headline, headlineRows),
		sectors: headlineBy("sectors", headline, headlineRows),
	};
}

/** An answer as it is written in text: of several that were chosen, a list. */
function readAnswer(text: string): unknown {
	return text.startsWith("[") ? JSON.parse(text) : text;
}

function headlineBy(kind: HeadlineRow["kind"], headline: Table, rows: HeadlineRow[]): Record<string, Group> {
	const groups: Record<string, Group> = {};
	for (const { name, answer, count } of rows.filter((row) => row.kind === kind)) {
		groups[name] ??= emptyGroup([headline]);
		const group = groups[name];
		group.people += count;
		add(group, headline.id, headline.cellOf(answer ?? undefined), count);
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
