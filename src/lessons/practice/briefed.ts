import { z } from "zod";
import type { Handler } from "#chat/handling/event.ts";
import { privately, privateSentence } from "#chat/handling/privately.ts";
import type { Message } from "#chat/message.ts";
import { message, sentence } from "#chat/plain.ts";
import type { Db } from "#storage/open.ts";
import { lessonValue } from "../coordinator/inHand.ts";
import { type LessonsOptions, outOfDate } from "../handling.ts";
import { findLesson, isOut, type Lesson } from "../lesson.ts";
import { titleOf } from "../text/lessonText.ts";

/** How somebody says that they briefed their team, and with how many people: once a lesson, and changed at will. */
export function createBriefed(options: LessonsOptions): Record<string, Handler<Db>> {
	const { db, people } = options;

	const ask: Handler<Db> = async (event) => {
		const lesson = await lessonIn(db, event.value);
		if (!lesson) return privateSentence(options, event, outOfDate);
		const { person } = event.caller;
		const before = person
			? await db.lessonBriefing.findUnique({
					where: { lessonId_personId: { lessonId: lesson.id, personId: person } },
				})
			: null;
		return privately(options, event, async () => askCard(lesson, before?.people));
	};

	const note: Handler<Db> = async (event) => {
		const lesson = await lessonIn(db, event.value);
		if (!lesson) return privateSentence(options, event, outOfDate);
		const count = readCount(event.value);
		if (count === undefined)
			return privately(options, event, async () => askCard(lesson, undefined, notANumber), "replace");
		return privately(
			options,
			event,
			async (tx) => {
				const personId = await people.ensurePerson(tx, event.incoming, event.caller, event.now);
				const own = { people: count, at: event.now, agencyId: event.caller.agency.id };
				await tx.lessonBriefing.upsert({
					where: { lessonId_personId: { lessonId: lesson.id, personId } },
					create: { lessonId: lesson.id, personId, ...own },
					update: own,
				});
				return notedCard(lesson, count);
			},
			"replace",
		);
	};

	return { briefed: ask, noteBriefed: note };
}

async function lessonIn(db: Db, value: unknown): Promise<Lesson | undefined> {
	const id = lessonValue.safeParse(value).data?.lesson;
	const lesson = id ? await findLesson(db, id) : undefined;
	return lesson && isOut(lesson) ? lesson : undefined;
}

function readCount(value: unknown): number | undefined {
	const text = z.looseObject({ count: z.string() }).safeParse(value).data?.count.trim() ?? "";
	const count = /^\d{1,4}$/.test(text) ? Number(text) : 0;
	return count > 0 && count <= 2000 ? count : undefined;
}

const notANumber = "Please write a number from 1 to 2000, such as 12.";

function askCard(lesson: Lesson, before?: number, problem?: string): Message {
	return message([
		{ kind: "heading", text: titleOf(lesson.kind, lesson.text) },
		...(problem ? [{ kind: "prose" as const, text: problem }] : []),
		{
			kind: "form",
			fields: [
				{
					...{ name: "count", label: "How many people did you brief?", input: "line", most: 10 },
					hint: "Your agency and the number are shown to the coordinators, not your name.",
					...(before === undefined ? {} : { value: String(before) }),
				},
			],
			submit: {
				label: "Tell the coordinators",
				action: "lessons.noteBriefed",
				value: { lesson: lesson.id },
				tone: "primary",
			},
		},
	]);
}

function notedCard(lesson: Lesson, count: number): Message {
	const who = count === 1 ? "1 person" : `${count} people`;
	return sentence(
		`Noted: you briefed ${who} on “${titleOf(lesson.kind, lesson.text)}”. Thank you. To change the number, press “Briefed my team” again.`,
	);
}
