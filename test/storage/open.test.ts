import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrate } from "#storage/migrate.ts";
import { openStorage, StorageError } from "#storage/open.ts";
import { usePostgres } from "../support/postgres.ts";

const postgres = usePostgres();
let folder = "";
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "dhr-open-"));
});
afterAll(async () => rm(folder, { recursive: true }));

async function sentenceFor(where: Parameters<typeof openStorage>[0]): Promise<string> {
	const error = await openStorage(where)
		.then(() => undefined)
		.catch((thrown: unknown) => thrown);
	expect(error).toBeInstanceOf(StorageError);
	return (error as Error).message;
}

describe("opening the storage", () => {
	it("keeps what was written in a folder", async () => {
		const hour = new Date("2026-03-02T09:00:00Z");
		const first = await openStorage({ dataDir: join(folder, "data") });
		await migrate(first);
		await first.db.guardCount.create({ data: { hour, kind: "danger", count: 1 } });
		await first.close();

		const second = await openStorage({ dataDir: join(folder, "data") });
		expect(await second.db.guardCount.findMany()).toEqual([{ hour, kind: "danger", count: 1 }]);
		await second.close();
	}, 60_000);

	it("says in a sentence that nothing answers, without the password", async () => {
		const sentence = await sentenceFor({ databaseUrl: "postgresql://bot:hush@127.0.0.1:9/bot" });
		expect(sentence).toBe(
			"The database at 127.0.0.1:9 cannot be reached (ECONNREFUSED). Check DATABASE_URL, and that the server is running.",
		);
	});

	it("says in a sentence that the password is wrong", async () => {
		const url = new URL(await postgres.newDatabase());
		url.password = "hush";
		const sentence = await sentenceFor({ databaseUrl: url.href });
		expect(sentence).toContain("refuses the user name or password");
		expect(sentence).not.toContain("hush");
	});

	it("says in a sentence that there is no such database", async () => {
		const url = new URL(await postgres.newDatabase());
		url.pathname = "/elsewhere";
		expect(await sentenceFor({ databaseUrl: url.href })).toContain('has no database named "elsewhere"');
	});

	it("says in a sentence that the folder cannot be used", async () => {
		await writeFile(join(folder, "file"), "");
		expect(await sentenceFor({ dataDir: join(folder, "file") })).toMatch(/file.postgres cannot be opened/);
	});
});
