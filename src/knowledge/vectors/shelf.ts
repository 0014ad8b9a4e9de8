import { createHash } from "node:crypto";
import { type Embedding, type Meaning, Stopped } from "#meaning/meaning.ts";
import type { Client } from "#storage/open.ts";
import type { Held, Passage } from "../held.ts";
import type { Meant, PassageVectors, Vectors } from "../search/meant.ts";

/** The vectors of texts, kept by the hashes of the texts: in the database, and in memory. One a replica. */
export type Shelf = {
	/** What a question means beside what is held, for a search; nothing where the question's meaning is not known. */
	beside(held: Held, question: Embedding | undefined): Meant | undefined;
	/**
	 * Makes known what is missing for what is held: reads what others have kept, computes the rest and keeps
	 * it. Forgets what is held no more. Resolves early, and without a fault, when the meaning is stopped.
	 */
	fill(held: Held): Promise<void>;
};

/** How many texts are computed between two looks at what others have kept meanwhile. */
const atOnce = 16;

/** An empty shelf for vectors by these weights. */
export function createShelf({ db, meaning }: { db: Client; meaning: Meaning }): Shelf {
	const model = meaning.name;
	let known = new Map<string, Float32Array>();
	let last: { held: Held; vectors: Vectors } | undefined;

	const takeIn = (rows: { hash: string; vector: Uint8Array }[]) => {
		for (const { hash, vector } of rows) known.set(hash, fromBytes(vector));
		if (rows.length > 0) last = undefined;
	};
	const readKept = async (hashes: string[]) => {
		if (hashes.length === 0) return;
		takeIn(
			await db.$queryRaw<{ hash: string; vector: Uint8Array }[]>`
				SELECT hash, vector FROM "TextVector" WHERE model = ${model} AND hash = ANY(${hashes})`,
		);
	};

	const of = (held: Held): Vectors => {
		if (last?.held !== held) last = { held, vectors: { model, of: vectorsOf(held, known) } };
		return last.vectors;
	};
	const compute = async (texts: Map<string, string>) => {
		if (texts.size === 0) return;
		const embeddings = await meaning.embed([...texts.values()], { later: true });
		const rows = [...texts.keys()].flatMap((hash, at) => {
			const vector = embeddings[at]?.vector;
			return vector ? [{ hash, vector: toBytes(vector) }] : [];
		});
		await db.textVector.createMany({ data: rows.map((row) => ({ model, ...row })), skipDuplicates: true });
		takeIn(rows);
	};

	const fillNow = async (held: Held) => {
		const texts = [...held.passages.values()].flatMap(textsOf);
		const wanted = new Map(texts.map((text) => [hashOf(text), text]));
		const missing = (among: Iterable<string>) => [...among].filter((hash) => !known.has(hash));
		const left = missing(wanted.keys());
		if (left.length === 0 && known.size === wanted.size) return;
		await readKept(left);
		for (let some = left.splice(0, atOnce); some.length > 0; some = left.splice(0, atOnce)) {
			// Another replica may be at it too.
			await readKept(missing(some));
			await compute(new Map(missing(some).map((hash) => [hash, wanted.get(hash) ?? ""])));
		}
		known = new Map([...known].filter(([hash]) => wanted.has(hash)));
		await db.$executeRaw`
			DELETE FROM "TextVector" WHERE model = ${model} AND NOT (hash = ANY(${[...wanted.keys()]}))`;
	};

	let filling: Promise<void> = Promise.resolve();
	return {
		beside: (held, question) => question && { embedding: question, vectors: of(held) },
		fill(held) {
			const one = filling.then(() => fillNow(held)).catch(unlessStopped);
			filling = one.catch(() => {});
			return one;
		},
	};
}

/** A bot that stops leaves the rest to its next start. */
function unlessStopped(error: unknown): void {
	if (!(error instanceof Stopped)) throw error;
}

/** What is read of a passage: first the whole. */
export function textsOf({ title, text, askedAs }: Passage): string[] {
	return [`${title}. ${text}`, ...askedAs];
}

function vectorsOf(held: Held, known: ReadonlyMap<string, Float32Array>): Vectors["of"] {
	return new Map(
		[...held.passages.values()].flatMap((passage): [string, PassageVectors][] => {
			const [first = "", ...others] = hashesOf(passage);
			const whole = known.get(first);
			return whole ? [[passage.id, { whole, asked: others.flatMap((hash) => known.get(hash) ?? []) }]] : [];
		}),
	);
}

/** Passages never change, so that each is hashed once. */
const hashes = new WeakMap<Passage, string[]>();

function hashesOf(passage: Passage): string[] {
	const found = hashes.get(passage) ?? textsOf(passage).map(hashOf);
	hashes.set(passage, found);
	return found;
}

function hashOf(text: string): string {
	return createHash("sha256").update(text).digest("hex");
}

function toBytes(vector: Float32Array): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(vector.length * 4);
	const view = new DataView(bytes.buffer);
	for (const [at, value] of vector.entries()) view.setFloat32(at * 4, value, true);
	return bytes;
}

function fromBytes(bytes: Uint8Array): Float32Array {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return Float32Array.from({ length: bytes.byteLength / 4 }, (_, at) => view.getFloat32(at * 4, true));
}
