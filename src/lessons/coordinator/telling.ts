import type { Message } from "#chat/message.ts";
import { toEach } from "#delivery/toEach.ts";
import type { Reached } from "#people/reach.ts";
import type { Db } from "#storage/open.ts";
import type { LessonsOptions } from "../handling.ts";
import type { Lesson } from "../lesson.ts";

type Parts = Pick<LessonsOptions, "say" | "people">;

/** Tells each coordinator but one of what waits for their decision. Resolves with how many could be told. */
export async function tellOthers(
	{ say, people }: Parts,
	tx: Db,
	{ id, asked }: Pick<Lesson, "id" | "asked">,
	but: string,
	message: Message,
	now: Date,
): Promise<number> {
	const others = (await people.coordinators(tx)).filter(({ person }) => person !== but);
	return tell({ say }, tx, others, `lesson-approval:${id}:${asked}`, message, now);
}

/** Tells whoever wrote a lesson what became of it. */
export async function tellAuthor(
	{ say, people }: Parts,
	tx: Db,
	{ id, authorId }: Pick<Lesson, "id" | "authorId">,
	what: string,
	message: Message,
	now: Date,
): Promise<void> {
	if (!authorId) return;
	const reached = await people.peopleOf(tx, [authorId], "notices");
	await tell({ say }, tx, [...reached.values()], `lesson-told:${id}:${what}`, message, now);
}

/** Says the same to each of these people who can be reached, once under this key. Resolves with how many they are. */
export async function tell(
	{ say }: Pick<Parts, "say">,
	tx: Db,
	people: Reached[],
	key: string,
	message: Message,
	now: Date,
): Promise<number> {
	const told = toEach(people, key, message);
	await say(tx, told, now);
	return told.length;
}
