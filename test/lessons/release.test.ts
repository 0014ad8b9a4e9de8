import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useDatabase } from "../support/database.ts";
import { ann, carl, cora, hal, homes, kent, lena, openPartnership, type Partnership } from "./partnership.ts";
import { addThemes, approve, release, wanted, write } from "./written.ts";

const database = useDatabase();
let partnership: Partnership;
const team = { workspace: kent, channel: "team" };
const tenancy = { workspace: homes, channel: "tenancy" };

beforeEach(async () => {
	partnership = await openPartnership(database.storage, { withoutContent: true });
	await addThemes(database.db);
	await partnership.grant("coordinator", cora);
	await partnership.grant("coordinator", carl);
	await partnership.grant("lead", lena);
});
afterEach(() => partnership.stop());

describe("A lesson", () => {
	it("goes from a draft by one coordinator, approved by the other, to each subscribed channel once", async () => {
		await partnership.say("subscribe", { ...ann, ...team });
		await partnership.say("subscribe", { ...hal, ...tenancy });
		const draft = await write(partnership);
		expect(draft).toContain("State: a draft");
		expect(await partnership.press("Ask for approval", cora)).toContain("I have told the other coordinator.");
		expect(await partnership.press("Look and decide", carl)).toContain(
			"waiting for somebody else’s approval",
		);
		expect(await partnership.press("Approve", carl)).toContain(
			"Approved. Nothing goes out until it is released.",
		);
		const flight = await partnership.press("Who gets it, and release", carl);
		expect(flight).toContain("Gets it at once: 2 channels and 0 people in their direct conversation");
		expect(flight).toContain("that I cannot know");
		expect(partnership.standing(team).join()).not.toContain(wanted.headline);
		await partnership.press("Release now", carl);
		await partnership.tick();
		await partnership.tick();
		for (const where of [team, tenancy]) {
			const cards = partnership.standing(where).filter((text) => text.includes(wanted.headline));
			expect(cards).toHaveLength(1);
			expect(cards[0]).toContain(`The learning: ${wanted.summary}`);
			expect(cards[0]).toContain(`What to do now: ${wanted.doNow}`);
			expect(cards[0]).toContain(
				"Source: DHR “Anna”, Example Community Safety Partnership, published 2 March 2026 https://reviews.example.org/anna",
			);
		}
		const report = await partnership.press("Progress and report", carl);
		expect(report).toContain("Done with: 2 of 2");
		expect(report).toContain("Kent Police (of 1): 1");
		const csv = await partnership.open(/https:\S+lesson-copies\/\S+/.exec(report)?.[0] ?? "");
		expect(csv.body).toContain("Kent Police,team,terminal,sent,");
	});

	it("is not approved by whoever wrote it", async () => {
		await write(partnership);
		await partnership.press("Ask for approval", cora);
		await partnership.press("Look and decide", carl);
		const said = await partnership.pressIt(partnership.button("Approve", carl), cora);
		expect(said).toContain("Somebody else has to approve it");
		expect((await database.db.lesson.findFirstOrThrow()).state).toBe("waiting");
	});

	it("is approved as it was shown, or not at all", async () => {
		await write(partnership);
		await partnership.press("Ask for approval", cora);
		await partnership.press("Look and decide", carl);
		const seen = ["Approve", "Send back"].map((label) => partnership.button(label, carl));
		await partnership.press("Change", cora);
		await partnership.press("What happened, and the learning", cora);
		await partnership.press("Keep", cora, { happened: wanted.happened, learning: "Words nobody else saw." });
		await partnership.press("Ask for approval", cora);
		for (const button of seen) {
			const said = await partnership.pressIt(button, carl);
			expect(said).toContain("It has changed since you looked. This is how it stands now.");
			expect(said).toContain("[Approve]");
		}
		expect((await database.db.lesson.findFirstOrThrow()).state).toBe("waiting");
		expect(await partnership.press("Approve", carl)).toContain("Approved.");
	});

	it("is put to somebody else only as whoever asks was shown it", async () => {
		await write(partnership);
		const seen = partnership.button("Ask for approval", cora);
		partnership.at("2026-04-14T10:21:00Z");
		await partnership.say("lessons", carl);
		await partnership.press(wanted.title, carl);
		await partnership.press("Change", carl);
		await partnership.press("What happened, and the learning", carl);
		await partnership.press("Keep", carl, { happened: wanted.happened, learning: "Words of another." });
		expect(await partnership.pressIt(seen, cora)).toContain("It has changed since you looked.");
		expect((await database.db.lesson.findFirstOrThrow()).state).toBe("draft");
	});

	it("is not approved by the other account of whoever wrote it", async () => {
		await approve(partnership, {}, cora, carl);
		const lesson = await database.db.lesson.findFirstOrThrow();
		const { authorId, approvedBy } = lesson;
		await database.db.$transaction(async (tx) => {
			await partnership.lessons.merge?.(tx, approvedBy ?? "", authorId ?? "", partnership.now());
		});
		expect(await database.db.lesson.findFirstOrThrow()).toMatchObject({ state: "waiting", approvedBy: null });
	});

	it("needs approval again after a change", async () => {
		await approve(partnership, {}, cora, carl);
		await partnership.press("Who gets it, and release", cora);
		await partnership.press("Back", cora);
		await partnership.press("Change", cora);
		await partnership.press("What happened, and the learning", cora);
		expect(
			await partnership.press("Keep", cora, { happened: wanted.happened, learning: "Other words." }),
		).toContain("State: a draft");
		expect((await database.db.lesson.findFirstOrThrow()).state).toBe("draft");
		const lesson = await database.db.lesson.findFirstOrThrow();
		expect(await partnership.pressRaw("lessons.releaseNow", { lesson: lesson.id }, carl)).toContain(
			"It is not waiting to be released.",
		);
	});

	it("is written, approved and released by nobody but coordinators, whatever they press", async () => {
		await approve(partnership, {}, cora, carl);
		const { id } = await database.db.lesson.findFirstOrThrow();
		for (const verb of [
			"new",
			"manage",
			"approve",
			"releaseNow",
			"recall",
			"preview",
			"progress",
			"keep",
			"toString",
		])
			expect(await partnership.pressRaw(`lessons.${verb}`, { lesson: id }, ann)).toMatch(
				/Only coordinators|out of date/,
			);
		expect(await partnership.say("new lesson", ann)).toContain("Only coordinators");
		expect(await partnership.pressRaw("lessons.full", { lesson: id }, ann)).toContain(
			"That lesson is not out.",
		);
	});

	it("is said to be done when the limit of the slowest workspace lets it be", async () => {
		await database.db.workspace.create({
			data: { platform: "slack", id: "T1", agencyId: kent, state: "joined" },
		});
		const place = { platform: "slack", workspace: "T1", placeKind: "channel", quiet: "none" };
		await database.db.subscription.createMany({
			data: Array.from({ length: 900 }, (_, at) => ({
				...{
					...place,
					channel: `slack:C${at}`,
					placeKey: `slack:T1:C${at}`,
					address: `{"channel":"C${at}"}`,
				},
				...{ agencyId: kent, since: partnership.now() },
			})),
		});
		await approve(partnership, {}, cora, carl);
		const flight = await partnership.press("Who gets it, and release", carl);
		expect(flight).toContain("Gets it at once: 900 channels");
		// 300 in a minute, and it is 11:20 now.
		expect(flight).toContain("Would be done: 14 April 2026 at 11:23 at the earliest, if it starts now");
	});

	it("is released at a time of the clock on the wall", async () => {
		await partnership.say("subscribe", { ...ann, ...team });
		await approve(partnership, {}, cora, carl);
		await partnership.press("Who gets it, and release", carl);
		expect(await partnership.press("Release then", carl, { day: "2026-04-13", time: "09:00" })).toContain(
			"That time is over.",
		);
		await partnership.press("Who gets it, and release", carl);
		expect(await partnership.press("Release then", carl, { day: "2026-04-20", time: "09:30" })).toContain(
			"It will be released on 20 April 2026 at 09:30.",
		);
		expect(await partnership.tick("2026-04-20T08:29:00Z")).toBe("");
		expect(await partnership.tick("2026-04-20T08:30:00Z")).toContain(wanted.headline);
	});

	it("is handed out after a stop between the release and the channels (M3, M18, M19)", async () => {
		await partnership.say("subscribe", { ...ann, ...team });
		await release(partnership, {}, cora, carl);
		// As a crash leaves it that came right after the release, and as one that came after the first channel.
		await database.db.lesson.updateMany({ data: { plannedAt: null } });
		await partnership.say("subscribe", { ...hal, ...tenancy });
		await partnership.tick();
		expect(partnership.standing(team).filter((text) => text.includes(wanted.headline))).toHaveLength(1);
		expect(partnership.standing(tenancy).filter((text) => text.includes(wanted.headline))).toHaveLength(1);
		expect((await database.db.lesson.findFirstOrThrow()).plannedAt).not.toBeNull();
	});

	it("that cannot be released keeps no other from going out (M17)", async () => {
		await partnership.say("subscribe", { ...ann, ...team });
		await approve(partnership, { title: "The poison" }, cora, carl);
		await database.db.lesson.updateMany({
			data: { releaseAt: partnership.now(), text: { themes: 1, title: "The poison" } },
		});
		await approve(partnership, { title: "The other" }, carl, cora);
		await partnership.press("Who gets it, and release", cora);
		await partnership.press("Release now", cora);
		for (const due of partnership.lessons.due ?? []) await due.run(partnership.now());
		expect(await database.db.lesson.findMany({ where: { state: "released" } })).toHaveLength(1);
		expect(await partnership.log.errors()).toHaveLength(1);
		partnership.log.lines.length = 0;
		await database.db.lesson.deleteMany({ where: { state: "approved" } });
		await partnership.tick();
		expect(partnership.standing(team).join()).toContain("The other");
	});
});
