import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Outcome } from "#chat/platform.ts";
import { awake, nextWeekly, readWeekly } from "#lessons/wording/localTime.ts";
import { useDatabase } from "../support/database.ts";
import { ann, carl, cora, hal, homes, kent, lena, openPartnership, type Partnership } from "./partnership.ts";
import { addThemes, recall, release } from "./written.ts";

const database = useDatabase();
let partnership: Partnership;
let outcome: Outcome | undefined;
const team = { workspace: kent, channel: "team" };
const inTeam = { ...ann, ...team };
const tenancy = { workspace: homes, channel: "tenancy" };
const inTenancy = { ...hal, ...tenancy };
const refused: Outcome = { kind: "never", reason: "the bot is not in the channel" };
const weekly = { detail: "summary", rhythm: "weekly", quiet: "20:00-08:00" };

beforeEach(async () => {
	outcome = undefined;
	partnership = await openPartnership(database.storage, {
		withoutContent: true,
		treat: ({ key }, { summary }) => (key.includes("team") && isDigest(summary) ? outcome : undefined),
		change: ({ key }) => (key.includes("team") ? outcome : undefined),
	});
	await addThemes(database.db);
	await partnership.grant("coordinator", cora);
	await partnership.grant("coordinator", carl);
	await partnership.grant("lead", lena);
});
afterEach(() => partnership.stop());

const isDigest = (text: string) => /^\d+ new lessons?\b/.test(text);
const digests = (where: typeof team = team) => partnership.standing(where).filter(isDigest);
const lessonOf = async (number: number) =>
	(await database.db.lesson.findFirstOrThrow({ where: { number } })).id;
const lasting = { reviewOn: "2029-04-14", takeDownOn: "" };

async function want(wants: typeof weekly, by = inTeam) {
	await partnership.say("subscription", by);
	await partnership.press("Change what comes", by);
	return partnership.press("Keep", by, wants);
}

async function subscribeWeekly(by = inTeam) {
	await partnership.say("subscribe", by);
	await want(weekly, by);
}

describe("A weekly digest", () => {
	it("comes at the same time on the wall through both changes of the clocks, once a week", async () => {
		partnership.at("2026-03-20T10:00:00Z");
		await partnership.say("subscribe", inTeam);
		await want(weekly);
		// The clocks go forward on 29 March and back on 25 October.
		const weeks = [
			["2026-03-23T09:00:00Z", "2026-03-23T08:59:00Z"],
			["2026-03-30T08:00:00Z", "2026-03-30T07:59:00Z"],
			["2026-10-19T08:00:00Z", "2026-10-19T07:59:00Z"],
			["2026-10-26T09:00:00Z", "2026-10-26T08:59:00Z"],
		] as const;
		for (const [at, [due, before]] of weeks.entries()) {
			partnership.at(new Date(Date.parse(before) - 3_600_000).toISOString());
			await partnership.tick();
			await release(partnership, { ...lasting, title: `Lesson of week ${at + 1}` }, cora, carl);
			expect(digests()).toHaveLength(at);
			await partnership.tick(before);
			expect(digests()).toHaveLength(at);
			await partnership.tick(due);
			await partnership.tick();
			expect(digests()).toHaveLength(at + 1);
			expect(digests().at(-1)).toContain(`Lesson of week ${at + 1}`);
		}
		expect(partnership.standing(team).filter((text) => text.startsWith("Lesson of week"))).toEqual([]);
	}, 60_000);

	it("is silent in a week without lessons, and comes late rather than never", async () => {
		await partnership.say("subscribe", inTeam);
		await want(weekly);
		await partnership.tick("2026-04-20T09:00:00Z");
		expect(digests()).toEqual([]);
		await release(partnership, { title: "First" }, cora, carl);
		await release(partnership, { title: "Second" }, carl, cora);
		await partnership.tick("2026-04-29T09:00:00Z");
		expect(digests()).toHaveLength(1);
		expect(digests()[0]).toMatch(/^2 new lessons[\s\S]*First[\s\S]*Second/);
	});

	it("loses nothing and tells nothing twice when the rhythm changes", async () => {
		await partnership.say("subscribe", inTeam);
		await release(partnership, { title: "One at once" }, cora, carl);
		await want(weekly);
		await release(partnership, { title: "Two in the week" }, carl, cora);
		await want({ ...weekly, rhythm: "atOnce" });
		await partnership.tick();
		await release(partnership, { title: "Three at once" }, cora, carl);
		await partnership.tick("2026-04-20T09:00:00Z");
		const all = partnership.standing(team).join("\n");
		for (const title of ["One at once", "Two in the week", "Three at once"])
			expect(all.split(`${title}\n`)).toHaveLength(2);
		expect(digests()).toHaveLength(1);
	});

	it("is told anew without a lesson that was recalled", async () => {
		await partnership.say("subscribe", inTeam);
		await want(weekly);
		await release(partnership, { title: "Stays" }, cora, carl);
		await release(partnership, { title: "Goes", headline: "Nobody is to read this." }, carl, cora);
		await partnership.tick("2026-04-20T09:00:00Z");
		expect(digests()[0]).toContain("Nobody is to read this.");
		const { id } = await database.db.lesson.findFirstOrThrow({ where: { number: 2 } });
		await partnership.pressRaw("lessons.recall", { lesson: id, reason: "It was not agreed." }, cora);
		expect(digests()).toHaveLength(1);
		expect(digests()[0]).toContain("Stays");
		expect(digests()[0]).toContain("One lesson was recalled on 20 April 2026.");
		expect(digests()[0]).not.toContain("Nobody is to read this.");
	});

	it("that still tells of a lesson which was recalled is named in the report of that, and of no other", async () => {
		await subscribeWeekly();
		await release(partnership, { title: "Stays" }, cora, carl);
		await release(partnership, { title: "Goes" }, carl, cora);
		await partnership.tick("2026-04-20T09:00:00Z");
		outcome = refused;
		await recall(partnership, "It was not agreed.", cora, "Goes");
		const report = await partnership.press("Progress and report", cora);
		expect(report).toContain("Copies changed in place: 0 of 1");
		expect(report).toContain("\nteam, in a digest (Kent Police): the bot is not in the channel\n");
		const { body } = await partnership.open(/https:\S+lesson-copies\/\S+/.exec(report)?.[0] ?? "");
		expect(body).toMatch(/^Kent Police,team,.*,in a digest,no,the bot is not in the channel\r$/m);
		const other = await partnership.pressRaw("lessons.progress", { lesson: await lessonOf(1) }, cora);
		expect(other).not.toContain("The old text may still stand");
	});

	it("in the quiet hours of a channel waits for their end", async () => {
		await partnership.say("subscribe", inTeam);
		await want({ ...weekly, quiet: "18:00-09:00" });
		await release(partnership, {}, cora, carl);
		await partnership.tick("2026-04-20T19:00:00Z");
		const row = await database.db.delivery.findFirstOrThrow({
			where: { key: { startsWith: "lessons-digest:" } },
		});
		expect(row.notBefore).toEqual(new Date("2026-04-21T08:00:00Z"));
	});
});

describe("A digest that could not be posted", () => {
	const mondays = ["2026-04-20T09:00:00Z", "2026-04-27T09:00:00Z"] as const;
	const standing = async () =>
		(await database.db.subscription.findFirstOrThrow({ where: { name: "team" } })).state;

	it("pauses its channel and tells the lead, and comes when the subscription goes on", async () => {
		await subscribeWeekly();
		await subscribeWeekly(inTenancy);
		await release(partnership, { title: "Came before" }, cora, carl);
		await partnership.tick(mondays[0]);
		await release(partnership, { title: "Did not come" }, cora, carl);
		outcome = refused;
		await partnership.tick(mondays[1]);
		await partnership.tick();
		expect(partnership.standing({ workspace: kent, person: "lena" }).at(-1)).toContain(
			"New lessons no longer come to the channel “team”: the last lesson could not be posted (the bot is not in the channel)",
		);
		expect(await standing()).toBe("paused");
		expect(digests(tenancy)).toHaveLength(2);
		outcome = undefined;
		await partnership.say("subscribe", inTeam);
		await partnership.tick("2026-04-27T09:01:00Z");
		await partnership.tick("2026-04-27T09:02:00Z");
		expect(digests()).toHaveLength(2);
		expect(digests()[1]).toMatch(/^1 new lesson\n[\s\S]*Did not come/);
		expect(await standing()).toBe("active");
	});

	it("pauses its channel where it was the only one, and again where it still cannot be posted", async () => {
		await subscribeWeekly();
		await release(partnership, { title: "Did not come" }, cora, carl);
		outcome = refused;
		await partnership.tick(mondays[0]);
		await partnership.tick();
		expect(await standing()).toBe("paused");
		await partnership.say("subscribe", inTeam);
		await partnership.tick("2026-04-20T09:01:00Z");
		await partnership.tick();
		expect(await standing()).toBe("paused");
		outcome = undefined;
		await partnership.say("subscribe", inTeam);
		await partnership.tick("2026-04-20T09:02:00Z");
		expect(digests()).toHaveLength(1);
	});

	it("pauses nothing where none of several could be posted: then it is not the channel", async () => {
		const inOther = { ...ann, workspace: kent, channel: "team-two" };
		await subscribeWeekly();
		await subscribeWeekly(inOther);
		await release(partnership, {}, cora, carl);
		outcome = refused;
		await partnership.tick(mondays[0]);
		await partnership.tick();
		expect(await standing()).toBe("active");
	});
});

describe("A digest that may have arrived", () => {
	const home = async () => JSON.stringify(await partnership.lessons.home?.(coordinator, partnership.now()));
	const unsure =
		"Nobody can tell whether a digest of lessons arrived in team: the connection broke. Please look there, then decide.";

	beforeEach(async () => {
		await subscribeWeekly();
		await release(partnership, {}, cora, carl);
		outcome = { kind: "unknown", reason: "the connection broke." };
		await partnership.tick("2026-04-20T09:00:00Z");
		outcome = undefined;
	});

	it("waits for a coordinator, who alone may have it sent again", async () => {
		expect(await home()).toContain(unsure);
		const { id: delivery } = await database.db.delivery.findFirstOrThrow({ where: { state: "unsure" } });
		await partnership.pressRaw("lessons.sendDigestAgain", { delivery }, ann);
		expect(digests()).toEqual([]);
		const sent = await partnership.pressRaw("lessons.sendDigestAgain", { delivery }, cora);
		expect(sent).toContain("It is sent again to team.");
		expect(digests()).toHaveLength(1);
		expect(await home()).not.toContain(unsure);
		const again = await partnership.pressRaw("lessons.sendDigestAgain", { delivery }, carl);
		expect(again).toContain("Somebody has decided about that one already.");
		expect(digests()).toHaveLength(1);
	});

	it("is sent again in quiet hours when they end", async () => {
		const { id: delivery } = await database.db.delivery.findFirstOrThrow({ where: { state: "unsure" } });
		partnership.at("2026-04-20T20:30:00Z");
		expect(await partnership.pressRaw("lessons.sendDigestAgain", { delivery }, cora)).toContain(
			"It is sent again to team when the quiet hours there end.",
		);
		const { notBefore } = await database.db.delivery.findUniqueOrThrow({ where: { id: delivery } });
		expect(notBefore).toEqual(new Date("2026-04-21T07:00:00Z"));
	});

	it("and was left is named where a recall cannot reach it", async () => {
		const { id: delivery } = await database.db.delivery.findFirstOrThrow({ where: { state: "unsure" } });
		await partnership.pressRaw("lessons.leaveDigest", { delivery }, cora);
		await recall(partnership, "It was not agreed.", cora);
		expect(await partnership.press("Progress and report", cora)).toContain(
			"\nteam, in a digest (Kent Police): Nobody can tell whether what it corrects arrived.",
		);
	});

	it("is left where a coordinator wants that", async () => {
		const { id: delivery } = await database.db.delivery.findFirstOrThrow({ where: { state: "unsure" } });
		const left = await partnership.pressRaw("lessons.leaveDigest", { delivery }, cora);
		expect(left).toContain("What may have come to team is left as it is.");
		expect(await home()).not.toContain(unsure);
		await partnership.tick("2026-04-27T09:00:00Z");
		expect(digests()).toEqual([]);
	});
});

describe("What a channel missed", () => {
	it("comes also where its digest was waiting for the end of quiet hours when it was paused", async () => {
		await partnership.say("subscribe", inTeam);
		await want({ ...weekly, quiet: "18:00-09:00" });
		await release(partnership, {}, cora, carl);
		await partnership.tick("2026-04-20T19:00:00Z");
		await partnership.happen(() => partnership.terminal.leave("removed", inTeam));
		partnership.at("2026-04-20T20:00:00Z");
		expect(await partnership.happen(() => partnership.terminal.arrive(inTeam))).toContain(
			"what was missed comes too, in quiet hours at their end",
		);
		await partnership.tick("2026-04-21T10:00:00Z");
		expect(digests()).toHaveLength(1);
	});

	it("comes also where it is made weekly meanwhile", async () => {
		await partnership.say("subscribe", inTeam);
		await partnership.happen(() => partnership.terminal.leave("removed", inTeam));
		await release(partnership, { title: "Was missed" }, cora, carl);
		await want(weekly);
		await partnership.say("subscribe", inTeam);
		await partnership.tick("2026-04-14T11:00:00Z");
		expect(digests()).toHaveLength(1);
		expect(digests()[0]).toContain("Was missed");
	});

	it("comes also where it is paused a second time before it was told", async () => {
		await partnership.say("subscribe", inTeam);
		await partnership.happen(() => partnership.terminal.leave("removed", inTeam));
		await release(partnership, { title: "Was missed" }, cora, carl);
		for (const _ of [1, 2]) {
			await partnership.happen(() => partnership.terminal.arrive(inTeam));
			await partnership.happen(() => partnership.terminal.leave("removed", inTeam));
		}
		await partnership.happen(() => partnership.terminal.arrive(inTeam));
		await partnership.tick("2026-04-14T11:00:00Z");
		expect(digests()[0]).toContain("Was missed");
	});

	it("waits for what a coordinator holds back, and what comes at once meanwhile comes once", async () => {
		await partnership.say("subscribe", inTeam);
		await partnership.happen(() => partnership.terminal.leave("removed", inTeam));
		await release(partnership, { title: "Is held back" }, cora, carl);
		await partnership.pressRaw("lessons.pause", { lesson: await lessonOf(1) }, cora);
		await release(partnership, { title: "Was missed" }, cora, carl);
		await partnership.happen(() => partnership.terminal.arrive(inTeam));
		await partnership.tick("2026-04-14T11:00:00Z");
		expect(digests()).toEqual([]);
		await release(partnership, { title: "Came at once" }, cora, carl);
		await partnership.pressRaw("lessons.resume", { lesson: await lessonOf(1) }, cora);
		await partnership.tick("2026-04-14T12:00:00Z");
		await partnership.tick("2026-04-14T12:01:00Z");
		expect(digests()).toHaveLength(1);
		expect(digests()[0]).toMatch(/^2 new lessons[\s\S]*Is held back[\s\S]*Was missed/);
		expect(partnership.standing(team).join("\n").split("Came at once\n")).toHaveLength(2);
	});
});

describe("What a coordinator does to a release", () => {
	it("holds for the weekly digest: what was stopped does not come with it", async () => {
		await subscribeWeekly();
		await release(partnership, { title: "Was stopped" }, cora, carl);
		await release(partnership, { title: "Goes on" }, cora, carl);
		await partnership.pressRaw("lessons.cancel", { lesson: await lessonOf(1) }, cora);
		await partnership.tick("2026-04-20T09:00:00Z");
		expect(digests()).toHaveLength(1);
		expect(digests()[0]).toContain("Goes on");
		expect(digests()[0]).not.toContain("Was stopped");
	});

	it("holds for what was missed: what was stopped is not told when the channel is back", async () => {
		await partnership.say("subscribe", inTeam);
		partnership.at("2026-04-14T20:30:00Z");
		await release(partnership, { title: "Was stopped" }, cora, carl);
		await partnership.pressRaw("lessons.cancel", { lesson: await lessonOf(1) }, cora);
		await partnership.happen(() => partnership.terminal.leave("removed", inTeam));
		await partnership.happen(() => partnership.terminal.arrive(inTeam));
		await partnership.tick("2026-04-15T10:00:00Z");
		expect(digests()).toEqual([]);
	});

	it("holds for the weekly digest: what is held back comes with the first after it goes on", async () => {
		await subscribeWeekly();
		await release(partnership, { title: "Is held back" }, cora, carl);
		await release(partnership, { title: "Comes first" }, cora, carl);
		await partnership.pressRaw("lessons.pause", { lesson: await lessonOf(1) }, cora);
		await partnership.tick("2026-04-20T09:00:00Z");
		expect(digests()).toHaveLength(1);
		expect(digests()[0]).toMatch(/^1 new lesson\n[\s\S]*Comes first/);
		await partnership.pressRaw("lessons.resume", { lesson: await lessonOf(1) }, cora);
		await partnership.tick("2026-04-27T09:00:00Z");
		expect(digests()).toHaveLength(2);
		expect(digests()[1]).toMatch(/^1 new lesson\n[\s\S]*Is held back/);
	});
});

describe("The clock on the wall", () => {
	it("is read as people write it", () => {
		expect(readWeekly("Mon 09:00")).toEqual({ weekday: 1, minutes: 540 });
		expect(readWeekly("friday 16:30")).toEqual({ weekday: 5, minutes: 990 });
		expect(readWeekly("Mo 9")).toHaveProperty("problem");
	});

	it("gives one next time for each instant, never the same again", () => {
		let at = new Date("2026-10-18T00:00:00Z");
		const seen: string[] = [];
		for (let week = 0; week < 3; week++) {
			at = nextWeekly(at, { weekday: 7, minutes: 90 });
			seen.push(at.toISOString());
		}
		expect(seen).toEqual([
			"2026-10-18T00:30:00.000Z",
			"2026-10-25T00:30:00.000Z",
			"2026-11-01T01:30:00.000Z",
		]);
	});

	it("ends quiet hours over midnight and over a change of the clocks", () => {
		const quiet = { from: 20 * 60, to: 8 * 60 };
		expect(awake(new Date("2026-03-28T21:00:00Z"), quiet)).toEqual(new Date("2026-03-29T07:00:00Z"));
		expect(awake(new Date("2026-10-25T05:00:00Z"), quiet)).toEqual(new Date("2026-10-25T08:00:00Z"));
		expect(awake(new Date("2026-04-14T10:00:00Z"), quiet)).toEqual(new Date("2026-04-14T10:00:00Z"));
		expect(awake(new Date("2026-04-14T02:00:00Z"), { from: 0, to: 0 })).toEqual(
			new Date("2026-04-14T02:00:00Z"),
		);
	});
});

const coordinator = {
	agency: { id: kent, name: "Kent Police", sector: "police" as const },
	roles: ["coordinator" as const],
	person: "somebody",
};
