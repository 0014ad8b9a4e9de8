import { randomBytes } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SecretsError } from "./secrets.ts";

/** 32 bytes in base64; undefined for anything else. */
export function readSecretsKey(text: string): Buffer | undefined {
	const key = Buffer.from(text, "base64");
	return key.length === 32 && /^[\w+/-]{43}=?$/.test(text) ? key : undefined;
}

/** The key that lies beside the embedded database, readable by its owner alone. Made where there is none. */
export async function localSecretsKey(dataDir: string): Promise<Buffer> {
	const file = join(dataDir, "secrets.key");
	const draft = `${file}.${process.pid}`;
	const found = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
		if (error.code === "ENOENT") return undefined;
		throw new SecretsError(`The key in ${file} cannot be read.`);
	});
	if (found === undefined) {
		await writeFile(draft, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600 });
		// Never over a key that somebody else has just made, and never half written.
		await link(draft, file).catch((error: NodeJS.ErrnoException) => {
			if (error.code !== "EEXIST") throw error;
		});
		await rm(draft);
		return localSecretsKey(dataDir);
	}
	const key = readSecretsKey(found.trim());
	if (!key) throw new SecretsError(`The key in ${file} is damaged. Restore it from a backup.`);
	return key;
}
