import { describe, expect, it } from "vitest";
import { createInstallations, resealInstallations } from "#people/installations/installations.ts";
import { createSecrets, SecretsError } from "#storage/secrets.ts";
import { useDatabase } from "../../support/database.ts";

const database = useDatabase();
const now = new Date("2026-11-23T09:00:00Z");
const [key, next] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const tokens = {
	access: "xoxe.xoxb-canary",
	refresh: "xoxe-1-canary",
	expiresAt: new Date("2026-11-23T21:00:00Z"),
};

/** A row as an installation leaves it. */
async function install(workspace: string) {
	const sealed = createSecrets({ key }).seal(JSON.stringify(tokens), `SlackInstallation:${workspace}`);
	const { expiresAt } = tokens;
	await database.db.slackInstallation.create({
		data: { workspace, botUser: "UBOT", scopes: [], sealed, expiresAt, installedAt: now },
	});
}

const installations = (secrets = createSecrets({ key })) => createInstallations({ db: database.db, secrets });

describe("tokens", () => {
	it("come back as they were kept, and stand nowhere readable", async () => {
		await install("T1");
		expect(await installations().find("T1")).toMatchObject({ botUser: "UBOT", version: 1, tokens });
		expect(JSON.stringify(await database.db.slackInstallation.findMany())).not.toContain("canary");
		expect(await installations().find("T2")).toBeUndefined();
	});

	it("of one workspace do not open in the row of another", async () => {
		await install("T1");
		await install("T2");
		const [first] = await database.db.slackInstallation.findMany({ where: { workspace: "T1" } });
		await database.db.slackInstallation.update({
			where: { workspace: "T2" },
			data: { sealed: first?.sealed },
		});
		await expect(installations().find("T2")).rejects.toThrow(SecretsError);
	});

	it("are sealed with a new key by and by, and those that were renewed meanwhile are not set back", async () => {
		await install("T1");
		await install("T2");
		const both = createSecrets({ key: next, old: key });
		await installations(both).renewed("T2", 1, { access: "xoxe.xoxb-newer" });
		expect(await resealInstallations(database.db, both)).toBe(1);
		expect(await resealInstallations(database.db, both)).toBe(0);
		const alone = installations(createSecrets({ key: next }));
		expect((await alone.find("T1"))?.tokens).toEqual(tokens);
		expect((await alone.find("T2"))?.tokens).toEqual({ access: "xoxe.xoxb-newer" });
	});

	it("that cannot be opened stop the change of keys, and stay as they are", async () => {
		await install("T1");
		const before = await database.db.slackInstallation.findMany();
		await expect(resealInstallations(database.db, createSecrets({ key: next }))).rejects.toThrow(
			SecretsError,
		);
		expect(await database.db.slackInstallation.findMany()).toEqual(before);
	});

	it("that were renewed elsewhere are not overwritten by whoever renewed those before", async () => {
		await install("T1");
		await installations().renewed("T1", 1, { access: "second" });
		await installations().renewed("T1", 1, { access: "late" });
		expect(await installations().find("T1")).toMatchObject({ version: 2, tokens: { access: "second" } });
	});
});

describe("a claim", () => {
	it("to renew is one replica's, until it ends or the tokens are others", async () => {
		await install("T1");
		const [one, two] = [installations(), installations()];
		const until = new Date(now.getTime() + 60_000);
		const claims = await Promise.all([one, two].map((each) => each.claimRenewal("T1", 1, until, now)));
		expect(claims.sort()).toEqual([false, true]);
		expect(await two.claimRenewal("T1", 2, until, until)).toBe(false);
		expect(await two.claimRenewal("T1", 1, until, until)).toBe(true);
	});

	it("of a sign-in is made once, and forgotten when the sign-in would have ended", async () => {
		const until = new Date(now.getTime() + 60_000);
		const claim = (id: string, at = now) => installations().claimSignIn(id, until, at);
		expect([await claim("a"), await claim("a"), await claim("b")]).toEqual([true, false, true]);
		await claim("c", new Date(until.getTime() + 1));
		expect(await database.db.usedSignIn.findMany({ select: { id: true } })).toEqual([{ id: "c" }]);
	});
});
