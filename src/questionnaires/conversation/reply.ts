import type { Answer } from "./progress.ts";

/** What somebody does in the conversation: what they typed, or what they pressed. */
export type Reply =
	| { kind: "typed"; text: string }
	/** Not checked yet: a button's value, or what was understood of a text. */
	| { kind: "answer"; item: string; answer: Answer; pressed?: boolean }
	| { kind: "skip"; item: string; pressed?: boolean }
	| { kind: "back"; item: string }
	/** The item, or its number as the person sees it. */
	| ({ kind: "change" } & ({ item: string } | { number: number }))
	| { kind: "why"; item: string }
	/** On a day such as "2026-05-12"; without one, they are asked for it. */
	| { kind: "later"; on?: string }
	| { kind: "stop" }
	/** They want what they answered so far to count. */
	| { kind: "finish" }
	| { kind: "go on" };
