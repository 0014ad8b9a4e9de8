import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Outcome } from "#chat/platform.ts";
import { useDatabase } from "../support/database.ts";
import { ann, carl, cora, hal, homes, kent, openPartnership, type Partnership } from "./partnership.ts";
import { addThemes, approve, correct, recall, release, wanted } from "./written.ts";

const database = useDatabase();
let partnership: Partnership;
let outcome: Outcome | undefined;
let changing: Outcome | undefined;
const team = { workspace: kent, channel: "team" };
const tenancy = { workspace: homes, channel: "tenancy" };

beforeEach(async () => {
	outcome = undefined;
	changing = undefined;
	partnership = await openPartnership(database.storage, {
		withoutContent: true,
		treat: ({ key }, { summary }) =>
			key.includes("team") && summary.includes(wanted.headline) ? outcome : undefined,
		change: ({ key }) => (key.includes("team") ? changing : undefined),
	});
	await addThemes(database.db);
	await partnership.grant("coordinator", cora);
	await partnership.grant("coordinator", carl);
	await partnership.say("subscribe", { ...ann, ...team });
	await partnership.say("subscribe", { ...hal, ...tenancy });
});
afterEach(() => partnership.stop());

const cards = (where: Parameters<Partnership["standing"]>[0]) =>
	partnership.standing(where).filter((text) => text.includes(wanted.headline));

const morning = new Date("2026-04-15T07:00:00Z");

/** Before when the lesson is not sent to a channel. */
async function waitingUntil(name: string) {
	const { id } = await database.db.subscription.findFirstOrThrow({ where: { name } });
	return (await database.db.delivery.findFirstOrThrow({ where: { key: { endsWith: id } } })).notBefore;
}

async function beginRelease() {
	await approve(partnership, {}, cora, carl);
	const { id } = await database.db.lesson.findFirstOrThrow();
	await partnership.press("Who gets it, and release", carl);
	await partnership.press("Release now", carl);
	return id;
}

describe("A release", () => {
	it("is paused, goes on, and is stopped", async () => {
		const lesson = await beginRelease();
		await partnership.pressRaw("lessons.pause", { lesson }, cora);
		expect(await partnership.tick()).toBe("");
		expect(await partnership.press("Refresh", cora)).toContain("Sending is paused");
		expect(cards(team)).toEqual([]);
		const going = await partnership.press("Go on", cora);
		expect(going).toContain(wanted.headline);
		expect(cards(team)).toHaveLength(1);
		expect(await partnership.press("Refresh", cora)).toContain("Done with: 2 of 2");
	});

	it("that goes on in quiet hours goes out when they end", async () => {
		const lesson = await beginRelease();
		await partnership.pressRaw("lessons.pause", { lesson }, cora);
		await partnership.tick();
		await database.db.subscription.updateMany({ where: { name: "tenancy" }, data: { quiet: "none" } });
		partnership.at("2026-04-14T20:30:00Z");
		expect(await partnership.press("Go on", cora)).toContain(
			"It goes on, and where these are quiet hours, when they end.",
		);
		expect(await waitingUntil("team")).toEqual(morning);
		expect(await waitingUntil("tenancy")).toBeNull();
		expect(cards(tenancy)).toHaveLength(1);
	});

	it("that is stopped goes to nobody who does not have it yet, and says so", async () => {
		const lesson = await beginRelease();
		await partnership.pressRaw("lessons.pause", { lesson }, cora);
		await partnership.tick();
		await partnership.press("Stop sending", cora);
		expect(await partnership.press("Yes, stop sending", cora)).toContain(
			"Stopped. 2 that had not gone out will not.",
		);
		await partnership.tick();
		expect(cards(team)).toEqual([]);
		expect(await partnership.press("Refresh", cora)).toContain("Not sent: 2");
	});

	it("shows what nobody can tell about, and sends it again or leaves it as a coordinator decides (M2)", async () => {
		outcome = { kind: "unknown", reason: "the connection broke." };
		await release(partnership, {}, cora, carl);
		await partnership.tick();
		const report = await partnership.press("Progress and report", carl);
		expect(report).toContain("Unsure whether they arrived: 1");
		expect(report).toContain("Nobody can tell whether it arrived in team: the connection broke.");
		expect(JSON.stringify(await partnership.lessons.home?.(coordinator, partnership.now()))).toContain(
			"nobody can tell whether 1 copy arrived",
		);
		outcome = undefined;
		expect(await partnership.press("Send again", carl)).toContain("It is sent again to team.");
		expect(cards(team)).toHaveLength(1);
		expect(await partnership.press("Send again", carl)).toContain(
			"Somebody has decided about that one already.",
		);
		expect(cards(team)).toHaveLength(1);
	});

	it("sends again in quiet hours when they end", async () => {
		outcome = { kind: "unknown", reason: "the connection broke." };
		await release(partnership, {}, cora, carl);
		partnership.at("2026-04-14T20:30:00Z");
		await partnership.press("Progress and report", carl);
		expect(await partnership.press("Send again", carl)).toContain(
			"It is sent again to team when the quiet hours there end.",
		);
		expect(await waitingUntil("team")).toEqual(morning);
	});

	it("names the places where a recall could not take the text down, and says so in the table", async () => {
		await release(partnership, {}, cora, carl);
		changing = { kind: "never", reason: "the bot is not in the channel" };
		await correct(partnership, { learning: "Other words.", note: "They are others." }, cora, carl);
		expect(await recall(partnership, "Somebody could be known by it.", cora)).toContain(
			"Where that does not work, “Progress and report” says so.",
		);
		const report = await partnership.press("Progress and report", cora);
		expect(report).toContain("Copies changed in place: 1 of 2");
		expect(report).toMatch(
			/The old text may still stand in these places\..*\nteam \(Kent Police\): the bot is not in the channel\n/,
		);
		const { body } = await partnership.open(/https:\S+lesson-copies\/\S+/.exec(report)?.[0] ?? "");
		expect(body).toMatch(/^Kent Police,team,terminal,sent,.*,by itself,no,the bot is not in the channel\r$/m);
		expect(body).toMatch(/^Medway Homes,tenancy,terminal,sent,.*,by itself,yes,\r$/m);
	});

	it("leaves what nobody can tell about, and never repeats it by itself (M1, M2)", async () => {
		outcome = { kind: "unknown", reason: "the connection broke." };
		await release(partnership, {}, cora, carl);
		outcome = undefined;
		await partnership.tick();
		expect(cards(team)).toEqual([]);
		await partnership.press("Progress and report", carl);
		expect(await partnership.press("Leave it", carl)).toContain("team is left as it is.");
		await partnership.tick();
		expect(cards(team)).toEqual([]);
	});

	it("is followed by a correction or a recall only where it arrived (M10)", async () => {
		outcome = { kind: "never", reason: "the bot is not in the channel" };
		await release(partnership, {}, cora, carl);
		outcome = undefined;
		const { id } = await database.db.lesson.findFirstOrThrow();
		await partnership.pressRaw("lessons.recall", { lesson: id, reason: "It was not agreed." }, cora);
		expect(partnership.standing(tenancy).at(-1)).toContain("was recalled on 14 April 2026");
		expect(partnership.standing(team).join()).not.toContain("recalled");
		expect(await database.db.delivery.count({ where: { act: "update" } })).toBe(1);
	});

	it("is reminded of once when somebody is to look at it again", async () => {
		await release(partnership, { takeDownOn: "" }, cora, carl);
		expect(await partnership.tick("2027-04-13T22:59:00Z")).toBe("");
		const told = await partnership.tick("2027-04-13T23:00:00Z");
		expect(told.split("was to be looked at again on 14 April 2027")).toHaveLength(3);
		expect(await partnership.tick("2027-05-01T10:00:00Z")).toBe("");
		await partnership.press("Still right: ask again in a year", cora);
		expect(await partnership.tick("2028-04-30T10:00:00Z")).toBe("");
		expect(await partnership.tick("2028-05-01T10:00:00Z")).toContain(
			"was to be looked at again on 1 May 2028",
		);
	});
});

const coordinator = {
	agency: { id: kent, name: "Kent Police", sector: "police" as const },
	roles: ["coordinator" as const],
	person: "somebody",
};
