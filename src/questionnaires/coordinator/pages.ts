import type { Page } from "#chat/feature.ts";
import { report } from "../report/report.ts";
import { csvOf } from "../results/csv.ts";
import { responseRates } from "../results/responseRates.ts";
import { type Results, resultsNumbered } from "../results/snapshots.ts";
import type { Questionnaire } from "../script/questionnaire.ts";
import { newest } from "../script/shelf.ts";
import { namesOf } from "./names.ts";
import type { CoordinatorParts } from "./parts.ts";

/** What stands behind the signed links: the results as a table, and the report. */
export function pages(
	parts: Pick<CoordinatorParts, "db" | "agencies" | "programme">,
): Record<string, (id: string, now: Date) => Promise<Page | undefined>> {
	const { db, agencies, programme } = parts;
	const find = async (
		id: string,
	): Promise<{ questionnaire: Questionnaire; results: Results } | undefined> => {
		const [name = "", number = ""] = id.split(":");
		const questionnaire = await newest(db, name);
		const results = await resultsNumbered(db, name, Number(number));
		return questionnaire && results ? { questionnaire, results } : undefined;
	};
	return {
		"questionnaire-results": async (id) => {
			const found = await find(id);
			if (!found) return undefined;
			const { questionnaire, results } = found;
			const body = csvOf(questionnaire, results, await namesOf(db, questionnaire, agencies));
			return { type: "csv", body, name: `${questionnaire.id}-${results.number}.csv` };
		},
		"questionnaire-report": async (id, now) => {
			const found = await find(id);
			if (!found) return undefined;
			const { questionnaire, results } = found;
			const of = { questionnaireId: questionnaire.id };
			const body = report({
				...{ questionnaire, results, madeOn: now },
				names: await namesOf(db, questionnaire, agencies),
				rates: await responseRates(db, questionnaire.id),
				programme: await programme(now),
				// By random id: the order tells nothing.
				lines: await db.questionnaireLine.findMany({
					where: { ...of, decision: "shown" },
					orderBy: { id: "asc" },
				}),
				changes: await db.questionnaireSharing.findMany({ where: of, orderBy: { sharedAt: "desc" } }),
			});
			return { type: "html", body };
		},
	};
}
