import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plain } from "#chat/plain.ts";
import type { Shown } from "#platforms/terminal/index.ts";
import { openTalk, type Talk } from "../support/talk.ts";

let talk: Talk;
const said = (shown: Shown[]) => shown.map(({ message }) => plain(message)).join("\n---\n");
const ann = { person: "ann" };
const cora = { person: "cora" };
const carl = { person: "carl" };
const question = "Who should chase a GP that never answers a MARAC request?";

beforeAll(async () => {
	talk = await openTalk();
	await talk.grant("coordinator", cora);
	await talk.grant("coordinator", carl);
});
afterAll(async () => {
	expect(talk.log.errors()).toEqual([]);
	await talk.stop();
});

const ask = async (text = question) => {
	await talk.say("whats the weather in maidstone tmrw", ann);
	await talk.act("Ask the coordinators", ann);
	return talk.act("Send to the coordinators", ann, { question: text });
};
const last = () => talk.storage.db.enquiry.findFirstOrThrow({ orderBy: { askedAt: "desc" } });

describe("A question that nothing held answers", () => {
	it("goes to the coordinators with consent, shows the agency and no name, and comes back answered", async () => {
		await talk.say("whats the weather in maidstone tmrw", ann);
		const form = said(await talk.act("Ask the coordinators", ann));
		expect(form).toContain("They see the question and your agency, not your name");
		const sent = await talk.act("Send to the coordinators", ann, { question });
		expect(
			sent
				.filter(({ place }) => place.address === "cora")
				.map(({ message }) => plain(message))
				.join(),
		).toContain(`From: Agency local (other)\nQuestion: ${question}\nState: open`);
		expect(said(sent.filter(({ place }) => place.address === "ann"))).toContain("Nobody has taken it up yet");
		expect(said(sent)).not.toContain("From: ann");

		const taken = await talk.act("I will answer this", cora);
		expect(said(taken.filter(({ place }) => place.address === "carl"))).toContain("State: taken up by");
		expect(said(taken.filter(({ place }) => place.address === "ann"))).toContain(
			"A coordinator has taken it up",
		);
		expect(taken.filter(({ insteadOf }) => insteadOf).length).toBeGreaterThanOrEqual(2);

		const answered = await talk.act("Send the answer", cora, { answer: "The MARAC coordinator chases it." });
		const toAnn = said(answered.filter(({ place }) => place.address === "ann"));
		expect(toAnn).toContain("The coordinator’s answer: The MARAC coordinator chases it.");
		expect(said(answered.filter(({ place }) => place.address === "carl"))).toContain("State: answered by");
	});

	it("becomes a passage only by a second action, and then the bot answers from it", async () => {
		await talk.act("Make this a passage", cora);
		const values = {
			title: "Who chases late replies to MARAC",
			text: "Where a surgery does not reply to a request from the conference, the coordinator of the conference chases it within a week.",
			theme: "risk-assessment",
		};
		const drafted = await talk.act("Save as a draft", cora, values);
		expect(said(drafted)).toContain("Nobody sees it until it is published");
		const search = "who chases late replies to marac";
		expect(await talk.ask(search, ann)).not.toContain("Answers to practitioners’ questions");
		expect(said(await talk.act("Publish", carl))).toContain("Published");
		expect(await talk.ask(search, ann)).toContain("Answers to practitioners’ questions");
		expect(said(await talk.act("Publish", cora))).toContain("no longer held");
	});

	it("can be withdrawn by its asker, by nobody else, and its text is gone then", async () => {
		await ask("Is there a form for sharing without consent?");
		const { id } = await last();
		await talk.terminal.press("answers.enquiry-withdraw", { id }, { person: "mallory" });
		await talk.house.allSaid();
		expect((await last()).state).toBe("open");
		await talk.act("Withdraw my question", ann);
		expect(await last()).toMatchObject({ state: "withdrawn", question: null });
		expect(said(await talk.act("I will answer this", cora))).toContain("was withdrawn");
	});

	it("that names somebody is not sent, and says why", async () => {
		const before = await talk.storage.db.enquiry.count();
		const shown = await ask("What happened to Sarah Jones of 14 Mill Lane, born 3 May 1984?");
		expect(said(shown)).toContain("I have not sent it");
		expect(await talk.storage.db.enquiry.count()).toBe(before);
	});

	it("that tells of danger is met by the guard, and nothing of it is kept", async () => {
		const before = await talk.storage.db.enquiry.count();
		const shown = await ask("my husband says he will kill me tonight what do I do");
		expect(said(shown)).toContain("999");
		expect(shown.some(({ privately }) => privately)).toBe(true);
		expect(await talk.storage.db.enquiry.count()).toBe(before);
	});

	it("is taken, answered and published by coordinators alone, whoever presses", async () => {
		await ask("Which form is used for a transfer of a case?");
		const { id } = await last();
		for (const verb of ["take", "answer", "draft", "save-draft", "publish", "discard"]) {
			const shown = talk.shown.length;
			await talk.terminal.press(`answers.enquiry-${verb}`, { id, answer: "mine" }, { person: "mallory" });
			await talk.house.allSaid();
			expect(said(talk.shown.slice(shown))).toBe("Only coordinators can do that.");
		}
		expect((await last()).state).toBe("open");
	});

	it("goes to the channel that a coordinator chose, and to nobody else then", async () => {
		const words = "use this channel for questions";
		expect(await talk.ask(words, { ...ann, channel: "leads" })).toContain("Only coordinators");
		await talk.ask(words, { ...cora, channel: "leads", thread: "1" });
		const sent = await ask("Which form is used for a transfer?");
		const cards = sent.filter(({ message }) => plain(message).includes("A question for the coordinators"));
		expect(cards.map(({ place }) => place.address)).toEqual(["leads"]);
		await talk.ask("stop using this channel for questions", { ...cora, channel: "leads" });
	});

	it("goes to the channel also under another id, and to each coordinator where the channel is lost or shared", async () => {
		const { terminal, storage } = talk;
		const questionsGoTo = async (text: string) => {
			const sent = await ask(text);
			const cards = sent.filter(({ message }) => plain(message).includes("A question for the coordinators"));
			return cards.map(({ place }) => place.address);
		};
		const changes = [
			["it was deleted", (channel: string) => terminal.leave("deleted", { ...cora, channel })],
			["it was shared with another", (channel: string) => terminal.share("others", { ...cora, channel })],
		] as const;
		for (const [why, change] of changes) {
			await talk.ask("use this channel for questions", { ...cora, channel: "leads" });
			await terminal.move("panel", { ...cora, channel: "leads" });
			expect(await questionsGoTo(`Who takes the minutes where ${why}?`)).toEqual(["panel"]);
			const shown = talk.shown.length;
			await change("panel");
			await change("panel");
			await talk.house.allSaid();
			const told = talk.shown.slice(shown);
			expect(told.map(({ place }) => place.address).sort()).toEqual(["carl", "cora"]);
			expect(said(told)).toContain("Questions for the coordinators no longer come to");
			expect(said(told)).toContain(why);
			expect(said(told)).toContain("They come to each coordinator in private now");
			expect((await questionsGoTo(`And who files them where ${why}?`)).sort()).toEqual(["carl", "cora"]);
		}
		expect(await storage.db.enquiryChannel.count()).toBe(0);
	});

	it("waits on the coordinators' home, and is shown there on cards that follow what becomes of it", async () => {
		await talk.storage.db.enquiry.updateMany({ data: { state: "withdrawn" } });
		expect(await talk.ask("home", cora)).toContain("No question waits for the coordinators.");
		await ask("Who keeps the minutes of a panel?");
		expect(await talk.ask("home", ann)).not.toContain("for the coordinators");
		await talk.ask("home", carl);
		const shown = await talk.act("Questions that wait", carl);
		expect(said(shown)).toContain("Who keeps the minutes of a panel?");
		const taken = await talk.act("I will answer this", cora);
		expect(taken.filter(({ place, insteadOf }) => place.address === "carl" && insteadOf)).toHaveLength(2);
		await talk.ask("home", carl);
		expect(said(await talk.act("What is asked and not answered", carl))).toContain("asked");
	});

	it("no longer goes to a channel of an agency that was removed", async () => {
		await talk.ask("use this channel for questions", { ...cora, channel: "leads" });
		const { db } = talk.storage;
		const { agencyId } = await db.workspace.findFirstOrThrow({ where: { platform: "terminal" } });
		const answers = talk.house.features.find(({ name }) => name === "answers");
		const forgets = (id: string) =>
			db.$transaction(async (tx) => answers?.forgetAgency?.(tx, id, new Date(0)));
		expect(await forgets("another")).toEqual([]);
		expect(await db.enquiryChannel.count()).toBe(1);
		expect(await forgets(agencyId)).toEqual(["the channels to which questions went"]);
		expect(await db.enquiryChannel.count()).toBe(0);
	});

	it("loses its text after the retention period", async () => {
		talk.pass(181 * 24 * 3_600_000);
		await talk.house.tick("enquiries");
		const rows = await talk.storage.db.enquiry.findMany();
		expect(rows.length).toBeGreaterThan(0);
		expect(rows.every(({ question, answer }) => question === null && answer === null)).toBe(true);
	});
});
