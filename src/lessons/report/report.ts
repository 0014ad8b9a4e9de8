import { type Held, held } from "#delivery/broadcasts/held.ts";
import { type Change, type Counts, changes, type Progress, progress } from "#delivery/broadcasts/progress.ts";
import { knownAgencies } from "#people/agencies.ts";
import type { Db } from "#storage/open.ts";
import { groupsOf, type Lesson } from "../lesson.ts";
import { digestGroup, digestsWith } from "../release/marking.ts";

/** How far a release is, all versions together. */
export async function progressOf(db: Db, lesson: Pick<Lesson, "id">): Promise<Progress> {
	const all: Progress[] = [];
	for (const { group } of groupsOf(lesson)) all.push(await progress(db, group));
	const states = new Set(all.map(({ state }) => state));
	return {
		state: states.has("cancelled") ? "cancelled" : states.has("paused") ? "paused" : "running",
		...sum(all),
	};
}

/** How far the last correction or the recall is, in the copies of a lesson and in the digests that told of it. */
export type Changed = {
	done: number;
	of: number;
	/** Where the old text may still stand, and why. */
	failed: { place: string; agency: string; reason: string }[];
};

/** How far the last change of a lesson is. */
export async function changedOf(db: Db, lesson: Pick<Lesson, "id">): Promise<Changed> {
	const all = await changesOf(db, lesson);
	const failed = all.filter(({ state }) => state === "failed");
	const names = await channelNames(
		db,
		failed.map(({ key }) => key),
	);
	const agencyIn = await agencyNames(db);
	return {
		done: all.filter(({ state }) => state === "sent").length,
		of: all.length,
		failed: failed.map(({ key, platform, workspace, placeKind, reason }) => {
			const unnamed = placeKind === "direct" ? "somebody’s direct conversation" : "a channel";
			const name = names.get(subscriptionIn(key)) ?? unnamed;
			return {
				place: isDigest(key) ? `${name}, in a digest` : name,
				agency: agencyIn(platform, workspace),
				reason: reason ?? "",
			};
		}),
	};
}

async function changesOf(db: Db, lesson: Pick<Lesson, "id">) {
	return changes(db, await allGroupsOf(db, lesson), `${lesson.id}:`);
}

/** The groups of its own copies, and of the digests that told of it. */
async function allGroupsOf(db: Db, lesson: Pick<Lesson, "id">): Promise<string[]> {
	const own = groupsOf(lesson).map(({ group }) => group);
	return [...own, ...(await digestsWith(db, lesson)).map(digestGroup)];
}

/** The copies of which nobody can tell whether they arrived, with the names of their channels. */
export async function heldOf(db: Db, lesson: Pick<Lesson, "id">): Promise<(Held & { name: string })[]> {
	const found: Held[] = [];
	for (const { group } of groupsOf(lesson)) found.push(...(await held(db, group)));
	const names = await channelNames(
		db,
		found.map(({ key }) => key),
	);
	return found.map((each) => ({ ...each, name: names.get(subscriptionIn(each.key)) ?? "a channel" }));
}

/** One copy, for the table. */
export type Copy = {
	agency: string;
	channel: string;
	platform: string;
	outcome: string;
	reason: string;
	at: Date | null;
	came: string;
	/** Whether it was changed in place; empty where it was not to be. */
	changed: string;
	whyNot: string;
};

/** What became of each copy, digests that told of it included, by agency and channel. */
export async function copiesOf(db: Db, lesson: Pick<Lesson, "id">): Promise<Copy[]> {
	const rows = await db.delivery.findMany({
		where: { group: { in: await allGroupsOf(db, lesson) }, act: "post" },
		orderBy: { sequence: "asc" },
		select: { id: true, key: true, platform: true, workspace: true, state: true, reason: true, sentAt: true },
	});
	const known = await channelNames(
		db,
		rows.map(({ key }) => key),
	);
	const agencyIn = await agencyNames(db);
	const changed = new Map((await changesOf(db, lesson)).map((one) => [one.id, one]));
	return rows
		.map(({ id, key, platform, workspace, state, reason, sentAt }) => ({
			agency: agencyIn(platform, workspace),
			channel: known.get(subscriptionIn(key)) ?? "",
			platform,
			outcome: outcomes[state],
			reason: state === "sent" ? "" : (reason ?? ""),
			at: sentAt,
			came: isDigest(key) ? "in a digest" : "by itself",
			...changeInWords(changed.get(id)),
		}))
		.sort((a, b) => a.agency.localeCompare(b.agency, "en-GB") || a.channel.localeCompare(b.channel, "en-GB"));
}

/** How many of the copies in each agency's workspaces were sent. */
export async function byAgency(
	db: Db,
	lesson: Pick<Lesson, "id">,
): Promise<{ agency: string; sent: number; of: number }[]> {
	const counted = await db.delivery.groupBy({
		by: ["platform", "workspace", "state"],
		where: { group: { in: groupsOf(lesson).map(({ group }) => group) }, act: "post" },
		_count: true,
	});
	const agencyIn = await agencyNames(db);
	const all = new Map<string, { agency: string; sent: number; of: number }>();
	for (const { platform, workspace, state, _count } of counted) {
		const agency = agencyIn(platform, workspace);
		const one = all.get(agency) ?? { agency, sent: 0, of: 0 };
		all.set(agency, { agency, sent: one.sent + (state === "sent" ? _count : 0), of: one.of + _count });
	}
	return [...all.values()].sort((a, b) => a.agency.localeCompare(b.agency, "en-GB"));
}

/** How many teams were briefed, and how many people in them, agency by agency: the most first. */
export async function briefedByAgency(
	db: Db,
	{ id }: Pick<Lesson, "id">,
): Promise<{ agency: string; teams: number; people: number }[]> {
	const counted = await db.lessonBriefing.groupBy({
		by: ["agencyId"],
		where: { lessonId: id },
		_sum: { people: true },
		_count: true,
	});
	const names = new Map((await knownAgencies(db)).map((agency) => [agency.id, agency.name]));
	return counted
		.map(({ agencyId, _count, _sum }) => ({
			...{ agency: names.get(agencyId) ?? "an agency that has left", teams: _count },
			people: _sum.people ?? 0,
		}))
		.sort((a, b) => b.people - a.people || a.agency.localeCompare(b.agency, "en-GB"));
}

/** What the agency is called that a workspace belongs to. */
async function agencyNames(db: Db): Promise<(platform: string, workspace: string) => string> {
	const known = await knownAgencies(db);
	const names = new Map(
		known.flatMap(({ name, workspaces }) =>
			workspaces.map(({ platform, id }) => [`${platform} ${id}`, name]),
		),
	);
	return (platform, workspace) => names.get(`${platform} ${workspace}`) ?? "an agency that has left";
}

const outcomes = {
	queued: "waiting",
	sent: "sent",
	failed: "failed",
	unsure: "unsure",
	withdrawn: "not sent",
} as const;

function changeInWords(change: Change | undefined): Pick<Copy, "changed" | "whyNot"> {
	if (!change) return { changed: "", whyNot: "" };
	const changed = { queued: "waiting", sent: "yes", failed: "no" }[change.state];
	return { changed, whyNot: change.state === "failed" ? (change.reason ?? "") : "" };
}

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

/** The subscription that a delivery's key ends with, after what was sent to it. */
function subscriptionIn(key: string): string {
	return key.split(":")[2] ?? "";
}

function isDigest(key: string): boolean {
	return key.startsWith(digestGroup({ id: "" }));
}

/** What the channels are called, by the ids of their subscriptions. */
async function channelNames(db: Db, keys: string[]): Promise<Map<string, string | null>> {
	const rows = await db.subscription.findMany({
		where: { id: { in: [...new Set(keys.map(subscriptionIn))] } },
		select: { id: true, name: true },
	});
	return new Map(rows.map(({ id, name }) => [id, name]));
}
