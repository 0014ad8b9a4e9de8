import { describe, expect, it } from "vitest";
import { figures, type Judged } from "../../src/cli/evalFigures.ts";

const judged = (some: Partial<Judged>): Judged => ({
	...{
		id: "x",
		question: "?",
		kind: "answer",
		expect: ["bail"],
		met: "answer",
		ranked: [["bail"]],
		score: 0.9,
	},
	...{ listed: false, quotes: { shown: 0, matched: 0 } },
	...some,
});

describe("The figures", () => {
	it("count a question as right when one expected theme is first, and all are among three", () => {
		const both = judged({ expect: ["bail", "kids"], ranked: [["kids"], ["x"], ["bail"], ["y"]] });
		expect(figures([both])).toMatchObject({ recall1: 1, recall3: 1 });
		const late = judged({ ranked: [["x"], ["y"], ["z"], ["bail"]] });
		expect(figures([both, late])).toMatchObject({ recall1: 0.5, recall3: 0.5 });
	});

	it("count a theme that the passage belongs to as a wider one", () => {
		expect(figures([judged({ expect: ["awareness"], ranked: [["stalking", "awareness"]] })]).recall1).toBe(1);
	});

	it("count what was given as an answer to what has none", () => {
		const none = { kind: "unanswerable", expect: [] };
		const met = ["answer", "closest", "not held", "glossary"].map((met) => judged({ ...none, met }));
		expect(figures(met).falseAnswers).toBe(0.5);
	});

	it("count ordinary questions that the guard met, and special ones that went where they should", () => {
		const all = [
			judged({ kind: "ordinary", met: "guard:disclosure" }),
			judged({ met: "answer" }),
			judged({ kind: "disclosure", met: "guard:disclosure" }),
			judged({ kind: "identify", met: "guard:disclosure" }),
			judged({ kind: "chitchat", met: "small talk" }),
		];
		expect(figures(all)).toMatchObject({
			guardFalseAlarms: 0.5,
			routed: { disclosure: 1, identify: 0, chitchat: 1 },
		});
	});

	it("tell answerable from not by score: a tie is half", () => {
		const scored = (kind: string, score: number) => judged({ kind, score });
		const all = [
			scored("answer", 0.9),
			scored("answer", 0.5),
			scored("unanswerable", 0.1),
			scored("unanswerable", 0.5),
		];
		expect(figures(all).auroc).toBe(0.875);
	});

	it("are shares from 0 to 1 for any set, also an empty one", () => {
		const { questions, routed, ...shares } = figures([]);
		expect(questions).toBe(0);
		for (const value of [...Object.values(shares), ...Object.values(routed)]) {
			expect(value).toBeGreaterThanOrEqual(0);
			expect(value).toBeLessThanOrEqual(1);
		}
	});
});
