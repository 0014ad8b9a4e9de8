import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import type { Client } from "./open.ts";

/** Encrypts what must not stand readable in the database. */
export type Secrets = {
	/** Encrypts a text, bound to where it is kept: elsewhere it does not open. */
	seal(text: string, place: string): string;
	/** Reads what `seal` made for this place. Throws SecretsError where the key or the place is another, or it was altered. */
	open(sealed: string, place: string): string;
	/** Whether it was sealed with the present key, and not with an older one. */
	isCurrent(sealed: string): boolean;
};

/** The key is wrong. The message is a sentence for whoever runs the bot; it holds no secret. */
export class SecretsError extends Error {
	override name = "SecretsError";
	readonly forOperator = true;
}

const algorithm = "aes-256-gcm";
const ivBytes = 12;
const tagBytes = 16;

/** AES-256-GCM with a key of 32 bytes. What was sealed with an older key opens as well, if that is given. */
export function createSecrets({ key, old }: { key: Buffer; old?: Buffer }): Secrets {
	const keys = new Map([...(old ? [old] : []), key].map((each) => [nameOf(each), each]));
	const current = nameOf(key);
	return {
		seal(text, place) {
			const iv = randomBytes(ivBytes);
			const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(place));
			const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
			return `1.${current}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url")}`;
		},
		open(sealed, place) {
			const [, name = "", body = ""] = sealed.split(".");
			const found = keys.get(name);
			if (!found) throw new SecretsError(wrongKey);
			const bytes = Buffer.from(body, "base64url");
			const iv = bytes.subarray(0, ivBytes);
			const authTagLength = tagBytes;
			try {
				const decipher = createDecipheriv(algorithm, found, iv, { authTagLength })
					.setAAD(Buffer.from(place))
					.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
				return Buffer.concat([
					decipher.update(bytes.subarray(ivBytes + tagBytes)),
					decipher.final(),
				]).toString();
			} catch {
				throw new SecretsError("Something encrypted in the database was altered or moved. Restore a backup.");
			}
		},
		isCurrent: (sealed) => sealed.split(".")[1] === current,
	};
}

const provenPlace = "SecretsProof";

/**
 * Makes sure at the start that the key is the one that this database was encrypted with; with a new
 * database it becomes that. Throws SecretsError with a wrong key, and has changed nothing then.
 */
export async function proveSecrets(db: Client, secrets: Secrets): Promise<void> {
	const sealed = secrets.seal("proof", provenPlace);
	// Two replicas may start at once: the first one's stays.
	await db.secretsProof.createMany({ data: [{ id: 1, sealed }], skipDuplicates: true });
	const proof = await db.secretsProof.findUniqueOrThrow({ where: { id: 1 } });
	secrets.open(proof.sealed, provenPlace);
}

/**
 * Throws where the database has a proof that the keys do not open. Writes nothing, and takes a database that
 * has not been brought up to date, or has no tables at all.
 */
export async function checkSecrets(db: Client, secrets: Secrets): Promise<void> {
	const [{ table } = { table: null }] = await db.$queryRaw<{ table: string | null }[]>`
		SELECT to_regclass('"SecretsProof"')::text AS "table"`;
	if (table === null) return;
	const proofs = await db.$queryRaw<{ sealed: string }[]>`SELECT "sealed" FROM "SecretsProof" WHERE "id" = 1`;
	for (const { sealed } of proofs) secrets.open(sealed, provenPlace);
}

/** Encrypts the proof with the present key. Whatever else is encrypted has to be by then. */
export async function renewProof(db: Client, secrets: Secrets): Promise<void> {
	await db.secretsProof.update({ where: { id: 1 }, data: { sealed: secrets.seal("proof", provenPlace) } });
}

/** Tells keys apart, and tells nothing about them. */
function nameOf(key: Buffer): string {
	return createHash("sha256").update("name of a key").update(key).digest("base64url").slice(0, 8);
}

const wrongKey =
	"SECRETS_KEY is not the key that this database was encrypted with. Nothing was changed. Set the right key; to change keys, set the new one as SECRETS_KEY and the one before as SECRETS_KEY_OLD, and run: npm run bot -- secrets rotate";
