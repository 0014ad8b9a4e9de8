import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { plain } from "#chat/plain.ts";
import type { Place } from "#chat/platform.ts";
import { openTalk, type Talk } from "./support/talk.ts";

let talk: Talk;
let expectedErrors = 0;

beforeAll(async () => {
	talk = await openTalk();
});
afterEach(() => {
	expect(talk.log.errors().splice(0)).toHaveLength(expectedErrors);
	talk.log.lines.length = 0;
	expectedErrors = 0;
});
afterAll(() => talk.stop());

describe("A practitioner asks", () => {
	it("and gets the lesson, marked as a summary, with where it was found and its source", async () => {
		const answer = await talk.ask("what did the DHRs say about GPs", { person: "ann" });
		expect(answer).toContain("Summary, in our own words:");
		expect(answer).toContain("Where this was found: nationally, and locally in Kent and Medway");
		expect(answer).toMatch(
			/Source: Lessons Learned from Domestic Homicide Reviews \(DHRs\).*paragraph 2\.2, 18 March 2014/,
		);
		expect(answer).toContain("[Helpful] [Not helpful]");
		expect(answer).not.toContain("“");
	});

	it("for another role and stays with the theme", async () => {
		await talk.ask("what is the learning on information sharing", { person: "ben" });
		const answer = await talk.ask("and for midwives?", { person: "ben" });
		expect(answer).toMatch(/sharing/i);
		expect(answer).toContain("This does not single out midwives.");
	});

	it("the same for another role, where the first was about a role", async () => {
		await talk.ask("gp lesson pls", { person: "cat" });
		const answer = await talk.ask("same q but for probation", { person: "cat" });
		expect(answer).toMatch(/paragraph 2\.6/);
	});

	it("two things at once and gets both", async () => {
		const answer = await talk.ask("2 things 1) what did they say abt GPs 2) when's next seminar");
		expect(answer).toContain("1 of 2");
		expect(answer).toMatch(/paragraph 2\.2/);
		expect(answer).toContain("2 of 2");
		expect(answer).toMatch(/seminar/i);
	});

	it("for all themes, and opens one by its button or its name", async () => {
		const themes = await talk.ask("themes");
		for (const name of ["Healthcare professionals", "Safeguarding children", "Several needs at once"])
			expect(themes).toContain(name);
		expect(await talk.press("Healthcare professionals")).toContain("Theme: Healthcare professionals");
		expect(await talk.ask("safeguarding children")).toContain("Theme: Safeguarding children");
	});

	it("what a word means", async () => {
		const answer = await talk.ask("what does MARAC mean");
		expect(answer).toMatch(/^MARAC\n/);
		expect(answer).toMatch(/multi agency risk assessment conference/i);
	});

	it("for what is not held, and is told so and whom to ask", async () => {
		const answer = await talk.ask("whats the weather in maidstone tmrw");
		expect(answer).toContain("The reviews held here do not answer that.");
		expect(answer).toContain("your DA lead");
	});

	it("for a number that nobody gives, and is given none", async () => {
		const answer = await talk.ask("what % of dhrs had a gp problem");
		expect(answer).not.toMatch(/^How healthcare/);
		expect(answer).toMatch(/may not answer that directly|do not answer that/);
	});

	it("says hello, thanks and help, and is met", async () => {
		expect(await talk.ask("hiya")).toContain("Hello.");
		expect(await talk.ask("thanks, that was really helpful")).toContain("You are welcome.");
		expect(await talk.ask("are you a real person")).toContain("I am not a person.");
		expect(await talk.ask("help")).toContain("What I can do");
	});
});

describe("Feedback", () => {
	it("is thanked for and counted once a person, the last view standing", async () => {
		await talk.ask("bail", { person: "dee" });
		expect(await talk.press("Helpful", { person: "dee" })).toContain("Noted as helpful");
		expect(await talk.press("Not helpful", { person: "dee" })).toContain("Noted as not helpful");
		const rows = await talk.storage.db.answerFeedback.findMany();
		expect(rows.map(({ helpful }) => helpful)).toEqual([false]);
	});

	it("with a forged value is refused and counts nothing", async () => {
		const before = await talk.storage.db.answerFeedback.count();
		for (const value of [
			null,
			"x",
			{ helpful: "yes" },
			{ helpful: true, passages: ["no-such"] },
			{ helpful: true },
		]) {
			await talk.terminal.press("answers.feedback", value as never);
			await talk.house.allSaid();
		}
		expect(await talk.storage.db.answerFeedback.count()).toBe(before);
	});
});

describe("Someone in danger", () => {
	it("is answered in private at once, and nothing is kept but the hour and the kind", async () => {
		const deliveries = await talk.storage.db.delivery.count();
		const shown = await talk.say("im scared to go home tonight", { channel: "ward-7", thread: "1" });
		expect(shown).toHaveLength(1);
		expect(shown[0]?.privately).toBe(true);
		expect(shown[0]?.message.discreet).toBe(true);
		expect(plain(shown[0]?.message ?? { summary: "", blocks: [] })).toMatch(/999/);
		expect(await talk.storage.db.delivery.count()).toBe(deliveries);
		expect(await talk.storage.db.guardCount.findMany()).toMatchObject([
			{ kind: "disclosure", count: 1, hour: new Date("2026-04-14T10:00:00Z") },
		]);
	});

	it("is answered also when the database does not answer", async () => {
		const other = await openTalk();
		await other.house.stop();
		await other.storage.close();
		const place: Place = { platform: "terminal", workspace: "local", key: "k", address: "a", kind: "direct" };
		await other.house.receive({
			...{ eventId: "e1", businessKey: "a1", place },
			person: { id: "eve", workspace: "local", direct: place },
			act: { kind: "said", text: "he says he will kill me tonight" },
		});
		expect(other.shown.map(({ message, privately }) => [message.summary.includes("999"), privately])).toEqual(
			[[true, true]],
		);
		expect(other.log.errors().length).toBeGreaterThan(0);
	});
});

describe("A conversation", () => {
	it("goes on after the bot was stopped in the middle and started again", async () => {
		const first = await openTalk();
		await first.ask("what is the learning on safeguarding children", { person: "hal" });
		await first.house.stop();
		const second = await openTalk({ storage: first.storage });
		expect(await second.ask("tell me more", { person: "hal" })).toMatch(/child/i);
		await second.stop();
		await first.storage.close();
	});

	it("is forgotten after a day", async () => {
		await talk.ask("what is the learning on safeguarding children", { person: "ivy" });
		talk.pass(25 * 60 * 60 * 1000);
		expect(await talk.ask("tell me more", { person: "ivy" })).toContain("More about what?");
	});

	it("in one thread does not leak into another", async () => {
		await talk.ask("what is the learning on safeguarding children", { channel: "c", thread: "1" });
		expect(await talk.ask("tell me more", { channel: "c", thread: "2" })).toContain("More about what?");
	});
});

describe("Something that breaks", () => {
	it("is said with a reference that the log line has, and nothing of the message", async () => {
		const other = await openTalk();
		await other.storage.db.$executeRaw`ALTER TABLE "Conversation" RENAME TO "Elsewhere"`;
		const broken = await other.say("bail", { person: "jo" });
		const reference = broken[0]?.message.summary.match(/reference: (\w{6})/)?.[1];
		expect(reference).toBeDefined();
		expect(other.log.errors().map(({ fields }) => (fields as { reference?: string }).reference)).toContain(
			reference,
		);
		await other.stop();
	});
});

describe("While the database fails", () => {
	it("what the guard said can still be taken off the screen", async () => {
		const other = await openTalk();
		await other.say("im scared to go home tonight", { person: "jo" });
		await other.storage.db.$executeRaw`ALTER TABLE "Workspace" RENAME TO "Elsewhere"`;
		const shown = await other.act("Hide this", { person: "jo" });
		expect(shown.map(({ message }) => message.summary)).toEqual(["Hidden."]);
		await other.stop();
	});
});

describe("Whoever is not let in", () => {
	it("is refused politely, and nothing is kept", async () => {
		const shown = await talk.say("what did the DHRs say about GPs", { workspace: "elsewhere" });
		expect(plain(shown[0]?.message ?? { summary: "", blocks: [] })).toMatch(/agencies that have been let in/);
		expect(await talk.storage.db.conversation.count({ where: { key: { contains: "elsewhere" } } })).toBe(0);
	});
});

describe("Someone in danger whose workspace is not let in", () => {
	it("is given the numbers all the same, and nothing is kept", async () => {
		const counted = await talk.storage.db.guardCount.count();
		const shown = await talk.say("im scared to go home tonight", { workspace: "elsewhere" });
		expect(shown[0]?.message.summary).toContain("0808 2000 247");
		expect(await talk.storage.db.guardCount.count()).toBe(counted);
	});

	it("can hide them, and reads nothing more", async () => {
		const shown = await talk.act("Hide this", { workspace: "elsewhere" });
		expect(shown.map(({ message }) => message)).toEqual([{ summary: "Hidden.", blocks: [] }]);
	});

	it("is given them in the search beside the message box too, others the reason", async () => {
		const from = { workspace: "elsewhere" };
		const helped = await talk.terminal.search("im scared to go home tonight", from);
		expect(helped).toEqual({ notice: expect.stringContaining("0808 2000 247") });
		const refused = await talk.terminal.search("what did the DHRs say about GPs", from);
		expect(refused).toEqual({ notice: expect.stringContaining("agencies that have been let in") });
	});
});

describe("A stop", () => {
	it("sends first what was accepted", async () => {
		const other = await openTalk();
		await Promise.all(
			Array.from({ length: 20 }, (_, at) => other.terminal.say("bail", { person: `p${at}` })),
		);
		await other.house.stop();
		expect(other.shown).toHaveLength(20);
		await other.storage.close();
	});
});

describe("Any word at all", () => {
	it("is met, also one that every object of the language has", async () => {
		for (const word of Object.getOwnPropertyNames(Object.prototype))
			expect(await talk.ask(`${word} lessons`), word).not.toContain("something went wrong");
	});

	it("and a message of forty thousand signs is met soon, and said to be read in part", async () => {
		for (const text of [
			`${"(".repeat(39_000)}a`,
			"!".repeat(40_000),
			"bail ".repeat(8_000),
			"zxqv wkjh ".repeat(4_000),
		]) {
			const answer = await talk.ask(text);
			expect(answer).not.toContain("something went wrong");
		}
		expect(await talk.ask(`what did they find about bail ${"and bail ".repeat(400)}`)).toContain(
			"its beginning only",
		);
	});
});

describe("A word alone", () => {
	it("that is an acronym is explained, and a theme's is answered", async () => {
		expect(await talk.ask("MAPPA")).toMatch(/^MAPPA\n/);
		expect(await talk.ask("GPs")).toMatch(/paragraph 2\.2/);
	});
});

describe("Whoever asks what is kept", () => {
	it.each([
		"privacy",
		"what do you store",
		"does the bot record what i write",
		"who can see my questions here",
	])("is told: %s", async (question) => {
		expect(await talk.ask(question)).toContain("I do not keep or log what you write.");
	});
});

describe("A button of a feature that is gone", () => {
	it("is said to be out of date", async () => {
		const before = talk.shown.length;
		await talk.terminal.press("no-such.thing", null);
		await talk.house.allSaid();
		expect(talk.shown.slice(before).map(({ message }) => message.summary)).toEqual([
			"That button is out of date. Please ask again, or type “help”.",
		]);
	});
});

describe("The same event", () => {
	it("ten times at once is answered once", async () => {
		const said = Array.from({ length: 10 }, () =>
			talk.terminal.say("info sharing lesson plz", { person: "flo", eventId: "same-event" }),
		);
		await Promise.all(said);
		await talk.house.allSaid();
		expect(await talk.storage.db.delivery.count({ where: { placeKey: "terminal:local:flo" } })).toBe(1);
	});
});

describe("What was written", () => {
	it("is in no log and no table", async () => {
		const canary = "zanzibar-marmalade-4711";
		await talk.say(`what did the DHRs say about GPs ${canary}`, { person: "gus" });
		await talk.say(`im scared to go home tonight ${canary}`, { person: "gus" });
		await talk.terminal.press("answers.theme", { theme: canary }, { person: "gus" });
		await talk.house.allSaid();
		expect(talk.log.everything()).not.toContain(canary);
		const tables = await talk.storage.db.$queryRaw<{ name: string }[]>`
			SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
			WHERE schemaname = 'public'`;
		for (const { name } of tables) {
			const rows = await talk.storage.db.$queryRawUnsafe<{ row: string }[]>(
				`SELECT t::text AS row FROM ${name} t`,
			);
			expect(
				rows.filter(({ row }) => row.includes(canary)),
				name,
			).toEqual([]);
		}
	});
});
