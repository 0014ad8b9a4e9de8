import { beforeEach, describe, expect, it } from "vitest";
import type { Place } from "#chat/platform.ts";
import { say } from "#delivery/ledger.ts";
import { planChannels } from "#seminars/reminders/channels.ts";
import { noticeMessage } from "#seminars/reminders/noticeMessage.ts";
import { replanAll } from "#seminars/reminders/replan.ts";
import { callOff } from "#seminars/setup/keep.ts";
import { useDatabase } from "../../support/database.ts";
import { createTestLog } from "../../support/log.ts";
import { open, schedule } from "../world.ts";

const database = useDatabase();
const names = { theme: (id: string) => id, agency: (id: string) => id };
const asked: unknown[] = [];
beforeEach(() => {
	asked.length = 0;
});

function channel(key: string): Place {
	return { platform: "terminal", workspace: "w", key, address: key, kind: "channel" };
}

async function tick(time: string, channels: string[]): Promise<void> {
	const { log, errors } = createTestLog();
	const now = new Date(time);
	await replanAll(database.db, schedule, now);
	await planChannels(
		{
			...{ db: database.db, say, schedule, log, chunk: 2 },
			messageOf: (notice, seminar) => noticeMessage(notice, seminar, names),
			subscribedPlaces: async (filter) => {
				asked.push(filter);
				return channels.map(channel);
			},
		},
		now,
	);
	expect(errors()).toEqual([]);
}

async function keys(): Promise<string[]> {
	const rows = await database.db.delivery.findMany({ orderBy: { sequence: "asc" }, select: { key: true } });
	return rows.map(({ key }) => key);
}

describe("Channels", () => {
	it("that want to hear of it are told of a seminar once each, chunk by chunk", async () => {
		await open(database.db, { themes: ["housing"], sectors: ["health"] });
		await tick("2026-02-02T12:00:00Z", ["c", "a", "b", "a"]);
		await tick("2026-02-02T12:01:00Z", ["c", "a", "b", "d"]);
		expect(await keys()).toEqual(["a", "b", "c"].map((key) => `announcement:housing:first:${key}`));
		expect(asked).toEqual([{ themes: ["housing"], sectors: ["health"], agencies: [] }]);
	});

	it("are told in the morning of what is announced at night", async () => {
		await open(database.db);
		await tick("2026-02-02T23:00:00Z", ["a"]);
		expect(await keys()).toEqual([]);
		await tick("2026-02-03T08:00:00Z", ["a"]);
		expect(await keys()).toHaveLength(1);
	});

	it("are reminded, and what nobody looked for in time is counted as missed", async () => {
		await open(database.db);
		await open(database.db, { id: "other" });
		await tick("2026-02-02T12:00:00Z", ["a"]);
		await tick("2026-04-30T09:00:00Z", ["a"]);
		expect((await keys()).filter((key) => key.startsWith("reminder")).sort()).toEqual([
			"reminder:housing:-14d 10:00 of 2026-05-14:a",
			"reminder:other:-14d 10:00 of 2026-05-14:a",
		]);
		await open(database.db, { id: "late" });
		await tick("2026-02-02T12:00:00Z", ["a"]);
		await tick("2026-05-01T12:00:00Z", ["a", "b"]);
		const missed = await database.db.seminarNotice.findFirst({
			where: { seminarId: "late", kind: "reminder", audience: "channels" },
		});
		expect(missed).toMatchObject({ written: 0, missed: 2 });
	});

	it("hear that a seminar is cancelled if they heard of it, and are not reminded of it any more", async () => {
		await open(database.db);
		await open(database.db, { id: "unheard" });
		await database.db.seminarNotice.deleteMany({ where: { seminarId: "unheard" } });
		await tick("2026-02-02T12:00:00Z", ["a"]);
		for (const id of ["housing", "unheard"])
			await database.db.$transaction((tx) => callOff(tx, id, new Date("2026-03-02T12:00:00Z")));
		await tick("2026-03-02T12:01:00Z", ["a"]);
		await tick("2026-04-30T09:00:00Z", ["a"]);
		expect(await keys()).toEqual(["announcement:housing:first:a", "cancelled:housing:1:a"]);
	});
});
