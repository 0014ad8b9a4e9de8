import { createHash, randomBytes } from "node:crypto";
import type { Agency } from "#chat/caller.ts";
import type { PlatformName } from "#chat/platform.ts";
import type { Db } from "#storage/open.ts";
import { lockPeople, toAgency, workspaceTaken } from "./agencies.ts";
import { audit } from "./audit.ts";

/** How long an install link can be used. */
export const installLinkHours = 72;

/** Why an install link lets nobody in. */
export type LinkRefused = "unknown" | "used" | "expired" | "suspended";

/** Makes a link by which one workspace can join the agency, and returns its token, which is kept nowhere. */
export async function createInstallLink(
	tx: Db,
	agencyId: string,
	platform: PlatformName,
	by: string,
	now: Date,
): Promise<string> {
	const token = randomBytes(24).toString("base64url");
	const expiresAt = new Date(now.getTime() + installLinkHours * 3_600_000);
	await tx.installLink.create({
		data: { tokenHash: hash(token), agencyId, platform, createdAt: now, expiresAt },
	});
	await audit(tx, { by, what: "install link made", about: agencyId, agencyId }, now);
	return token;
}

/** The page that an install link opens. */
export function installAddress(publicUrl: string, token: string): string {
	return `${publicUrl.replace(/\/$/, "")}/slack/install/${token}`;
}

/** Whose link this is, if it can still be used. Reading it does not use it. */
export async function openInstallLink(
	db: Db,
	token: string,
	now: Date,
): Promise<{ agency: Agency; platform: string; expiresAt: Date } | { refused: LinkRefused }> {
	const link = await db.installLink.findUnique({
		where: { tokenHash: hash(token) },
		include: { agency: true },
	});
	if (!link || link.agency.state === "removed") return { refused: "unknown" };
	if (link.usedAt) return { refused: "used" };
	if (link.expiresAt <= now) return { refused: "expired" };
	if (link.agency.state === "suspended") return { refused: "suspended" };
	return { agency: toAgency(link.agency), platform: link.platform, expiresAt: link.expiresAt };
}

/**
 * Uses a link up and lets the workspace in: of many at once, one. "taken" when the workspace belongs to
 * another agency already; the link is then still good. Org-wide, the workspace is the organisation.
 */
export async function useInstallLink(
	tx: Db,
	token: string,
	workspace: { platform: PlatformName; id: string; name?: string },
	now: Date,
): Promise<{ agency: Agency } | { refused: LinkRefused | "taken" }> {
	await lockPeople(tx);
	const open = await openInstallLink(tx, token, now);
	if ("refused" in open) return open;
	if (open.platform !== workspace.platform) return { refused: "unknown" };
	const { platform, id, name } = workspace;
	if (await workspaceTaken(tx, { platform, id }, open.agency.id)) return { refused: "taken" };
	await tx.installLink.update({ where: { tokenHash: hash(token) }, data: { usedAt: now } });
	const joined = { agencyId: open.agency.id, name: name ?? null, state: "joined" as const, joinedAt: now };
	await tx.workspace.upsert({
		where: { platform_id: { platform, id } },
		create: { platform, id, ...joined },
		update: joined,
	});
	const about = `${platform}:${id}`;
	await audit(tx, { by: "install link", what: "workspace joined", about, agencyId: open.agency.id }, now);
	return { agency: open.agency };
}

function hash(token: string): string {
	return createHash("sha256").update(token).digest("hex");
}
