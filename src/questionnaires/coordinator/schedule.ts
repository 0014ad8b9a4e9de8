import { z } from "zod";
import type { Json, Message } from "#chat/message.ts";
import { message, sentence } from "#chat/plain.ts";
import { audit } from "#people/audit.ts";
import type { Db } from "#storage/open.ts";
import { newest } from "../script/shelf.ts";
import { scheduleInWords } from "./listCard.ts";

/** Asks when a questionnaire is to be asked, with what holds now filled in. */
export async function scheduleForm(db: Db, questionnaireId: string): Promise<Message | undefined> {
	const questionnaire = await newest(db, questionnaireId);
	if (!questionnaire) return undefined;
	const held = await db.questionnaireSchedule.findUnique({ where: { questionnaireId } });
	const now = held ?? questionnaire.asked;
	return message([
		{ kind: "heading", text: `When “${questionnaire.title}” is asked` },
		{ kind: "prose", text: `Now: ${scheduleInWords(held)}.` },
		{
			kind: "form",
			fields: [
				{ name: "daysAfter", label: "Days after the seminar", input: "line", value: String(now.daysAfter) },
				{
					name: "remindOn",
					label: "Reminders, in days after the first message",
					hint: "at most two, such as 5, 12",
					optional: true,
					input: "line",
					value: now.remindOn.join(", "),
				},
				{ name: "openFor", label: "Days that it stays open", input: "line", value: String(now.openFor) },
				{
					name: "state",
					label: "Ask from now on",
					input: "one",
					value: held?.paused ? "no" : "yes",
					options: [
						{ label: "Yes, after every seminar", value: "yes" },
						{ label: "No, ask nobody new for now", value: "no" },
					],
				},
			],
			submit: {
				label: "Save",
				action: "questionnaires.scheduled",
				value: { q: questionnaireId },
				tone: "primary",
			},
		},
	]);
}

const whole = z.coerce.number().int().min(1).max(366);
const given = z.object({
	q: z.string().max(80),
	daysAfter: whole,
	remindOn: z
		.string()
		.nullish()
		.transform((text) =>
			(text ?? "")
				.split(/[\s,;]+|and/)
				.filter(Boolean)
				.map(Number),
		),
	openFor: whole,
	state: z.enum(["yes", "no"]),
});

/** Seminars of the last ten weeks are still followed up when asking begins. */
const lookBackMs = 70 * 24 * 60 * 60 * 1000;

/** Keeps when a questionnaire is asked, or says what does not fit. */
export function keepSchedule(
	value: Json,
	by: string,
	now: Date,
): { problem: string } | { save: (tx: Db) => Promise<Message> } {
	const read = given.safeParse(value);
	if (!read.success) return { problem: "Days are whole numbers from 1 to 366. Nothing was changed." };
	const { q: questionnaireId, daysAfter, remindOn, openFor, state } = read.data;
	const rising = remindOn.every(
		(day, at) => Number.isInteger(day) && day > (remindOn[at - 1] ?? 0) && day < openFor,
	);
	if (remindOn.length > 2 || !rising)
		return {
			problem:
				"Give at most two days for reminders, the earlier first, both before it closes. Nothing was changed.",
		};
	const row = { daysAfter, remindOn, openFor, paused: state === "no" };
	return {
		async save(tx) {
			const schedule = await tx.questionnaireSchedule.upsert({
				where: { questionnaireId },
				create: { questionnaireId, ...row, since: new Date(now.getTime() - lookBackMs) },
				update: row,
			});
			await audit(tx, { by, what: "questionnaire scheduled", about: questionnaireId }, now);
			return sentence(`Saved. It is asked: ${scheduleInWords(schedule)}.`);
		},
	};
}
