import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runInside } from "../../src/cli/commands.ts";
import { openTalk, type Talk } from "../support/talk.ts";

const paper = resolve(import.meta.dirname, "../../../shared/source/kent-csp-2014-03-18-dhr-lessons.txt");
const hasPaper = existsSync(paper);

let talk: Talk;
let asker = 0;
const ask = (question: string) => talk.ask(question, { person: `asker-${++asker}` });

describe("What the 2014 paper really says, summed up in the starter pack,", () => {
	beforeAll(async () => {
		talk = await openTalk({ contact: "the partnership's duty desk" });
	});
	afterAll(() => talk.stop());
	tellsTheTruth();
});

describe.skipIf(!hasPaper)("The paper itself, imported word for word (needs the paper),", () => {
	beforeAll(async () => {
		talk = await openTalk({ contact: "the partnership's duty desk" });
		const { output, exitCode } = await runInside(["documents", "import", paper, "--publish"], {
			rooms: { ...talk.house, db: talk.storage.db },
			cwd: process.cwd(),
			log: talk.log.log,
		});
		expect(output).toContain("14");
		expect(exitCode).toBe(0);
	});
	afterAll(() => talk.stop());

	tellsTheTruth();

	it("is quoted, and every quotation stands in the paper", async () => {
		const source = folded(readFileSync(paper, "utf8").replaceAll("*", ""));
		for (const question of [
			"gp lesson pls",
			"bail",
			"info sharing lesson plz",
			"who presents at the seminar",
		]) {
			const quotes = [...(await ask(question)).matchAll(/“([^”]+)”/g)].map(([, quote]) => quote ?? "");
			expect(quotes.length, question).toBeGreaterThan(0);
			for (const quote of quotes) if (quote.length > 40) expect(source).toContain(folded(quote));
		}
	});

	it("never gives the person, telephone or address that it names as its contact", async () => {
		const contact = readFileSync(paper, "utf8").split("For further information contact:")[1] ?? "";
		const secrets = [
			...contact.trim().split(" ").slice(0, 2),
			...(contact.match(/\d{5} \d{6}/g) ?? []),
			...(contact.match(/\S+@\S+/g) ?? []),
		];
		expect(secrets.length).toBeGreaterThanOrEqual(4);
		const answers = [];
		for (const question of [
			"who do i contact about this",
			"phone number for more information",
			"email of the coordinator",
		])
			answers.push(await ask(question));
		for (const secret of secrets) expect(answers.join("\n")).not.toContain(secret);
	});
});

function tellsTheTruth(): void {
	it("finds bail and release nationally, and not in Kent", async () => {
		const answer = await first("bail");
		expect(answer).toContain("Where this was found: nationally");
		expect(answer).not.toMatch(/Where this was found: .*Kent/);
		expect(answer).toMatch(/some cases/);
	});

	it("finds GPs' responses wanting nationally and in most local reviews, without a percentage or a practice", async () => {
		const answer = await first("gp lesson pls");
		expect(answer).toContain("Where this was found: nationally, and locally in Kent and Medway");
		expect(answer).toMatch(/majority|most/);
		expect(answer).not.toContain("%");
	});

	it("finds families' moves between areas locally", async () => {
		expect(await first("transfering records when ppl move area")).toMatch(
			/Where this was found: locally, in Kent and Medway/,
		);
	});

	it.each([
		["non physical abuse lesson learned??", /some agencies/i],
		["who needs more training in risk", /some agencies/i],
		["dual diagnosis + DA what did they find", /some (DHRs|reviews)/i],
		["missed oppurtunities to refer to childrens services", /some occasions|at times|some agencies/i],
	])("keeps its hedges: %s", async (question, hedge) => {
		expect(await first(question)).toMatch(hedge);
	});

	it("names no tool, score or interval for risk assessment", async () => {
		const answer = await first("risk assesment lessons");
		expect(answer).not.toMatch(/\b(?:DASH|DARA|MARAC)\b/);
		expect(answer).not.toMatch(/\b\d+ (?:days?|weeks?|months?)\b/);
	});

	it("expected about 360 practitioners at three seminars, and gives no date, place or price", async () => {
		const answer = await first("how many ppl going to the seminars");
		expect(answer).toContain("360");
		expect(answer).toMatch(/approximately|about|around|expected|anticipated/);
		expect(answer).not.toContain("£");
	});

	it("has Independent Chairs present each case, and the agencies say what they changed", async () => {
		const answer = await first("who presents at the seminar");
		expect(answer).toMatch(/Independent Chairs?/);
		expect(answer).toMatch(/change/);
	});

	it("sends the questionnaire to every delegate, after they had time to reflect", async () => {
		const answer = await first("what does the follow up questionnaire ask about");
		expect(answer).toMatch(/reflect/);
		expect(answer).toMatch(/[Aa]ll delegates|[Ee]very(?:one| delegate)/);
	});

	it("is dated, and where it may be read is said", async () => {
		expect(await first("who wrote this report and when")).toContain("18 March 2014");
		expect(await first("where can i read the actual DHRs")).toMatch(/councils/);
	});

	it("gives whom to ask now in place of its contact of 2014", async () => {
		expect(await ask("who do i contact about this")).toContain("the partnership's duty desk");
	});
}

/** The answer to a question, up to its first source. */
async function first(question: string): Promise<string> {
	const answer = await ask(question);
	return answer.slice(0, answer.indexOf("\n", answer.indexOf("Source: ")));
}

function folded(text: string): string {
	return text.replace(/\s+/g, " ");
}
