import type { Caller } from "#chat/caller.ts";
import type { Incoming, Place, PlatformName } from "#chat/platform.ts";
import { withdraw } from "#delivery/broadcasts/control.ts";
import { Prisma, type Subscription } from "#generated/client.ts";
import { knownAgencies } from "#people/agencies.ts";
import type { Db } from "#storage/open.ts";
import { keyOf } from "../lesson.ts";
import { digestGroup } from "../release/marking.ts";
import { wantingIt } from "../release/wanting.ts";
import { didNotCome, isStopped } from "./coming.ts";

/** The place that lessons go to when they are asked for here: the channel itself, never one of its threads. */
export function placeFor({ place }: Pick<Incoming, "place">): Place {
	return place.channel ?? place;
}

/**
 * Names a channel, the same from whichever workspace it is seen; and a person, the same wherever they write.
 * The terminal's channels have names of their own in every workspace.
 */
export function channelName(place: Place, person: string | undefined): string {
	if (place.kind === "direct") return `person:${person ?? "nobody"}`;
	return place.platform === "terminal" ? place.key : place.key.replace(`:${place.workspace}:`, ":");
}

/** The subscription of the place that an event comes from, if there is one. */
export async function subscriptionAt(
	db: Db,
	incoming: Pick<Incoming, "place">,
	person: string | undefined,
): Promise<Subscription | undefined> {
	const channel = channelName(placeFor(incoming), person);
	return (await db.subscription.findUnique({ where: { channel } })) ?? undefined;
}

/** Whether somebody may change a subscription or end it: the lead of its agency, a coordinator, or who made it. */
export function mayChange(
	{ agencyId, subscribedBy, personId }: Subscription,
	{ roles, agency, person }: Caller,
): boolean {
	if (personId !== null) return person === personId;
	return (
		roles.includes("coordinator") ||
		(roles.includes("lead") && agency.id === agencyId) ||
		(person !== undefined && person === subscribedBy)
	);
}

/** What a row holds of the place itself, which may change while the channel stays the same. */
export function placed(place: Place) {
	const { platform, workspace, key: placeKey, kind: placeKind, address, name } = place;
	return { platform, workspace, placeKey, placeKind, address, ...(name ? { name } : {}) };
}

/** The place of a subscription. */
export function placeOf({ platform, workspace, placeKey, placeKind, address, name }: Subscription): Place {
	return {
		...{ platform: platform as PlatformName, workspace, address, key: placeKey },
		kind: placeKind as Place["kind"],
		...(name ? { name } : {}),
	};
}

/** The agency that a channel belongs to: that of its workspace, whoever writes there. */
export async function agencyOf(db: Db, { platform, workspace }: Place, caller: Caller): Promise<string> {
	const known = await knownAgencies(db);
	const host = known.find(({ workspaces }) =>
		workspaces.some((each) => each.platform === platform && each.id === workspace),
	);
	return host?.id ?? caller.agency.id;
}

/**
 * Sends nothing there until it is resumed, and keeps in mind from which release on it has missed something.
 * False where it is paused already.
 */
export async function pauseSubscription(tx: Db, id: string, why: string): Promise<boolean> {
	const { count } = await tx.subscription.updateMany({
		where: { id, state: "active" },
		data: { state: "paused", why },
	});
	if (count === 0) return false;
	await withdrawFor(tx, id, `The subscription was paused: ${why}.`);
	// Where a digest is to come, the release from which on it tells is in mind already.
	await tx.$executeRaw`
		UPDATE "Subscription" s SET "digestUpTo" = least(
			CASE WHEN s."digestAt" IS NULL THEN ${lastHandedOut} ELSE s."digestUpTo" END,
			(SELECT min(l."number") - 1 FROM "Lesson" l
				WHERE l."state" = 'released' AND ${wantingIt} AND ${didNotCome} AND NOT ${isStopped}))
		WHERE s."id" = ${id}`;
	return true;
}

/** Goes on with a subscription, at the place where it is now. What it missed comes as a digest. */
export async function resumeSubscription(tx: Db, id: string, place: Place, now: Date): Promise<boolean> {
	const { count } = await tx.subscription.updateMany({
		where: { id, state: "paused" },
		data: { ...placed(place), state: "active", why: null, digestAt: now },
	});
	return count === 1;
}

/** From now on it is up to date: only what is released later comes with a digest. */
export async function upToDate(tx: Db, id: string): Promise<void> {
	await tx.$executeRaw`UPDATE "Subscription" SET "digestUpTo" = ${lastHandedOut} WHERE "id" = ${id}`;
}

const lastHandedOut = Prisma.sql`
	coalesce((SELECT max(l."number") FROM "Lesson" l WHERE l."plannedAt" IS NOT NULL), 0)`;

/** What waits to be sent to a subscription is not sent. */
export async function withdrawFor(tx: Db, id: string, reason: string): Promise<void> {
	const lessons = await tx.lesson.findMany({
		where: { state: "released" },
		orderBy: { number: "desc" },
		take: mostWaiting,
		select: { id: true },
	});
	const digests = await tx.lessonDigest.findMany({
		orderBy: { at: "desc" },
		take: mostWaiting,
		select: { id: true },
	});
	const keys = [
		...lessons.map((lesson) => `${keyOf(lesson)}:${id}`),
		...digests.map((digest) => `${digestGroup(digest)}:${id}`),
	];
	await withdraw(tx, { keys }, reason);
}

/** More than can wait for the end of quiet hours, or of a pause. */
const mostWaiting = 500;
