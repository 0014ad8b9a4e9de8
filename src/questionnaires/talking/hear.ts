import { z } from "zod";
import type { Json } from "#chat/message.ts";
import type { Pressed } from "#chat/platform.ts";
import type { QuestionnaireInvitation } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import { bare } from "../conversation/matchOption.ts";
import { current } from "../conversation/moving.ts";
import type { Answer } from "../conversation/progress.ts";
import type { Reply } from "../conversation/reply.ts";
import { changeIn, type Understood, understand } from "../conversation/understand.ts";
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
	const invitation = await openFor(db, person, now);
	if (!invitation) return undefined;
	if (/^(?:the |my )?questionnaire$/.test(bare(text)))
		return { invitation: invitation.id, reply: { kind: "go on" } };
	const { situation, progress } = await standingOf(db, invitation, { secrets, now });
	const item = current(situation, progress);
	if (invitation.state === "stopped") return undefined;
	if (invitation.state === "finished" && !item) {
		const change = changeIn(text);
		return change ? { invitation: invitation.id, reply: change } : undefined;
	}
	const goingOn = isGoingOn(invitation, now);
	const understood = item ? understand(item, text, now) : undefined;
	// A new version may have nothing left to ask: whatever comes next leads to the end.
	const isTheirs = understood ? isFor(understood, item?.kind === "text", invitation, goingOn) : goingOn;
	if (!isTheirs) return undefined;
	return {
		invitation: invitation.id,
		reply: { kind: "typed", text },
		...(understood?.kind === "question" ? { question: true } : {}),
	};
}

/** Whether a person was asked something just now and has not answered it yet. */
export async function awaitsWords(db: Db, person: string, secrets: Secrets, now: Date): Promise<boolean> {
	const invitation = await openFor(db, person, now);
	if (!invitation || invitation.state === "stopped" || !isGoingOn(invitation, now)) return false;
	const { situation, progress } = await standingOf(db, invitation, { secrets, now });
	return current(situation, progress) !== undefined;
}

function isGoingOn({ spokeAt }: QuestionnaireInvitation, now: Date): boolean {
	return spokeAt !== null && now.getTime() - spokeAt.getTime() < goingOnMs;
}

/**
 * Whether it is meant for the questionnaire. After a pause only what can hardly be anything else is: people
 * ask the bot other things, and what they ask must never become an answer.
 */
function isFor(
	understood: Understood,
	written: boolean,
	{ state }: QuestionnaireInvitation,
	goingOn: boolean,
): boolean {
	if (understood.kind !== "reply") return goingOn && state !== "asked";
	const { kind } = understood.reply;
	if (kind === "answer") return !written || goingOn;
	return goingOn || kind === "skip" || kind === "later" || kind === "stop" || kind === "finish";
}

/** The questionnaire that was last spoken of with a person, and that they can still answer. */
export function openFor(db: Db, person: string, now: Date): Promise<QuestionnaireInvitation | null> {
	return db.questionnaireInvitation.findFirst({
		where: {
			personId: person,
			closedAt: null,
			closesAt: { gt: now },
			state: { in: ["asked", "answering", "stopped", "finished"] },
		},
		orderBy: [{ spokeAt: "desc" }, { id: "asc" }],
	});
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
