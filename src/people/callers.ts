import type { Caller, Role } from "#chat/caller.ts";
import type { Incoming, PlatformName } from "#chat/platform.ts";
import type { Client, Db } from "#storage/open.ts";
import { addAgency, agencyNamed, expectWorkspace, lockPeople, toAgency } from "./agencies.ts";
import { noteMet } from "./person.ts";
import { completeJoin } from "./workspaces.ts";

/** Tells who an event comes from, or the sentence for somebody who is not let in. */
export type Callers = { callerOf(incoming: Incoming, now: Date): Promise<Caller | { refused: string }> };

/** What the query finds: the two workspaces of an event with their agencies, and the person if they are kept. */
type Found = {
	hostState: string;
	hostAgencyState: string;
	homeState: string;
	agencyState: string;
	agencyId: string;
	agencyName: string;
	sector: string;
	person: string | null;
	roles: Role[] | null;
	/** Whether it is known how to write to them there. */
	met: boolean;
	usedAt: Date | null;
	/** When they last used any of their accounts. */
	lastUsedAt: Date | null;
};

/**
 * Who an event comes from. Both the workspace it happened in and the sender's own must belong to an
 * active agency, else it is refused and nothing is stored; the caller's agency is the sender's.
 * The first contact from a workspace that is expected completes its join. Of somebody who is kept it is
 * noted, once a day and when they change accounts, that they wrote, and where.
 */
export async function callerOf(
	db: Client,
	incoming: Incoming,
	now: Date,
): Promise<Caller | { refused: string }> {
	const found = await find(db, incoming);
	const states = [found?.hostState, found?.hostAgencyState, found?.homeState, found?.agencyState];
	if (!found || states.includes("left") || states.includes("removed")) return { refused: notLetIn };
	if (states.includes("suspended")) return { refused: paused };
	if (states.includes("expected")) {
		const { place, person } = incoming;
		await db.$transaction((tx) => completeJoin(tx, place.platform, [place.workspace, person.workspace], now));
	}
	const { kind } = incoming.act;
	const usedAt = kind === "said" || kind === "pressed" ? newlyUsed(found, now) : undefined;
	if (found.person && usedAt) await noteMet(db, incoming, found.person, usedAt);
	return {
		agency: toAgency({ id: found.agencyId, name: found.agencyName, sector: found.sector }),
		...(found.person ? { person: found.person } : {}),
		roles: found.roles ?? [],
	};
}

/**
 * As when it is to be noted that an account was used, and nothing where it is known already. The day alone,
 * as the moment would tell who asked what is counted by the hour; but later than any other account of theirs.
 */
function newlyUsed({ met, usedAt, lastUsedAt }: Found, now: Date): Date | undefined {
	if (!usedAt || !lastUsedAt) return undefined;
	const today = now.getTime() - (now.getTime() % dayMs);
	const changedAccounts = usedAt < lastUsedAt && lastUsedAt < now;
	if (met && usedAt.getTime() >= today && !changedAccounts) return undefined;
	return new Date(Math.max(today, changedAccounts ? lastUsedAt.getTime() + 1 : usedAt.getTime()));
}

const dayMs = 86_400_000;

/** A workspace that the settings let in, and what its agency is called until somebody names it. */
export type Expected = { platform: PlatformName; workspace: string; name: string };

/**
 * Lets in the workspaces that the settings name. Each that is not known yet gets an agency, the same for
 * the same name; one that is known stays as it is, also where it was taken out.
 */
export async function seedAgencies(db: Client, expected: Expected[], now: Date): Promise<void> {
	for (const { platform, workspace: id, name } of expected)
		await db.$transaction(async (tx) => {
			await lockPeople(tx);
			if (await tx.workspace.findUnique({ where: { platform_id: { platform, id } } })) return;
			const agency =
				(await agencyNamed(tx, name)) ?? (await addAgency(tx, { name, sector: "other" }, "settings", now));
			if (agency) await expectWorkspace(tx, agency.id, { platform, id }, "settings", now);
		});
}

async function find(db: Db, { place, person }: Incoming): Promise<Found | undefined> {
	// PostgreSQL has no such character, and no platform has one in an id.
	if ([place.workspace, person.workspace, person.id].some((id) => id.includes("\0"))) return undefined;
	const [row] = await db.$queryRaw<Found[]>`
		SELECT host."state"::text AS "hostState", hosts."state"::text AS "hostAgencyState",
			home."state"::text AS "homeState", agency."state"::text AS "agencyState",
			agency."id" AS "agencyId", agency."name" AS "agencyName", agency."sector",
			kept."id" AS "person",
			(SELECT array_agg("role"::text) FROM "RoleGrant" WHERE "personId" = kept."id") AS "roles",
			account."direct" IS NOT NULL AS "met", account."usedAt",
			(SELECT max("usedAt") FROM "Account" WHERE "personId" = kept."id") AS "lastUsedAt"
		FROM "Workspace" host
		JOIN "Agency" hosts ON hosts."id" = host."agencyId"
		JOIN "Workspace" home ON home."platform" = host."platform" AND home."id" = ${person.workspace}
		JOIN "Agency" agency ON agency."id" = home."agencyId"
		LEFT JOIN "Account" account ON account."platform" = home."platform"
			AND account."workspaceId" = home."id" AND account."userId" = ${person.id}
		LEFT JOIN "Person" kept ON kept."id" = account."personId" AND kept."agencyId" = agency."id"
		WHERE host."platform" = ${place.platform} AND host."id" = ${place.workspace}`;
	return row;
}

const notLetIn =
	"I work only for agencies that have been let in, and yours is not among them yet. Please ask whoever runs this bot in your area. Nothing of your message was kept. If someone is in danger now, call 999.";

const paused =
	"Your agency’s use of this bot is paused at present, so I cannot answer here. Please ask whoever runs this bot in your area. Nothing of your message was kept. If someone is in danger now, call 999.";
