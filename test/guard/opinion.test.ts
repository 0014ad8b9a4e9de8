import { describe, expect, it } from "vitest";
import { normalise } from "#guard/normalise.ts";
import { hasOpinionsBy, type Opinion, opinionOn } from "#guard/opinion.ts";
import { createScorer, type Weights } from "#guard/score.ts";
import { screen, screenWith } from "#guard/screen.ts";
import { signsIn } from "#guard/signs.ts";
import { verdict } from "#guard/verdict.ts";
import weights from "#guard/weights.json" with { type: "json" };
import type { Embedding } from "#meaning/meaning.ts";

const score = createScorer(weights as Weights);
const limits = { disclosure: 0, identify: 0, injection: 0 };

/** An opinion that is sure of one reading, in the order ordinary, disclosure, identify, injection, chitchat. */
const sureOf = (place: number): Opinion => ({
	...{ limits, heard: 1 },
	logs: [0, 1, 2, 3, 4].map((at) => (at === place ? 0 : -20)),
});
const seen = (text: string, opinion?: Opinion) => {
	const sentences = normalise(text);
	return verdict(sentences, signsIn(sentences), score, opinion);
};

describe("a second opinion", () => {
	it("never overrules a disclosure that words alone show plainly", () => {
		expect(seen("my husband hits me", sureOf(0))).toBe("disclosure");
		expect(seen("what is 2.1? my partner strangled me last night", sureOf(4))).toBe("disclosure");
	});

	it("may overrule one that words show faintly", () => {
		const faintly = () => ({ ordinary: 0.3, disclosure: 0.6, identify: 0, injection: 0, chitchat: 0 });
		expect(verdict([" so it was "], [], faintly)).toBe("disclosure");
		expect(verdict([" so it was "], [], faintly, sureOf(0))).toBeUndefined();
	});

	it("tips what the words leave open, both ways", () => {
		const quiet = "is there anywhere to sit down at the seminar";
		expect(seen(quiet)).toBeUndefined();
		expect(seen(quiet, sureOf(1))).toBe("disclosure");
		expect(seen("which gp surgery was it")).toBe("identify");
		expect(seen("which gp surgery was it", sureOf(0))).toBeUndefined();
	});

	it("is held only by the weights that the guard was fitted to", () => {
		const strange: Embedding = { model: "strange", vector: Float32Array.of(1) };
		expect(hasOpinionsBy({ name: "strange", tuned: "t" })).toBe(false);
		expect(opinionOn(strange)).toBeUndefined();
		// The same weights at an endpoint, which shows nothing of their layers.
		expect(hasOpinionsBy({ name: "all-MiniLM-L6-v2" })).toBe(false);
		expect(opinionOn({ ...strange, model: "all-MiniLM-L6-v2" })).toBeUndefined();
		expect(opinionOn(undefined)).toBeUndefined();
		expect(screen("what do the reviews say about bail", strange)).toBeUndefined();
	});

	it("is not waited for where words alone show a disclosure", async () => {
		const never = () => new Promise<undefined>(() => {});
		expect((await screenWith("my husband hits me", never))?.kind).toBe("disclosure");
		expect((await screenWith("我丈夫打我", never))?.kind).toBe("unread");
	});

	it("that is not to be had leaves it to the words", async () => {
		const nothing = async () => undefined;
		expect((await screenWith("which gp surgery was it", nothing))?.kind).toBe("identify");
		expect(await screenWith("what do the reviews say about bail", nothing)).toBeUndefined();
	});
});
