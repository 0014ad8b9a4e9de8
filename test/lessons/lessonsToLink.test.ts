import { expect, it } from "vitest";
import { lessonsToLink } from "#lessons/lessonsToLink.ts";
import { useDatabase } from "../support/database.ts";
import { wanted } from "./written.ts";

const database = useDatabase();

it("Lessons to link are the hundred newest that are out; by their ids also older ones, but none that was recalled", async () => {
	const { db } = database;
	const at = new Date("2026-04-14T10:20:00Z");
	const each = { kind: "lesson", text: wanted, createdAt: at, changedAt: at } as const;
	await db.lesson.createMany({
		data: Array.from({ length: 102 }, (_, number) => ({
			...{ ...each, id: `lesson-${number}`, number, state: number === 1 ? "recalled" : "released" },
		})),
	});
	const newest = (await lessonsToLink(db)).map(({ id }) => id);
	expect(newest).toHaveLength(100);
	expect(newest).not.toContain("lesson-0");
	const named = await lessonsToLink(db, ["lesson-0", "lesson-1", "lesson-2"]);
	expect(named.map(({ id }) => id)).toEqual(["lesson-2", "lesson-0"]);
	expect(await lessonsToLink(db, [])).toEqual([]);
});
