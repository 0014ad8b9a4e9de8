import type { Reply } from "#chat/feature.ts";
import type { Block, Message, Press } from "#chat/message.ts";
import { message, sentence } from "#chat/plain.ts";
import type { Place } from "#chat/platform.ts";
import { forget } from "#delivery/forget.ts";
import type { Say } from "#delivery/ledger.ts";
import type { LineDecision, QuestionnaireLine } from "#generated/client.ts";
import { audit } from "#people/audit.ts";
import { coordinators } from "#people/reach.ts";
import type { Db } from "#storage/open.ts";
import { noteCard } from "../conversation/cards.ts";
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
	reader: Reader,
	say: Say,
	now: Date,
): Promise<Reply> {
	const where = { questionnaireId: questionnaire.id, decision: "waiting" as const };
	const waiting = await tx.questionnaireLine.count({ where });
	const shown = await tx.questionnaireLine.count({ where: { ...where, decision: "shown" } });
	const next = await tx.questionnaireLine.findFirst({ where, orderBy: { id: "asc" } });
	const others = shown > 0 ? [readShown(questionnaire, "Read the lines that are shown")] : [];
	if (!next) return { say: [nothingWaits(shown, others)] };
	const card = lineCard(questionnaire, next, {
		heading: `${waiting} to read`,
		ask: `May others read this? ${whenToWithhold}`,
		buttons: [
			decideOn(questionnaire, next.id, "Show it in the report", "shown"),
			decideOn(questionnaire, next.id, "Withhold it", "withheld"),
			...others,
		],
	});
	return sayLine(tx, next.id, card, reader, say, now);
}

/** Shows the next line after this one of those that the report shows, in the same way. */
export async function showShownLine(
	tx: Db,
	questionnaire: Questionnaire,
	after: string,
	reader: Reader,
	say: Say,
	now: Date,
): Promise<Reply> {
	const next = await tx.questionnaireLine.findFirst({
		where: { questionnaireId: questionnaire.id, decision: "shown", id: { gt: after } },
		orderBy: { id: "asc" },
	});
	if (!next) return { say: [sentence("Those were all the lines that the report shows.")] };
	const card = lineCard(questionnaire, next, {
		heading: "shown in the report",
		ask: whenToWithhold,
		buttons: [withholdAfterAll(questionnaire, next.id), readShown(questionnaire, nextShown, next.id)],
	});
	return sayLine(tx, next.id, card, reader, say, now);
}

async function sayLine(
	tx: Db,
	line: string,
	card: Message,
	{ person, place }: Reader,
	say: Say,
	now: Date,
): Promise<Reply> {
	const key = cardKey(line, person);
	// It may be asked for again.
	await forget(tx, { keys: [key] });
	await say(tx, [{ key, place, message: card, cites: [], person }], now);
	return { say: [] };
}

/** Names the card of a line that somebody was shown. */
function cardKey(line: string, person: string): string {
	return `questionnaires:line:${line}:${person}`;
}

function nothingWaits(shown: number, buttons: Press[]): Message {
	return noteCard(
		`Nothing waits to be read. ${shown} ${shown === 1 ? "line is" : "lines are"} shown in the report. What people write arrives here when a questionnaire closes, parted from their other answers.`,
		buttons,
	);
}

const whenToWithhold =
	"Withhold it if anybody could tell who wrote it, or which person, family or case it is about.";

function lineCard(
	questionnaire: Questionnaire,
	line: QuestionnaireLine,
	{ heading, ask, buttons }: { heading: string; ask: string; buttons: Press[] },
): Message {
	const item = questionnaire.items.find(({ id }) => id === line.item);
	return message(
		[
			{ kind: "heading", text: `What people wrote: ${heading}` },
			{ kind: "prose", text: item ? titleOf(item) : earlierQuestion },
			{ kind: "quote", text: line.text },
			{ kind: "prose", text: ask },
			{ kind: "buttons", items: buttons },
		] satisfies Block[],
		{ discreet: true },
	);
}

function decideOn({ id: q }: Questionnaire, line: string, label: string, d: "shown" | "withheld"): Press {
	const value = { q, l: line, d };
	return {
		...{ label, action: "questionnaires.decide", value },
		...(d === "shown" ? { tone: "primary" as const } : {}),
	};
}

/** What was shown by mistake: whoever withholds it is asked for no other line. */
function withholdAfterAll({ id: q }: Questionnaire, line: string): Press {
	const value = { q, l: line, d: "withheld", after: line };
	return { label: "Withhold it after all", action: "questionnaires.decide", value };
}

const nextShown = "Next line that is shown";

function readShown({ id: q }: Questionnaire, label: string, after = ""): Press {
	return { label, action: "questionnaires.lines", value: { q, after } };
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

/**
 * What became of a line, for whoever pressed a button on it, and what can be done next. `after` is given where
 * they read the lines that are shown.
 */
export function decidedCard(
	questionnaire: Questionnaire,
	line: string,
	decision: LineDecision | undefined,
	after: string | undefined,
): Message {
	if (decision === "shown")
		return noteCard("It is shown in the report.", [withholdAfterAll(questionnaire, line)]);
	if (decision === "withheld")
		return noteCard(
			"It is withheld, and deleted.",
			after === undefined ? [] : [readShown(questionnaire, nextShown, after)],
		);
	return noteCard("That button is out of date. Please type “results”.");
}
