import { type Held, held } from "#delivery/broadcasts/held.ts";
import { type Counts, type Progress, progress } from "#delivery/broadcasts/progress.ts";
import { knownAgencies } from "#people/agencies.ts";
import type { Db } from "#storage/open.ts";
import { groupsOf, keyOf, type Lesson } from "../lesson.ts";

/** How far a release is, all versions together. */
export async function progressOf(db: Db, lesson: Pick<Lesson, "id">): Promise<Progress> {
	const all: Progress[] = [];
	for (const { group } of groupsOf(lesson)) all.push(await progress(db, group));
	const states = new Set(all.map(({ state }) => state));
	return {
		state: states.has("cancelled") ? "cancelled" : states.has("paused") ? "paused" : "running",
		...sum(all),
		corrections: sum(all.map(({ corrections }) => corrections)),
	};
}

/** The copies of which nobody can tell whether they arrived, with the names of their channels. */
export async function heldOf(db: Db, lesson: Pick<Lesson, "id">): Promise<(Held & { name: string })[]> {
	const found: Held[] = [];
	for (const { group } of groupsOf(lesson)) found.push(...(await held(db, group)));
	const names = await channelNames(
		db,
		found.map(({ key }) => key),
	);
	return found.map((each) => ({ ...each, name: names.get(subscriptionIn(each.key))?.name ?? "a channel" }));
}

/** One copy, for the table. */
export type Copy = {
	agency: string;
	channel: string;
	platform: string;
	outcome: string;
	reason: string;
	at: Date | null;
};

/** What became of each copy, by agency and channel. */
export async function copiesOf(db: Db, lesson: Pick<Lesson, "id">): Promise<Copy[]> {
	const groups = groupsOf(lesson).map(({ group }) => group);
	const rows = await db.delivery.findMany({
		where: { group: { in: groups }, act: "post" },
		orderBy: { sequence: "asc" },
		select: { key: true, platform: true, workspace: true, state: true, reason: true, sentAt: true },
	});
	const known = await channelNames(
		db,
		rows.map(({ key }) => key),
	);
	const agencies = await knownAgencies(db);
	const byId = new Map(agencies.map(({ id, name }) => [id, name]));
	const byWorkspace = new Map(
		agencies.flatMap(({ name, workspaces }) =>
			workspaces.map(({ platform, id }) => [`${platform} ${id}`, name]),
		),
	);
	return rows
		.map(({ key, platform, workspace, state, reason, sentAt }) => {
			const subscription = known.get(subscriptionIn(key));
			return {
				agency:
					byId.get(subscription?.agencyId ?? "") ??
					byWorkspace.get(`${platform} ${workspace}`) ??
					"not let in any more",
				channel: subscription?.name ?? "",
				platform,
				outcome: outcomes[state],
				reason: state === "sent" ? "" : (reason ?? ""),
				at: sentAt,
			};
		})
		.sort((a, b) => a.agency.localeCompare(b.agency, "en-GB") || a.channel.localeCompare(b.channel, "en-GB"));
}

/** What became of the copies of each agency. */
export function byAgency(copies: Copy[]): { agency: string; sent: number; of: number }[] {
	const all = new Map<string, { agency: string; sent: number; of: number }>();
	for (const { agency, outcome } of copies) {
		const one = all.get(agency) ?? { agency, sent: 0, of: 0 };
		all.set(agency, { agency, sent: one.sent + (outcome === outcomes.sent ? 1 : 0), of: one.of + 1 });
	}
	return [...all.values()];
}

const outcomes = {
	queued: "waiting",
	sent: "sent",
	failed: "failed",
	unsure: "unsure",
	withdrawn: "not sent",
} as const;

function sum(all: Counts[]): Counts {
	const total = (count: (one: Counts) => number) => all.reduce((before, one) => before + count(one), 0);
	const failed = new Map<string, number>();
	for (const { reason, count } of all.flatMap((one) => one.failed))
		failed.set(reason, (failed.get(reason) ?? 0) + count);
	return {
		queued: total(({ queued }) => queued),
		sent: total(({ sent }) => sent),
		unsure: total(({ unsure }) => unsure),
		withdrawn: total(({ withdrawn }) => withdrawn),
		failed: [...failed].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count),
	};
}

/** The subscription that a delivery's key ends with. */
export function subscriptionIn(key: string): string {
	return key.slice(keyOf({ id: "" }).length).split(":")[1] ?? "";
}

async function channelNames(db: Db, keys: string[]) {
	const rows = await db.subscription.findMany({
		where: { id: { in: [...new Set(keys.map(subscriptionIn))] } },
		select: { id: true, name: true, agencyId: true },
	});
	return new Map(rows.map((row) => [row.id, row]));
}
