import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Json } from "#chat/message.ts";
import { pressOnText } from "#lessons/coordinator/manageCard.ts";
import { useDatabase } from "../support/database.ts";
import { ann, carl, cora, hal, homes, kent, openPartnership, type Partnership } from "./partnership.ts";
import { addThemes, approve, release, wanted, write } from "./written.ts";

const database = useDatabase();
let partnership: Partnership;
const team = { workspace: kent, channel: "team" };
const inTeam = { ...ann, ...team };

beforeEach(async () => {
	partnership = await openPartnership(database.storage, { withoutContent: true });
	await addThemes(database.db);
	await partnership.grant("coordinator", cora);
	await partnership.grant("coordinator", carl);
	await partnership.say("subscribe", inTeam);
});
afterEach(() => partnership.stop());

const annsOwn = () => partnership.standing({ workspace: kent, person: "ann" }).at(-1) ?? "";

describe("A practitioner", () => {
	it("reads a lesson in full, and as a briefing with a page to print, for themselves", async () => {
		await release(partnership, {}, cora, carl);
		await partnership.press("Read in full", inTeam);
		expect(annsOwn()).toContain(`What happened, in general terms: ${wanted.happened}`);
		await partnership.press("Seven-minute briefing", inTeam);
		expect(annsOwn()).toContain("Seven-minute briefing: Ask alone, on every visit");
		expect(annsOwn()).toContain("people may step out, and where support is");
		const page = await partnership.open(/https:\S+lesson-briefing\/[\w-]+/.exec(annsOwn())?.[0] ?? "");
		expect(page.body).toContain("<h2>What to do now (1 minute)</h2>");
		expect(page.body).toContain('<a href="https://reviews.example.org/anna">');
		expect(partnership.standing(team).join()).not.toContain(wanted.happened);
	});

	it("tells once how many they briefed, can change it, and is counted by agency", async () => {
		await release(partnership, {}, cora, carl);
		await partnership.press("Briefed my team", inTeam);
		for (const count of ["", "none", "0", "-3", "2001", "1e3", "9".repeat(50)])
			expect(await partnership.press("Tell the coordinators", ann, { count })).toContain(
				"Please write a number",
			);
		expect(await partnership.press("Tell the coordinators", ann, { count: "12" })).toContain(
			"you briefed 12 people",
		);
		await partnership.press("Briefed my team", inTeam);
		await partnership.press("Tell the coordinators", ann, { count: "14" });
		await partnership.say("lessons", hal);
		await partnership.press(wanted.title, hal);
		await partnership.press("Briefed my team", hal);
		await partnership.press("Tell the coordinators", hal, { count: "5" });
		expect(await partnership.press("Progress and report", carl)).toContain(
			"Briefed: 2 teams, 19 people\nKent Police: 1 team, 14 people\nMedway Homes: 1 team, 5 people\n",
		);
		expect(await database.db.lessonBriefing.findMany()).toMatchObject([
			{ people: 14, agencyId: kent },
			{ people: 5, agencyId: homes },
		]);
	});

	it("sees the newest lessons, and no draft", async () => {
		await release(partnership, {}, cora, carl);
		await write(partnership, { title: "Not out yet" });
		const list = await partnership.say("lessons", hal);
		expect(list).toContain(wanted.title);
		expect(list).not.toContain("Not out yet");
		expect(await partnership.say("lessons", cora)).toContain("Not out yet: a draft");
	});

	it("finds every lesson, ten at a time, and a coordinator every draft", async () => {
		const at = partnership.now();
		const numbers = Array.from({ length: 12 }, (_, each) => each + 1);
		const titled = (what: string, number: number) => ({
			...{ kind: "lesson" as const, createdAt: at, changedAt: at },
			text: { ...wanted, title: `${what} ${String(number).padStart(2, "0")}` },
		});
		await database.db.lesson.createMany({
			data: numbers.flatMap((number) => [
				{ ...titled("Lesson", number), state: "released", releasedAt: at, number },
				titled("Draft", number),
			]),
		});
		const newest = await partnership.say("lessons", hal);
		expect(newest).toContain("Lesson 03 (");
		expect(newest).not.toContain("Lesson 02 (");
		const older = await partnership.press("2 older", hal);
		for (const title of ["Lesson 02", "Lesson 01"]) expect(older).toContain(`${title} (`);
		expect(older).not.toContain("older]");
		expect(await partnership.press("Lesson 01", hal)).toContain(wanted.happened);
		const drafts = await partnership.say("lessons", cora);
		const more = await partnership.press("2 more in hand", cora);
		const found = [...`${drafts}\n${more}`.matchAll(/Draft \d\d(?=: a draft)/g)].map(([title]) => title);
		expect(found.sort()).toEqual(numbers.map((number) => `Draft ${String(number).padStart(2, "0")}`));
		expect(more).not.toContain("more in hand]");
	});

	it("is left to the answers with everything that is no command of the lessons", async () => {
		for (const text of [
			"what lessons are there about stalking",
			"lessons on housing",
			"new lessons about GPs",
			"subscribe to what",
		])
			expect(partnership.lessons.commands?.(text)).toBe(false);
		for (const text of [
			"lessons",
			"Subscribe.",
			"unsubscribe",
			"our subscription",
			"new lesson please",
			"announce a review",
		])
			expect(partnership.lessons.commands?.(text)).toBe(true);
	});
});

describe("A coordinator", () => {
	it("is told by field what to mend, with what was written still there", async () => {
		await partnership.say("new lesson", cora);
		const again = await partnership.press("Keep and go on", cora, { ...wanted, headline: "😀", themes: [] });
		expect(again).toContain("Nothing of this page is kept yet.\nHeadline: has no words in it.");
		expect(again).toContain("Title (now: Ask alone, on every visit)");
		expect(await database.db.lesson.count()).toBe(0);
		const next = await partnership.press("Keep and go on", cora, { ...wanted, themes: [] });
		expect(next).toContain("Lesson, 2 of 4");
		const shown = await partnership.press("Keep and go on", cora, {
			happened: "She lived at 12 High Street, Dover.",
			learning: "x y",
		});
		expect(shown).toContain("What happened: this seems to hold");
	});

	it("cannot ask for approval while something is missing", async () => {
		const card = await write(partnership, { themes: [] });
		expect(card).toContain("Themes: is missing.");
		expect(card).not.toContain("[Ask for approval]");
		const submit = pressOnText("Ask", "submit", await database.db.lesson.findFirstOrThrow());
		expect(await partnership.pressIt(submit, cora)).toContain("something to mend first");
	});

	it("can leave a form as it is, and discards a draft only when asked again", async () => {
		await write(partnership);
		await partnership.press("Change", cora);
		await partnership.press("What it is about", cora);
		expect(await partnership.press("Leave it as it is", cora)).toContain("State: a draft");
		expect(await partnership.press("Discard", cora)).toContain("It cannot be brought back.");
		expect(await partnership.press("No, keep it", cora)).toContain("State: a draft");
		await partnership.press("Discard", cora);
		expect(await partnership.press("Yes, discard it", cora)).toContain("The draft is discarded.");
		expect(await database.db.lesson.count()).toBe(0);
	});

	it("sees a preview as the channel would, and the same as text", async () => {
		await write(partnership);
		const shown = await partnership.press("Preview", cora);
		expect(shown.split(wanted.headline)).toHaveLength(3);
		expect(await partnership.press("Preview the full text", cora)).toContain(wanted.happened);
	});

	it("sends a lesson back with a remark, which holds nobody's details", async () => {
		await write(partnership);
		await partnership.press("Ask for approval", cora);
		await partnership.press("Look and decide", carl);
		await partnership.press("Send back", carl);
		expect(
			await partnership.press("Send it back", carl, { remark: "Leave out 12 High Street, Dover." }),
		).toContain("I have not taken it");
		await partnership.press("Send it back", carl, { remark: "Please say what to do on the telephone." });
		expect(partnership.standing({ workspace: kent, person: "cora" }).join()).toContain(
			"came back to you: Please say what to do on the telephone.",
		);
		expect((await database.db.lesson.findFirstOrThrow()).state).toBe("draft");
	});

	it("announces a newly published review", async () => {
		await partnership.say("announce a review", cora);
		await partnership.press("Keep and go on", cora, { ...wanted });
		await partnership.press("Keep", cora, { ...wanted, title: null, headline: null, summary: null });
		await partnership.press("Ask for approval", cora);
		await partnership.press("Look and decide", carl);
		await partnership.press("Approve", carl);
		await partnership.press("Who gets it, and release", carl);
		await partnership.press("Release now", carl);
		await partnership.tick();
		const card = partnership.standing(team).at(-1);
		expect(card).toContain("New review: DHR “Anna”, Example Community Safety Partnership");
		expect(card).toContain("published 2 March 2026 https://reviews.example.org/anna");
		expect(card).toContain("To be taken down on: 3 May 2028");
		expect(await database.db.document.count()).toBe(0);
	});

	it("is met with a sentence whatever comes back from a button (M16)", async () => {
		await approve(partnership, {}, cora, carl);
		const { id } = await database.db.lesson.findFirstOrThrow();
		const strange = "0198c2a4-0000-7000-8000-00000000000f";
		const values: Json[] = [
			null,
			{ lesson: "1; DROP" },
			{ lesson: id, step: 99, kind: "lesson" },
			{ subscription: strange },
		];
		const verbs =
			"list full briefing briefed noteBriefed subscribe subscription changeSubscription keepSubscription askUnsubscribe unsubscribe new newReview keep step manage change preview askDiscard discard submit approve sendBack askCorrection approveCorrection askSendBack askNote dropCorrection preflight releaseAt hold progress pause resume askCancel sendAgain leave askRecall constructor __proto__";
		for (const verb of verbs.split(" ")) {
			const before = partnership.all.length;
			await partnership.happen(async () => {
				for (const value of values) await partnership.terminal.press(`lessons.${verb}`, value, cora);
			});
			expect(partnership.all.length - before, verb).toBeGreaterThanOrEqual(values.length);
		}
		expect(await database.db.lesson.findMany()).toMatchObject([{ id, number: null, releasedAt: null }]);
	}, 60_000);

	it("who approves twice, or at once with another press, approves once (M6)", async () => {
		await write(partnership);
		await partnership.press("Ask for approval", cora);
		await partnership.press("Look and decide", carl);
		const { action, value = null } = partnership.button("Approve", carl);
		const approving = () => partnership.terminal.press(action, value, carl);
		await partnership.happen(() => Promise.all([approving(), approving(), approving()]));
		expect(await database.db.auditEntry.count({ where: { what: "lesson approved" } })).toBe(1);
	});

	it("leaves a line in the audit for each decision, with no word of a text", async () => {
		await approve(partnership, {}, cora, carl);
		const entries = await database.db.auditEntry.findMany({ orderBy: { at: "asc" } });
		expect(entries.map(({ what }) => what)).toEqual(
			expect.arrayContaining([
				"lesson written",
				"lesson changed",
				"lesson approval asked",
				"lesson approved",
			]),
		);
		expect(JSON.stringify(entries)).not.toContain(wanted.title);
	});
});

describe("What is held of a person", () => {
	it("is told, and deleted without a trace but the numbers", async () => {
		await partnership.say("subscribe", ann);
		await release(partnership, {}, cora, carl);
		await partnership.press("Briefed my team", inTeam);
		await partnership.press("Tell the coordinators", ann, { count: "12" });
		const { personId } = await database.db.lessonBriefing.findFirstOrThrow();
		const lines = (await partnership.lessons.holds?.(personId ?? "")) ?? [];
		expect(lines.map(({ name }) => name)).toEqual([
			"Lessons",
			"A channel that you subscribed",
			"You briefed 12 people",
		]);
		const told = await database.db.$transaction(async (tx) =>
			partnership.lessons.forget?.(tx, personId ?? "", partnership.now()),
		);
		expect(told).toHaveLength(3);
		expect(await partnership.lessons.holds?.(personId ?? "")).toEqual([]);
		expect(await database.db.lessonBriefing.findMany()).toMatchObject([{ people: 12, personId: null }]);
		expect(await database.db.subscription.findMany()).toMatchObject([{ name: "team", subscribedBy: null }]);
	});

	it("goes with their agency", async () => {
		await release(partnership, {}, cora, carl);
		await database.db.$transaction(async (tx) =>
			partnership.lessons.forgetAgency?.(tx, kent, partnership.now()),
		);
		expect(await database.db.subscription.count()).toBe(0);
		expect(await database.db.lesson.count()).toBe(1);
	});
});
