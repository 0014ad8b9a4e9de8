import { beforeAll, describe, expect, it } from "vitest";
import { signpostFor } from "#knowledge/asking/signpost.ts";
import type { Held, Passage } from "#knowledge/held.ts";
import type { Meant } from "#knowledge/search/meant.ts";
import { search } from "#knowledge/search/search.ts";
import { meaningOf } from "#knowledge/words/glossary.ts";
import { readStarter } from "./starter.ts";

let held: Held;
beforeAll(async () => {
	held = (await readStarter()).held;
}, 60_000);

const first = (question: string, context = {}) => search(held, question, context).passages[0]?.passage.id;
const themes = (question: string) => search(held, question).passages[0]?.passage.themes;
const band = (question: string) => search(held, question).band;

describe("search", () => {
	it.each([
		["bail", "perpetrators-bail"],
		["gp lesson pls", "healthcare"],
		["economic abuse", "economic-abuse"],
		["what did the reviews say about children", "safeguarding-children"],
		["risk assesment lessons", "risk-assessment"],
		["silo working", "complex-needs"],
	])("answers “%s” from %s", (question, theme) => {
		expect(themes(question)).toContain(theme);
		expect(band(question)).toBe("answer");
	});

	it("reads slips of the keyboard and text-speak as what was meant, and says so", () => {
		const found = search(held, "missed oppurtunities to refer kids to childrens servcies");
		expect(found.passages[0]?.passage.id).toBe("km2014-2-7");
		expect(found.corrected).toContainEqual({ from: "oppurtunities", to: "opportunities" });
		expect(first("transfering records when ppl move area")).toBe("km2014-2-4");
	});

	it("does not take a real word for a slip", () => {
		expect(search(held, "can I have lunch in the park").corrected).toEqual([]);
	});

	it("finds a lesson by the words of another spelling or acronym", () => {
		expect(themes("CSC referals missed??")).toContain("safeguarding-children");
		expect(themes("dv and alcohol")).toContain("complex-needs");
	});

	it("takes a follow-up with the theme that was spoken of before", () => {
		expect(
			held.passages.get(first("does it say how often", { theme: "risk-assessment" }) ?? "")?.themes,
		).toContain("risk-assessment");
		expect(
			held.passages.get(first("same q but for probation", { theme: "healthcare" }) ?? "")?.themes,
		).toContain("perpetrators-bail");
	});

	it("gives one passage for each main theme when all are asked for", () => {
		const found = search(held, "list all the themes pls");
		expect(found).toMatchObject({ band: "answer", wants: "overview" });
		expect(found.themes.slice(0, 3)).toEqual(["awareness", "healthcare", "risk-assessment"]);
	});

	it("finds a paragraph by its number", () => {
		expect(first("theme 2.6")).toBe("km2014-2-6");
		expect(first("what does para 2.3 say")).toBe("km2014-2-3");
		expect(band("theme 9.9")).not.toBe("answer");
		expect(band("what does paragraph 2.8 say about routine enquiry by midwives")).not.toBe("answer");
		for (const question of [
			"2.6 national or just kent",
			"para 2.6 for a stand up meeting, bullets",
			"and 2.6?",
		])
			expect([question, first(question), band(question)]).toEqual([question, "km2014-2-6", "answer"]);
	});

	it("finds what else is asked beside a paragraph, and takes an amount for no paragraph", () => {
		expect(search(held, "2.4 and what about midwives").themes).toContain("healthcare");
		expect(first("skip 2.1, go to routine enquiry by midwives")).not.toBe("km2014-2-1");
		expect(first("was it 2.3 million women")).not.toBe("km2014-2-3");
	});

	it("puts the paragraph that fits the question first where several reports have its number", () => {
		const paper = held.passages.get("km2014-2-6") as Passage;
		const other = { ...paper, id: "other-2-6", title: "Smoke alarms", text: "Smoke alarms were fitted." };
		const passages = new Map([[other.id, other], ...held.passages]);
		const found = search({ ...held, passages }, "what does 2.6 say about bail").passages;
		expect(found.slice(0, 2).map(({ passage }) => passage)).toEqual([paper, other]);
	});

	it("is unmoved by an empty or wordless question", () => {
		for (const question of ["", "???", "   ", "🙂"])
			expect(search(held, question)).toMatchObject({ passages: [], score: 0, band: "not held" });
	});

	it("names the content words that nothing held knows", () => {
		expect(search(held, "recipe for lentil soup").unknown).toEqual(["recipe", "lentil", "soup"]);
	});
});

describe("a question for a number, a date or a length of time", () => {
	it.each([
		["how many seminars were there", "count", "km2014-3-2"],
		["how many ppl going to the seminars", "count", "km2014-3-3"],
		["how many died by suicide", "count", "ho2023-suicide"],
		["what share of victims died by suicide", "percentage", "ho2023-suicide"],
		["how long does a review take", "duration", "process-how-long"],
	])("is answered by the passage that holds it: “%s”", (question, wants, id) => {
		const found = search(held, question);
		expect(found).toMatchObject({ wants, band: "answer" });
		expect(found.passages[0]?.passage.id).toBe(id);
	});

	it("is not answered by a number of something else", () => {
		for (const question of [
			"how many victims had a dog",
			"what percentage of Medway cases involved ketamine",
		])
			expect(band(question)).not.toBe("answer");
	});

	it("is not answered when it asks for what comes next, which no paper can know", () => {
		expect(band("when is the next seminar")).not.toBe("answer");
	});

	it("finds the theme of each part when it asks two things", () => {
		const found = search(held, "what did they say about GPs, and what about the children?");
		expect(found.themes.slice(0, 2)).toEqual(["healthcare", "safeguarding-children"]);
	});
});

describe("what the paper does not say", () => {
	it.each([
		"what % of dhrs had a gp problem",
		"how many DHRs has kent done",
		"whats the address and parking for the maidstone seminar",
		"how much did a place at the seminar cost",
		"which gp surgery was it",
		"what was the victim's name",
		"phone number of the MARAC coordinator",
		"can you refer my client to marac",
		"book me 2 places for tuesday",
		"is she high risk",
		"am I personally liable if I don't share it",
		"which paragraph tells us to use the DASH every four weeks?",
		"what's the maximum sentence for strangulation",
		"how do they do these reviews in Australia",
	])("is not answered: “%s”", (question) => {
		expect(band(question)).not.toBe("answer");
	});

	it.each([
		"whats the weather in maidstone tmrw",
		"recipe for lentil soup",
		"printer on second floor jammed again",
	])("is not held: “%s”", (question) => {
		expect(band(question)).toBe("not held");
	});

	it("gives the lesson on review, which names no interval, when asked how often DASH must be redone", () => {
		const found = search(held, "how often must DASH be redone");
		expect(found.passages[0]?.passage.themes).toContain("risk-assessment");
		expect(found.passages[0]?.passage.text).not.toMatch(/every \w+ (?:weeks|months)/);
	});

	it("keeps what was found nationally apart from what was found in Kent and Medway", () => {
		expect(held.passages.get("km2014-2-6")?.scope).toBe("national");
		expect(held.passages.get("km2014-2-4")?.scope).toBe("local");
		expect(held.passages.get("km2014-2-2")?.scope).toBe("both");
		expect(held.passages.get("km2014-2-3")?.scope).toBe("unstated");
	});
});

describe("what a question means", () => {
	const model = "all-MiniLM-L6-v2";
	const alike = (much: number) => Float32Array.from({ length: 384 }, (_, place) => (place === 0 ? much : 0));
	/** A question that in meaning is like one passage, and less like others; the meanings of these passages are known. */
	const meant = (like: string, known = [...held.passages.keys()], by = model): Meant => ({
		embedding: { model: by, vector: alike(1) },
		vectors: {
			model: by,
			of: new Map(known.map((id) => [id, { whole: alike(id === like ? 0.7 : 0.4), asked: [] }])),
		},
	});
	const said = "nobody twigged at all";

	it("finds the passage that is most like it, also where no word is the same", () => {
		expect(first(said)).not.toBe("km2014-2-6");
		expect(search(held, said, {}, meant("km2014-2-6")).passages[0]?.passage.id).toBe("km2014-2-6");
	});

	it("is what it means as a question, where the weights tell that", () => {
		const { embedding, vectors } = meant("km2014-2-6");
		const unlike = Float32Array.from({ length: 384 }, (_, place) => (place === 1 ? 1 : 0));
		const asked = { ...embedding, vector: unlike, asQuestion: alike(1) };
		const foundBy = (read: typeof embedding) =>
			search(held, said, {}, { embedding: read, vectors }).passages[0]?.passage.id;
		expect(foundBy(asked)).toBe("km2014-2-6");
		expect(foundBy({ ...embedding, vector: unlike })).not.toBe("km2014-2-6");
	});

	it("counts beside the words, and does not drown them", () => {
		const found = search(held, "bail and tagging of perpetrators", {}, meant("km2014-3-2"));
		expect(found.passages[0]?.passage.themes).toContain("perpetrators-bail");
	});

	it("is left aside where that of the passage found first is not known yet", () => {
		const known = [...held.passages.keys()].filter((id) => id !== first("economic abuse"));
		expect(search(held, "economic abuse", {}, meant("", known))).toEqual(search(held, "economic abuse"));
	});

	it("is left aside by weights that search was not fitted to, and by others than those of the passages", () => {
		expect(search(held, said, {}, meant("km2014-2-6", undefined, "strange"))).toEqual(search(held, said));
		const mixed = { ...meant("km2014-2-6"), embedding: meant("", undefined, "strange").embedding };
		expect(search(held, said, {}, mixed)).toEqual(search(held, said));
	});

	it("makes nothing of a question without a word", () => {
		expect(search(held, "???", {}, meant("km2014-2-6"))).toMatchObject({ passages: [], band: "not held" });
	});
});

describe("meaningOf", () => {
	it.each(["what does IDVA mean?", "whats a marac", "M.A.R.A.C. meaning", "define DASH", "what are idvas"])(
		"finds the term in “%s”",
		(question) => {
			expect(meaningOf(held, question)?.term.term).toMatch(/^(?:IDVA|MARAC|DASH)$/);
		},
	);

	it("leaves other questions alone", () => {
		expect(meaningOf(held, "what did the reviews say about MARAC")).toBeUndefined();
		expect(meaningOf(held, "what is the weather")).toBeUndefined();
	});
});

describe("signpostFor", () => {
	it("says who would know", () => {
		expect(signpostFor(held, "how do I refer to MARAC")?.id).toBe("marac-referral");
		expect(signpostFor(held, "can I be sued")?.id).toBe("legal");
	});

	it("says nothing where none comes near", () => {
		expect(signpostFor(held, "recipe for lentil soup")).toBeUndefined();
	});
});
