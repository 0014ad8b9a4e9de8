import { basename } from "node:path";
import { fileType } from "./formats/fileType.ts";
import type { PaperRead } from "./formats/paper.ts";
import { readApart } from "./formats/readApart.ts";
import { readText } from "./formats/readText.ts";
import { type DocumentRead, readPaper } from "./readPaper.ts";

/** A file to be read: its name, with or without its folder, and what is in it. */
export type DocumentFile = { name: string; bytes: Uint8Array };

/**
 * Reads a Word document, a PDF, a text or a Markdown file: whatever it is, by what is in it. All of it, or one
 * sentence that says why not and what to do.
 */
export async function readDocument(file: DocumentFile): Promise<DocumentRead | { problem: string }> {
	const paper = await readFile(basename(file.name), file.bytes);
	return "problem" in paper ? paper : readPaper(paper);
}

async function readFile(name: string, bytes: Uint8Array): Promise<PaperRead> {
	const kind = fileType(name, bytes);
	if ("problem" in kind) return kind;
	return kind.type === "text" ? readText(name, bytes) : readApart({ type: kind.type, name, bytes });
}
