import { describe, expect, it } from "vitest";
import { sentence } from "#chat/plain.ts";
import { purge } from "#delivery/retention.ts";
import { useDatabase } from "../support/database.ts";

const database = useDatabase();
const now = new Date("2026-03-31T09:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

const delivery = (key: string, days: number, state: "sent" | "queued" = "sent") => ({
	...{ key, platform: "terminal", workspace: "w1", placeKey: "p1", placeKind: "direct", address: "a" },
	...{ state, said: sentence("A lesson."), createdAt: daysAgo(days) },
});

describe("the purge", () => {
	it("takes the text of what was said and leaves the row", async () => {
		await database.db.delivery.createMany({ data: [delivery("old", 31), delivery("new", 29)] });
		await purge(database.db, { answers: 30, outcomes: 730 }, now);
		const rows = await database.db.delivery.findMany({ orderBy: { key: "desc" } });
		expect(rows.map(({ key, said, state }) => [key, said === null, state])).toEqual([
			["old", true, "sent"],
			["new", false, "sent"],
		]);
	});

	it("fails what was never sent before its text goes", async () => {
		await database.db.delivery.create({ data: delivery("old", 31, "queued") });
		await purge(database.db, { answers: 30, outcomes: 730 }, now);
		expect(await database.db.delivery.findMany()).toMatchObject([{ state: "failed", said: null }]);
	});

	it("forgets where an answer to somebody went, and not where an announcement did", async () => {
		const keys = ["reply:x:0", "reply:x:private:0", "private:x:0", "lesson:1:c1"];
		await database.db.delivery.createMany({ data: keys.map((key) => delivery(key, 31)) });
		await purge(database.db, { answers: 30, outcomes: 730 }, now);
		const rows = await database.db.delivery.findMany({ orderBy: { key: "asc" } });
		expect(rows.map(({ key, address }) => [key, address])).toEqual([
			["lesson:1:c1", "a"],
			["private:x:0", ""],
			["reply:x:0", ""],
			["reply:x:private:0", ""],
		]);
	});

	it("forgets conversations that have expired and counts that are old", async () => {
		const { db } = database;
		await db.conversation.createMany({
			data: [
				{ key: "old", expiresAt: daysAgo(1) },
				{ key: "new", expiresAt: daysAgo(-1) },
			],
		});
		for (const hour of [daysAgo(731), daysAgo(729)]) {
			await db.questionOutcome.create({ data: { hour, outcome: "answered", themes: [] } });
			await db.answerFeedback.create({ data: { id: hour.toISOString(), hour, passages: [], helpful: true } });
			await db.guardCount.create({ data: { hour, kind: "danger", count: 1 } });
		}
		await purge(db, { answers: 30, outcomes: 730 }, now);
		expect((await db.conversation.findMany()).map(({ key }) => key)).toEqual(["new"]);
		expect(await db.questionOutcome.count()).toBe(1);
		expect(await db.answerFeedback.count()).toBe(1);
		expect(await db.guardCount.count()).toBe(1);
	});
});
