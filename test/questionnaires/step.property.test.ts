import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { current } from "#questionnaires/conversation/moving.ts";
import {
	type Answer,
	canBeGiven,
	itemsFor,
	newProgress,
	type Progress,
} from "#questionnaires/conversation/progress.ts";
import type { Reply } from "#questionnaires/conversation/reply.ts";
import type { Situation } from "#questionnaires/conversation/situation.ts";
import { step } from "#questionnaires/conversation/step.ts";
import { understand } from "#questionnaires/conversation/understand.ts";
import { type Item, optionsOf } from "#questionnaires/script/questionnaire.ts";
import { anonymous, newerYaml, read, situation, starter } from "./samples.ts";

/** The next version: an item gone, one new, an option gone, one needed. */
const newer = read(
	newerYaml()
		.replace("id: changed-together", "id: changed-since")
		.replace("      - { value: neither, label: Neither, also: [neutral, in between, not sure] }\n", "")
		.replace("  - id: sector\n", "  - id: sector\n    required: true\n"),
);
const ids = [...new Set([...starter.items, ...newer.items].map(({ id }) => id)), "no-such-item"];
const values = [...new Set(starter.items.flatMap((item) => optionsOf(item).map(({ value }) => value)))];

const item = fc.constantFrom(...ids);
const answer: fc.Arbitrary<Answer> = fc.oneof(
	{ weight: 6, arbitrary: fc.constantFrom(...values) },
	{ weight: 2, arbitrary: fc.subarray(values, { maxLength: 4 }) },
	{ weight: 1, arbitrary: fc.string({ maxLength: 700 }) },
	{ weight: 1, arbitrary: fc.integer() },
);
const fitting = fc
	.constantFrom(...starter.items)
	.chain((each) => fc.record({ item: fc.constant(each.id), answer: answerFor(each) }));
const typed = fc.oneof(
	fc.constantFrom(
		"4",
		"B",
		"yes we have",
		"none",
		"quite a lot",
		"skip",
		"back",
		"stop",
		"later",
		"Monday",
		"change 3",
	),
	fc.constantFrom(
		"what about GPs?",
		"continue",
		"send",
		"help",
		"answer: why?",
		"🙂",
		"1 and 3",
		"no",
		"x".repeat(40_000),
	),
	fc.string(),
);
const reply: fc.Arbitrary<Reply> = fc.oneof(
	{ weight: 6, arbitrary: fitting.map((each) => ({ kind: "answer" as const, ...each, pressed: true })) },
	{
		weight: 3,
		arbitrary: fc.record({ kind: fc.constant("answer" as const), item, answer, pressed: fc.boolean() }),
	},
	{ weight: 5, arbitrary: typed.map((text) => ({ kind: "typed" as const, text })) },
	{ weight: 2, arbitrary: fc.record({ kind: fc.constant("skip" as const), item, pressed: fc.boolean() }) },
	{ weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("back" as const, "why" as const), item }) },
	{ weight: 1, arbitrary: item.map((id) => ({ kind: "change" as const, item: id })) },
	{
		weight: 1,
		arbitrary: fc.integer({ min: -1, max: 13 }).map((number) => ({ kind: "change" as const, number })),
	},
	{
		weight: 1,
		arbitrary: fc.constantFrom<Reply>(
			{ kind: "later" },
			{ kind: "later", on: "2026-04-20" },
			{ kind: "later", on: "2020-01-01" },
			{ kind: "later", on: "never" },
			{ kind: "stop" },
			{ kind: "finish" },
			{ kind: "go on" },
		),
	},
);

function answerFor(each: Item): fc.Arbitrary<Answer> {
	const options = optionsOf(each).map(({ value }) => value);
	if (each.kind === "text") return fc.string({ minLength: 1, maxLength: 30 });
	if (each.kind === "multiple") return fc.subarray(options.slice(0, -1), { minLength: 1 });
	return fc.constantFrom(...options);
}

/** What the reply should change of the answers, told without the engine. */
function expected(at: Situation, before: Progress, what: Reply): Record<string, Answer> {
	const open = itemsFor(at.questionnaire, before, at.commitment);
	const asked = what.kind === "typed" ? current(at, before) : undefined;
	const understood = what.kind === "typed" && asked ? understand(asked, what.text, at.now) : undefined;
	const meant = understood?.kind === "reply" ? understood.reply : what;
	if (meant.kind !== "answer") return before.answers;
	const target = open.find(({ id }) => id === meant.item);
	return target && canBeGiven(target, meant.answer)
		? { ...before.answers, [meant.item]: meant.answer }
		: before.answers;
}

describe("Any sequence of replies", () => {
	it("loses, doubles and misfiles no answer, and always leads somewhere", () => {
		fc.assert(
			fc.property(
				fc.array(fc.record({ reply, newer: fc.boolean(), commitment: fc.boolean() }), { maxLength: 40 }),
				fc.nat({ max: 40 }),
				(replies, switchAt) => {
					let progress = newProgress();
					for (const [at, { reply: what, commitment }] of replies.entries()) {
						const now = situation({
							questionnaire: at < switchAt ? starter : newer,
							...(commitment ? { commitment: "I will ask." } : {}),
						});
						const should = expected(now, progress, what);
						const led = step(now, progress, what);
						expect(led.progress.answers).toEqual(should);
						expect(led.say.length > 0 || led.replace !== undefined || led.question).toBeTruthy();
						expect(JSON.parse(JSON.stringify(led.progress))).toEqual(led.progress);
						if (led.progress.state === "asking") expect(current(now, led.progress)).toBeDefined();
						if (led.question) expect(led.progress.at).not.toBeNull();
						progress = led.progress;
					}
				},
			),
			{ numRuns: 400 },
		);
	});

	it("leaves a way to the end from wherever it led", () => {
		fc.assert(
			fc.property(fc.array(reply, { maxLength: 25 }), (replies) => {
				const now = situation();
				let progress = replies.reduce((at, what) => step(now, at, what).progress, newProgress());
				progress = step(now, progress, { kind: "go on" }).progress;
				for (let count = 0; progress.state === "asking" && count < 12; count++) {
					const asked = current(now, progress);
					if (!asked) throw new Error("nothing is asked");
					const [first] = optionsOf(asked);
					const given =
						asked.kind === "text"
							? "words"
							: asked.kind === "multiple"
								? [first?.value ?? ""]
								: (first?.value ?? "");
					progress = step(now, progress, { kind: "answer", item: asked.id, answer: given }).progress;
				}
				expect(progress.state).toBe("finished");
			}),
		);
	});

	it("keeps the answers to two items, whichever reply comes first", () => {
		fc.assert(
			fc.property(fc.array(reply, { maxLength: 10 }), fitting, fitting, (before, one, other) => {
				fc.pre(one.item !== other.item && one.item !== "helped" && other.item !== "helped");
				const now = situation();
				const from = before.reduce((at, what) => step(now, at, what).progress, newProgress());
				const press = (at: Progress, each: typeof one) =>
					step(now, at, { kind: "answer", ...each, pressed: true }).progress;
				expect(press(press(from, one), other).answers).toEqual(press(press(from, other), one).answers);
			}),
		);
	});

	it("takes a repeat of a press for what it is", () => {
		fc.assert(
			fc.property(fc.array(reply, { maxLength: 10 }), fitting, (before, one) => {
				const now = situation();
				const from = before.reduce((at, what) => step(now, at, what).progress, newProgress());
				const once = step(now, from, { kind: "answer", ...one, pressed: true });
				const twice = step(now, once.progress, { kind: "answer", ...one, pressed: true });
				expect(twice.progress).toEqual(once.progress);
			}),
		);
	});

	it("tells nothing of an anonymous answer in what it says", () => {
		const now = situation({ questionnaire: anonymous });
		const answers = fc
			.constantFrom(...anonymous.items)
			.chain((each) => fc.tuple(fc.constant(each.id), answerFor(each), answerFor(each)));
		fc.assert(
			fc.property(
				fc.array(reply, { maxLength: 25 }),
				answers,
				fc.boolean(),
				(before, [id, one, other], pressed) => {
					const from = before.reduce((at, what) => step(now, at, what).progress, newProgress());
					fc.pre(from.answers[id] === undefined);
					const given = (value: Answer) => {
						const { say, replace, progress } = step(now, from, {
							kind: "answer",
							item: id,
							answer: value,
							pressed,
						});
						return { say, replace, at: progress.at };
					};
					expect(given(other)).toEqual(given(one));
				},
			),
		);
	});
});
