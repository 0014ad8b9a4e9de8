import { randomInt, randomUUID } from "node:crypto";
import type { Client, Db } from "#storage/open.ts";
import { type Answers, answersThatCount, type Progress } from "../conversation/progress.ts";
import type { Situation } from "../conversation/situation.ts";
import { everyVersion } from "../script/shelf.ts";
import { padded } from "../talking/draft.ts";
import type { Secrets } from "../talking/secrets.ts";
import type { Invited } from "../talking/standing.ts";
import { takeTurn } from "./turn.ts";

/** As few as are released together, and as are left behind for the next time. */
export const fewest = 5;

/** Puts an anonymous response aside, encrypted, until it can be released together with others. */
export async function putAside(
	tx: Db,
	{ questionnaireId, seminarId }: Invited,
	{ questionnaire, commitment }: Situation,
	progress: Progress,
	secrets: Secrets,
): Promise<void> {
	const id = randomUUID();
	const answers = answersThatCount(questionnaire, progress, commitment);
	const sealed = secrets.seal(padded(answers, questionnaire), responsePlace(id));
	await tx.questionnaireSealed.create({
		data: { id, questionnaireId, version: questionnaire.version, seminarId, sealed },
	});
}

/**
 * Releases anonymous responses: five of those that wait, drawn by lot, while at least five others stay
 * behind, so that there is never a batch of fewer. Resolves with how many were released.
 */
export async function releaseSome(db: Client, secrets: Secrets, now: Date): Promise<number> {
	const waiting = await db.questionnaireSealed.groupBy({ by: ["questionnaireId", "seminarId"] });
	let released = 0;
	for (const seminar of waiting)
		while (await db.$transaction((tx) => releaseFive(tx, seminar, secrets, now))) released += fewest;
	return released;
}

/** Releases five where at least five others stay behind. Resolves with whether it did. */
async function releaseFive(
	tx: Db,
	of: { questionnaireId: string; seminarId: string },
	secrets: Secrets,
	now: Date,
): Promise<boolean> {
	await takeTurn(tx, of.questionnaireId);
	const enough = (await tx.questionnaireSealed.count({ where: of })) >= 2 * fewest;
	if (enough) await releaseBatch(tx, of, fewest, secrets, now);
	return enough;
}

/** At closing, in its turn: releases all that wait on a seminar, or destroys them where they are fewer than five. */
export async function releaseRest(
	tx: Db,
	of: { questionnaireId: string; seminarId: string },
	secrets: Secrets,
	now: Date,
): Promise<void> {
	const count = await tx.questionnaireSealed.count({ where: of });
	if (count >= fewest) await releaseBatch(tx, of, count, secrets, now);
	else await tx.questionnaireSealed.deleteMany({ where: of });
}

async function releaseBatch(
	tx: Db,
	of: { questionnaireId: string; seminarId: string },
	count: number,
	secrets: Secrets,
	now: Date,
): Promise<void> {
	const rows = shuffled(await tx.questionnaireSealed.findMany({ where: of })).slice(0, count);
	const responses = rows.map(({ id, sealed }) => ({
		answers: JSON.parse(secrets.open(sealed, responsePlace(id))) as Answers,
	}));
	await tx.questionnaireSealed.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } });
	await writeResponses(tx, of, responses, now);
}

/** Responses as they are written when they belong to nobody any more. */
export type Loose = { answers: Answers; agencyId?: string };

/**
 * Writes responses that are to be joined with nothing: in one transaction, shuffled, under new random ids,
 * with no time finer than the day, and what was written in words parted from what was chosen.
 */
export async function writeResponses(
	tx: Db,
	of: { questionnaireId: string; seminarId: string },
	responses: Loose[],
	now: Date,
): Promise<void> {
	const versions = await everyVersion(tx, of.questionnaireId);
	// One for all: the version in which each was answered may tell whose it is.
	const version = versions[0]?.version ?? 1;
	const items = versions.flatMap((each) => each.items);
	const written = new Set(items.filter(({ kind }) => kind === "text").map(({ id }) => id));
	const releasedOn = new Date(now.toISOString().slice(0, 10));
	const split = responses.map(({ answers, ...rest }) => ({
		...rest,
		answers: Object.fromEntries(Object.entries(answers).filter(([item]) => !written.has(item))),
		lines: Object.entries(answers).filter(([item]) => written.has(item)),
	}));
	await tx.questionnaireResponse.createMany({
		data: shuffled(split).map(({ agencyId, answers }) => ({
			...{ id: randomUUID(), ...of, version, agencyId, answers, releasedOn },
		})),
	});
	await tx.questionnaireLine.createMany({
		data: shuffled(split.flatMap(({ lines }) => lines)).map(([item, text]) => ({
			...{ id: randomUUID(), ...of, item, text: String(text), releasedOn },
		})),
	});
}

function shuffled<T>(all: T[]): T[] {
	const mixed = [...all];
	for (let at = mixed.length - 1; at > 0; at--) {
		const other = randomInt(at + 1);
		[mixed[at], mixed[other]] = [mixed[other] as T, mixed[at] as T];
	}
	return mixed;
}

/** What a response that waits is bound to. */
export function responsePlace(id: string): string {
	return `questionnaire response ${id}`;
}
