import { type Agency, type Sector, sectors } from "#chat/caller.ts";
import type { PlatformName } from "#chat/platform.ts";
import type { Db } from "#storage/open.ts";
import { audit } from "./audit.ts";

/** What an agency is added with. */
export type NewAgency = { name: string; sector: Sector; area?: string };

/** An agency with whether it is let in. */
export type KnownAgency = Agency & { state: "active" | "suspended" };

/** An agency as the other rooms know it. A sector that is no longer on the list counts as "other". */
export function toAgency(row: { id: string; name: string; sector: string }): Agency {
	return { id: row.id, name: row.name, sector: sectors.find((each) => each === row.sector) ?? "other" };
}

/** The agencies that are let in, by name. */
export async function agencies(db: Db): Promise<Agency[]> {
	const rows = await db.agency.findMany({ where: { state: "active" }, orderBy: { name: "asc" } });
	return rows.map(toAgency);
}

/** The agency of this name, however it is written, unless it was removed. */
export async function agencyNamed(db: Db, name: string): Promise<KnownAgency | undefined> {
	const row = await db.agency.findFirst({
		where: { name: { equals: name.trim(), mode: "insensitive" }, state: { not: "removed" } },
	});
	return row ? { ...toAgency(row), state: row.state === "suspended" ? "suspended" : "active" } : undefined;
}

/** Every agency that was not removed, by name, with its workspaces. */
export async function knownAgencies(db: Db) {
	return db.agency.findMany({
		where: { state: { not: "removed" } },
		orderBy: { name: "asc" },
		include: { workspaces: { orderBy: [{ platform: "asc" }, { id: "asc" }] } },
	});
}

/** Until the transaction ends, nobody else changes who is let in or who holds a role. */
export async function lockPeople(tx: Db): Promise<void> {
	await tx.$queryRaw`SELECT pg_advisory_xact_lock(${peopleLock})::text`;
}

const peopleLock = 72707370;

/** Adds an agency; undefined when one has the name already. */
export async function addAgency(
	tx: Db,
	{ name, sector, area }: NewAgency,
	by: string,
	now: Date,
): Promise<Agency | undefined> {
	await lockPeople(tx);
	if (await agencyNamed(tx, name)) return undefined;
	const row = await tx.agency.create({
		data: { name: name.trim(), sector, area: area?.trim() || null, createdAt: now },
	});
	await audit(tx, { by, what: "agency added", about: row.id, agencyId: row.id }, now);
	return toAgency(row);
}

/** Whether an id is written as the platform writes those of its workspaces: a tenant's in lower case. */
export function isWorkspaceId({ platform, id }: { platform: PlatformName; id: string }): boolean {
	return (platform === "teams" ? /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/ : /^[TE][A-Z0-9]+$/).test(
		id,
	);
}

/** Whether a workspace belongs to an agency, other than the one given if any, that was not removed. */
export async function workspaceTaken(
	db: Db,
	workspace: { platform: PlatformName; id: string },
	otherThan?: string,
): Promise<boolean> {
	const known = await db.workspace.findUnique({
		where: { platform_id: workspace },
		include: { agency: true },
	});
	return known !== null && known.agencyId !== otherThan && known.agency.state !== "removed";
}

/**
 * Puts a workspace on an agency's list: its first contact completes the join. "taken" when it belongs to
 * another agency, which nothing changes.
 */
export async function expectWorkspace(
	tx: Db,
	agencyId: string,
	workspace: { platform: PlatformName; id: string },
	by: string,
	now: Date,
): Promise<"expected" | "taken"> {
	await lockPeople(tx);
	if (await workspaceTaken(tx, workspace, agencyId)) return "taken";
	const known = await tx.workspace.findUnique({ where: { platform_id: workspace } });
	if (known?.agencyId === agencyId && known.state !== "left") return "expected";
	await tx.workspace.upsert({
		where: { platform_id: workspace },
		create: { ...workspace, agencyId, state: "expected" },
		update: { agencyId, state: "expected", joinedAt: null },
	});
	const about = `${workspace.platform}:${workspace.id}`;
	await audit(tx, { by, what: "workspace expected", about, agencyId }, now);
	return "expected";
}

/** Lets an agency in no more, or again; false when it is so already. */
export async function setAgencyState(
	tx: Db,
	agencyId: string,
	state: KnownAgency["state"],
	by: string,
	now: Date,
): Promise<boolean> {
	const { count } = await tx.agency.updateMany({
		where: { id: agencyId, state: state === "active" ? "suspended" : "active" },
		data: { state },
	});
	if (count === 0) return false;
	const what = state === "active" ? "agency resumed" : "agency suspended";
	await audit(tx, { by, what, about: agencyId, agencyId }, now);
	return true;
}

/** Changes what an agency is called and what it does; false when another has the name already. */
export async function changeAgency(
	tx: Db,
	agencyId: string,
	{ name, sector, area }: Partial<NewAgency>,
	by: string,
	now: Date,
): Promise<boolean> {
	await lockPeople(tx);
	const named = name ? await agencyNamed(tx, name) : undefined;
	if (named && named.id !== agencyId) return false;
	await tx.agency.update({
		where: { id: agencyId },
		data: { name: name?.trim(), sector, area: area?.trim() },
	});
	await audit(tx, { by, what: "agency changed", about: agencyId, agencyId }, now);
	return true;
}
