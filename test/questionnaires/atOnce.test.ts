import { afterAll, beforeAll, expect, it } from "vitest";
import { shelve } from "#questionnaires/script/shelf.ts";
import { migrate } from "#storage/migrate.ts";
import { openStorage, type Storage } from "#storage/open.ts";
import { usePostgres } from "../support/postgres.ts";
import { openHouse } from "./house.ts";
import { anonymous, starter } from "./samples.ts";

const postgres = usePostgres();
let storages: Storage[] = [];

beforeAll(async () => {
	const databaseUrl = await postgres.newDatabase();
	storages = [await openStorage({ databaseUrl }), await openStorage({ databaseUrl })];
	await migrate(storages[0] as Storage);
}, 60_000);
afterAll(async () => {
	for (const storage of storages) await storage.close();
});

it("holds a questionnaire once, which two replicas bring at once", async () => {
	const now = new Date("2026-04-14T10:00:00Z");
	const shelved = await Promise.all(storages.map(({ db }) => shelve(db, anonymous, now)));
	expect(shelved.map(({ kind }) => kind).sort()).toEqual(["new", "same"]);
}, 60_000);

it("keeps every answer that comes at once, on two replicas, and asks what is left", async () => {
	const [one, two] = storages as [Storage, Storage];
	const first = await openHouse(one.db, starter);
	const second = await openHouse(two.db);
	const roles = ["coordinator" as const];
	await first.type("ann", "questionnaires", roles);
	await first.press("ann", "Try it myself", { q: starter.id }, roles);
	const invitation = await one.db.questionnaireInvitation.findFirstOrThrow();
	const answers = {
		helped: "a-little",
		themes: ["none"],
		"changed-together": "yes",
		sharing: "agree",
		sector: "police",
	};
	await Promise.all(
		Object.entries(answers).flatMap(([q, v]) =>
			[first, second, first].map((house) =>
				house.happen("ann", {
					kind: "pressed",
					action: "questionnaires.answer",
					value: { i: invitation.id, q, v },
				}),
			),
		),
	);
	const draft = await one.db.questionnaireDraft.findFirstOrThrow();
	expect(draft.progress).toMatchObject({ answers, at: "taken-to", state: "asking" });
	// However often it came, each answer led on once.
	const said = await one.db.delivery.count({
		where: { key: { startsWith: `questionnaires:${invitation.id}:` } },
	});
	expect(said).toBe(5);
}, 60_000);
