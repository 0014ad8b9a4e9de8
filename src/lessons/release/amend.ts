import { cancel } from "#delivery/broadcasts/control.ts";
import { correct, recall } from "#delivery/broadcasts/correct.ts";
import { changeIn, putDocument, takeOut } from "#knowledge/publish.ts";
import { audit } from "#people/audit.ts";
import type { Db } from "#storage/open.ts";
import { lessonCard } from "../cards/lessonCard.ts";
import { goneCard } from "../cards/noteCards.ts";
import type { LessonsOptions } from "../handling.ts";
import { daysOf, findLesson, groupsOf, isOut, type Lesson, lockLesson, passageOf } from "../lesson.ts";
import { documentIdOf, documentOf } from "./document.ts";
import { markCiting, retellDigests } from "./marking.ts";
import { askButton } from "./release.ts";

/** Why something cannot be done to a lesson now, in a sentence. */
export type Refused = { refused: string };

/**
 * Puts the approved text of a correction in the place of the old one: in what the bot answers from, in every
 * copy, in the digests, and marks what else it said with the lesson. All in the transaction `tx`, so that
 * from its end on nothing is answered from the old words.
 */
export async function applyCorrection(
	tx: Db,
	id: string,
	by: string,
	{ ask }: Pick<LessonsOptions, "ask">,
	now: Date,
): Promise<Lesson | Refused> {
	const lesson = await lockLesson(tx, id);
	if (!lesson?.proposed?.asked || !isOut(lesson))
		return { refused: "There is no correction to approve any more." };
	if (lesson.proposedBy === by) return { refused: ownWork };
	if (!lesson.plannedAt) return { refused: beingHandedOut };
	const { text, note } = lesson.proposed;
	const version = lesson.version + 1;
	const row = {
		...{ text, note, version, amendedAt: now, changedAt: now, approvedBy: by, authorId: lesson.proposedBy },
		...daysOf(text),
	};
	await tx.lesson.update({ where: { id }, data: { ...row, proposedBy: null } });
	await forgetProposal(tx, id);
	await audit(tx, { by, what: "lesson corrected", about: id }, now);
	const corrected = await findLesson(tx, id);
	if (!corrected) throw new Error("a lesson went while it was locked");
	if (corrected.kind === "lesson") await changeIn(tx, (within) => putDocument(within, documentOf(corrected)));
	const shown = { ...corrected, corrected: { note, at: now } };
	for (const { detail, group } of groupsOf(corrected)) {
		const message = lessonCard(shown, detail, askButton(corrected, ask));
		const change = { version: `${id}:${version}:${detail}`, message, cites: [passageOf(corrected)] };
		await correct(tx, { group }, change, now);
	}
	await retellDigests(tx, corrected, now);
	await markCiting(tx, corrected, now);
	return corrected;
}

/** Forgets what a correction would have changed. */
export async function forgetProposal(tx: Db, id: string): Promise<void> {
	await tx.$executeRaw`UPDATE "Lesson" SET "proposed" = NULL, "proposedBy" = NULL WHERE "id" = ${id}`;
}

/**
 * Takes a lesson back: out of what the bot answers from, out of every copy, out of the digests and out of what
 * else it said with it. What has not gone out does not. All in the transaction `tx`.
 */
export async function takeBack(
	tx: Db,
	id: string,
	as: { state: "recalled"; note: string } | { state: "expired" },
	by: string,
	now: Date,
): Promise<Lesson | Refused> {
	const lesson = await lockLesson(tx, id);
	if (!lesson || !isOut(lesson)) return { refused: "That lesson is not out any more." };
	const note = as.state === "recalled" ? as.note : null;
	await tx.lesson.update({ where: { id }, data: { state: as.state, note, amendedAt: now, changedAt: now } });
	await forgetProposal(tx, id);
	await audit(tx, { by, what: `lesson ${as.state}`, about: id }, now);
	if (lesson.kind === "lesson") await changeIn(tx, (within) => takeOut(within, documentIdOf(lesson)));
	const gone = { ...lesson, state: as.state, note, amendedAt: now };
	for (const { detail, group } of groupsOf(lesson)) {
		await cancel(tx, group, `The lesson was ${as.state} before this was sent.`);
		const change = {
			version: `${id}:gone:${detail}`,
			note: goneCard(gone),
			reason: `The lesson was ${as.state}.`,
		};
		await recall(tx, { group }, change, now);
	}
	await retellDigests(tx, gone, now);
	await markCiting(tx, gone, now);
	return gone;
}

export const ownWork = "Somebody else has to approve it: you wrote this text.";
const beingHandedOut = "It is still being handed to the channels. Please try again in a minute.";
