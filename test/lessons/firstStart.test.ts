import { expect, it } from "vitest";
import { screen } from "#guard/screen.ts";
import { createLibrary } from "#knowledge/library.ts";
import { createLessons } from "#lessons/lessons.ts";
import { createPeople } from "#people/people.ts";
import { migrate } from "#storage/migrate.ts";
import { openStorage } from "#storage/open.ts";
import { createTestLog } from "../support/log.ts";
import { rates } from "../support/rates.ts";

it("What is regular runs on an embedded database that was only just made", async () => {
	const storage = await openStorage({});
	const { db } = storage;
	const now = new Date("2026-03-02T09:00:00Z");
	const log = createTestLog();
	try {
		await migrate(storage);
		const lessons = createLessons({
			...{ db, screen, people: createPeople({ db }), library: createLibrary(db, () => now), log: log.log },
			...{ link: () => "https://bot.example.org", digest: { weekday: 1, minutes: 540 }, quiet: "none" },
			...{ rates, follow: async () => {}, say: async () => 0 },
			ask: (theme) => ({ label: "Ask", action: "answers.theme", value: { theme } }),
		});
		for (const { run } of lessons.due ?? []) await run(now);
		expect(log.errors()).toEqual([]);
	} finally {
		await storage.close();
	}
}, 60_000);
