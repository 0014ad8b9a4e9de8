import { z } from "zod";
import type { Handled } from "#chat/feature.ts";
import type { FeatureEvent, Handler } from "#chat/handling/event.ts";
import { privateSentence } from "#chat/handling/privately.ts";
import type { Message, Press } from "#chat/message.ts";
import { message, sentence } from "#chat/plain.ts";
import { audit } from "#people/audit.ts";
import type { Db } from "#storage/open.ts";
import type { LessonsOptions } from "../handling.ts";
import { isOut, type Lesson } from "../lesson.ts";
import { applyCorrection, forgetProposal, ownWork } from "../release/amend.ts";
import type { Known } from "../text/checkText.ts";
import { clean } from "../text/clean.ts";
import { identifyingIn } from "../text/findIdentifying.ts";
import { titleOf } from "../text/lessonText.ts";
import { managed, onTextShown, problemsOf, textInHand } from "./inHand.ts";
import { press, pressOnText } from "./manageCard.ts";
import { tellAuthor, tellOthers } from "./telling.ts";

/**
 * How somebody else's eyes come to every text before it goes out, and to every correction. Whatever is decided
 * here counts for the text that was shown, and for no other.
 */
export function createApproving(options: LessonsOptions): Record<string, Handler<Db>> {
	const show = (tx: Db, lesson: Lesson, by: string, known: Known, now: Date, first: string) =>
		managed(options, tx, lesson.id, by, known, now, first);

	const submit: Handler<Db> = (event) =>
		onTextShown(options, event, async (tx, lesson, by, known) => {
			const { now } = event;
			if (lesson.state !== "draft") return show(tx, lesson, by, known, now, "That is no draft any more.");
			if (problemsOf(lesson, lesson.text, known, options, now).length > 0)
				return show(tx, lesson, by, known, now, "There is something to mend first.");
			const asked = lesson.asked + 1;
			// Whoever asks stands for the text as it is: somebody else is to approve it.
			await tx.lesson.update({ where: { id: lesson.id }, data: { state: "waiting", authorId: by, asked } });
			await audit(tx, { by, what: "lesson approval asked", about: lesson.id }, now);
			const told = await tellOthers(options, tx, { ...lesson, asked }, by, askedCard(lesson), now);
			return show(tx, lesson, by, known, now, asksOthers(told));
		});

	const approve: Handler<Db> = (event) =>
		onTextShown(options, event, async (tx, lesson, by, known) => {
			const { now } = event;
			if (lesson.state !== "waiting")
				return show(tx, lesson, by, known, now, "It does not wait for approval.");
			if (lesson.authorId === by) return show(tx, lesson, by, known, now, ownWork);
			if (problemsOf(lesson, lesson.text, known, options, now).length > 0)
				return show(tx, lesson, by, known, now, "There is something to mend first.");
			await tx.lesson.update({ where: { id: lesson.id }, data: { state: "approved", approvedBy: by } });
			await audit(tx, { by, what: "lesson approved", about: lesson.id }, now);
			await tellAuthor(options, tx, lesson, `approved:${lesson.asked}`, approvedCard(lesson), now);
			return show(tx, lesson, by, known, now, "Approved. Nothing goes out until it is released.");
		});

	const sendBack: Handler<Db> = (event) =>
		withRemark(options, event, "remark", (remark) =>
			onTextShown(options, event, async (tx, lesson, by, known) => {
				const { now } = event;
				if (lesson.state !== "waiting" || lesson.authorId === by)
					return show(tx, lesson, by, known, now, "It does not wait for your approval.");
				await tx.lesson.update({ where: { id: lesson.id }, data: { state: "draft" } });
				await audit(tx, { by, what: "lesson sent back", about: lesson.id }, now);
				await tellAuthor(options, tx, lesson, `back:${lesson.asked}`, backCard(lesson, remark), now);
				return show(tx, lesson, by, known, now, "It is sent back, with your remark.");
			}),
		);

	/** A correction goes to somebody else with a note of what it changes, which every copy will bear. */
	const askCorrection: Handler<Db> = (event) =>
		withRemark(options, event, "note", (note) =>
			onTextShown(options, event, async (tx, lesson, by, known) => {
				const { now } = event;
				const { proposed } = lesson;
				if (!proposed || !isOut(lesson))
					return show(tx, lesson, by, known, now, "There is no correction to approve.");
				if (problemsOf(lesson, textInHand(lesson), known, options, now).length > 0)
					return show(tx, lesson, by, known, now, "There is something to mend first.");
				const asked = lesson.asked + 1;
				await tx.lesson.update({
					where: { id: lesson.id },
					data: { proposed: { ...proposed, note, asked: true }, proposedBy: by, asked },
				});
				await audit(tx, { by, what: "lesson correction asked", about: lesson.id }, now);
				const card = askedCard(lesson, `A correction: ${note}`);
				const told = await tellOthers(options, tx, { ...lesson, asked }, by, card, now);
				return show(tx, lesson, by, known, now, asksOthers(told));
			}),
		);

	const approveCorrection: Handler<Db> = (event) =>
		onTextShown(options, event, async (tx, lesson, by, known) => {
			const { now } = event;
			if (problemsOf(lesson, textInHand(lesson), known, options, now).length > 0)
				return show(tx, lesson, by, known, now, "There is something to mend first.");
			const done = await applyCorrection(tx, lesson.id, by, options, now);
			if ("refused" in done) return show(tx, lesson, by, known, now, done.refused);
			return show(tx, lesson, by, known, now, "Corrected. Every copy is being changed in place.");
		});

	const asksRemark =
		(ask: string, name: string, label: string, verb: string): Handler<Db> =>
		(event) =>
			onTextShown(options, event, async (_tx, lesson) =>
				remarkForm(lesson, ask, name, pressOnText(label, verb, lesson)),
			);

	return {
		...{ submit, approve, sendBack, askCorrection, approveCorrection },
		askSendBack: asksRemark("What should be changed?", "remark", "Send it back", "sendBack"),
		askNote: asksRemark(
			"What does it change? Every copy will say so.",
			"note",
			"Ask for approval",
			"askCorrection",
		),
		dropCorrection: (event) =>
			onTextShown(options, event, async (tx, lesson, by, known) => {
				await forgetProposal(tx, lesson.id);
				await audit(tx, { by, what: "lesson correction dropped", about: lesson.id }, event.now);
				return show(
					tx,
					lesson,
					by,
					known,
					event.now,
					"The correction is dropped. The lesson stays as it is.",
				);
			}),
	};
}

/** A form for a remark in a sentence or two. */
export function remarkForm(lesson: Lesson, ask: string, name: string, submit: Press): Message {
	return message([
		{ kind: "heading", text: titleOf(lesson.kind, lesson.text) },
		{
			kind: "form",
			fields: [{ name, label: ask, input: "text", most: mostOfRemark }],
			submit: { ...submit, tone: "primary" },
		},
	]);
}

/** Goes on with the remark that a form brought back, unless it is empty, too long or could identify somebody. */
export async function withRemark(
	options: LessonsOptions,
	event: FeatureEvent,
	name: string,
	go: (remark: string) => Promise<Handled<Db>>,
): Promise<Handled<Db>> {
	const remark = clean(z.looseObject({ [name]: z.string() }).safeParse(event.value).data?.[name] ?? "");
	if (!/\p{L}/u.test(remark))
		return privateSentence(options, event, "Please write it in a sentence, then send it.");
	if (remark.length > mostOfRemark)
		return privateSentence(options, event, `Please write it in at most ${mostOfRemark} characters.`);
	const finding = identifyingIn(remark, options.screen);
	return finding
		? privateSentence(options, event, `I have not taken it: ${finding}. Please write it again.`)
		: go(remark);
}

const mostOfRemark = 600;

function asksOthers(told: number): string {
	if (told === 0)
		return "It waits for somebody else’s approval. No other coordinator can be reached by me at present: please tell one.";
	return `It waits for somebody else’s approval. I have told ${told === 1 ? "the other coordinator" : `the ${told} other coordinators`}.`;
}

function askedCard(lesson: Lesson, more?: string): Message {
	return message([
		{
			kind: "prose",
			text: `“${titleOf(lesson.kind, lesson.text)}” waits for approval by somebody who did not write it.`,
		},
		...(more ? [{ kind: "prose" as const, text: more }] : []),
		{ kind: "buttons", items: [press("Look and decide", "manage", lesson, "primary")] },
	]);
}

function approvedCard(lesson: Lesson): Message {
	return message([
		{ kind: "prose", text: `“${titleOf(lesson.kind, lesson.text)}” is approved. You can release it now.` },
		{ kind: "buttons", items: [press("Who gets it, and release", "preflight", lesson, "primary")] },
	]);
}

function backCard(lesson: Lesson, remark: string): Message {
	return message([
		...sentence(`“${titleOf(lesson.kind, lesson.text)}” came back to you: ${remark}`).blocks,
		{ kind: "buttons", items: [press("Open it", "manage", lesson)] },
	]);
}
