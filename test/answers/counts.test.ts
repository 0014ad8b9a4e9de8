import { afterAll, beforeAll, expect, it } from "vitest";
import { publish, putDocument } from "#knowledge/publish.ts";
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
