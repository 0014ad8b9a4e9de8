import { describe, expect, it } from "vitest";
import { sentence } from "#chat/plain.ts";
import { dropOldVersions, forget } from "#delivery/forget.ts";
import { useDatabase } from "../support/database.ts";

const database = useDatabase();

const delivery = (key: string, more: { placeKey?: string; workspace?: string; state?: "queued" } = {}) => ({
	...{ key, platform: "terminal", workspace: "w1", placeKey: "p1", placeKind: "direct", address: "a" },
	...{ state: "sent" as const, said: sentence("Said."), createdAt: new Date("2026-03-31T09:00:00Z") },
	...more,
});
const keys = async () =>
	(await database.db.delivery.findMany({ orderBy: { sequence: "asc" } })).map(({ key }) => key);

describe("Forgetting what was said", () => {
	it.each([
		["under some keys, whatever begins like them", { keys: ["a:1", "a:2", "a:3"] }, ["a:10", "b:1", "b:2"]],
		["under no keys", { keys: [] }, ["a:1", "a:2", "a:10", "b:1", "b:2"]],
		["in some places", { places: ["p2"] }, ["a:1", "a:2", "a:10", "b:2"]],
		["in a workspace", { workspaces: [{ platform: "terminal", id: "w2" }] }, ["a:1", "a:2", "a:10", "b:1"]],
	])("takes out what was said %s, and leaves the rest", async (_, spoken, left) => {
		const { db } = database;
		await db.delivery.createMany({
			data: [
				delivery("a:1"),
				delivery("a:2", { state: "queued" }),
				delivery("a:10"),
				delivery("b:1", { placeKey: "p2" }),
				delivery("b:2", { workspace: "w2" }),
			],
		});
		expect(await db.$transaction((tx) => forget(tx, spoken))).toBe(5 - left.length);
		await dropOldVersions(db);
		expect(await keys()).toEqual(left);
	});
});
