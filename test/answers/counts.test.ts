import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plain } from "#chat/plain.ts";
import { publish, putDocument } from "#knowledge/publish.ts";
import { type Found, search } from "#knowledge/search/search.ts";
import { answer } from "../../src/answers/cards/answer.ts";
import { openTalk, type Talk } from "../support/talk.ts";

let talk: Talk;
beforeAll(async () => {
	talk = await openTalk();
});
afterAll(() => talk.stop());

const review = (name: string, theme: string, takeDownOn: string | null = null) => ({
	...{
		id: `review-${name}`,
		title: "Overview report",
		publisher: "Overton Partnership",
		publishedOn: "2023",
	},
	...{ link: null, via: null, origin: "imported" as const, partnership: "Overton Partnership", takeDownOn },
	pseudonym: name,
	passages: [
		{
			...{ id: `review-${name}-1`, paragraph: "1.1", page: 3, title: "A finding", askedAs: [], area: null },
			text: "The surgery was told of injuries and did not ask again, nor tell anybody else of them.",
			...{ wording: "verbatim" as const, scope: "local" as const, themes: [theme], whatNext: null },
			footnotes: ["The practice has changed its policy since."],
		},
	],
});

it("A question of how many is answered by counting the reviews held, and else is not", async () => {
	const question = "how many of the reviews mention problems with GPs";
	expect(await talk.ask(question)).not.toMatch(/of the \d+ reviews held/);
	await publish(talk.storage.db, async (tx) => {
		await putDocument(tx, review("Ash", "healthcare"));
		await putDocument(tx, review("Birch", "healthcare"));
		await putDocument(tx, review("Cedar", "marac"));
		await putDocument(tx, review("Elm", "healthcare", "2026-04-20"));
		return true;
	});
	expect(await talk.ask(question)).toContain("Healthcare professionals: found in 3 of the 4 reviews held.");
	talk.pass(7 * 24 * 3_600_000);
	expect(await talk.ask(question)).toContain("Healthcare professionals: found in 2 of the 3 reviews held.");
}, 60_000);

describe("Where many reviews are held, what is closest to a question", () => {
	const met = async (question: string) => {
		const held = { ...(await talk.house.library.current()), signposts: [] };
		const found: Found = { ...search(held, question), band: "closest" };
		const options = { contact: "your DA lead", cutShort: false, mayShare: false, now: new Date(0) };
		return plain(answer(held, [{ question, found }], options).message);
	};

	it.each([
		["what percentage of victims in Kent had mental health problems", "percentage"],
		["how many children were known to the GPs in those reviews", "number"],
		["what is the average number of GP visits before a death", "number"],
		["numbers of surgeries that were criticised", "number"],
	])("is no answer to “%s”, and says so", async (question, kind) => {
		expect(await met(question)).toMatch(
			new RegExp(
				`^The reviews held here may not answer that directly: they give no such ${kind}\\. You could ask your DA lead\\.\n\nThe closest passages:\n\n[\\s\\S]+\\[Ask the coordinators\\]`,
			),
		);
	});

	it.each([
		"how many of the reviews mention problems with GPs",
		"what % of DHRs had a GP who did not ask",
		"in how many recent Kent cases did the GP not ask",
		"of the reviews you hold, how many mention GPs",
	])("stands below the count of those reviews: “%s”", async (question) => {
		expect(await met(question)).toMatch(
			/^Healthcare professionals: found in \d of the \d reviews held\. [^\n]+\n\nThe reviews held here may not answer that directly\. You could ask your DA lead\.\n\nThe closest passages:\n\n[\s\S]+\[Ask the coordinators\]/,
		);
	});
});
