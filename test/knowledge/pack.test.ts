import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLibrary } from "#knowledge/library.ts";
import { loadPack, readPack, staleHelplines } from "#knowledge/pack.ts";
import { publish, putDocument, withdraw } from "#knowledge/publish.ts";
import { useDatabase } from "../support/database.ts";
import { input } from "./sample.ts";

const database = useDatabase();
const clock = () => new Date("2026-04-01T09:00:00Z");
const starter = join(import.meta.dirname, "../../prisma/content");

let folder = "";
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "pack-"));
	await cp(starter, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

async function edit(file: string, change: (text: string) => string) {
	const path = join(folder, file);
	await writeFile(path, change(await readFile(path, "utf8")));
}
async function problems() {
	const found = await readPack(folder);
	return "problems" in found ? found.problems : [];
}

describe("the starter pack", () => {
	it("is in order", async () => {
		expect(await problems()).toEqual([]);
	});

	it("does not put back a document that was withdrawn, though its text has changed", async () => {
		await loadPack(database.db, folder);
		await withdraw(database.db, "kent-and-medway-2014");
		await edit("documents/kent-and-medway-2014.yaml", (text) =>
			text.replace("Reviews found", "The reviews found"),
		);
		expect((await loadPack(database.db, folder)).kind).toBe("loaded");
		const { documents } = await createLibrary(database.db, clock).current();
		expect(documents.has("kent-and-medway-2014")).toBe(false);
		expect(documents.size).toBeGreaterThan(10);
	});

	it("is refused with file, entry and key for each thing that is wrong", async () => {
		await edit("themes.yaml", (text) =>
			text.replace("  name: Healthcare professionals", "  nmae: Healthcare professionals"),
		);
		await edit("helplines.yaml", (text) => text.replace(/checkedOn: .*/, 'checkedOn: "last spring"'));
		await edit("documents/kent-and-medway-2014.yaml", (text) =>
			text.replace("themes: [healthcare]", "themes: [helthcare]"),
		);
		const found = await problems();
		expect(found).toContain("themes.yaml, healthcare, name is missing.");
		expect(found).toContain("themes.yaml, healthcare: “nmae” is not known here; check the spelling.");
		expect(found).toContain('helplines.yaml, emergency, checkedOn: is not a day such as "2026-03-31".');
		expect(found).toContain(
			"documents/kent-and-medway-2014.yaml, km2014-2-2: the theme “helthcare” is not in themes.yaml.",
		);
	});

	it("is refused when a name is used twice, and when a file is not YAML", async () => {
		await edit("documents/kent-and-medway-2014.yaml", (text) =>
			text.replace("- id: km2014-2-2", "- id: km2014-2-1"),
		);
		await edit("glossary.yaml", (text) => `${text}\n- term: "open`);
		const found = await problems();
		expect(found).toContain("documents, km2014-2-1: this name is used twice.");
		expect(found.some((problem) => /^glossary\.yaml, line \d+: this is not YAML/.test(problem))).toBe(true);
	});

	it("is loaded once, and again only when it has changed; imported documents stay", async () => {
		await publish(database.db, (tx) => putDocument(tx, input("mine", "Our own review.")));
		const loaded = await loadPack(database.db, folder);
		expect(loaded).toMatchObject({ kind: "loaded", published: { version: 2 } });
		expect(await loadPack(database.db, folder)).toEqual({ kind: "unchanged" });
		await edit("documents/kent-and-medway-2014.yaml", (text) =>
			text.replace("How healthcare professionals respond", "How GPs respond"),
		);
		expect(await loadPack(database.db, folder)).toMatchObject({ kind: "loaded", published: { version: 3 } });
		const held = await createLibrary(database.db, clock).current();
		expect(held.passages.get("km2014-2-2")?.title).toBe("How GPs respond");
		expect(held.passages.get("mine-1")?.text).toBe("Our own review.");
	}, 60_000);

	it("loads nothing at all when something is wrong", async () => {
		await edit("signposts.yaml", (text) => `${text}\n- id: half\n`);
		expect(await loadPack(database.db, folder)).toMatchObject({ kind: "refused" });
		expect(await database.db.document.count()).toBe(0);
	});

	it("does not take the place of an imported document", async () => {
		await publish(database.db, (tx) => putDocument(tx, input("kent-and-medway-2014", "Imported.")));
		expect(await loadPack(database.db, folder)).toEqual({
			kind: "refused",
			problems: ["documents, kent-and-medway-2014: an imported document has this id already."],
		});
	});
});

describe("helplines", () => {
	const helpline = {
		id: "a",
		position: 0,
		name: "A",
		number: "1",
		forWhom: "all",
		hours: null,
		source: "a page",
	};
	const stale = (checkedOn: string) =>
		staleHelplines({ helplines: [{ ...helpline, checkedOn }] }, new Date("2026-07-01T12:00:00Z")).length;

	it("are stale when they were last checked more than 90 days ago", () => {
		expect([stale("2026-04-01"), stale("2026-04-03")]).toEqual([1, 0]);
	});
});
