import type { Db } from "#storage/open.ts";

/** What was asked over some weeks, and how it was met, each question counted once in each table. */
export type Gaps = { weeks: number; themes: GapRow[]; sectors: GapRow[]; byWeek: GapRow[] };

/** Counts of questions. What is hidden, because few asked or because it would tell what is, is null. */
export type GapRow = {
	/** A theme's id, a sector, the Monday of a week, or `restLabel`. */
	label: string;
	asked: number;
	answered: number | null;
	closest: number | null;
	notHeld: number | null;
	unhelpful: number | null;
};

type Counted = { [Cell in keyof GapRow]: Cell extends "label" ? string : number };

/** Names the row of those that were too few to stand alone. */
export const restLabel = "all others together";

/** A group smaller than this is not shown. */
const smallest = 5;
const weeks = 12;
const weekMs = 7 * 24 * 3_600_000;

/** What was asked in the last twelve weeks, by theme, by kind of agency and by week; small groups hidden. */
export async function gapsOf(db: Db, now: Date): Promise<Gaps> {
	const since = new Date(now.getTime() - weeks * weekMs);
	const [themes, sectors, byWeek] = await Promise.all([
		count(db, since, `COALESCE("themes"[1], 'none')`),
		count(db, since, `"sector"`),
		count(db, since, `to_char(date_trunc('week', "hour"), 'YYYY-MM-DD')`),
	]);
	const [byTheme = [], bySector = [], inWeeks = []] = hideAlike([themes, sectors, byWeek].map(withoutSmall));
	return {
		weeks,
		themes: byTheme,
		sectors: bySector,
		byWeek: inWeeks.toSorted((a, b) => (a.label < b.label ? -1 : 1)),
	};
}

const cells = ["answered", "closest", "notHeld", "unhelpful"] as const;

/**
 * Tables of the same questions, in which no column has its sum told where any of them hides a number: each table
 * hides such columns in two of its rows at least, or else another would tell the sum, and the rest of it the number.
 */
export function hideAlike(tables: GapRow[][]): GapRow[][] {
	const hides = (row: GapRow) => cells.some((cell) => row[cell] === null);
	const hidden = cells.filter((cell) => tables.some((rows) => rows.some((row) => row[cell] === null)));
	const nothing = Object.fromEntries(hidden.map((cell) => [cell, null]));
	return tables.map((rows) => {
		const fewest = rows.toSorted((a, b) => Number(hides(b)) - Number(hides(a)) || a.asked - b.asked);
		const among = new Set([...fewest.slice(0, 2), ...rows.filter(hides)]);
		return rows.map((row) => (among.has(row) ? { ...row, ...nothing } : row));
	});
}

/**
 * Rows that can be shown: small ones are put together, and where a row's parts hold a small number, that
 * and the next smallest are hidden, since either could be told from the sum. Of two that are both the next
 * smallest, both are: which of them was hidden would tell how large it is.
 */
export function withoutSmall(rows: Counted[]): GapRow[] {
	const sorted = rows.toSorted((a, b) => b.asked - a.asked || (a.label < b.label ? -1 : 1));
	const shown = sorted.filter(({ asked }) => asked >= smallest);
	const rest = sorted.filter(({ asked }) => asked < smallest);
	// A rest that is itself small would be told by what is missing: the next larger row goes with it.
	while (rest.length > 0 && sum(rest).asked < smallest && shown.length > 0) rest.push(...shown.splice(-1));
	const together = rest.length > 0 ? [sum(rest)] : [];
	return [...shown, ...together.filter(({ asked }) => asked >= smallest)].map(hideParts);
}

function sum(rows: Counted[]): Counted {
	const total = { label: restLabel, asked: 0, answered: 0, closest: 0, notHeld: 0, unhelpful: 0 };
	for (const row of rows)
		for (const cell of ["asked", "answered", "closest", "notHeld", "unhelpful"] as const)
			total[cell] += row[cell];
	return total;
}

function hideParts(row: Counted): GapRow {
	const parts = (["answered", "closest", "notHeld"] as const).toSorted((a, b) => row[a] - row[b]);
	const small = parts.filter((part) => row[part] > 0 && row[part] < smallest);
	const next = parts.find((part) => row[part] >= smallest);
	const withSmall = parts.filter((part) => next && row[part] === row[next]);
	const hidden = new Set<string>(small.length === 0 ? [] : [...small, ...withSmall]);
	const cell = (part: (typeof parts)[number]) => (hidden.has(part) ? null : row[part]);
	const { label, asked, unhelpful } = row;
	return {
		...{ label, asked },
		answered: cell("answered"),
		closest: cell("closest"),
		notHeld: cell("notHeld"),
		unhelpful: unhelpful > 0 && unhelpful < smallest ? null : unhelpful,
	};
}

/** Questions and views of answers by a label, which is SQL of ours and never anybody's words. */
async function count(db: Db, since: Date, label: string): Promise<Counted[]> {
	return db.$queryRawUnsafe<Counted[]>(
		`WITH asked AS (
			SELECT ${label} AS label, "outcome" FROM "QuestionOutcome"
			WHERE "hour" >= $1 AND "outcome" IN ('answer', 'closest', 'not held')
		), unhelpful AS (
			SELECT ${label} AS label, count(*)::int AS count FROM "AnswerFeedback"
			WHERE "hour" >= $1 AND NOT "helpful" GROUP BY 1
		)
		SELECT asked.label, count(*)::int AS asked,
			(count(*) FILTER (WHERE "outcome" = 'answer'))::int AS answered,
			(count(*) FILTER (WHERE "outcome" = 'closest'))::int AS closest,
			(count(*) FILTER (WHERE "outcome" = 'not held'))::int AS "notHeld",
			COALESCE(max(unhelpful.count), 0)::int AS unhelpful
		FROM asked LEFT JOIN unhelpful USING (label) GROUP BY 1`,
		since,
	);
}
