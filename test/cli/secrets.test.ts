import { expect, it } from "vitest";
import { secretsRotate } from "#cli/secrets.ts";
import { createInstallations } from "#people/installations/installations.ts";
import { responsePlace } from "#questionnaires/closing/release.ts";
import { draftPlace, readDraft } from "#questionnaires/talking/draft.ts";
import { openKeyed } from "#storage/keyed.ts";
import { createSecrets, proveSecrets, type Secrets } from "#storage/secrets.ts";
import { useDatabase } from "../support/database.ts";

const database = useDatabase();
const [key, next] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const before = createSecrets({ key });

async function rotate(secrets: Secrets) {
	const said: string[] = [];
	const context = { db: database.db, secrets, io: { out: (text: string) => said.push(text) } };
	const code = await secretsRotate.run(
		{ file: "", values: {} },
		context as unknown as Parameters<typeof secretsRotate.run>[1],
	);
	return { code, said: said.join("\n") };
}

async function install() {
	const sealed = before.seal(JSON.stringify({ access: "xoxb-canary" }), "SlackInstallation:T1");
	const installedAt = new Date("2026-11-23T09:00:00Z");
	await database.db.slackInstallation.create({
		data: { workspace: "T1", botUser: "UBOT", scopes: [], sealed, installedAt },
	});
}

/** Anonymous answers: one draft, and one response that waits. */
async function answerInSecret() {
	await database.db.questionnaireDraft.create({
		data: { invitationId: "i1", sealed: before.seal('{"at":"helped"}', draftPlace("i1")) },
	});
	await database.db.questionnaireSealed.create({
		data: {
			...{ id: "r1", questionnaireId: "q", version: 1, seminarId: "s" },
			sealed: before.seal('{"helped":"a-little"}', responsePlace("r1")),
		},
	});
}

it("secrets rotate seals everything with the new key, so that the old one can go; and says so again", async () => {
	await proveSecrets(database.db, before);
	const keyed = await openKeyed(database.db, before);
	await install();
	await answerInSecret();
	const both = createSecrets({ key: next, old: key });
	expect(await rotate(both)).toEqual({
		code: 0,
		said: "Encrypted anew: the tokens of 1 Slack workspace. SECRETS_KEY_OLD can be taken away.",
	});
	expect((await rotate(both)).said).toMatch(/^Everything is encrypted with SECRETS_KEY/);
	const alone = createSecrets({ key: next });
	await proveSecrets(database.db, alone);
	expect((await openKeyed(database.db, alone))("a")).toBe(keyed("a"));
	const kept = await createInstallations({ db: database.db, secrets: alone }).find("T1");
	expect(kept?.tokens.access).toBe("xoxb-canary");
	const draft = await database.db.questionnaireDraft.findUniqueOrThrow({ where: { invitationId: "i1" } });
	expect(readDraft(draft, "i1", alone)).toEqual({ at: "helped" });
	const { sealed } = await database.db.questionnaireSealed.findUniqueOrThrow({ where: { id: "r1" } });
	expect(alone.open(sealed, responsePlace("r1"))).toBe('{"helped":"a-little"}');
});

it("secrets rotate without the old key says what is wrong, and changes nothing", async () => {
	await proveSecrets(database.db, before);
	await install();
	const rows = () =>
		Promise.all([database.db.slackInstallation.findMany(), database.db.secretsProof.findMany()]);
	const unchanged = await rows();
	const { code, said } = await rotate(createSecrets({ key: next }));
	expect(code).toBe(1);
	expect(said).toMatch(/^SECRETS_KEY is not the key that this database was encrypted with/);
	expect(said).not.toContain("canary");
	expect(await rows()).toEqual(unchanged);
});
