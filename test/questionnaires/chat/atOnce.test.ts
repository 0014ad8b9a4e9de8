import { expect, it } from "vitest";
import { migrate } from "#storage/migrate.ts";
import { openStorage } from "#storage/open.ts";
import { open } from "../../seminars/world.ts";
import { usePostgres } from "../../support/postgres.ts";
import { openTalk } from "../../support/talk.ts";
import { answersOf, followUp } from "./followUp.ts";

const postgres = usePostgres();
const people = Array.from({ length: 8 }, (_, at) => `delegate ${at}`);

it("two answers of a person at once, of several people at the same time, are both kept, in the order in which they came", async () => {
	const storage = await openStorage({ databaseUrl: await postgres.newDatabase() });
	await migrate(storage);
	const talk = await openTalk({ storage });
	await open(storage.db, { capacity: 40 });
	for (const person of people) await talk.terminal.press("seminars.book", { seminar: "housing" }, { person });
	await followUp(storage);
	talk.pass(new Date("2026-06-25T09:00:00Z").getTime() - new Date("2026-04-14T10:20:00Z").getTime());
	await talk.house.tick("questionnaires.plan");
	await talk.house.tick("questionnaires.ask");
	await talk.house.allSaid();
	await Promise.all(
		people.flatMap((person) => ["4", "none"].map((words) => talk.terminal.say(words, { person }))),
	);
	await talk.house.allSaid();
	const answers = await Promise.all(people.map((person) => answersOf(storage, person)));
	expect(answers).toEqual(people.map(() => ({ helped: "quite-a-lot", themes: ["none"] })));
	expect(talk.log.errors()).toEqual([]);
	await talk.stop();
	await storage.close();
}, 60_000);
