import { joined } from "../../reading/readBlocks.ts";
import type { Segment } from "./segments.ts";

/** A table as it was set on one page, and the segments that it is made of. */
export type Table = { rows: string[][]; segments: Set<Segment> };

type Row = Segment[];
type Region = { rows: Row[]; columns: number[] };

/**
 * Finds the tables of a page: rows of segments that stand under one another in columns. A single such row is
 * one where it says again what `heads` said on the page before.
 */
export function tablesOf(segments: Segment[], size: number, heads: string[]): Table[] {
	const rows = rowsOf(segments, size);
	const tables: Table[] = [];
	for (let at = 0; at < rows.length; at++) {
		const region = regionFrom(rows, at, size, heads);
		if (!region) continue;
		at += region.rows.length - 1;
		if (isTable(region, segments, heads)) tables.push(tableOf(region, heads));
	}
	return tables;
}

/** The segments that stand on one height, from the top of the page down, each from left to right. */
function rowsOf(segments: Segment[], size: number): Row[] {
	const rows: Row[] = [];
	for (const segment of [...segments].sort((a, b) => b.y - a.y)) {
		const last = rows.at(-1);
		if (last?.[0] && last[0].y - segment.y < size * 0.4) last.push(segment);
		else rows.push([segment]);
	}
	return rows.map((row) => row.sort((a, b) => a.x - b.x));
}

/** The rows from there that keep to the same columns, where the first has several. */
function regionFrom(rows: Row[], from: number, size: number, heads: string[]): Region | undefined {
	const first = rows[from];
	if (!first || first.length < 2) return undefined;
	const columns = first.map(({ x }) => x);
	const kept: Row[] = [first];
	let sure = 1;
	for (const row of rows.slice(from + 1)) {
		const above = kept.at(-1)?.[0];
		const step = (above?.y ?? 0) - (row[0]?.y ?? 0);
		if (!fits(row, columns, size) || step > 4 * size) break;
		// A single piece may be the rest of a cell, or the first paragraph after the table.
		if (row.length === 1 && step > 2.2 * size) break;
		kept.push(row);
		const rest = kept.length === 2 && repeats(first, heads);
		if (row.length > 1 || step < 1.45 * size || rest) sure = kept.length;
	}
	return { rows: kept.slice(0, sure), columns };
}

function repeats(row: Row, heads: string[]): boolean {
	return heads.length > 1 && String(row.map(({ text }) => text)) === String(heads);
}

function fits(row: Row, columns: number[], size: number): boolean {
	return row.every(({ x, end, size: own }) => {
		const at = columnOf(x, columns, size);
		const next = columns[at + 1] ?? Number.POSITIVE_INFINITY;
		return at >= 0 && end < next && Math.abs(own - size) < size * 0.25;
	});
}

function columnOf(x: number, columns: number[], size: number): number {
	return columns.findIndex((start) => Math.abs(start - x) < size * 0.6);
}

function isTable({ rows, columns }: Region, order: Segment[], heads: string[]): boolean {
	const several = rows.filter((row) => row.length > 1);
	if (repeats(rows[0] ?? [], heads)) return true;
	if (several.length < 2) return false;
	const lasts = several.map((row) => row.at(-1)?.text ?? "");
	const contents =
		lasts.filter((text) => /^\d{1,3}$/.test(text)).length > lasts.length / 2 && columns.length === 2;
	return !contents && !isProse({ rows, columns }, order);
}

// A page in two columns: long full lines, which the page gives one column after the other.
function isProse({ rows, columns }: Region, order: Segment[]): boolean {
	const [left = 0, right = 0] = columns;
	const lefts = rows.flatMap((row) => row.filter(({ x }) => x < right - 1));
	const full = lefts.filter(({ end }) => end - left > (right - left) * 0.75).length;
	const at = lefts.slice(0, 8).map((segment) => order.indexOf(segment));
	const inTurn =
		at.length === 8 && at.every((place, step) => step === 0 || place === (at[step - 1] ?? 0) + 1);
	return columns.length === 2 && inTurn && full > lefts.length * 0.6;
}

function tableOf({ rows, columns }: Region, heads: string[]): Table {
	const size = rows[0]?.[0]?.size ?? 11;
	const steps = rows.slice(1).map((row, at) => (rows[at]?.[0]?.y ?? 0) - (row[0]?.y ?? 0));
	const least = Math.min(...steps);
	const spaced = steps.some((step) => step > least * 1.25);
	const cells: string[][] = [];
	rows.forEach((row, at) => {
		// Where all lines are equally far apart, what fills every column is the first line of a row.
		const full = row.length === columns.length;
		const headed = at === 1 && repeats(rows[0] ?? [], heads);
		const begins = at === 0 || headed || (spaced ? (steps[at - 1] ?? 0) > least * 1.25 : full);
		if (begins) cells.push(columns.map(() => ""));
		const last = cells.at(-1) ?? [];
		for (const { x, text } of row) {
			const column = Math.max(0, columnOf(x, columns, size));
			last[column] = joined(last[column] ?? "", text);
		}
	});
	return { rows: cells, segments: new Set(rows.flat()) };
}
