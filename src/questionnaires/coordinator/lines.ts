import type { Reply } from "#chat/feature.ts";
import type { Block, Message } from "#chat/message.ts";
import { message, sentence } from "#chat/plain.ts";
import type { Place } from "#chat/platform.ts";
import { forget } from "#delivery/forget.ts";
import type { Say } from "#delivery/ledger.ts";
import type { LineDecision, QuestionnaireLine } from "#generated/client.ts";
import { audit } from "#people/audit.ts";
import { coordinators } from "#people/reach.ts";
import type { Db } from "#storage/open.ts";
import { earlierQuestion, titleOf } from "../results/inWords.ts";
import type { Questionnaire } from "../script/questionnaire.ts";

/** Who reads what people wrote, and where. */
export type Reader = { person: string; place: Place };

/**
 * Shows the next line that somebody wrote and nobody has looked at yet, and how many there are. It is in the
 * ledger when this resolves, under a key by which it can be forgotten.
 */
export async function showNextLine(
	tx: Db,
	questionnaire: Questionnaire,
	{ person, place }: Reader,
	say: Say,
	now: Date,
): Promise<Reply> {
	const where = { questionnaireId: questionnaire.id, decision: "waiting" as const };
	const waiting = await tx.questionnaireLine.count({ where });
	const next = await tx.questionnaireLine.findFirst({ where, orderBy: { id: "asc" } });
	if (!next)
		return {
			say: [nothingWaits(await tx.questionnaireLine.count({ where: { ...where, decision: "shown" } }))],
		};
	const key = cardKey(next.id, person);
	// It may be asked for again.
	await forget(tx, { keys: [key] });
	await say(tx, [{ key, place, message: lineCard(questionnaire, next, waiting), cites: [], person }], now);
	return { say: [] };
}

/** Names the card of a line that somebody was shown. */
function cardKey(line: string, person: string): string {
	return `questionnaires:line:${line}:${person}`;
}

function nothingWaits(shown: number): Message {
	return sentence(
		`Nothing waits to be read. ${shown} ${shown === 1 ? "line is" : "lines are"} shown in the report. What people write arrives here when a questionnaire closes, parted from their other answers.`,
	);
}

function lineCard(questionnaire: Questionnaire, next: QuestionnaireLine, waiting: number): Message {
	const item = questionnaire.items.find(({ id }) => id === next.item);
	return message(
		[
			{ kind: "heading", text: `What people wrote: ${waiting} to read` },
			{ kind: "prose", text: item ? titleOf(item) : earlierQuestion },
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

/**
 * Keeps what a person decided on a line, and resolves with what holds from then on: nothing where there is no
 * such line. What is shown can still be withheld. What is withheld is deleted, also from what was said to
 * coordinators, and only that it was stays.
 */
export async function decideLine(
	tx: Db,
	id: string,
	decision: Exclude<LineDecision, "waiting">,
	by: string,
	now: Date,
): Promise<LineDecision | undefined> {
	const withheld = decision === "withheld";
	const { count } = await tx.questionnaireLine.updateMany({
		where: { id, decision: withheld ? { not: "withheld" } : "waiting" },
		data: withheld ? { decision, text: "" } : { decision },
	});
	if (count > 0) {
		await audit(tx, { by, what: `questionnaire line ${decision}`, about: id }, now);
		if (withheld) await forgetCards(tx, id, by);
	}
	const line = await tx.questionnaireLine.findUnique({ where: { id }, select: { decision: true } });
	return line?.decision;
}

async function forgetCards(tx: Db, line: string, by: string): Promise<void> {
	const readers = [by, ...(await coordinators(tx)).map(({ person }) => person)];
	await forget(tx, { keys: readers.map((person) => cardKey(line, person)) });
}

/** What became of a line, in the words of whoever pressed a button on it. */
export function decidedInWords(decision: LineDecision | undefined): string {
	if (decision === "shown") return "It is shown in the report.";
	if (decision === "withheld") return "It is withheld, and deleted.";
	return "That button is out of date. Please type “results”.";
}
