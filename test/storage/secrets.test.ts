import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStorage } from "#storage/open.ts";
import { checkSecrets, createSecrets, proveSecrets, renewProof, SecretsError } from "#storage/secrets.ts";
import { localSecretsKey } from "#storage/secretsKey.ts";
import { useDatabase } from "../support/database.ts";

const database = useDatabase();
const [key, next, other] = [1, 2, 3].map((byte) => Buffer.alloc(32, byte)) as [Buffer, Buffer, Buffer];
const secrets = createSecrets({ key });

describe("what is sealed", () => {
	it("opens again with the key, and differs each time", () => {
		const sealed = secrets.seal("xoxb-a-token", "row:1");
		expect(sealed).not.toContain("xoxb");
		expect(secrets.open(sealed, "row:1")).toBe("xoxb-a-token");
		expect(secrets.seal("xoxb-a-token", "row:1")).not.toBe(sealed);
	});

	it("does not open in another place, with another key, or when any character of it was changed", () => {
		const sealed = secrets.seal("xoxb-a-token", "row:1");
		const opens = (text: string, place = "row:1", by = secrets) => {
			try {
				return by.open(text, place);
			} catch (error) {
				expect(error).toBeInstanceOf(SecretsError);
				expect(String(error)).not.toContain("xoxb");
				return undefined;
			}
		};
		expect(opens(sealed, "row:2")).toBeUndefined();
		expect(opens(sealed, "row:1", createSecrets({ key: other }))).toBeUndefined();
		for (let at = 2; at < sealed.length - 1; at++) {
			const changed = sealed[at] === "A" ? "B" : "A";
			expect(opens(sealed.slice(0, at) + changed + sealed.slice(at + 1))).toBeUndefined();
		}
		for (const junk of ["", "1", "1..", "x".repeat(100), sealed.slice(0, 20)])
			expect(opens(junk)).toBeUndefined();
	});

	it("opens with the key before as well, until it is sealed anew", () => {
		const sealed = secrets.seal("a", "row:1");
		const both = createSecrets({ key: next, old: key });
		expect(both.open(sealed, "row:1")).toBe("a");
		expect([both.isCurrent(sealed), both.isCurrent(both.seal("a", "row:1"))]).toEqual([false, true]);
	});
});

describe("a start", () => {
	it("takes the first key, and then no other, and changes nothing when it refuses", async () => {
		await proveSecrets(database.db, secrets);
		await proveSecrets(database.db, secrets);
		const before = await database.db.secretsProof.findMany();
		await expect(proveSecrets(database.db, createSecrets({ key: other }))).rejects.toThrow(
			/^SECRETS_KEY is not the key that this database was encrypted with. Nothing was changed/,
		);
		expect(await database.db.secretsProof.findMany()).toEqual(before);
	});

	it("looks at the key before it changes anything, also where there are no tables yet", async () => {
		await checkSecrets(database.db, createSecrets({ key: other }));
		await proveSecrets(database.db, secrets);
		await checkSecrets(database.db, secrets);
		await expect(checkSecrets(database.db, createSecrets({ key: other }))).rejects.toThrow(SecretsError);
		const empty = await openStorage({});
		await checkSecrets(empty.db, secrets);
		await empty.close();
	});

	it("takes a new key beside the one before, and alone once the proof was renewed", async () => {
		await proveSecrets(database.db, secrets);
		const both = createSecrets({ key: next, old: key });
		await proveSecrets(database.db, both);
		await expect(proveSecrets(database.db, createSecrets({ key: next }))).rejects.toThrow(SecretsError);
		await renewProof(database.db, both);
		await proveSecrets(database.db, createSecrets({ key: next }));
		await expect(proveSecrets(database.db, secrets)).rejects.toThrow(SecretsError);
	});

	it("of two replicas at once lets one key in", async () => {
		const starts = [secrets, createSecrets({ key: other })].map((each) => proveSecrets(database.db, each));
		const ends = (await Promise.allSettled(starts)).map(({ status }) => status);
		expect(ends.sort()).toEqual(["fulfilled", "rejected"]);
	});
});

describe("the key beside an embedded database", () => {
	let folder = "";
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), "dhr-secrets-"));
	});
	afterEach(() => rm(folder, { recursive: true }));

	it("is made once, for its owner alone", async () => {
		const made = await Promise.all([localSecretsKey(folder), localSecretsKey(folder)]);
		expect(made[0]).toHaveLength(32);
		expect(made[1]).toEqual(made[0]);
		expect(await localSecretsKey(folder)).toEqual(made[0]);
		expect((await stat(join(folder, "secrets.key"))).mode & 0o777).toBe(0o600);
	});

	it("that is damaged is reported, and left as it is", async () => {
		const file = join(folder, "secrets.key");
		await writeFile(file, "not a key");
		await expect(localSecretsKey(folder)).rejects.toThrow(
			`The key in ${file} is damaged. Restore it from a backup.`,
		);
		expect(await readFile(file, "utf8")).toBe("not a key");
	});
});
