import type { Agency, Role } from "#chat/caller.ts";
import type { Place } from "#chat/platform.ts";
import type { Db } from "#storage/open.ts";
import { toAgency } from "./agencies.ts";

/**
 * Why somebody is written to unasked. Reminders and questionnaires can be stopped by themselves; notices,
 * which tell what became of something they booked or are answerable for, only with everything else.
 */
export type Purpose = "reminders" | "questionnaires" | "notices";

/** A person as others reach them. Without a place they stopped it, left, or cannot be reached. */
export type Reached = { person: string; name?: string; agency: Agency; place?: Place };

/** The people with these ids, each with at most one place: the one they used last, unless they stopped this. */
export async function peopleOf(db: Db, ids: string[], purpose: Purpose): Promise<Map<string, Reached>> {
	const rows = await db.person.findMany({
		where: { id: { in: ids } },
		orderBy: { id: "asc" },
		include: {
			agency: true,
			optOuts: true,
			accounts: { orderBy: { usedAt: "desc" }, include: { workspace: true } },
		},
	});
	return new Map(
		rows.map(({ id, agency, accounts, optOuts }) => {
			const stopped = optOuts.some(({ from }) => from === "all" || from === purpose);
			const account = accounts.find(({ workspace }) => workspace.state !== "left");
			const reachable = account && !stopped && agency.state === "active";
			const name = accounts.find((each) => each.name)?.name;
			const reached: Reached = {
				person: id,
				...(name ? { name } : {}),
				agency: toAgency(agency),
				...(reachable ? { place: account.direct as Place } : {}),
			};
			return [id, reached];
		}),
	);
}

/** Every coordinator of the partnership, for notices. */
export function coordinators(db: Db): Promise<Reached[]> {
	return holding(db, "coordinator");
}

/** Every lead of an agency, for notices. */
export function leadsOf(db: Db, agencyId: string): Promise<Reached[]> {
	return holding(db, "lead", agencyId);
}

/**
 * Those of the places that may be written to unasked: in a workspace that is let in, and not of somebody
 * who stopped everything. A hard filter at the moment of sending; an answer is not asked of it.
 */
export async function mayReach(db: Db, places: Place[]): Promise<Place[]> {
	const stopped = await db.account.findMany({
		where: {
			directKey: { in: places.map(({ key }) => key) },
			person: { optOuts: { some: { from: "all" } } },
		},
		select: { directKey: true },
	});
	const letIn = await db.workspace.findMany({
		where: {
			id: { in: [...new Set(places.map(({ workspace }) => workspace))] },
			state: { not: "left" },
			agency: { state: "active" },
		},
		select: { platform: true, id: true },
	});
	const keys = new Set(stopped.map(({ directKey }) => directKey));
	const workspaces = new Set(letIn.map(({ platform, id }) => `${platform}:${id}`));
	return places.filter(
		({ key, platform, workspace }) => !keys.has(key) && workspaces.has(`${platform}:${workspace}`),
	);
}

async function holding(db: Db, role: Role, agencyId?: string): Promise<Reached[]> {
	const rows = await db.person.findMany({
		where: { agencyId, roles: { some: { role } }, agency: { state: "active" } },
		orderBy: { id: "asc" },
		select: { id: true },
	});
	const ids = rows.map(({ id }) => id);
	return [...(await peopleOf(db, ids, "notices")).values()];
}
