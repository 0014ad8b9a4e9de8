import { describe, expect, it } from "vitest";
import { readQuestionnaire } from "#questionnaires/script/readQuestionnaire.ts";
import { starter } from "./samples.ts";

const head = `
id: short
version: 1
title: Short
mode: confidential
asked: { daysAfter: 42, remindOn: [5, 12], openFor: 28 }
headline: { item: one, is: [good], says: found it good }
`;
const one =
	"  - { id: one, kind: single, ask: How was it?, options: [{ value: good, label: Good }, { value: bad, label: Bad }] }";

function problems(items: string, start = head): string[] {
	const found = readQuestionnaire(`${start}items:\n${one}\n${items}`);
	return "problems" in found ? found.problems : [];
}

describe("A questionnaire's file", () => {
	it("holds the eleven items of the starter questionnaire", () => {
		expect(starter.items).toHaveLength(11);
		expect(starter.items.map(({ kind }) => kind)).toEqual(
			"scale multiple multiple yes-no-planned text scale scale scale multiple text single".split(" "),
		);
	});

	it.each([
		["a number", "  - { id: n, kind: number, ask: How many?, least: 0, most: 10 }"],
		["a condition", "  - { id: t, kind: text, ask: Why?, shownIf: [{ item: one, is: [bad] }] }"],
		["a repeat", "  - { id: t, kind: text, ask: 'You said “{one}”. Why?', otherwise: Why? }"],
	])("may have %s", (_, item) => {
		expect(problems(item)).toEqual([]);
	});

	it.each([
		["an id twice", "  - { id: one, kind: text, ask: Again? }", "Item “one”: this id is used twice."],
		[
			"a condition on nothing",
			"  - { id: t, kind: text, ask: Why?, shownIf: [{ item: two, is: [bad] }] }",
			"Item “t”: its condition names “two”, which is no item.",
		],
		[
			"a condition on an answer that is not offered",
			"  - { id: t, kind: text, ask: Why?, shownIf: [{ item: one, is: [ugly] }] }",
			"Item “t”: “ugly” is no answer to “one”.",
		],
		[
			"a condition of another kind",
			"  - { id: t, kind: text, ask: Why?, shownIf: [{ when: full-moon }] }",
			"Item “t”, shownIf number 1 is no condition. Write, for example: { item: helped, is: [a-lot] }.",
		],
		[
			"conditions in a circle",
			"  - { id: a, kind: text, ask: A?, shownIf: [{ item: b, answered: true }] }\n  - { id: b, kind: text, ask: B?, shownIf: [{ item: a, answered: true }] }",
			"Items “a”, “b”: their conditions wait for one another in a circle.",
		],
		[
			"a condition on itself",
			"  - { id: a, kind: text, ask: A?, shownIf: [{ item: a, answered: true }] }",
			"Items “a”: their conditions wait for one another in a circle.",
		],
		[
			"a condition on a later item",
			"  - { id: a, kind: text, ask: A?, shownIf: [{ item: b, answered: true }] }\n  - { id: b, kind: text, ask: B? }",
			"Item “a”: its condition names “b”, which is only asked later.",
		],
		[
			"an unknown kind",
			"  - { id: a, kind: slider, ask: A? }",
			"Item “a”, kind must be one of: scale, single, multiple, yes-no-planned, number, text.",
		],
		["a missing question", "  - { id: a, kind: text }", "Item “a”, ask is missing."],
		[
			"a misspelt key",
			"  - { id: a, kind: text, ask: A?, requird: true }",
			"Item “a”: “requird” is not known here; check the spelling.",
		],
		[
			"a repeat of nothing",
			"  - { id: a, kind: text, ask: 'You said {nothing}', otherwise: A? }",
			"Item “a”: “{nothing}” is no item.",
		],
		[
			"a repeat with nothing to say otherwise",
			"  - { id: a, kind: text, ask: 'You said {one}' }",
			"Item “a”: “otherwise” is missing: what is asked where there is nothing to repeat.",
		],
		[
			"numbers the wrong way round",
			"  - { id: a, kind: number, ask: A?, least: 5, most: 5 }",
			"Item “a”: its least (5) is not below its most (5).",
		],
	])("is refused for %s, by item", (_, items, problem) => {
		expect(problems(items)).toContain(problem);
	});

	it("is refused for a thousand options", () => {
		const options = Array.from({ length: 1000 }, (_, at) => `{ value: v${at}, label: L${at} }`).join(", ");
		expect(problems(`  - { id: a, kind: single, ask: A?, options: [${options}] }`)).toEqual([
			"Item “a”, options has more than 12 options, which nobody can take in on a telephone.",
		]);
	});

	it("is refused where an anonymous answer would be told by what is asked next, or be repeated", () => {
		const found = problems(
			"  - { id: t, kind: text, ask: 'You said {one}', otherwise: Why?, shownIf: [{ item: one, is: [bad] }] }",
			head.replace("confidential", "anonymous"),
		);
		expect(found.join(" ")).toContain("which item came next would tell it");
		expect(found.join(" ")).toContain("no item may repeat an answer");
	});

	it.each(["", "items: [", "- 1", "&a [*a]", "x".repeat(300_000), "\0", "{}"])(
		"says what is wrong with what is no questionnaire (%#)",
		(text) => {
			const found = readQuestionnaire(text);
			expect("problems" in found && found.problems.length).toBeGreaterThan(0);
		},
	);
});
