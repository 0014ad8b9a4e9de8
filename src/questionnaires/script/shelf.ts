import { Prisma } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import type { Questionnaire } from "./questionnaire.ts";
import { checkQuestionnaire } from "./readQuestionnaire.ts";

/** A questionnaire in one version, by what it says. */
export type Edition = { id: string; version: number; digest: string };

/** How an edition is selected from the table `q` of questionnaires. */
export const edition = Prisma.sql`q."id", q."version", md5(q."content"::text) AS "digest"`;

/** The newest version of a questionnaire, if there is one. */
export async function newest(db: Db, id: string): Promise<Questionnaire | undefined> {
	const [found] = await db.$queryRaw<Edition[]>`
		SELECT ${edition} FROM "Questionnaire" q WHERE q."id" = ${id} ORDER BY q."version" DESC LIMIT 1`;
	return found && takeDown(db, found);
}

/** Every version of a questionnaire, the newest first. */
export async function everyVersion(db: Db, id: string): Promise<Questionnaire[]> {
	const found = await db.$queryRaw<Edition[]>`
		SELECT ${edition} FROM "Questionnaire" q WHERE q."id" = ${id} ORDER BY q."version" DESC`;
	return takeAllDown(db, found);
}

/** Every questionnaire in its newest version, by title. */
export async function newestOfAll(db: Db): Promise<Questionnaire[]> {
	const found = await db.$queryRaw<Edition[]>`
		SELECT DISTINCT ON (q."id") ${edition} FROM "Questionnaire" q ORDER BY q."id", q."version" DESC`;
	const all = await takeAllDown(db, found);
	return all.sort((one, other) => one.title.localeCompare(other.title, "en-GB"));
}

async function takeAllDown(db: Db, editions: Edition[]): Promise<Questionnaire[]> {
	const all: Questionnaire[] = [];
	for (const each of editions) all.push(await takeDown(db, each));
	return all;
}

const taken = new Map<string, Questionnaire>();

/** Takes an edition from the shelf: from memory, where it was taken down before. */
export async function takeDown(db: Db, { id, version, digest }: Edition): Promise<Questionnaire> {
	const known = taken.get(digest);
	if (known) return known;
	const { content } = await db.questionnaire.findUniqueOrThrow({ where: { id_version: { id, version } } });
	const checked = checkQuestionnaire(content);
	if ("problems" in checked)
		throw new Error(`The questionnaire ${id} ${version} that is held cannot be read.`);
	if (taken.size > 100) taken.clear();
	taken.set(digest, checked.questionnaire);
	return checked.questionnaire;
}

export type Shelved =
	| { kind: "new" }
	| { kind: "newer" }
	| { kind: "same" }
	/** A newer version is held, which stays the newest. */
	| { kind: "older"; held: number }
	| { kind: "refused"; problem: string };

/** Puts a questionnaire on the shelf. A version that is there already never changes. */
export async function shelve(tx: Db, questionnaire: Questionnaire, now: Date): Promise<Shelved> {
	const { id, version, mode } = questionnaire;
	const held = await newest(tx, id);
	if (held && held.mode !== mode)
		return {
			kind: "refused",
			problem: `“${id}” was promised to be ${held.mode}: a questionnaire that is ${mode} needs another id.`,
		};
	if (held && version < held.version) return { kind: "older", held: held.version };
	if (held?.version === version) {
		if (JSON.stringify(held) === JSON.stringify(questionnaire)) return { kind: "same" };
		return {
			kind: "refused",
			problem: `Version ${held.version} of “${id}” is held already. Raise version to ${held.version + 1}.`,
		};
	}
	const { count } = await tx.questionnaire.createMany({
		data: [{ id, version, content: questionnaire as Prisma.InputJsonObject, importedAt: now }],
		skipDuplicates: true,
	});
	// Another replica that starts at the same time was faster.
	if (count === 0) return shelve(tx, questionnaire, now);
	return { kind: held ? "newer" : "new" };
}
