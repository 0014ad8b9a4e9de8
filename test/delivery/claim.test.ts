import { expect, it } from "vitest";
import { say } from "#delivery/ledger.ts";
import { claim } from "#delivery/sending/claim.ts";
import { useDatabase } from "../support/database.ts";
import { rates } from "../support/rates.ts";
import { toSay } from "./network.ts";

const database = useDatabase();
const at = new Date("2026-03-02T09:00:00Z");
const rate = "terminal w1";

it("An announcement that was taken up keeps its moment when a reply is found in the same look", async () => {
	const { db, storage } = database;
	const announcement = toSay("p1", "a lesson", "a", { lane: "announcement" });
	await db.$transaction((tx) => say(tx, [announcement, toSay("p2", "a reply")], at));
	// Announcements have come so fast that there is time for one more soon, and for the next one later.
	await db.pace.create({ data: { rate, nextAt: new Date(at.getTime() + 90) } });
	const { claimed } = await claim(storage, {
		...{ claim: "of this look", lost: [], seconds: 120, at },
		rates: { ...rates, terminal: { conversation: [], workspace: [{ most: 50, seconds: 1 }] } },
		free: { all: 10, announcements: 10 },
		memory: { waiting: [{ rate, lanes: ["announcement"] }], readAt: Number.POSITIVE_INFINITY },
	});
	expect(claimed.map(({ lane }) => lane)).toEqual(["reply", "announcement"]);
	const [reply, lesson] = claimed;
	expect(Number(lesson?.goAt) - Number(reply?.goAt)).toBeCloseTo(90);
});

it("Where there is time for replies alone, a look that goes by what waited a moment ago is soon followed by another", async () => {
	const { db, storage } = database;
	await db.$transaction((tx) => say(tx, [toSay("p1", "a reply")], at));
	const memory = { waiting: [], readAt: Number.POSITIVE_INFINITY };
	const look = () =>
		claim(storage, {
			...{ claim: "of this look", lost: [], seconds: 120, at, rates, memory },
			free: { all: 10, announcements: 0 },
		});
	const first = await look();
	expect(first.claimed).toEqual([]);
	expect(first.againMs).toBeLessThanOrEqual(100);
	memory.readAt = Number.NEGATIVE_INFINITY;
	expect((await look()).claimed).toHaveLength(1);
});
