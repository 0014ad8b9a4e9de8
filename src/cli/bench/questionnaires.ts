import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Place } from "#chat/platform.ts";
import { say } from "#delivery/ledger.ts";
import { newestResults } from "#questionnaires/results/snapshots.ts";
import { type Item, optionsOf, type Questionnaire } from "#questionnaires/script/questionnaire.ts";
import { readQuestionnaire } from "#questionnaires/script/readQuestionnaire.ts";
import { shelve } from "#questionnaires/script/shelf.ts";
import { type ConverseParts, converse } from "#questionnaires/talking/converse.ts";
import { migrate } from "#storage/migrate.ts";
import { type Client, openStorage } from "#storage/open.ts";
import { contentFolder } from "../../assemble.ts";
import { startPostgres } from "./postgres.ts";

const nation = 320;
const county = 32;
const delegates = 360;
const agencies = 4_800;
const shareAnswering = 0.42;
const people = 50;
const everyMs = 2_000;
const rounds = 11;
const now = new Date("2026-04-15T10:00:00Z");

/** What the questionnaire costs at national scale. */
export type Questionnaires = {
	invitations: number;
	answers: number;
	/** How long an answer takes to save, for fifty people who each give one every two seconds. */
	saveP95Ms: number;
	/** New results of everything: all, each seminar, each agency and sector. */
	resultsMs: number;
	/** The same sums in plain SQL. */
	plainSqlMs: number;
	ratio: number;
	/** The results once more, with nothing new in. */
	againMs: number;
	/** The sums of one seminar in plain SQL. */
	oneSeminarMs: number;
	rssMb: number;
};

/**
 * Measures 115,200 invitations and 532,000 answers on a PostgreSQL of its own (a tenth of that where it is
 * to be short), fifty people who answer every two seconds, and the results of everything beside the same
 * sums in plain SQL.
 */
export async function questionnaires({ short = false } = {}): Promise<Questionnaires> {
	const postgres = await startPostgres({ durable: true });
	try {
		const storage = await openStorage({ databaseUrl: await postgres.newDatabase() });
		try {
			await migrate(storage);
			return await measure(storage.db, short ? county : nation);
		} finally {
			await storage.close();
		}
	} finally {
		await postgres.stop();
	}
}

async function measure(db: Client, seminars: number): Promise<Questionnaires> {
	const questionnaire = await starter();
	await db.$transaction((tx) => shelve(tx, questionnaire, now));
	const filled = await fill(db, questionnaire, seminars);
	const saves = await answering(db, questionnaire);
	const plainSqlMs = await fastest(() => plainSums(db, questionnaire));
	const resultsMs = await fastest(async () => {
		await db.questionnaireSnapshot.deleteMany();
		await newestResults(db, questionnaire, now);
	});
	return {
		...filled,
		saveP95Ms: round(percentile(saves, 0.95)),
		...{ resultsMs, plainSqlMs, ratio: round(resultsMs / plainSqlMs) },
		againMs: await fastest(() => newestResults(db, questionnaire, now)),
		oneSeminarMs: await fastest(() => plainSums(db, questionnaire, "seminar-7")),
		rssMb: Math.round(process.memoryUsage().rss / 1e6),
	};
}

async function starter(): Promise<Questionnaire> {
	const found = readQuestionnaire(await readFile(join(contentFolder, "questionnaire.yaml"), "utf8"));
	if ("problems" in found) throw new Error(found.problems.join("\n"));
	return found.questionnaire;
}

/** Fills the tables: everybody was asked, and as many have answered as can be hoped for. */
async function fill(
	db: Client,
	questionnaire: Questionnaire,
	seminars: number,
): Promise<{ invitations: number; answers: number }> {
	await db.$executeRaw`
		INSERT INTO "QuestionnaireSeminar" ("id", "title", "endedAt")
		SELECT 'seminar-' || n, 'Seminar ' || n, ${now}::timestamp - interval '42 days' FROM generate_series(1, ${seminars}::int) n`;
	await db.$executeRaw`
		INSERT INTO "QuestionnaireInvitation" ("id", "questionnaireId", "version", "seminarId", "personId", "agencyId",
			"state", "askedAt", "closesAt")
		SELECT gen_random_uuid()::text, ${questionnaire.id}, 1, 'seminar-' || s, 'person-' || s || '-' || p,
			'agency-' || ((s * 15 + p) % ${agencies}::int), 'asked', ${now}::timestamp, ${now}::timestamp + interval '28 days'
		FROM generate_series(1, ${seminars}::int) s, generate_series(1, ${delegates}::int) p`;
	const invited = await db.questionnaireInvitation.findMany({
		select: { id: true },
		orderBy: { personId: "asc" },
	});
	const draw = drawer(7);
	const finished = invited.filter(() => draw() < shareAnswering);
	const rows = finished.map(({ id }) => ({ id, answers: given(questionnaire.items, draw) }));
	for (let at = 0; at < rows.length; at += 2_000) {
		const some = JSON.stringify(rows.slice(at, at + 2_000));
		await db.$executeRaw`
			WITH given AS (SELECT * FROM jsonb_to_recordset(${some}::jsonb) AS g("id" text, "answers" jsonb)),
			kept AS (
				INSERT INTO "QuestionnaireDraft" ("invitationId", "progress", "counted", "finishedAt")
				SELECT "id", jsonb_build_object('answers', "answers", 'state', 'finished'), "answers", ${now}::timestamp FROM given)
			UPDATE "QuestionnaireInvitation" i SET "state" = 'finished' FROM given WHERE i."id" = given."id"`;
	}
	await db.$executeRawUnsafe("VACUUM (ANALYZE)");
	const answers = rows.reduce((sum, row) => sum + Object.keys(row.answers).length, 0);
	return { invitations: invited.length, answers };
}

function given(items: Item[], draw: () => number): Record<string, string | string[]> {
	return Object.fromEntries(
		items.map((item) => {
			const values = optionsOf(item).map(({ value }) => value);
			const one = values[Math.floor(draw() ** 0.7 * values.length)] ?? values[0] ?? "";
			if (item.kind === "text") return [item.id, "We ask in private now, every time."];
			return [item.id, item.kind === "multiple" ? [one] : one];
		}),
	);
}

/** Fifty people who answer every two seconds, each in their own conversation. */
async function answering(db: Client, { items }: Questionnaire): Promise<number[]> {
	const parts: ConverseParts = { say, secrets: { seal: none, open: none }, mustNotKeep: () => false };
	const asked = await db.questionnaireInvitation.findMany({ where: { state: "asked" }, take: people });
	const times: number[] = [];
	const draw = drawer(3);
	const answer = async (invitation: string, person: string, item: Item) => {
		const value = given([item], draw)[item.id] ?? "";
		const from = performance.now();
		const turn = { invitation, person, place: placeOf(person) };
		await db.$transaction((tx) =>
			converse(
				tx,
				{ ...turn, reply: { kind: "answer", item: item.id, answer: value, pressed: true } },
				parts,
				now,
			),
		);
		times.push(performance.now() - from);
	};
	const one = async ({ id, personId }: { id: string; personId: string }, at: number) => {
		await setTimeout((everyMs * at) / people);
		for (const item of items.slice(0, rounds)) {
			const started = performance.now();
			await answer(id, personId, item);
			await setTimeout(Math.max(0, everyMs - (performance.now() - started)));
		}
	};
	await Promise.all(asked.map(one));
	return times;
}

function none(): never {
	throw new Error("nothing is encrypted in a confidential questionnaire");
}

function placeOf(person: string): Place {
	return { platform: "terminal", workspace: "bench", key: person, address: person, kind: "direct" };
}

/** The same sums as somebody would write them by hand: every answer by seminar, and the headline by agency and sector. */
async function plainSums(
	db: Client,
	{ id, headline, sector, items }: Questionnaire,
	seminar?: string,
): Promise<void> {
	const where = seminar ? `AND i."seminarId" = '${seminar}'` : "";
	const from = `FROM "QuestionnaireDraft" d JOIN "QuestionnaireInvitation" i ON i."id" = d."invitationId"
		WHERE i."questionnaireId" = $1 AND d."finishedAt" IS NOT NULL ${where}`;
	const answers = `SELECT i."seminarId", a.key, a.value, count(*)::int
		FROM "QuestionnaireDraft" d JOIN "QuestionnaireInvitation" i ON i."id" = d."invitationId", jsonb_each(d."counted") a
		WHERE i."questionnaireId" = $1 AND d."finishedAt" IS NOT NULL ${where} AND a.key <> ALL($2) GROUP BY 1, 2, 3`;
	const written = items.filter(({ kind }) => kind === "text").map((item) => item.id);
	await db.$queryRawUnsafe(`SELECT i."seminarId", count(*)::int ${from} GROUP BY 1`, id);
	await db.$queryRawUnsafe(answers, id, written);
	await db.$queryRawUnsafe(
		`SELECT i."agencyId", d."counted"->>'${sector}', d."counted"->'${headline.item}', count(*)::int ${from} GROUP BY 1, 2, 3`,
		id,
	);
}

/** The fastest of three, so that what else the machine does counts least. */
async function fastest(work: () => Promise<unknown>): Promise<number> {
	let best = Number.POSITIVE_INFINITY;
	for (let time = 0; time < 3; time++) {
		const from = performance.now();
		await work();
		best = Math.min(best, performance.now() - from);
	}
	return round(best);
}

function percentile(times: number[], share: number): number {
	const sorted = times.toSorted((one, other) => one - other);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function round(number: number): number {
	return Math.round(number * 100) / 100;
}

/** Numbers from 0 to 1 that look drawn by lot and are the same each time. */
function drawer(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
		return state / 4_294_967_296;
	};
}
