import { createAnswers } from "#answers/answers.ts";
import type { Feature } from "#chat/feature.ts";
import type { Db } from "#storage/open.ts";

/** Every job of the bot, a line each. Events are offered in this order. */
export function createFeatures(options: { answers: Parameters<typeof createAnswers>[0] }): Feature<Db>[] {
	return [createAnswers(options.answers)];
}
