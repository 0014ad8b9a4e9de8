/** A replica as a process of its own: told to look, it tells what it would answer with at that moment. */
import { createLibrary } from "#knowledge/library.ts";
import { openStorage } from "#storage/open.ts";

/** The text of each passage held, by its document, as of a version. */
export type Seen = { version: number; texts: Record<string, string> };

const [databaseUrl] = process.argv.slice(2);
const storage = await openStorage({ databaseUrl });
const library = createLibrary(storage.db, () => new Date("2026-04-01T09:00:00Z"));
process.on("message", async () => {
	const { version, passages } = await library.current();
	const texts = [...passages.values()].map(({ documentId, text }) => [documentId, text]);
	process.send?.({ version, texts: Object.fromEntries(texts) } satisfies Seen);
});
process.once("disconnect", async () => {
	await storage.close();
	process.exit();
});
process.send?.("ready");
