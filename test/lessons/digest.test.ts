import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { awake, nextWeekly, readWeekly } from "#lessons/wording/localTime.ts";
import { useDatabase } from "../support/database.ts";
import { ann, carl, cora, kent, openPartnership, type Partnership } from "./partnership.ts";
import { addThemes, release } from "./written.ts";

const database = useDatabase();
let partnership: Partnership;
const team = { workspace: kent, channel: "team" };
const inTeam = { ...ann, ...team };
const weekly = { detail: "summary", rhythm: "weekly", quiet: "20:00-08:00" };

beforeEach(async () => {
	partnership = await openPartnership(database.storage, { withoutContent: true });
	await addThemes(database.db);
	await partnership.grant("coordinator", cora);
	await partnership.grant("coordinator", carl);
});
afterEach(() => partnership.stop());

const digests = () => partnership.standing(team).filter((text) => text.startsWith("This week"));
const lasting = { reviewOn: "2029-04-14", takeDownOn: "" };

async function want(wants: typeof weekly) {
	await partnership.say("subscription", inTeam);
	await partnership.press("Change what comes", inTeam);
	return partnership.press("Keep", inTeam, wants);
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
		expect(digests()[0]).toMatch(/^This week: 2 new lessons[\s\S]*First[\s\S]*Second/);
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
