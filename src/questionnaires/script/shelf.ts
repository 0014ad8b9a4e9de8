import type { Prisma } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import type { Questionnaire } from "./questionnaire.ts";
import { checkQuestionnaire } from "./readQuestionnaire.ts";

/** The newest version of a questionnaire, if there is one. */
export async function newest(db: Db, id: string): Promise<Questionnaire | undefined> {
	const row = await db.questionnaire.findFirst({ where: { id }, orderBy: { version: "desc" } });
	return row ? toQuestionnaire(row.content) : undefined;
}

/** Every questionnaire in its newest version, by title. */
export async function newestOfAll(db: Db): Promise<Questionnaire[]> {
	const rows = await db.questionnaire.findMany({
		orderBy: [{ id: "asc" }, { version: "desc" }],
		distinct: ["id"],
	});
	return rows
		.map(({ content }) => toQuestionnaire(content))
		.sort((one, other) => one.title.localeCompare(other.title, "en-GB"));
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

const read = new Map<string, Questionnaire>();

function toQuestionnaire(content: unknown): Questionnaire {
	const { id, version } = content as Pick<Questionnaire, "id" | "version">;
	const key = JSON.stringify([id, version, content]);
	const known = read.get(key);
	if (known) return known;
	const checked = checkQuestionnaire(content);
	if ("problems" in checked)
		throw new Error(`The questionnaire ${id} ${version} that is held cannot be read.`);
	if (read.size > 100) read.clear();
	read.set(key, checked.questionnaire);
	return checked.questionnaire;
}
