import { afterAll, beforeAll, expect, it } from "vitest";
import { shelve } from "#questionnaires/script/shelf.ts";
import { migrate } from "#storage/migrate.ts";
import { openStorage, type Storage } from "#storage/open.ts";
import { usePostgres } from "../support/postgres.ts";
import { answerAll, openHouse } from "./house.ts";
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

/** A questionnaire that these people have answered on both replicas' database, to be closed on either. */
async function answeredBy(people: string[], questionnaire: typeof starter) {
	const [{ db }, two] = storages as [Storage, Storage];
	const houses = [await openHouse(db, questionnaire), await openHouse(two.db)] as const;
	const [house] = houses;
	await db.questionnaireSchedule.create({
		data: {
			...{ questionnaireId: questionnaire.id, daysAfter: 42, remindOn: [5, 12], openFor: 28 },
			since: new Date("2026-01-01"),
		},
	});
	house.wasAt(people, questionnaire.id);
	house.at("2026-04-15T09:00:00Z");
	await house.due("plan");
	await house.due("ask");
	for (const person of people) await answerAll(house, person);
	await db.questionnaireSchedule.deleteMany();
	const where = { seminarId: questionnaire.id };
	return {
		/** The night's work on both replicas: whoever comes to write responses has to wait until both wait. */
		close: async (at: string) => {
			let closing: Promise<unknown> | undefined;
			await db.$transaction(async (tx) => {
				await tx.$executeRaw`LOCK TABLE "QuestionnaireResponse" IN EXCLUSIVE MODE`;
				for (const each of houses) each.at(at);
				closing = Promise.all(houses.map((each) => each.due("close")));
				closing.catch(() => {});
				let waiting = 0;
				while (waiting < houses.length)
					[{ waiting }] = await tx.$queryRaw<[{ waiting: number }]>`
						SELECT count(DISTINCT pid)::int AS "waiting" FROM pg_locks WHERE NOT granted`;
			});
			await closing;
		},
		held: async () => ({
			responses: await db.questionnaireResponse.count({ where }),
			lines: await db.questionnaireLine.count({ where }),
			waiting: await db.questionnaireSealed.count({ where }),
		}),
	};
}

const eleven = Array.from({ length: 11 }, (_, at) => `person-${at}`);

it("writes every confidential answer once, where two replicas close at once", async () => {
	const { close, held } = await answeredBy(eleven, starter);
	await close("2026-05-15T02:40:00Z");
	expect(await held()).toEqual({ responses: 11, lines: 22, waiting: 0 });
}, 120_000);

it("loses no anonymous answer, where two replicas release and close at once", async () => {
	const { close, held } = await answeredBy(eleven, anonymous);
	await close("2026-04-16T02:40:00Z");
	expect(await held()).toEqual({ responses: 5, lines: 10, waiting: 6 });
	await close("2026-05-15T02:40:00Z");
	expect(await held()).toEqual({ responses: 11, lines: 22, waiting: 0 });
}, 120_000);
