import { createHash } from "node:crypto";
import type { Client, Db } from "#storage/open.ts";
import type { Figures } from "./bands/calibration.ts";
import { readContent, readFigures, readLabelled } from "./content.ts";
import type { Document, Passage } from "./held.ts";
import { hold } from "./hold.ts";
import { calibrate } from "./search/calibrate.ts";

export type Published = {
	/** The version now held. */
	version: number;
	/** False when there was nothing to change, so that the version stayed. */
	changed: boolean;
	/** How the labelled questions did before and with this version; null where there are none. */
	before: Figures | null;
	after: Figures | null;
	/** What got worse, in sentences. */
	warnings: string[];
};

/** A document with its passages, as it is put in: whole. */
export type DocumentInput = Document & { passages: Omit<Passage, "documentId" | "position">[] };

/**
 * Changes what is held, as one new version, and draws its bands against the labelled questions.
 * All of it or nothing. Publishes wait for one another, so that versions are committed in order.
 * A change that resolves false has changed nothing, and leaves the version as it was.
 */
export async function publish(client: Client, change: Change): Promise<Published> {
	return client.$transaction((tx) => publishIn(tx, change), { timeout: 120_000, maxWait: 60_000 });
}

/** What a publish changes. False: nothing, after all. */
export type Change = (tx: Db) => Promise<boolean | undefined>;

/**
 * Changes what is held as part of a transaction that is open already, as one new version with the bands of the
 * one before: at once, where drawing them takes seconds. `drawBands` is to follow. Other publishes wait until
 * the transaction ends.
 */
export async function changeIn(tx: Db, change: Change): Promise<void> {
	const version = await lockVersion(tx);
	if ((await change(tx)) === false) return;
	await tx.knowledgeState.update({ where: { id: 1 }, data: { version: version + 1 } });
}

async function publishIn(tx: Db, change: Change): Promise<Published> {
	// First, for its row lock: whoever comes later waits here, and reads what we commit.
	const version = await lockVersion(tx);
	const before = await readFigures(tx);
	if ((await change(tx)) === false) return { version, changed: false, before, after: before, warnings: [] };
	const drawn = calibrate(hold(await readContent(tx)), await readLabelled(tx));
	const calibration = { ...drawn, drawnFor: version + 1 };
	await tx.knowledgeState.update({ where: { id: 1 }, data: { version: version + 1, calibration } });
	const after = drawn.figures;
	return { version: version + 1, changed: true, before, after, warnings: worse(before, after) };
}

async function lockVersion(tx: Db): Promise<number> {
	const rows = await tx.$queryRaw<{ version: number }[]>`
		INSERT INTO "KnowledgeState" (id, version) VALUES (1, 0)
		ON CONFLICT (id) DO UPDATE SET version = "KnowledgeState".version
		RETURNING version`;
	return rows[0]?.version ?? 0;
}

/** Takes a document out of what is held. Its row stays, so that it is not loaded again by mistake. */
export function withdraw(client: Client, documentId: string): Promise<Published> {
	return publish(client, (tx) => takeOut(tx, documentId));
}

/** Takes a document out, as a change of what is held. Resolves false where it is not held. */
export async function takeOut(tx: Db, documentId: string): Promise<boolean> {
	const { count } = await tx.document.updateMany({
		where: { id: documentId, withdrawn: false },
		data: { withdrawn: true },
	});
	return count > 0;
}

/**
 * Puts a document in, in place of the one with its id. Resolves false, and touches nothing, when it
 * is held already as it is; so a withdrawn document stays withdrawn until its content changes.
 */
export async function putDocument(tx: Db, input: DocumentInput): Promise<boolean> {
	const { passages, ...document } = input;
	const contentHash = hashOf(input);
	const known = await tx.document.findUnique({ where: { id: document.id }, select: { contentHash: true } });
	if (known?.contentHash === contentHash) return false;
	const row = { ...document, contentHash, withdrawn: false };
	await tx.document.upsert({ where: { id: document.id }, create: row, update: row });
	await tx.passage.deleteMany({ where: { documentId: document.id } });
	await tx.passage.createMany({
		data: passages.map((passage, position) => ({ ...passage, documentId: document.id, position })),
	});
	return true;
}

/** A hash of any plain value, the same whatever the order of its keys. */
export function hashOf(value: unknown): string {
	const sorted = JSON.stringify(value, (_key, inner: unknown) =>
		inner !== null && typeof inner === "object" && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
			: inner,
	);
	return createHash("sha256").update(sorted).digest("hex");
}

const noticeable = 0.01;

function worse(before: Figures | null, after: Figures | null): string[] {
	if (!before || !after) return [];
	const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
	const told: [string, number, number, number][] = [
		["The right theme among the first three", before.recall3, after.recall3, -1],
		["Telling answerable questions from the others (AUROC)", before.auroc, after.auroc, -1],
		["Unanswerable questions that get an answer", before.falseAnswers, after.falseAnswers, 1],
	];
	return told
		.filter(([, was, is, sign]) => (is - was) * sign > noticeable)
		.map(([what, was, is]) => `${what} went from ${percent(was)} to ${percent(is)}.`);
}
