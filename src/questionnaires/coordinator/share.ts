import { randomUUID } from "node:crypto";
import type { Message } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import type { ToSay } from "#delivery/ledger.ts";
import { audit } from "#people/audit.ts";
import type { Db } from "#storage/open.ts";
import { isGoodTime } from "../asking/goodTime.ts";
import { headlineInWords, howToRead } from "../results/inWords.ts";
import { resultsNumbered } from "../results/snapshots.ts";
import type { Questionnaire } from "../script/questionnaire.ts";
import { newest } from "../script/shelf.ts";
import { trialSeminar } from "../talking/standing.ts";
import type { CoordinatorParts } from "./parts.ts";

const chunk = 500;

/** Asks what has changed because of the answers, before they are given back. */
export function shareForm(questionnaire: Questionnaire, number: number): Message {
	return message([
		{ kind: "heading", text: "Share with those who answered" },
		{
			kind: "prose",
			text: `Everybody who answered gets results no. ${number} in private, with what you write here. It goes out in working hours.`,
		},
		{
			kind: "form",
			fields: [
				{
					name: "changed",
					label: "What has changed because of their answers?",
					hint: "two or three sentences; no names, no cases",
					input: "text",
					most: 1000,
				},
			],
			submit: {
				label: "Share",
				action: "questionnaires.shared",
				value: { q: questionnaire.id, n: number },
				tone: "primary",
			},
		},
	]);
}

/** Notes that results are to be given back. Once a snapshot. */
export async function keepSharing(
	tx: Db,
	{ questionnaireId, number, whatChanged }: { questionnaireId: string; number: number; whatChanged: string },
	by: string,
	now: Date,
): Promise<"noted" | "shared already"> {
	const before = await tx.questionnaireSharing.findFirst({ where: { questionnaireId, number } });
	if (before) return "shared already";
	await tx.questionnaireSharing.create({
		data: { id: randomUUID(), questionnaireId, number, whatChanged, sharedAt: now },
	});
	await audit(tx, { by, what: "questionnaire results shared", about: questionnaireId }, now);
	return "noted";
}

/** Gives back what is to be given back by now, to each person once, in good hours. */
export async function shareWhatIsDue(
	parts: Pick<CoordinatorParts, "db" | "peopleOf" | "say">,
	now: Date,
): Promise<void> {
	if (!isGoodTime(now)) return;
	const { db } = parts;
	for (const sharing of await db.questionnaireSharing.findMany({ where: { doneAt: null } })) {
		const said = await sharedMessage(db, sharing);
		let { upTo } = sharing;
		for (;;) {
			const took = await db.questionnaireInvitation.findMany({
				where: {
					...{ questionnaireId: sharing.questionnaireId, state: "finished", id: { gt: upTo } },
					seminarId: { not: trialSeminar },
				},
				orderBy: { id: "asc" },
				take: chunk,
				select: { id: true, personId: true },
			});
			const last = took.at(-1);
			upTo = last?.id ?? upTo;
			const ids = [...new Set(took.map(({ personId }) => personId))];
			const people = await parts.peopleOf(db, ids, "questionnaires");
			const deliveries = ids.flatMap((person): ToSay[] => {
				const place = people.get(person)?.place;
				if (!place || !said) return [];
				const key = `questionnaires:shared:${sharing.id}:${person}`;
				return [{ key, place, message: said, cites: [], lane: "announcement", person }];
			});
			await db.$transaction(async (tx) => {
				await parts.say(tx, deliveries, now);
				await tx.questionnaireSharing.update({
					where: { id: sharing.id },
					data: { upTo, ...(last ? {} : { doneAt: now }) },
				});
			});
			if (!last) break;
		}
	}
}

async function sharedMessage(
	db: Db,
	{ questionnaireId, number, whatChanged }: { questionnaireId: string; number: number; whatChanged: string },
): Promise<Message | undefined> {
	const questionnaire = await newest(db, questionnaireId);
	const results = await resultsNumbered(db, questionnaireId, number);
	if (!questionnaire || !results) return undefined;
	const headline = headlineInWords(questionnaire, results.published.all);
	return message(
		[
			{ kind: "heading", text: "What your answers came to" },
			{ kind: "prose", text: "Some time ago you answered questions after a seminar. Thank you again." },
			...(headline ? [{ kind: "prose" as const, text: headline }] : []),
			{ kind: "prose", text: `What has changed because of them: ${whatChanged}` },
			{ kind: "prose", text: howToRead },
		],
		{ discreet: true },
	);
}
