import { createHash } from "node:crypto";
import { legible, legibleCode } from "#chat/wording/legible.ts";
import type { Db } from "#storage/open.ts";

/** What a code lets its reader do: give its owner a role, or join an account to its owner's. */
export type Purpose = "role" | "link";

/** For how many minutes a code can be used. */
const codeMinutes: Record<Purpose, number> = { role: 24 * 60, link: 15 };

/** How many wrong codes somebody may type within an hour. */
const mostWrong = 5;
const hour = 3_600_000;

const length = 6;

/** The code that was typed, however it was spaced; undefined where it cannot be one. */
export function readCode(text: string): string | undefined {
	const bare = text.toUpperCase().replace(/[\s\-–—]/g, "");
	return bare.length === length && [...bare].every((letter) => legible.includes(letter)) ? bare : undefined;
}

/** A code that no word is: "ex-army" was one otherwise. */
function withDigit(): string {
	const code = legibleCode(length);
	return /\d/.test(code) ? code : withDigit();
}

/** Makes a code such as "K7-4PX2", which is kept only as a hash. It takes the place of an earlier one. */
export async function issueCode(
	tx: Db,
	personId: string,
	purpose: Purpose,
	now: Date,
): Promise<{ code: string; until: Date }> {
	const code = withDigit();
	const until = new Date(now.getTime() + codeMinutes[purpose] * 60_000);
	await tx.linkCode.deleteMany({ where: { personId, purpose } });
	await tx.linkCode.create({ data: { codeHash: hash(purpose, code), personId, purpose, expiresAt: until } });
	return { code: `${code.slice(0, 2)}-${code.slice(2)}`, until };
}

/**
 * Whose code this is; reading it does not use it. "wrong" for one that is unknown, expired or of another
 * purpose, and "too many" after five wrong ones in an hour, whatever is typed then.
 */
export async function tryCode(
	tx: Db,
	code: string,
	{ by, purpose, now }: { by: string; purpose: Purpose; now: Date },
): Promise<{ owner: string } | { refused: "wrong" | "too many" | "own" }> {
	// Counted before it is read, and under the row's lock: guesses that come together are counted one by one.
	const since = new Date(now.getTime() - hour);
	const [counted] = await tx.$queryRaw<{ wrongCodes: number }[]>`
		UPDATE "Person" SET
			"wrongCodes" = CASE WHEN "wrongSince" > ${since} THEN "wrongCodes" + 1 ELSE 1 END,
			"wrongSince" = CASE WHEN "wrongSince" > ${since} THEN "wrongSince" ELSE ${now} END
		WHERE "id" = ${by} RETURNING "wrongCodes"`;
	if (!counted || counted.wrongCodes > mostWrong) return { refused: "too many" };
	const owner = await ownerOf(tx, code, purpose, now);
	if (!owner) return { refused: "wrong" };
	await tx.person.update({ where: { id: by }, data: { wrongCodes: { decrement: 1 } } });
	return owner === by ? { refused: "own" } : { owner };
}

/** Whose code this is, if it can still be used. For the operator, whose guesses nobody counts. */
export async function ownerOf(
	db: Db,
	code: string,
	purpose: Purpose,
	now: Date,
): Promise<string | undefined> {
	const found = await db.linkCode.findUnique({ where: { codeHash: hash(purpose, readCode(code) ?? "") } });
	return found && found.expiresAt > now ? found.personId : undefined;
}

/** Uses a code up. Under `lockPeople` from before it was tried, else two may use it at once. */
export async function useCode(tx: Db, code: string, purpose: Purpose): Promise<void> {
	await tx.linkCode.deleteMany({ where: { codeHash: hash(purpose, readCode(code) ?? "") } });
}

function hash(purpose: Purpose, code: string): string {
	return createHash("sha256").update(`${purpose} ${code}`).digest("hex");
}
