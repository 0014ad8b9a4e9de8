import type { Client, Db } from "#storage/open.ts";
import type { Secrets } from "#storage/secrets.ts";
import { openInstallLink, useInstallLink } from "../installLinks.ts";
import { leaveWorkspace } from "../workspaces.ts";

/** What the bot calls Slack with, and when that ends. */
type Tokens = { access: string; refresh?: string; expiresAt?: Date };

/** What Slack granted the bot. */
type Granted = { workspace: string; name?: string; botUser: string; scopes: string[]; tokens: Tokens };

/** What is kept of where the bot is installed in Slack, with the tokens encrypted. */
export function createInstallations({ db, secrets }: { db: Client; secrets: Secrets }) {
	const sealed = (workspace: string, { access, refresh }: Tokens) =>
		secrets.seal(JSON.stringify({ access, refresh }), placeOf(workspace));
	return {
		/** Whose install link this is, if it can still be used. Reading it does not use it. */
		openLink: (link: string, now: Date) => openInstallLink(db, link, now),

		/** Notes that a sign-in was come back from. False where it had been before. */
		async claimSignIn(id: string, expiresAt: Date, now: Date): Promise<boolean> {
			await db.usedSignIn.deleteMany({ where: { expiresAt: { lt: now } } });
			const { count } = await db.usedSignIn.createMany({ data: [{ id, expiresAt }], skipDuplicates: true });
			return count === 1;
		},

		/** Uses the link up, lets the workspace in and keeps what was granted: all of it, or nothing. */
		install: (link: string, granted: Granted, now: Date) =>
			db.$transaction(async (tx) => {
				const { workspace, name, botUser, scopes, tokens } = granted;
				const used = await useInstallLink(tx, link, { platform: "slack", id: workspace, name }, now);
				if ("refused" in used) return used;
				const kept = {
					...{ botUser, scopes, sealed: sealed(workspace, tokens), installedAt: now },
					expiresAt: tokens.expiresAt ?? null,
					renewingUntil: null,
				};
				await tx.slackInstallation.upsert({
					where: { workspace },
					create: { workspace, ...kept },
					update: { ...kept, version: { increment: 1 } },
				});
				return used;
			}),

		/** What is kept of a workspace, or of an organisation; nothing where the bot is not installed. */
		async find(workspace: string) {
			const row = await db.slackInstallation.findUnique({ where: { workspace } });
			if (!row) return undefined;
			const tokens = JSON.parse(secrets.open(row.sealed, placeOf(workspace))) as Tokens;
			const { botUser, version, installedAt, expiresAt } = row;
			return { botUser, version, installedAt, tokens: { ...tokens, ...(expiresAt ? { expiresAt } : {}) } };
		},

		/** Makes one of all replicas the only one that may renew these tokens until then. */
		async claimRenewal(workspace: string, version: number, until: Date, now: Date): Promise<boolean> {
			const { count } = await db.slackInstallation.updateMany({
				where: {
					...{ workspace, version },
					OR: [{ renewingUntil: null }, { renewingUntil: { lte: now } }],
				},
				data: { renewingUntil: until },
			});
			return count === 1;
		},

		/** Keeps renewed tokens in the place of those of that version, and of no others. */
		async renewed(workspace: string, version: number, tokens: Tokens): Promise<void> {
			await db.slackInstallation.updateMany({
				where: { workspace, version },
				data: {
					sealed: sealed(workspace, tokens),
					expiresAt: tokens.expiresAt ?? null,
					renewingUntil: null,
					version: { increment: 1 },
				},
			});
		},

		/** Deletes the tokens of that version and lets the workspace in no more. Repeats change nothing. */
		async remove(workspace: string, version: number, now: Date): Promise<void> {
			await db.$transaction(async (tx) => {
				const { count } = await tx.slackInstallation.deleteMany({ where: { workspace, version } });
				if (count > 0) await leaveWorkspace(tx, "slack", workspace, now);
			});
		},
	};
}

/** Deletes the tokens of a workspace whose agency is removed. */
export async function deleteInstallation(tx: Db, workspace: string): Promise<void> {
	await tx.slackInstallation.deleteMany({ where: { workspace } });
}

/** Encrypts with the present key whatever was encrypted with an older one; how many that were. */
export async function resealInstallations(db: Client, secrets: Secrets): Promise<number> {
	const rows = await db.slackInstallation.findMany({ select: { workspace: true, sealed: true } });
	let count = 0;
	for (const { workspace, sealed } of rows) {
		if (secrets.isCurrent(sealed)) continue;
		const place = placeOf(workspace);
		const again = secrets.seal(secrets.open(sealed, place), place);
		// Tokens that were renewed meanwhile are sealed anew already.
		const changed = await db.slackInstallation.updateMany({
			where: { workspace, sealed },
			data: { sealed: again },
		});
		count += changed.count;
	}
	return count;
}

function placeOf(workspace: string): string {
	return `SlackInstallation:${workspace}`;
}
