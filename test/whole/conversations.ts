import { describe, expect, it } from "vitest";
import type { Whole } from "./whole.ts";

const aboutGps = "what did the DHRs say about GPs";

/** What practitioners may rely on, through whichever platform they meet the bot. */
export function holdsConversations(bot: () => Whole): void {
	describe("A practitioner", () => {
		it("asks directly and gets the lesson with its source", async () => {
			const answer = await bot().ask(aboutGps, "ann");
			expect(answer).toMatch(/Source: Lessons Learned from Domestic Homicide Reviews.*paragraph 2\.2/s);
			expect(answer).toContain("Where this was found");
		});

		it("asks by a mention and is answered in the thread, where more can be asked", async () => {
			const { ground, hears } = bot();
			const asked = await ground.mention("what is the learning on information sharing", { who: "ben" });
			const { thread } = asked;
			const [answer, ...more] = await hears("cat", "channel", async () => asked);
			expect(more).toEqual([]);
			expect(answer?.thread).toBe(thread);
			expect(answer?.text).toMatch(/sharing/i);
			const [next] = await hears("cat", "channel", () =>
				ground.mention("and for midwives?", { who: "ben", thread }),
			);
			expect(next?.thread).toBe(thread);
			expect(next?.text).toContain("This does not single out midwives.");
		});

		it("opens a theme by its button", async () => {
			expect(await bot().ask("themes", "dee")).toContain("Themes of the reviews");
			expect(await bot().press("Healthcare professionals", "dee")).toContain(
				"Theme: Healthcare professionals",
			);
		});

		it("says whether an answer helped, and the last view counts", async () => {
			await bot().ask("bail", "eve");
			expect(await bot().press("Helpful", "eve")).toContain("Noted as helpful");
			expect(await bot().press("Not helpful", "eve")).toContain("Noted as not helpful");
			const rows = await bot().storage.db.answerFeedback.findMany();
			expect(rows.map(({ helpful }) => helpful)).toEqual([false]);
		});

		it("is greeted once, however many events tell that the bot arrived", async () => {
			const { ground, hears } = bot();
			const greeted = await hears("ann", "direct", async () => {
				const acts = await ground.arrive("direct");
				for (const act of acts) await act.again();
				for (const act of await ground.arrive("direct")) await act.again();
				return acts[0] as never;
			});
			expect(greeted.map(({ text }) => text)).toEqual([expect.stringContaining("Hello. I am an automated")]);
		});

		it("goes on with a conversation although the bot was stopped and begun anew", async () => {
			await bot().ask("what is the learning on information sharing", "fay");
			await bot().restart();
			expect(await bot().ask("and for midwives?", "fay")).toContain("This does not single out midwives.");
		});
	});

	describe("Someone in danger", () => {
		const words = "im scared to go home tonight";

		it("who says so in a channel is answered privately, and only the hour and the kind are kept", async () => {
			const { ground, hears, rows, storage } = bot();
			const before = await rows();
			const inPublic = ground.sees("zoe", "channel").length;
			const told = [
				...(await hears("gil", "channel", () => ground.mention(words, { who: "gil" }))),
				...ground.sees("gil", "direct"),
			];
			expect(told.filter(({ text }) => text.includes("999"))).toHaveLength(1);
			expect(ground.sees("zoe", "channel")).toHaveLength(inPublic);
			const after = await rows();
			const changed = Object.keys(after).filter((table) => after[table] !== before[table]);
			expect(changed.sort()).toEqual(['public."GuardCount"', 'public."ReceivedEvent"']);
			expect(await storage.db.guardCount.findMany()).toMatchObject([{ kind: "disclosure", count: 1 }]);
			expect(await storage.db.receivedEvent.findMany({ where: { answered: { not: {} } } })).toEqual([]);
		});

		it("is notified in neutral words, and can hide the reply", async () => {
			const { ground, restart } = bot();
			const before = ground.notifications().length;
			expect(await bot().ask(words, "hal")).toContain("999");
			expect(ground.notifications().slice(before).join()).toMatch(/^(You have a reply\.?,?)+$/);
			await ground.press("Hide this", { who: "hal" });
			await restart();
			expect(ground.sees("hal", "direct").filter(({ text }) => text !== "Hidden.")).toEqual([]);
		});

		it("or who works with them, opens the lesson that goes with the reply, and only they see it", async () => {
			const { ground, hears } = bot();
			const inPublic = ground.sees("zoe", "channel").length;
			const words = "my client was strangled by her ex last night what do i do";
			await hears("jan", "direct", () => ground.mention(words, { who: "jan" }));
			const where = ground.sees("jan", "direct").length > 0 ? "direct" : "channel";
			const press = () => ground.press("Read the lesson on risk", { who: "jan", where });
			expect((await hears("jan", where, press)).map(({ text }) => text)).toEqual([
				expect.stringMatching(/^Theme: .*risk/im),
			]);
			expect(ground.sees("zoe", "channel")).toHaveLength(inPublic);
		});

		it("is answered also when the platform is busy for a moment", async () => {
			bot().ground.trouble({ kind: "slow down", seconds: 0 });
			expect(await bot().ask(words, "ike")).toContain("999");
		});

		it("is answered when the platform brings the words again, because it was busy for longer", async () => {
			const { ground, hears, log } = bot();
			for (let time = 0; time < 7; time++) ground.trouble({ kind: "slow down", seconds: 0 });
			const statuses: number[] = [];
			const heard = await hears("ivo", "direct", async () => {
				const act = await ground.say(words, { who: "ivo" });
				statuses.push(...act.statuses);
				while (statuses.at(-1) === 503 && statuses.length < 5) statuses.push(await act.again());
				return act;
			});
			expect([statuses[0], statuses.at(-1)]).toEqual([503, 200]);
			expect(heard.map(({ text }) => text)).toEqual([expect.stringContaining("999")]);
			log.lines.length = 0;
		});

		it("is answered also while the database is broken", async () => {
			const { log, withBrokenDatabase } = bot();
			expect(await withBrokenDatabase(() => bot().ask(words, "ida"))).toContain("999");
			expect(log.errors().splice(0).length).toBeGreaterThan(0);
			log.lines.length = 0;
		});
	});

	it("Whoever asks who was in a review is told in private that nobody is named", async () => {
		const { ground, hears } = bot();
		const before = ground.sees("zoe", "channel").length;
		const told = [
			...(await hears("joy", "channel", () => ground.mention("whats the victims name", { who: "joy" }))),
			...ground.sees("joy", "direct"),
		];
		expect(told.filter(({ text }) => text.includes("I cannot say who or where anyone"))).toHaveLength(1);
		expect(ground.sees("zoe", "channel")).toHaveLength(before);
	});

	describe("Whoever is not let in", () => {
		it("by their own agency is refused in private, and nothing is kept", async () => {
			const { ground, hears, rows } = bot();
			const before = await rows();
			const told = [
				...(await hears("kit", "channel", () => ground.mention(aboutGps, { who: "kit", home: "T-OTHER" }))),
				...ground.sees("kit", "direct"),
			];
			expect(told.filter(({ text }) => text.includes("agencies that have been let in"))).toHaveLength(1);
			expect(told.filter(({ text }) => text.includes("paragraph"))).toEqual([]);
			expect(await rows()).toEqual(before);
		});

		it("by the workspace that the bot was added to is refused, but not in danger, and nothing is kept", async () => {
			const { ground, hears, letIn, rows } = bot();
			await letIn("nobody");
			const before = await rows();
			const refused = await bot().ask(aboutGps, "liz");
			const helped = await bot().ask("im scared to go home tonight", "liz");
			const greeted = await hears("ann", "channel", async () => (await ground.arrive("channel"))[0] as never);
			await letIn("this workspace");
			expect(refused).toMatch(/let in.*call 999/s);
			expect(helped).toContain("999");
			expect(helped).not.toContain("let in");
			expect(greeted).toEqual([]);
			expect(await rows()).toEqual(before);
		});
	});

	describe("The same event", () => {
		it("delivered ten times at once is answered once, and counted once", async () => {
			const { ground, hears, storage } = bot();
			const before = await storage.db.questionOutcome.count();
			const heard = await hears("lea", "direct", () => ground.say(aboutGps, { who: "lea", times: 10 }));
			expect(heard).toHaveLength(1);
			expect(await storage.db.questionOutcome.count()).toBe(before + 1);
		});

		it("of somebody in danger, ten times at once, is answered once", async () => {
			const { ground, hears } = bot();
			const words = "he says he will kill me tonight";
			const heard = await hears("may", "direct", () => ground.say(words, { who: "may", times: 10 }));
			expect(heard).toHaveLength(1);
		});

		it("of a button, ten times at once, is answered once", async () => {
			const { ground, hears } = bot();
			await bot().ask("themes", "mo");
			const press = () => ground.press("Healthcare professionals", { who: "mo", times: 10 });
			expect(await hears("mo", "direct", press)).toHaveLength(1);
		});

		it("delivered again after the bot began anew is not answered again", async () => {
			const { ground, hears, restart } = bot();
			const act = await ground.say(aboutGps, { who: "ned" });
			await hears("ned", "direct", async () => act);
			await restart();
			expect(await hears("ned", "direct", () => act.again().then(() => act))).toEqual([]);
		});
	});

	describe("When something fails", () => {
		it("in the database, the person gets an apology with the reference that the log has", async () => {
			const { log, withBrokenDatabase } = bot();
			const apology = await withBrokenDatabase(() => bot().ask(`${aboutGps} marmalade`, "oda"));
			const reference = /this reference: (\w{6})\./.exec(apology)?.[1];
			expect(log.errors().map(({ fields }) => fields)).toMatchObject([{ reference, act: "said" }]);
			expect(log.everything()).not.toContain("marmalade");
			log.lines.length = 0;
			expect(await bot().ask(aboutGps, "oda")).toContain("paragraph 2.2");
		});

		it("because the platform is busy, the answer arrives later, once", async () => {
			const { ground, hears, later } = bot();
			ground.trouble({ kind: "slow down", seconds: 30 });
			const tries = ground.tries();
			expect(await hears("pam", "direct", () => ground.say(aboutGps, { who: "pam" }))).toEqual([]);
			await later(25);
			expect(ground.tries()).toBe(tries + 1);
			await later(10);
			await later(60);
			expect(ground.sees("pam", "direct").map(({ text }) => text)).toEqual([
				expect.stringContaining("paragraph 2.2"),
			]);
		});

		it("after the platform took the answer, it is not said again, nor by another bot on the same storage", async () => {
			const { ground, hears, later, restart } = bot();
			ground.trouble({ kind: "accepted, then dropped" });
			await hears("quy", "direct", () => ground.say(aboutGps, { who: "quy" }));
			await later(6);
			await later(60);
			await restart();
			await later(600);
			const answers = ground.sees("quy", "direct").filter(({ text }) => text.includes("paragraph 2.2"));
			expect(answers).toHaveLength(1);
		});

		it("because the conversation is gone, the ledger says so, and the next answer is sent", async () => {
			const { ground, hears, storage } = bot();
			ground.trouble({ kind: "gone" });
			expect(await hears("rob", "direct", () => ground.say(aboutGps, { who: "rob" }))).toEqual([]);
			const failed = await storage.db.delivery.findMany({ where: { state: "failed" } });
			expect(failed.map(({ reason }) => reason)).toEqual([expect.stringMatching(/not exist|is gone/)]);
			expect(await bot().ask(aboutGps, "rob")).toContain("paragraph 2.2");
		});
	});

	it("What was written is in no log and no table", async () => {
		const { ground, hears, log, tablesWith } = bot();
		const canary = "zanzibar-marmalade-4711";
		for (const words of [aboutGps, "im scared to go home tonight", "whats the victims name", "bail"])
			await hears("sue", "direct", () => ground.say(`${words} ${canary}`, { who: "sue" }));
		await hears("sue", "channel", () => ground.mention(`${aboutGps} ${canary}`, { who: "sue" }));
		expect(log.everything()).not.toContain(canary);
		expect(await tablesWith(canary)).toEqual([]);
	});
}
