import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Embedding, fileNameOf, type Meaning } from "./meaning.ts";

/**
 * A meaning that keeps in a folder what it was asked, by the hashes of the texts, so that what is measured
 * again is not computed again. For texts that are nobody's secret; it writes when it is stopped.
 */
export function createCachedMeaning(meaning: Meaning, within: string): Meaning {
	const folder = join(within, fileNameOf(["read", meaning.name, meaning.tuned].filter(Boolean).join(" ")));
	const files = { hashes: join(folder, "hashes.json"), numbers: join(folder, "numbers") };
	const kept = readKept(meaning.name, files);
	let fresh = false;
	return {
		...{ name: meaning.name, tuned: meaning.tuned },
		async embed(texts, how) {
			const missing = [...new Set(texts)].filter((text) => !kept.has(hashOf(text)));
			if (missing.length > 0) {
				const embeddings = await meaning.embed(missing, how);
				for (const [at, embedding] of embeddings.entries()) kept.set(hashOf(missing[at] ?? ""), embedding);
				fresh = true;
			}
			return texts.flatMap((text) => kept.get(hashOf(text)) ?? []);
		},
		async stop() {
			await meaning.stop();
			if (!fresh) return;
			mkdirSync(folder, { recursive: true });
			write(kept, files);
		},
	};
}

type Files = { hashes: string; numbers: string };

/** What an embedding consists of, in the order in which it is written. */
const parts = ["vector", "asQuestion", "readings"] as const;
type Widths = Partial<Record<(typeof parts)[number], number>>;

function readKept(model: string, files: Files): Map<string, Embedding> {
	if (!existsSync(files.hashes)) return new Map();
	const { widths, hashes } = JSON.parse(readFileSync(files.hashes, "utf8")) as {
		widths: Widths;
		hashes: string[];
	};
	const all = new Float32Array(new Uint8Array(readFileSync(files.numbers)).buffer);
	let at = 0;
	const next = (width: number) => {
		at += width;
		return all.subarray(at - width, at);
	};
	const read = () =>
		({
			model,
			...Object.fromEntries(parts.flatMap((part) => (widths[part] ? [[part, next(widths[part])]] : []))),
		}) as Embedding;
	return new Map(hashes.map((hash) => [hash, read()]));
}

function write(kept: Map<string, Embedding>, files: Files): void {
	const bytes = ({ buffer, byteOffset, byteLength }: Float32Array) =>
		Buffer.from(buffer, byteOffset, byteLength);
	const [first] = kept.values();
	const widths = Object.fromEntries(parts.map((part) => [part, first?.[part]?.length]));
	const numbers = [...kept.values()].flatMap((one) => parts.flatMap((part) => one[part] ?? [])).map(bytes);
	writeFileSync(files.numbers, Buffer.concat(numbers));
	writeFileSync(files.hashes, JSON.stringify({ widths, hashes: [...kept.keys()] }));
}

function hashOf(text: string): string {
	return createHash("sha256").update(text).digest("hex");
}
