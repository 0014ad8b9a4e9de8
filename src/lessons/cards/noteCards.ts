import { dayInWords } from "#chat/localTime.ts";
import type { Block, Message } from "#chat/message.ts";
import { message, sentence } from "#chat/plain.ts";
import type { Lesson } from "../lesson.ts";
import { titleOf } from "../text/lessonText.ts";

/** What stands in the place of a copy whose lesson was recalled or taken down: none of its words. */
export function goneCard({ state, note, amendedAt }: Pick<Lesson, "state" | "note" | "amendedAt">): Message {
	const on = amendedAt ? ` on ${dayInWords(amendedAt)}` : "";
	if (state === "expired")
		return sentence(
			`The lesson that was here was taken down${on}, as was planned when it was published. Please do not pass on earlier copies.`,
		);
	return sentence(
		`The lesson that was here was recalled${on}. ${note ? `The reason: ${note} ` : ""}Please do not use or pass on earlier copies.`,
	);
}

/** What stands in the place of something else that the bot said with a lesson that is recalled or taken down. */
export function citedGoneCard({ state, amendedAt }: Pick<Lesson, "state" | "amendedAt">): Message {
	const on = amendedAt ? ` on ${dayInWords(amendedAt)}` : "";
	const what = state === "expired" ? "taken down" : "recalled";
	return sentence(
		`What I said here came in part from a lesson that was ${what}${on}, so it is no longer shown. Please ask me again: I answer from what is held now.`,
	);
}

/**
 * Something else that the bot said, with a note in front that a lesson in it was corrected since. The note takes
 * the place of an earlier one about the same lesson; those about others stay.
 */
export function citedCorrectedCard(
	{ kind, text, note, amendedAt }: Pick<Lesson, "kind" | "text" | "note" | "amendedAt">,
	said: Message | undefined,
): Message {
	const about = `: the lesson “${titleOf(kind, text)}” has changed since this was written.`;
	const on = amendedAt ? dayInWords(amendedAt) : "a later day";
	const mark = `Corrected on ${on}${about} ${note ?? ""} Ask me again for its new words.`;
	const first: Block = { kind: "prose", text: mark };
	return message([first, ...(said ? withoutMark(said.blocks, about) : [])]);
}

function withoutMark(blocks: Block[], about: string): Block[] {
	return blocks.filter(
		(block) =>
			block.kind !== "prose" || !block.text.replace(/^Corrected on [^:]{5,40}/, "").startsWith(about),
	);
}
