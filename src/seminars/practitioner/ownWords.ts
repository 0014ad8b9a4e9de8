import { z } from "zod";
import type { Handled } from "#chat/feature.ts";
import type { FeatureEvent, Handler } from "#chat/handling/event.ts";
import { privately, privateSentence } from "#chat/handling/privately.ts";
import type { Field, Message } from "#chat/message.ts";
import { message, sentence } from "#chat/plain.ts";
import { ensurePerson } from "#people/person.ts";
import type { Db } from "#storage/open.ts";
import { bookingOf, keepNeeds } from "../booking/book.ts";
import { arrive, meantToday, seminarsToday } from "../day/checkIn.ts";
import { keepCommitment, seminarOfDelegate } from "../day/commitment.ts";
import { materialsNow } from "../day/materialsNow.ts";
import { outOfDate, type SeminarsOptions } from "../handling.ts";
import { followUp } from "../reminders/noticeMessage.ts";
import { cleanText } from "../wording/cleanText.ts";
import { materialBlocks } from "../wording/facts.ts";
import { press, seminarValue } from "../wording/press.ts";

const needsValue = seminarValue.extend({ needs: z.string().max(600).nullish() });
const commitValue = seminarValue.extend({ commitment: z.string().max(600).nullish() });
const arriveValue = seminarValue.extend({ code: z.string().max(40).nullish() });

/** What delegates tell in their own words: what they need, that they are there, what they will do differently. */
export function createOwnWords(options: SeminarsOptions): Record<string, Handler<Db>> {
	const { db } = options;

	/** What the guard has against keeping a text: what it is to answer itself, or what is said to the person. */
	const objection = (text: string, event: FeatureEvent): Handled<Db> | undefined => {
		const found = options.screen(text);
		if (!found) return undefined;
		if (found.kind === "disclosure" || found.kind === "unread") return { forGuard: text };
		return privateSentence(options, event, namesSomebody);
	};

	const askNeeds: Handler<Db> = async (event) => {
		const value = seminarValue.safeParse(event.value);
		const { person } = event.caller;
		const booking = value.success && person ? await bookingOf(db, value.data.seminar, person) : undefined;
		if (!booking || booking.state === "cancelled")
			return privateSentence(options, event, "You have no booking for this seminar.");
		return privately(options, event, async () =>
			form(
				"What do you need to take part? Only the coordinators see it, and it is deleted after the seminar. Please write only about yourself.",
				{
					name: "needs",
					label: "What I need",
					hint: "For example step-free access, a hearing loop, large print.",
					input: "text",
					most: 500,
					optional: true,
					value: booking.needs ?? undefined,
				},
				{ label: "Keep this", verb: "needs", seminar: booking.seminarId },
			),
		);
	};

	const needs: Handler<Db> = async (event) => {
		const value = needsValue.safeParse(event.value);
		if (!value.success) return privateSentence(options, event, outOfDate);
		const text = cleanText(value.data.needs ?? "");
		const objected = objection(text, event);
		if (objected) return objected;
		return privately(
			options,
			event,
			async (tx) => {
				const person = await ensurePerson(tx, event.incoming, event.caller, event.now);
				const kept = await keepNeeds(tx, value.data.seminar, person, text);
				if (!kept) return sentence("You have no booking for this seminar, so I have kept nothing.");
				return sentence(
					text
						? "Thank you. The coordinators can see what you need."
						: "Thank you. Nothing is noted any more.",
				);
			},
			"replace",
		);
	};

	const here: Handler<Db> = async (event) => {
		const value = seminarValue.safeParse(event.value);
		const today = event.caller.person ? await seminarsToday(db, event.caller.person, event.now) : [];
		const seminar = value.success
			? today.find(({ id }) => id === value.data.seminar)
			: meantToday(today, event.now);
		if (!seminar) return privateSentence(options, event, "You have no place at a seminar today.");
		return privately(options, event, async () =>
			form(
				`Welcome to “${seminar.title}”. What is the code of the day? It is shown in the room, or said at the start.`,
				{ name: "code", label: "Code of the day", input: "line", most: 20 },
				{ label: "I’m here", verb: "arrive", seminar: seminar.id },
			),
		);
	};

	const arriveWith: Handler<Db> = async (event) => {
		const value = arriveValue.safeParse(event.value);
		if (!value.success) return privateSentence(options, event, outOfDate);
		return privately(
			options,
			event,
			async (tx) => {
				const person = await ensurePerson(tx, event.incoming, event.caller, event.now);
				const { seminar, code } = value.data;
				const arrival = await arrive(tx, seminar, person, code ?? "", event.now);
				if (arrival !== "wrong code") return sentence(arrivals[arrival]);
				return message([
					{
						kind: "prose",
						text: "That is not the code of the day. Please try again, or tell somebody at the desk that you are here.",
					},
					{ kind: "buttons", items: [press("Try again", "here", { id: seminar })] },
				]);
			},
			"replace",
		);
	};

	const commit: Handler<Db> = async (event) => {
		const value = commitValue.safeParse(event.value);
		if (!value.success) return privateSentence(options, event, outOfDate);
		const text = cleanText(value.data.commitment ?? "")
			.slice(0, 300)
			.toWellFormed();
		const objected = objection(text, event);
		if (objected) return objected;
		const { caller, now } = event;
		const seminar = caller.person && (await seminarOfDelegate(db, value.data.seminar, caller.person, now));
		if (!seminar) return privateSentence(options, event, noPlaceThen);
		const materials = await materialsNow(options, seminar);
		return privately(
			options,
			event,
			async (tx) => {
				if (!text) return followUp(seminar, materials, nothingKept);
				const person = await ensurePerson(tx, event.incoming, caller, now);
				const kept = await keepCommitment(tx, seminar.id, person, text, now);
				if (!kept) return sentence(noPlaceThen);
				return message([
					{ kind: "prose", text: "Thank you. I keep this for you and bring it back when I ask how it went:" },
					{ kind: "quote", text },
					...materialBlocks(materials),
					{ kind: "buttons", items: [press("Open the seminar", "show", seminar)] },
				]);
			},
			"replace",
		);
	};

	return { askNeeds, needs, here, arrive: arriveWith, commit };
}

const namesSomebody =
	"I have not kept that, because it seems to name or describe a person or a case. Please write it again without.";

const noPlaceThen = "You had no place at this seminar, so I have kept nothing.";
const nothingKept = "Nothing is kept. Thank you for coming. If something comes to mind later, write it here.";

const arrivals = {
	here: "Thank you. You are noted as here. I hope the day is of use to you.",
	"no place":
		"You have no place at this seminar, so I cannot note that you are here. Please tell somebody at the desk.",
	"not today": "This seminar is not today, so I cannot note that you are here.",
};

function form(text: string, field: Field, submit: { label: string; verb: string; seminar: string }): Message {
	const button = press(submit.label, submit.verb, { id: submit.seminar }, "primary");
	return message([
		{ kind: "prose", text },
		{ kind: "form", fields: [field], submit: button },
	]);
}
