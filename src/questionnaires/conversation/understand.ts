import type { Item } from "../script/questionnaire.ts";
import { asksSomething, soundsAsked } from "./asks.ts";
import { laterDay } from "./laterDay.ts";
import { bare, matchOption, matchOptions } from "./matchOption.ts";
import type { Answer } from "./progress.ts";
import type { Reply } from "./reply.ts";

/** What somebody typed means while an item is being asked. */
export type Understood =
	| { kind: "reply"; reply: Reply }
	/** It asks something of the bot. */
	| { kind: "question" }
	/** It could be meant as an answer, but as none that fits. `problem` says why. */
	| { kind: "unclear"; problem?: string };

/** What somebody types in front of an answer that could be taken for a question. */
export const calledAnswer = /^\s*answer\s*[:=]\s*/i;

/** Reads what was typed while `item` was asked. Never takes a question for an answer, unless it begins with "answer:". */
export function understand(item: Item, text: string, now: Date): Understood {
	if (calledAnswer.test(text)) return asAnswer(item, text.replace(calledAnswer, ""));
	const said = bare(text);
	const command = commandIn(said, item) ?? laterIn(said, item, now);
	if (command) return { kind: "reply", reply: command };
	// The names of options are words that people ask about, such as "GPs".
	if (asksSomething(text)) return { kind: "question" };
	if (item.kind === "text" && soundsAsked(said)) return { kind: "unclear", problem: whichIsMeant };
	const answer = asAnswer(item, text);
	return forAnswers.test(said) && (item.kind === "text" || answer.kind === "unclear")
		? { kind: "question" }
		: answer;
}

/** Words that mean the same wherever they are typed. */
const commands: [RegExp, (item: Item) => Reply][] = [
	[/^(?:(?:go )?back|previous(?: question)?|undo)$/, (item) => ({ kind: "back", item: item.id })],
	[
		/^(?:skip(?: (?:it|this|this one|question))?|pass|next(?: question)?)$/,
		(item) => ({ kind: "skip", item: item.id }),
	],
	[
		/^(?:why(?: do you (?:ask|want to know))?(?: (?:this|that))?|what (?:is this )?for|why this)$/,
		(item) => ({ kind: "why", item: item.id }),
	],
	[
		/^(?:later|not now|busy|ask me later|remind me later|another time|do it later)$/,
		() => ({ kind: "later" }),
	],
	[
		/^(?:(?:please )?stop(?: (?:it|this|here|asking|the questionnaire|this questionnaire))?(?: please)?|no thanks|no thank you)$/,
		() => ({ kind: "stop" }),
	],
	[
		/^(?:send|send (?:it|them|my answers)|finish|finish here|submit|that's all|that is all)$/,
		() => ({ kind: "finish" }),
	],
	[
		/^(?:go on|carry on|continue|resume|where (?:was i|were we)|(?:the |my )?questionnaire)$/,
		() => ({ kind: "go on" }),
	],
];

/** The wish to change an earlier answer, such as "change 2" or "change my answer to question 2". */
export function changeIn(text: string): Reply | undefined {
	const number = /^change (?:my )?(?:answer )?(?:to )?(?:question |number |no )?(\d{1,2})$/.exec(
		bare(text),
	)?.[1];
	return number ? { kind: "change", number: Number(number) } : undefined;
}

function commandIn(said: string, item: Item): Reply | undefined {
	const change = changeIn(said);
	if (change) return change;
	if (said === "change") return { kind: "back", item: item.id };
	return commands.find(([pattern]) => pattern.test(said))?.[1](item);
}

/** "tomorrow", "remind me on Monday". In a text, a day alone is as likely an answer. */
function laterIn(said: string, item: Item, now: Date): Reply | undefined {
	const asked = /^(?:please )?(?:(?:ask|remind) me(?: again)?|later|come back|not now)\s+(?:on )?/;
	if (item.kind === "text" && !asked.test(said)) return undefined;
	if (item.kind === "number" && /^\d+$/.test(said)) return undefined;
	const on = laterDay(said.replace(asked, ""), now);
	return on ? { kind: "later", on } : undefined;
}

const whichIsMeant =
	"I could not tell whether that is your answer or a question to me, so I have kept nothing of it. If it is your answer, type it again with “answer:” in front. If it is a question, end it with a question mark.";

/** Words that are `answers`' own, and the answer to no question. */
const forAnswers = /^(?:help|themes|privacy|home)$/;

function asAnswer(item: Item, text: string): Understood {
	const found = read(item, text);
	if (!("answer" in found)) return { kind: "unclear", ...found };
	return { kind: "reply", reply: { kind: "answer", item: item.id, answer: found.answer } };
}

function read(item: Item, text: string): { answer: Answer } | { problem?: string } {
	switch (item.kind) {
		case "text":
			// Of characters, those that PostgreSQL keeps.
			return readText(text.toWellFormed().replaceAll("\0", "").trim(), item.most);
		case "number":
			return readNumber(bare(text), item.least, item.most);
		case "multiple": {
			const options = matchOptions(item, text);
			if (options && options.length > 1 && options.some(({ alone }) => alone))
				return { problem: `“${options.find(({ alone }) => alone)?.label}” cannot go with the others.` };
			return options ? { answer: options.map(({ value }) => value) } : {};
		}
		default: {
			const option = matchOption(item, text);
			return option ? { answer: option.value } : {};
		}
	}
}

function readText(text: string, most: number): { answer: Answer } | { problem: string } {
	if (text.length > most)
		return {
			problem: `That is longer than ${most.toLocaleString("en-GB")} characters, so I have not kept it. Could you say it more shortly?`,
		};
	if (!/[\p{L}\p{N}]/u.test(text)) return { problem: "I found no words in that, so I have not kept it." };
	return { answer: text };
}

const words =
	"zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
		" ",
	);

function readNumber(said: string, least: number, most: number): { answer: Answer } | { problem: string } {
	const plain = said.replace(/^(?:about|around|roughly|some|maybe|perhaps|nearly|almost|i'd say) /, "");
	const word = words.indexOf(plain);
	const number = plain === "none" ? 0 : /^\d{1,9}$/.test(plain) ? Number(plain) : word;
	if (number < 0) return { problem: `Please type a number from ${least} to ${most}.` };
	if (number < least || number > most) return { problem: `Please give a number from ${least} to ${most}.` };
	return { answer: number };
}
