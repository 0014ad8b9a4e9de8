import { describe, expect, it } from "vitest";
import { createLibrary } from "#knowledge/library.ts";
import { publish, putDocument, withdraw } from "#knowledge/publish.ts";
import { migrate } from "#storage/migrate.ts";
import { openStorage } from "#storage/open.ts";
import { usePostgres } from "../support/postgres.ts";
import { input } from "./sample.ts";

const postgres = usePostgres();

describe("three replicas and four editors at once", () => {
	it("never show a text that was withdrawn before they were asked, and end up alike", async () => {
		const databaseUrl = await postgres.newDatabase();
		const replicas = await Promise.all([1, 2, 3].map(() => openStorage({ databaseUrl })));
		const [first] = replicas;
		if (!first) throw new Error("No replica.");
		await migrate(first);
		const libraries = replicas.map(({ db }) => createLibrary(db, () => new Date("2026-04-01T09:00:00Z")));

		/** Documents that no edit is touching right now, and whether they are held. */
		const settled = new Map<string, { held: boolean }>();
		let editing = 4;
		let changes = 0;
		const edit = async (editor: number) => {
			const db = replicas[editor % replicas.length]?.db;
			if (!db) throw new Error("No replica.");
			const id = `document-${editor}`;
			for (let round = 0; round < 8; round++) {
				settled.delete(id);
				const held = round % 2 === 0;
				const { changed } = held
					? await publish(db, (tx) => putDocument(tx, input(id, `Round ${round}.`)))
					: await withdraw(db, id);
				if (changed) changes += 1;
				settled.set(id, { held });
			}
			editing -= 1;
		};
		const watch = async (replica: number) => {
			const wrong: string[] = [];
			while (editing > 0) {
				const before = new Map(settled);
				const held = await libraries[replica]?.current();
				for (const [id, expected] of before)
					if (settled.get(id) === expected && held?.documents.has(id) !== expected.held) wrong.push(id);
			}
			return wrong;
		};
		const [, wrong] = await Promise.all([
			Promise.all([0, 1, 2, 3].map(edit)),
			Promise.all([0, 1, 2].map(watch)),
		]);

		expect(wrong.flat()).toEqual([]);
		expect(changes).toBe(32);
		for (const library of libraries) {
			const held = await library.current();
			expect([held.version, held.passages.size]).toEqual([32, 0]);
		}
		await Promise.all(replicas.map(({ close }) => close()));
	}, 120_000);
});
