import type { Message } from "#chat/message.ts";
import type { PlatformName } from "#chat/platform.ts";
import type { Session, Storage } from "#storage/open.ts";
import {
	keptForReplies,
	type Limit,
	limitsOf,
	longestCounted,
	nextAfter,
	type Rates,
	type Room,
	roomIn,
	type Used,
} from "./rates.ts";

/** A delivery that a worker has in hand: nobody else takes it up, or anything else for its place, until the claim ends. */
export type Claimed = {
	id: string;
	claim: string;
	key: string;
	act: "post" | "update";
	lane: "reply" | "announcement";
	platform: PlatformName;
	workspace: string;
	rate: string;
	placeKey: string;
	placeKind: "direct" | "channel";
	address: string;
	state: "queued" | "unsure";
	said: Message | null;
	shared: string | null;
	attempts: number;
	/** When an attempt began of which it is unknown how it ended. */
	since: Date | null;
	reason: string | null;
	/** How long ago it was first taken up, and how long ago that attempt began, by the database's clock. */
	ageMs: number;
	sinceMs: number | null;
	/** What an update changes. */
	originalState: "queued" | "sent" | "failed" | "unsure" | "withdrawn" | null;
	originalMessageId: string | null;
	originalOpen: boolean | null;
	original: string | null;
	/** When the look for it began, and when it may go, by this process's clock that only goes forward. */
	takenAt: number;
	goAt: number;
};

/** What a look for work brought. */
export type Taken = {
	claimed: Claimed[];
	/** Whether something waits for nothing but its turn under a limit. */
	paced: boolean;
	/** When to look again, in milliseconds from the beginning of the look; undefined when nothing is waiting. */
	againMs?: number;
};

// Where it cannot be known when there is room again, such as when another replica has it.
const lookAgainMs = 200;
// Any number that nothing else locks by.
const turnstile = 5_110_216;

/**
 * Takes up what may go now: within every limit, the head of each place only, replies first, and no more
 * than there is room for. Replicas do so one after the other, so that together they keep the limits.
 * Times are the database's, whose clock all replicas share; `at` is a test's.
 */
export function claim(
	storage: Storage,
	options: {
		rates: Rates;
		claim: string;
		/** Claims whose answer never came: what they took was not sent. */
		lost: string[];
		free: { all: number; announcements: number };
		/** How long the claim lasts: longer than any sending. */
		seconds: number;
		at?: Date;
	},
): Promise<Taken> {
	const takenAt = performance.now();
	return storage.transaction(async (session) => {
		await session.query(enter, [turnstile]);
		if (options.lost.length > 0) await session.query(giveBack, [options.lost, options.seconds]);
		const waiting = (await session.query(whoWaits, [
			options.at?.toISOString() ?? null,
			longestCounted(options.rates),
		])) as Waiting[];
		const now = waiting[0]?.now;
		if (now === undefined) return { claimed: [], paced: false };
		const clockAt = performance.now();
		const rooms = waiting.map((used) => {
			const limits = limitsOf(options.rates, used.rate);
			return { used, limits, ...roomIn(limits, used) };
		});
		const shares = share(rooms, options.free);
		const rows = await session.query(take, [
			new Date(now).toISOString(),
			JSON.stringify(shares),
			JSON.stringify(conversationLimits(options.rates)),
			options.free.all,
			options.free.announcements,
			options.claim,
			options.seconds,
		]);
		const claimed = rooms.flatMap((room) => {
			const own = rows.filter(({ rate }) => rate === room.used.rate) as Claimed[];
			return inOrder(own).map((one, nth) => ({ ...one, takenAt, goAt: clockAt + waitOf(room, one, nth) }));
		});
		await writePace(session, rooms, claimed);
		if (claimed.length >= options.free.all) return { claimed, paced: true };

		const takenOf = (rate: string) => claimed.filter((one) => one.rate === rate).length;
		const full = rooms.filter(({ used, announcements }) => takenOf(used.rate) >= announcements.length);
		const leftOut = rooms.filter((room) => !full.includes(room) && !hasAll(room, shares));
		const open = rooms.filter((room) => !full.includes(room) && !leftOut.includes(room));
		const [held] = await session.query(anyHeldBack, [
			new Date(now).toISOString(),
			open.map(({ used }) => used.rate),
		]);
		const again = Math.min(
			waiting[0]?.nextDueAt ?? Number.POSITIVE_INFINITY,
			...full.map(({ opensAt }) =>
				opensAt > now && opensAt < now + lookAgainMs ? opensAt : now + lookAgainMs,
			),
			leftOut.length > 0 ? now : Number.POSITIVE_INFINITY,
			held?.any ? now + lookAgainMs : Number.POSITIVE_INFINITY,
		);
		return {
			claimed,
			paced: held?.any === true || leftOut.length > 0 || full.some(({ used }) => used.silentUntil <= now),
			...(Number.isFinite(again) ? { againMs: Math.max(1, again - now) } : {}),
		};
	});
}

type Waiting = Used & { rate: string; lanes: string; nextDueAt: number | null };

type WaitingRoom = Room & { used: Waiting; limits: Limit[] };

type Share = { rate: string; replies: number; announcements: number };

/**
 * How many to look for in each workspace. Replies are looked for in all; announcements in no more than can
 * be taken up at once, drawn by lot, so that a look costs the same however many workspaces are waiting.
 */
function share(rooms: WaitingRoom[], free: { all: number; announcements: number }): Share[] {
	const announcing = rooms
		.filter(({ used, announcements }) => used.lanes.includes("announcement") && announcements.length > 0)
		.map((room) => ({ room, lot: Math.random() }))
		.sort((a, b) => a.lot - b.lot)
		.slice(0, free.announcements)
		.map(({ room }) => room);
	const each = Math.ceil(free.announcements / Math.max(1, announcing.length));
	return rooms.flatMap((room) => {
		const replies = room.used.lanes.includes("reply") ? Math.min(room.replies.length, free.all) : 0;
		const announcements = announcing.includes(room) ? Math.min(room.announcements.length, each) : 0;
		return replies + announcements > 0 ? [{ rate: room.used.rate, replies, announcements }] : [];
	});
}

/** Whether everything that a workspace has room for was looked for. */
function hasAll({ used, replies, announcements }: WaitingRoom, shares: Share[]): boolean {
	const share = shares.find(({ rate }) => rate === used.rate);
	const enough = (lane: string, room: number[], looked = 0) =>
		!used.lanes.includes(lane) || looked >= room.length;
	return (
		enough("reply", replies, share?.replies) && enough("announcement", announcements, share?.announcements)
	);
}

/** Replies first: they have the first moments. */
function inOrder(claimed: Claimed[]): Claimed[] {
	return claimed.toSorted((a, b) => Number(a.lane === "announcement") - Number(b.lane === "announcement"));
}

function waitOf({ replies, announcements }: Room, { lane }: Claimed, nth: number): number {
	return (lane === "reply" ? replies[nth] : announcements[nth]) ?? 0;
}

async function writePace(session: Session, rooms: WaitingRoom[], claimed: Claimed[]): Promise<void> {
	const paces = rooms.flatMap(({ limits, used }) => {
		const taken = claimed.filter(({ rate }) => rate === used.rate).length;
		const nextAt = nextAfter(limits, used, taken);
		return nextAt === undefined ? [] : [{ rate: used.rate, nextAt: new Date(nextAt) }];
	});
	if (paces.length > 0) await session.query(pace, [JSON.stringify(paces)]);
}

function conversationLimits(rates: Rates) {
	return Object.entries(rates).flatMap(([platform, { conversation }]) =>
		conversation.map((limit) => ({ platform, ...limit, kept: keptForReplies(limit) })),
	);
}

/**
 * Waits for its turn. The planner is told to walk the indices in their order, as all that follows is made
 * for: after a large broadcast was planned, its statistics are wrong until the next analysis, and it would
 * sort the whole backlog for a handful of rows.
 */
const enter = `
	SELECT pg_advisory_xact_lock($1)::text, set_config('idle_in_transaction_session_timeout', '10s', true),
		set_config('jit', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true),
		${["sort", "hashjoin", "mergejoin", "seqscan", "bitmapscan"].map((name) => `set_config('enable_${name}', 'off', true)`).join(", ")}`;

const ms = (time: string) => `(extract(epoch FROM ${time}) * 1000)::float8`;

/** Each workspace that has something to be sent, in which lanes, and how far its limits are used up. */
const whoWaits = `
	WITH RECURSIVE clock AS MATERIALIZED (
		SELECT date_trunc('milliseconds', coalesce($1::timestamptz, clock_timestamp())) AS now
	), waiting AS (
		(SELECT "rate", "lane" FROM "Delivery" WHERE "dueAt" IS NOT NULL ORDER BY "rate", "lane" LIMIT 1)
		UNION ALL
		SELECT n."rate", n."lane" FROM waiting w CROSS JOIN LATERAL (
			SELECT d."rate", d."lane" FROM "Delivery" d
			WHERE d."dueAt" IS NOT NULL AND (d."rate", d."lane") > (w."rate", w."lane")
			ORDER BY d."rate", d."lane" LIMIT 1
		) n
	), rates AS (
		SELECT "rate", string_agg("lane"::text, ' ') AS lanes FROM waiting GROUP BY "rate"
	), hand AS MATERIALIZED (
		SELECT d."rate" FROM "Delivery" d, clock WHERE d."claimedUntil" > clock.now
	), due AS MATERIALIZED (
		SELECT min(d."dueAt") AS next FROM "Delivery" d, clock WHERE d."dueAt" IS NOT NULL AND d."dueAt" > clock.now
	)
	SELECT r."rate", r.lanes, ${ms("clock.now")} AS "now", coalesce(${ms('p."nextAt"')}, 0) AS "nextAt",
		coalesce(${ms('p."silentUntil"')}, 0) AS "silentUntil",
		(SELECT count(*)::int FROM hand h WHERE h."rate" = r."rate") AS "inHand",
		ARRAY(
			SELECT ${ms('d."answeredAt"')} FROM "Delivery" d
			WHERE d."rate" = r."rate" AND d."answeredAt" > clock.now - make_interval(secs => $2::float8)
		) AS "answered",
		${ms("due.next")} AS "nextDueAt"
	FROM rates r CROSS JOIN clock CROSS JOIN due LEFT JOIN "Pace" p ON p."rate" = r."rate"`;

/** Due, in nobody's hands, and nothing in hand or due before it in its place. What never began waits for its time without holding up others. */
const isHead = `
	d."dueAt" <= $1::timestamptz AND (d."claimedUntil" IS NULL OR d."claimedUntil" <= $1::timestamptz)
	AND NOT EXISTS (SELECT 1 FROM hand h WHERE h."placeKey" = d."placeKey")
	AND NOT EXISTS (
		SELECT 1 FROM "Delivery" e
		WHERE e."dueAt" IS NOT NULL AND e."placeKey" = d."placeKey" AND e."lane" = d."lane"
			AND e."sequence" < d."sequence" AND (e."dueAt" <= $1::timestamptz OR e."startedAt" IS NOT NULL)
	)
	AND (d."lane" = 'reply' OR NOT EXISTS (
		SELECT 1 FROM "Delivery" e
		WHERE e."dueAt" IS NOT NULL AND e."placeKey" = d."placeKey" AND e."lane" = 'reply'
			AND e."dueAt" <= $1::timestamptz
	))`;

const inHand = `
	hand AS MATERIALIZED (
		SELECT "placeKey", "conversation" FROM "Delivery" WHERE "claimedUntil" > $1::timestamptz
	)`;

/** The heads of one lane in a workspace, with how many more their conversation takes. */
const heads = (lane: "reply" | "announcement", kept: string, most: string) => `(
	SELECT d."id", d."lane", d."sequence", d."conversation", r.room
	FROM "Delivery" d CROSS JOIN LATERAL (
		SELECT coalesce(min(l.most - ${kept} - (
			SELECT count(*) FROM "Delivery" a
			WHERE a."conversation" = d."conversation" AND a."answeredAt" > $1::timestamptz - make_interval(secs => l.seconds)
		) - (SELECT count(*) FROM hand h WHERE h."conversation" = d."conversation")), 1000000) AS room
		FROM limits l WHERE l.platform = d."platform"
	) r
	WHERE d."dueAt" IS NOT NULL AND d."rate" = room.rate AND d."lane" = '${lane}' AND ${isHead} AND r.room > 0
	ORDER BY d."lane", d."sequence" LIMIT ${most})`;

const take = `
	WITH ${inHand}, rooms AS MATERIALIZED (
		SELECT * FROM jsonb_to_recordset($2::jsonb) AS r(rate text, replies int, announcements int)
	), limits AS MATERIALIZED (
		SELECT * FROM jsonb_to_recordset($3::jsonb) AS l(platform text, most int, seconds float8, kept int)
	), heads AS (
		SELECT c.*, room.replies, room.announcements,
			row_number() OVER (PARTITION BY room.rate ORDER BY c."lane", c."sequence") AS nth,
			row_number() OVER (PARTITION BY c."conversation" ORDER BY c."lane", c."sequence") AS beside
		FROM rooms room CROSS JOIN LATERAL (
			${heads("reply", "0", "room.replies")} UNION ALL ${heads("announcement", "l.kept", "room.announcements")}
		) c
	), allowed AS (
		SELECT *, row_number() OVER (PARTITION BY "lane" ORDER BY nth, "sequence") AS rank FROM heads
		WHERE beside <= room AND nth <= CASE "lane" WHEN 'reply' THEN replies ELSE announcements END
	), chosen AS (
		SELECT a."id", t."attemptedAt" AS since, t."original", o."state" AS "originalState",
			o."messageId" AS "originalMessageId", o."dueAt" IS NOT NULL AS "originalOpen"
		FROM allowed a JOIN "Delivery" t ON t."id" = a."id" LEFT JOIN "Delivery" o ON o."id" = t."original"
		WHERE t."dueAt" <= $1::timestamptz AND (a."lane" = 'reply' OR a.rank <= $5::int)
		ORDER BY a."lane", a.nth, a."sequence" LIMIT $4::int
		FOR UPDATE OF t SKIP LOCKED
	)
	UPDATE "Delivery" d SET
		"claim" = $6, "claimedUntil" = $1::timestamptz + make_interval(secs => $7::float8),
		"startedAt" = coalesce(d."startedAt", $1::timestamptz),
		"attempts" = d."attempts" + (CASE WHEN c.since IS NULL THEN 1 ELSE 0 END),
		"attemptedAt" = coalesce(d."attemptedAt", $1::timestamptz)
	FROM chosen c WHERE d."id" = c."id"
	RETURNING d."id", d."claim", d."key", d."act", d."lane", d."platform", d."workspace", d."rate", d."placeKey",
		d."placeKind", d."address", d."state", d."said", d."shared", d."attempts", d."reason", c.since,
		${ms('($1::timestamptz - d."startedAt")')} AS "ageMs", ${ms("($1::timestamptz - c.since)")} AS "sinceMs",
		c."original", c."originalState", c."originalMessageId", c."originalOpen"`;

/** Whether something is due that only the limit of its conversation holds back. */
const anyHeldBack = `
	WITH ${inHand}
	SELECT EXISTS (
		SELECT 1 FROM "Delivery" d WHERE d."dueAt" IS NOT NULL AND d."rate" = ANY($2::text[]) AND ${isHead}
	) AS "any"`;

const pace = `
	INSERT INTO "Pace" ("rate", "nextAt")
	SELECT p."rate", p."nextAt" FROM jsonb_to_recordset($1::jsonb) AS p("rate" text, "nextAt" timestamptz)
	ON CONFLICT ("rate") DO UPDATE SET "nextAt" = EXCLUDED."nextAt"`;

const giveBack = `
	UPDATE "Delivery" SET "claim" = NULL, "claimedUntil" = NULL, "attemptedAt" =
		CASE WHEN "attemptedAt" = "claimedUntil" - make_interval(secs => $2::float8) THEN NULL ELSE "attemptedAt" END
	WHERE "claimedUntil" IS NOT NULL AND "claim" = ANY($1::text[])`;
