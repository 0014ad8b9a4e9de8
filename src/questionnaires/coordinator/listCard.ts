import type { Block, Message } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import type { QuestionnaireSchedule } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import { newestOfAll } from "../script/shelf.ts";

/** Every questionnaire, when it is asked, and what can be done with it. */
export async function listCard(db: Db): Promise<Message> {
	const all = await newestOfAll(db);
	const schedules = await db.questionnaireSchedule.findMany();
	if (all.length === 0)
		return message([
			{
				kind: "prose",
				text: "No questionnaire is held yet. Whoever runs the bot can bring one in with “npm run bot -- questionnaires import FILE”.",
			},
		]);
	return message([
		{ kind: "heading", text: "Questionnaires" },
		...all.flatMap(({ id, title, version, mode, items }): Block[] => {
			const schedule = schedules.find(({ questionnaireId }) => questionnaireId === id);
			const value = { q: id };
			return [
				{
					kind: "facts",
					items: [
						{ name: title, text: `version ${version}, ${mode}, ${items.length} questions` },
						{ name: "Asked", text: scheduleInWords(schedule) },
					],
				},
				{
					kind: "buttons",
					items: [
						{ label: "Try it myself", action: "questionnaires.try", value },
						{ label: "When it is asked", action: "questionnaires.schedule", value },
						{ label: "Response", action: "questionnaires.rates", value },
						{ label: "Results", action: "questionnaires.results", value },
					],
				},
			];
		}),
	]);
}

/** When a questionnaire is asked, in words. */
export function scheduleInWords(schedule: QuestionnaireSchedule | null | undefined): string {
	if (!schedule) return "not yet: press “When it is asked”";
	const { daysAfter, remindOn, openFor, paused } = schedule;
	const reminders = remindOn.length > 0 ? `reminders on day ${remindOn.join(" and ")}` : "no reminders";
	return `${paused ? "paused; otherwise " : ""}${daysAfter} days after a seminar, ${reminders}, open for ${openFor} days`;
}
