import { z } from "zod";
import type { Json } from "#chat/message.ts";
import type { Pressed } from "#chat/platform.ts";
import type { InvitationState, QuestionnaireInvitation } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import { bare, choosesPlainly } from "../conversation/matchOption.ts";
import { current } from "../conversation/moving.ts";
import type { Answer } from "../conversation/progress.ts";
import type { Reply } from "../conversation/reply.ts";
import { calledAnswer, changeIn, type Understood, understand } from "../conversation/understand.ts";
import type { Item } from "../script/questionnaire.ts";
import type { Secrets } from "./secrets.ts";
import { standingOf } from "./standing.ts";

/** What somebody does in a questionnaire's conversation. */
export type Heard = {
	invitation: string;
	reply: Reply;
	/** They ask something of the bot: it is answered first. */
	question?: true;
};

/** For so long after the last word a conversation is going on, and what is typed belongs to it. */
const goingOnMs = 60 * 60 * 1000;

/** What a person typed in private, if it belongs to a questionnaire that is open for them. */
export async function hearTyped(
	db: Db,
	person: string,
	text: string,
	secrets: Secrets,
	now: Date,
): Promise<Heard | undefined> {
	const open = await allOpenFor(db, person, now);
	const [first] = open;
	if (first && /^(?:the |my )?questionnaire$/.test(bare(text)))
		return { invitation: first.id, reply: { kind: "go on" } };
	// What they are talking of just now comes first, also where they change what they have finished.
	for (const invitation of open.toSorted((one, other) => goesOnFirst(one, other, now))) {
		const heard = await hearOn(db, invitation, text, secrets, now);
		if (heard) return heard;
	}
	return undefined;
}

function goesOnFirst(one: QuestionnaireInvitation, other: QuestionnaireInvitation, now: Date): number {
	return Number(isGoingOn(other, now)) - Number(isGoingOn(one, now));
}

/** What a person typed, if it belongs to this invitation. */
async function hearOn(
	db: Db,
	invitation: QuestionnaireInvitation,
	text: string,
	secrets: Secrets,
	now: Date,
): Promise<Heard | undefined> {
	if (invitation.state === "stopped") return undefined;
	const { situation, progress } = await standingOf(db, invitation, { secrets, now });
	const item = current(situation, progress);
	if (invitation.state === "finished" && !item) {
		const change = changeIn(text);
		return change ? { invitation: invitation.id, reply: change } : undefined;
	}
	const understood = item ? understand(item, text, now) : undefined;
	// A new version may have nothing left to ask: whatever comes next leads to the end.
	const isTheirs =
		item && understood ? isFor(understood, item, text, invitation, now) : isGoingOn(invitation, now);
	if (!isTheirs) return undefined;
	return {
		invitation: invitation.id,
		reply: { kind: "typed", text },
		...(understood?.kind === "question" ? { question: true } : {}),
	};
}

/** Whether a person was asked something just now and has not answered it yet. */
export async function awaitsWords(db: Db, person: string, secrets: Secrets, now: Date): Promise<boolean> {
	for (const invitation of await allOpenFor(db, person, now)) {
		if (invitation.state === "stopped" || !isGoingOn(invitation, now)) continue;
		const { situation, progress } = await standingOf(db, invitation, { secrets, now });
		if (current(situation, progress)) return true;
	}
	return false;
}

/** Names nothing: after a pause it is meant for the bot, and stops all that it sends. */
const stopAlone = /^(?:please )?stop(?: please)?$/;

function isGoingOn({ spokeAt }: QuestionnaireInvitation, now: Date): boolean {
	return spokeAt !== null && now.getTime() - spokeAt.getTime() < goingOnMs;
}

/**
 * Whether it is meant for the questionnaire. After a pause, and before they have answered anything, only what
 * can hardly be anything else is: people ask the bot other things, and what they ask must never become an answer.
 */
function isFor(
	understood: Understood,
	item: Item,
	text: string,
	invitation: QuestionnaireInvitation,
	now: Date,
): boolean {
	const goingOn = isGoingOn(invitation, now);
	const begun = goingOn && invitation.state !== "asked";
	if (understood.kind !== "reply") return begun;
	const { kind } = understood.reply;
	if (kind === "answer" && !calledAnswer.test(text))
		return item.kind === "text" ? goingOn : begun || choosesPlainly(item, text);
	return (
		goingOn ||
		kind === "answer" ||
		kind === "skip" ||
		kind === "later" ||
		(kind === "stop" && !stopAlone.test(bare(text))) ||
		kind === "finish"
	);
}

/** The questionnaire that a person can still answer: one that waits for them, or else the one last spoken of. */
export async function openFor(
	db: Db,
	person: string,
	now: Date,
): Promise<QuestionnaireInvitation | undefined> {
	const [first] = await allOpenFor(db, person, now);
	return first;
}

/** Those that wait for an answer, then those that were stopped, then those that can be changed; in each, the one last spoken of. */
async function allOpenFor(db: Db, person: string, now: Date): Promise<QuestionnaireInvitation[]> {
	const open = await db.questionnaireInvitation.findMany({
		where: {
			...{ personId: person, closedAt: null, closesAt: { gt: now } },
			state: { in: ["asked", "answering", "stopped", "finished"] },
		},
		orderBy: [{ spokeAt: "desc" }, { id: "asc" }],
	});
	const last: InvitationState[] = ["stopped", "finished"];
	return open.sort((one, other) => last.indexOf(one.state) - last.indexOf(other.state));
}

const id = z.string().max(80);
const answerValue = z.union([z.string().max(80), z.array(z.string().max(80)).max(40)]);
const value = z.object({
	i: id,
	q: id.default(""),
	v: answerValue.default([]),
	on: z.string().max(10).optional(),
});

/** What a button of the conversation means; nothing where it is none of them. Its value is checked like any text. */
export function hearPressed({ action, value: given }: Pressed): Heard | undefined {
	const read = value.safeParse(given satisfies Json);
	const reply = read.success ? replyOf(action.split(".")[1] ?? "", read.data) : undefined;
	return read.success && reply ? { invitation: read.data.i, reply } : undefined;
}

function replyOf(verb: string, { q, v, on }: z.output<typeof value>): Reply | undefined {
	const replies: Record<string, Reply> = {
		answer: { kind: "answer", item: q, answer: v satisfies Answer, pressed: true },
		skip: { kind: "skip", item: q, pressed: true },
		back: { kind: "back", item: q },
		change: { kind: "change", item: q },
		why: { kind: "why", item: q },
		later: { kind: "later", ...(on ? { on } : {}) },
		stop: { kind: "stop" },
		finish: { kind: "finish" },
		resume: { kind: "go on" },
	};
	return Object.hasOwn(replies, verb) ? replies[verb] : undefined;
}
