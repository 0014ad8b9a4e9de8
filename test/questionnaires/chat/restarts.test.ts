import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shelve } from "#questionnaires/script/shelf.ts";
import type { Act, Ground, OpenGround } from "../../platforms/ground.ts";
import { openSlack } from "../../platforms/slack/harness.ts";
import { openTeams } from "../../platforms/teams/harness.ts";
import { open } from "../../seminars/world.ts";
import { openWhole, type Whole } from "../../whole/whole.ts";
import { read, starterYaml } from "../samples.ts";
import { answersOf, followUp } from "./followUp.ts";

const grounds: [string, OpenGround][] = [
	["Slack", openSlack],
	["Teams", openTeams],
];
const day = 24 * 60 * 60;

/** The questionnaire in a newer version: in other words, and in every other version with one more item. */
function version(number: number) {
	const more = `
  - id: learned
    kind: yes-no-planned
    title: Whether anybody wants to learn more
    ask: Would you like to learn more?
`;
	const yaml = starterYaml
		.replace("version: 1", `version: ${number}`)
		.replace("What got in the way?", `What got in the way, if anything (${number})?`);
	return read(number % 2 ? yaml : yaml + more);
}

type Step = {
	/** What is done, where the bot has just begun anew. */
	act: (ground: Ground) => Promise<Act>;
	/** What comes of it. */
	sees: RegExp;
	/** What is kept by then, beside what was. */
	keeps?: Record<string, unknown>;
};
const say = (text: string) => (ground: Ground) => ground.say(text);
const press =
	(label: string, choose = {}) =>
	(ground: Ground) =>
		ground.press(label, { choose });

const conversation: Step[] = [
	{ act: press("4. Quite a lot"), sees: /Which of the themes/, keeps: { helped: "quite-a-lot" } },
	{ act: say("what do the reviews say about GPs?"), sees: /Back to where we were.*Which of the themes/s },
	{
		act: press("Save my choice", { v: ["B. Healthcare professionals", "E. Several needs at once"] }),
		sees: /Where did you take/,
		keeps: { themes: ["healthcare", "complex-needs"] },
	},
	{
		act: say("team and supervision"),
		sees: /changed anything that you do together/,
		keeps: { "taken-to": ["supervision", "team"] },
	},
	{ act: say("back"), sees: /Your answer so far: Supervision; A team meeting/ },
	{
		act: say("team"),
		sees: /Changed.*changed anything that you do together/s,
		keeps: { "taken-to": ["team"] },
	},
	{
		act: press("Not yet, but planned"),
		sees: /one thing that you do differently/,
		keeps: { "changed-together": "planned" },
	},
	{ act: say("why do you ask?"), sees: /One real example.*one thing that you do differently/s },
	{
		act: say("I talk to each person alone."),
		sees: /recognising abuse that is not physical/,
		keeps: { differently: "I talk to each person alone." },
	},
	{ act: press("Skip"), sees: /likelier to share information/ },
	{ act: say("change 1"), sees: /how much has it helped you/ },
	{
		act: say("5"),
		sees: /Changed: A great deal.*likelier to share information/s,
		keeps: { helped: "great-deal" },
	},
	{ act: say("agree"), sees: /look again at the risk/, keeps: { sharing: "agree" } },
	{
		act: press("5. Strongly agree"),
		sees: /What got in the way, if anything/,
		keeps: { "looking-again": "strongly-agree" },
	},
	{ act: say("time and managers"), sees: /What became of it/, keeps: { "in-the-way": ["time", "managers"] } },
	{
		act: say("More on stalking."),
		sees: /which kind of agency/,
		keeps: { "next-seminar": "More on stalking." },
	},
	{ act: say("housing"), sees: /Would you like to learn more/, keeps: { sector: "housing" } },
	{ act: say("yes"), sees: /That was the last question\. Thank you\./, keeps: { learned: "yes" } },
];

describe.each(grounds)("Through %s", (platform, openGround) => {
	let bot: Whole;
	const user = platform === "Slack" ? "UANN" : "aad-ann";
	const newest = () => bot.ground.sees("ann", "direct").at(-1)?.text ?? "";

	beforeAll(async () => {
		bot = await openWhole(openGround);
		await open(bot.storage.db, {
			title: "What housing learned",
			startsAt: new Date("2026-11-26T09:30:00Z"),
			endsAt: new Date("2026-11-26T12:30:00Z"),
		});
		await bot.ask("seminars");
		await bot.press("Open: What housing learned");
		await bot.hears("ann", "direct", () => bot.ground.press("Book a place"));
		await followUp(bot.storage);
		await bot.later(45 * day + 3600);
		await bot.tick("questionnaires.plan");
		await bot.tick("questionnaires.ask");
	}, 60_000);
	afterAll(() => bot?.stop());

	it("no answer is lost or doubled, although the bot begins anew, with a newer questionnaire, after every step", async () => {
		expect(newest()).toContain("how much has it helped you");
		let keeps = {};
		for (const [at, step] of conversation.entries()) {
			// The last one stays: what is finished in a version is not asked on in the next.
			const newer = version(Math.min(at + 2, 18));
			await bot.storage.db.$transaction((tx) => shelve(tx, newer, new Date()));
			await bot.restart();
			const done: Act[] = [];
			const seen = await bot.hears("ann", "direct", async () => {
				const act = await step.act(bot.ground);
				done.push(act);
				return act;
			});
			expect(seen.map(({ text }) => text).join("\n\n")).toMatch(step.sees);
			keeps = { ...keeps, ...step.keeps };
			expect(await answersOf(bot.storage, user)).toEqual(keeps);
			await bot.restart();
			expect(await bot.hears("ann", "direct", async () => again(done))).toEqual([]);
			expect(await answersOf(bot.storage, user)).toEqual(keeps);
		}
		const { counted } = await bot.storage.db.questionnaireDraft.findFirstOrThrow();
		expect(counted).toEqual(keeps);
		expect(bot.log.errors()).toEqual([]);
	}, 120_000);

	/** The platform had no answer from the bot that was stopped, and delivers the same event to the next. */
	async function again([act]: Act[]): Promise<Act> {
		if (!act) throw new Error("Nothing was done.");
		await act.again();
		return act;
	}
});
