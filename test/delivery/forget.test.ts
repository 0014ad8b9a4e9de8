import { describe, expect, it } from "vitest";
import { sentence } from "#chat/plain.ts";
import { blank, dropOldVersions } from "#delivery/forget.ts";
import { useDatabase } from "../support/database.ts";

const database = useDatabase();

const delivery = (key: string, state: "sent" | "queued" | "unsure" = "sent") => ({
	...{ key, platform: "terminal", workspace: "w1", placeKey: "p1", placeKind: "direct", address: "a" },
	...{ state, said: sentence(`An answer of ${key}.`), createdAt: new Date("2026-03-31T09:00:00Z") },
});

describe("What is blanked", () => {
	it("is gone from the ledger, and that it was said stays", async () => {
		const { db } = database;
		await db.delivery.createMany({
			data: [delivery("a:1"), delivery("a:2", "unsure"), delivery("a:10"), delivery("a:3", "queued")],
		});
		await db.$transaction((tx) => blank(tx, ["a:1", "a:2", "a:3", "a:4"]));
		await dropOldVersions(db);
		const rows = await db.delivery.findMany({ orderBy: { sequence: "asc" } });
		expect(rows.map(({ key, said, state }) => [key, state, said === null])).toEqual([
			["a:1", "sent", true],
			["a:2", "unsure", true],
			["a:10", "sent", false],
			// Somebody still waits for it.
			["a:3", "queued", false],
		]);
	});

	it("is nothing where there is nothing to blank", async () => {
		const { db } = database;
		await db.delivery.create({ data: delivery("a:1") });
		await db.$transaction((tx) => blank(tx, []));
		expect(await db.delivery.count({ where: { said: { not: { equals: null } } } })).toBe(1);
	});
});
