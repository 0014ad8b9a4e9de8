import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTalk, type Talk } from "../support/talk.ts";

let talk: Talk;
beforeAll(async () => {
	talk = await openTalk({ workspaces: ["kent", "medway", "thanet"] });
}, 60_000);
afterAll(() => talk.stop());

const asha = { person: "asha-canary", workspace: "kent" };
const tom = { person: "tom-canary", workspace: "medway" };
const coordinator = { person: "coordinator", workspace: "thanet" };
const textsTo = async (from: typeof asha, text: string) =>
	(await talk.say(text, from)).map(({ place, message }) => ({ to: place.key, text: message.summary }));

/** Everything that is in any table, as one text. */
async function everythingHeld(): Promise<string> {
	const { db } = talk.storage;
	const tables = await db.$queryRaw<{ name: string }[]>`
		SELECT format('%I', tablename) AS name FROM pg_tables WHERE schemaname = 'public'`;
	const rows = [];
	for (const { name } of tables) rows.push(await db.$queryRawUnsafe(`SELECT t::text FROM ${name} t`));
	return JSON.stringify(rows);
}

describe("the whole bot among three agencies", () => {
	it("keeps nothing of somebody who only asks", async () => {
		await talk.ask("what did the DHRs say about GPs", asha);
		await talk.ask("who am I", asha);
		expect(await talk.storage.db.person.count()).toBe(0);
	});

	it("introduces itself in four lines, once, however often and under whatever id its arrival is told", async () => {
		const newcomer = { person: "newcomer", workspace: "medway" };
		const told = Array.from({ length: 10 }, (_, at) => ({ ...newcomer, eventId: `arrival-${at % 2}` }));
		await Promise.all(told.map((from) => talk.terminal.arrive(from)));
		await talk.terminal.arrive({ ...newcomer, eventId: "much later" });
		await talk.house.allSaid();
		const seen = talk.shown.filter(({ place }) => place.key === "terminal:medway:newcomer");
		expect(seen.map(({ message }) => message.blocks[0])).toEqual([
			{
				kind: "prose",
				text: expect.stringMatching(/^Hello\. I am an automated assistant(?:.*\n){3}.*call 999\.$/),
			},
		]);
	});

	it("gives a role by a code, in three conversations of two agencies", async () => {
		await talk.grant("coordinator", coordinator);
		const code = /code is (\S+)\./.exec(await talk.ask("my code", asha))?.[1];
		const told = await textsTo(coordinator, `${code} lead`);
		expect(told.map(({ to }) => to).toSorted()).toEqual([
			"terminal:kent:asha-canary",
			"terminal:thanet:coordinator",
		]);
		expect(await talk.ask("who am I", asha)).toContain("You are a lead of Agency kent.");
	});

	it("tells nobody of another agency’s people, names or counts", async () => {
		await talk.ask("my code", tom);
		for (const text of ["home", "who am I", "my data", "help", "make @asha a lead", "stop the reminders"])
			for (const { text: said, to } of await textsTo(tom, text)) {
				expect(to).toBe("terminal:medway:tom-canary");
				expect(said).not.toMatch(/asha|kent(?! and medway)|thanet/i);
			}
		const roles = await textsTo(asha, "roles");
		expect(JSON.stringify(roles)).not.toMatch(/tom|medway|thanet|coordinator:/i);
	});

	it("lets nobody else in, in words or in a shared channel, and keeps nothing of them", async () => {
		const stranger = { person: "stranger-canary", workspace: "elsewhere" };
		expect(await talk.ask("home", stranger)).toContain("yours is not among them yet");
		expect(await talk.ask("my code", { ...stranger, channel: "shared" })).toContain(
			"yours is not among them yet",
		);
		expect(await everythingHeld()).not.toContain("stranger-canary");
	});

	it("forgets somebody everywhere when they say so", async () => {
		await talk.ask("stop the reminders", asha);
		await talk.ask("delete my data", asha);
		const receipt = await talk.press("Yes, delete it", asha);
		expect(receipt).toContain("Done, on 14 April 2026 at 11:20");
		const held = await everythingHeld();
		expect(held).toContain("tom-canary");
		// What remains is the receipt itself and where it went, until the period of answers is over.
		const { db } = talk.storage;
		expect(await db.account.count({ where: { userId: "asha-canary" } })).toBe(0);
		const rows = await db.delivery.findMany({ where: { placeKey: "terminal:kent:asha-canary" } });
		expect(rows.filter(({ said }) => said !== null)).toHaveLength(1);
		expect(talk.log.everything()).not.toMatch(/canary/);
		expect(talk.log.errors()).toEqual([]);
	});
});
