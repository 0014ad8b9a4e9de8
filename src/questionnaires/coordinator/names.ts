import type { Agency } from "#chat/caller.ts";
import type { Db } from "#storage/open.ts";
import type { Names } from "../results/csv.ts";
import { optionsOf, type Questionnaire } from "../script/questionnaire.ts";

/** How seminars, agencies and sectors are called. */
export async function namesOf(
	db: Db,
	questionnaire: Questionnaire,
	agencies: (db: Db) => Promise<Agency[]>,
): Promise<Names> {
	const seminars = await db.questionnaireSeminar.findMany();
	const sector = questionnaire.items.find(({ id }) => id === questionnaire.sector);
	return {
		seminars: new Map(seminars.map(({ id, title }) => [id, title])),
		agencies: new Map((await agencies(db)).map(({ id, name }) => [id, name])),
		sectors: new Map(sector ? optionsOf(sector).map(({ value, label }) => [value, label]) : []),
	};
}
