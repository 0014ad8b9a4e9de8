import type { Block, Message } from "#chat/message.ts";
import { message, sentence } from "#chat/plain.ts";
import type { LineDecision } from "#generated/client.ts";
import { audit } from "#people/audit.ts";
import type { Db } from "#storage/open.ts";
import { titleOf } from "../results/inWords.ts";
import type { Questionnaire } from "../script/questionnaire.ts";

/** The next line that somebody wrote and nobody has looked at yet, and how many there are. */
export async function linesCard(db: Db, questionnaire: Questionnaire): Promise<Message> {
	const where = { questionnaireId: questionnaire.id, decision: "waiting" as const };
	const waiting = await db.questionnaireLine.count({ where });
	const shown = await db.questionnaireLine.count({ where: { ...where, decision: "shown" } });
	const next = await db.questionnaireLine.findFirst({ where, orderBy: { id: "asc" } });
	if (!next)
		return sentence(
			`Nothing waits to be read. ${shown} ${shown === 1 ? "line is" : "lines are"} shown in the report. What people write arrives here when a questionnaire closes, parted from their other answers.`,
		);
	const item = questionnaire.items.find(({ id }) => id === next.item);
	return message(
		[
			{ kind: "heading", text: `What people wrote: ${waiting} to read` },
			{ kind: "prose", text: item ? titleOf(item) : "An earlier question" },
			{ kind: "quote", text: next.text },
			{
				kind: "prose",
				text: "May others read this? Withhold it if anybody could tell who wrote it, or which person, family or case it is about.",
			},
			{
				kind: "buttons",
				items: [
					{
						label: "Show it in the report",
						action: "questionnaires.decide",
						value: { q: questionnaire.id, l: next.id, d: "shown" },
						tone: "primary",
					},
					{
						label: "Withhold it",
						action: "questionnaires.decide",
						value: { q: questionnaire.id, l: next.id, d: "withheld" },
					},
				],
			},
		] satisfies Block[],
		{ discreet: true },
	);
}

/** A coordinator's part of the home: what people wrote that nobody has read yet. */
export async function waitingLines(db: Db): Promise<Block[]> {
	const counts = await db.questionnaireLine.groupBy({
		by: ["questionnaireId"],
		where: { decision: "waiting" },
		_count: true,
	});
	return counts.flatMap(({ questionnaireId, _count: waiting }): Block[] => [
		{
			kind: "prose",
			text: `${waiting} ${waiting === 1 ? "line that somebody wrote waits" : "lines that people wrote wait"} to be read before the report shows ${waiting === 1 ? "it" : "them"}.`,
		},
		{
			kind: "buttons",
			items: [
				{ label: "Read what people wrote", action: "questionnaires.lines", value: { q: questionnaireId } },
			],
		},
	]);
}

/** Keeps what a person decided on a line. What is withheld is deleted, and only that it was stays. */
export async function decideLine(
	tx: Db,
	id: string,
	decision: Exclude<LineDecision, "waiting">,
	by: string,
	now: Date,
): Promise<void> {
	const { count } = await tx.questionnaireLine.updateMany({
		where: { id, decision: "waiting" },
		data: decision === "withheld" ? { decision, text: "" } : { decision },
	});
	if (count > 0) await audit(tx, { by, what: `questionnaire line ${decision}`, about: id }, now);
}
