/**
 * Waits for its turn. The planner is told to walk the indices in their order, as all that follows is made
 * for: after a large broadcast was planned, its statistics are wrong until the next analysis, and it would
 * sort the whole backlog for a handful of rows.
 */
export const enter = `
	SELECT pg_advisory_xact_lock($1)::text, set_config('idle_in_transaction_session_timeout', '10s', true),
		set_config('jit', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true),
		${["sort", "hashjoin", "mergejoin", "seqscan", "bitmapscan"].map((name) => `set_config('enable_${name}', 'off', true)`).join(", ")}`;

const ms = (time: string) => `(extract(epoch FROM ${time}) * 1000)::float8`;

/** What time it is, when more is due, and all that tells how far limits are used up. */
export const whatIsUsed = `
	WITH clock AS MATERIALIZED (
		SELECT date_trunc('milliseconds', coalesce($1::timestamptz, clock_timestamp())) AS now
	)
	SELECT ${ms("clock.now")} AS "now",
		(SELECT ${ms('min(d."dueAt")')} FROM "Delivery" d WHERE d."dueAt" IS NOT NULL AND d."dueAt" > clock.now) AS "nextDueAt",
		(SELECT jsonb_object_agg(h."rate", h.many) FROM (
			SELECT d."rate", count(*) AS many FROM "Delivery" d WHERE d."claimedUntil" > clock.now GROUP BY d."rate"
		) h) AS "inHand",
		(SELECT jsonb_object_agg(a."rate", a.times) FROM (
			SELECT d."rate", jsonb_agg(${ms('d."answeredAt"')}) AS times FROM "Delivery" d
			WHERE d."answeredAt" IS NOT NULL AND d."answeredAt" > clock.now - make_interval(secs => $2::float8)
			GROUP BY d."rate"
		) a) AS "answered",
		(SELECT jsonb_object_agg(p."rate", jsonb_build_object(
			'nextAt', ${ms('p."nextAt"')}, 'silentUntil', ${ms('p."silentUntil"')})) FROM "Pace" p) AS "paces"
	FROM clock`;

/** In which workspaces and lanes something is due, at $1 or now. The index is walked from one to the next. */
export const whoWaits = `
	WITH RECURSIVE waiting AS (
		(SELECT "rate", "lane", "dueAt" FROM "Delivery" WHERE "dueAt" IS NOT NULL
			ORDER BY "rate", "lane", "dueAt" LIMIT 1)
		UNION ALL
		SELECT n."rate", n."lane", n."dueAt" FROM waiting w CROSS JOIN LATERAL (
			SELECT d."rate", d."lane", d."dueAt" FROM "Delivery" d
			WHERE d."dueAt" IS NOT NULL AND (d."rate", d."lane") > (w."rate", w."lane")
			ORDER BY d."rate", d."lane", d."dueAt" LIMIT 1
		) n
	)
	SELECT "rate", array_agg("lane"::text) AS "lanes" FROM waiting
	WHERE "dueAt" <= coalesce($1::timestamptz, clock_timestamp()) GROUP BY "rate"`;

/** So many of a workspace's backlog are looked at: what is held up beyond that is not looked past, but waits. */
const looksAt = 2_000;

/**
 * Of one lane in a workspace, what has nothing in hand or before it in its place, with how many more its
 * conversation takes and, where that is none, from when on. What never began waits for its time without
 * holding up what comes after it.
 */
const heads = (lane: "reply" | "announcement", kept: string, most: string) => `(
	SELECT d."id", d."rate", d."lane", d."sequence", d."conversation", r.room, r.opens
	FROM (
		SELECT "id", "rate", "lane", "sequence", "conversation", "placeKey", "platform" FROM "Delivery"
		WHERE "dueAt" IS NOT NULL AND "rate" = room.rate AND "lane" = '${lane}' AND "dueAt" <= $1::timestamptz
			AND ("claimedUntil" IS NULL OR "claimedUntil" <= $1::timestamptz)
		ORDER BY "rate", "lane", "sequence" LIMIT ${looksAt}
	) d CROSS JOIN LATERAL (
		SELECT coalesce(min(l.most - ${kept} - u.inhand - u.answered), 1000000) AS room,
			max(CASE WHEN l.most - ${kept} - u.inhand - u.answered <= 0
				THEN coalesce(u.oldest + make_interval(secs => l.seconds), $1::timestamptz) END) AS opens
		FROM limits l CROSS JOIN LATERAL (
			SELECT count(*) AS answered, min(a."answeredAt") AS oldest,
				(SELECT count(*) FROM hand h WHERE h."conversation" = d."conversation") AS inhand
			FROM "Delivery" a WHERE a."conversation" = d."conversation" AND a."answeredAt" IS NOT NULL
				AND a."answeredAt" > $1::timestamptz - make_interval(secs => l.seconds)
		) u
		WHERE l.platform = d."platform"
	) r
	WHERE NOT EXISTS (SELECT 1 FROM hand h WHERE h."placeKey" = d."placeKey")
		AND NOT EXISTS (
			SELECT 1 FROM "Delivery" e
			WHERE e."dueAt" IS NOT NULL AND e."placeKey" = d."placeKey" AND e."lane" = d."lane"
				AND e."sequence" < d."sequence" AND (e."dueAt" <= $1::timestamptz OR e."startedAt" IS NOT NULL)
		)
		AND (d."lane" = 'reply' OR NOT EXISTS (
			SELECT 1 FROM "Delivery" e
			WHERE e."dueAt" IS NOT NULL AND e."placeKey" = d."placeKey" AND e."lane" = 'reply'
				AND e."dueAt" <= $1::timestamptz
		))
	LIMIT ${most})`;

/** Takes what may go, and puts off what only its conversation's limit holds back: then it is not looked at again until it may. */
export const take = `
	WITH hand AS MATERIALIZED (
		SELECT "placeKey", "conversation" FROM "Delivery" WHERE "claimedUntil" > $1::timestamptz
	), rooms AS MATERIALIZED (
		SELECT * FROM jsonb_to_recordset($2::jsonb) AS r(rate text, replies int, announcements int)
	), limits AS MATERIALIZED (
		SELECT * FROM jsonb_to_recordset($3::jsonb) AS l(platform text, most int, seconds float8, kept int)
	), heads AS MATERIALIZED (
		SELECT c.*, room.replies, room.announcements,
			row_number() OVER (PARTITION BY c."rate", c.room > 0 ORDER BY c."lane", c."sequence") AS nth,
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
	), claimed AS (
		UPDATE "Delivery" d SET
			"claim" = $6, "claimedUntil" = $1::timestamptz + make_interval(secs => $7::float8),
			"startedAt" = coalesce(d."startedAt", $1::timestamptz),
			"attempts" = d."attempts" + (CASE WHEN c.since IS NULL THEN 1 ELSE 0 END),
			"attemptedAt" = coalesce(d."attemptedAt", $1::timestamptz)
		FROM chosen c WHERE d."id" = c."id"
		RETURNING d."id", d."claim", d."key", d."act", d."lane", d."platform", d."workspace", d."rate", d."placeKey",
			CASE WHEN d."decidedBy" IS NULL THEN d."group" END AS "broadcast", d."placeKind", d."address", d."state", d."said", d."shared", d."attempts", d."reason", c.since,
			${ms('($1::timestamptz - d."startedAt")')} AS "ageMs", ${ms("($1::timestamptz - c.since)")} AS "sinceMs",
			c."original", c."originalState", c."originalMessageId", c."originalOpen"
	), deferring AS (
		SELECT t."id", h.opens FROM heads h JOIN "Delivery" t ON t."id" = h."id"
		WHERE h.room <= 0 AND t."dueAt" <= $1::timestamptz
		FOR UPDATE OF t SKIP LOCKED
	), deferred AS (
		UPDATE "Delivery" d SET "startedAt" = coalesce(d."startedAt", $1::timestamptz),
			"dueAt" = greatest(f.opens, $1::timestamptz + interval '50 milliseconds')
		FROM deferring f WHERE d."id" = f."id"
		RETURNING d."rate", ${ms('d."dueAt"')} AS "to"
	)
	SELECT (SELECT coalesce(jsonb_agg(to_jsonb(c)), '[]') FROM claimed c) AS "claimed",
		(SELECT coalesce(jsonb_agg(to_jsonb(d)), '[]') FROM deferred d) AS "deferred"`;

export const pace = `
	INSERT INTO "Pace" ("rate", "nextAt")
	SELECT p."rate", p."nextAt" FROM jsonb_to_recordset($1::jsonb) AS p("rate" text, "nextAt" timestamptz)
	ON CONFLICT ("rate") DO UPDATE SET "nextAt" = EXCLUDED."nextAt"`;

/** Undoes claims whose answer was lost: what had not been attempted before was not attempted by them. */
export const giveBack = `
	UPDATE "Delivery" SET "claim" = NULL, "claimedUntil" = NULL, "attemptedAt" =
		CASE WHEN "attemptedAt" = "claimedUntil" - make_interval(secs => $2::float8) THEN NULL ELSE "attemptedAt" END
	WHERE "claimedUntil" IS NOT NULL AND "claim" = ANY($1::text[])`;
