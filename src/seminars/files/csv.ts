import { CsvError } from "csv-parse";
import { parse } from "csv-parse/sync";

import { cleanText } from "../wording/cleanText.ts";

/** A table read from CSV: rows by column name, with the line of the file that each is on. */
export type Table = { columns: string[]; rows: { line: number; cells: Record<string, string> }[] };

/**
 * Reads CSV with a row of column names, parted by commas, semicolons or tabs. Names are taken in small
 * letters, and empty rows left out. Tells in words what makes it unreadable.
 */
export function readCsv(
	text: string,
	{ needs, mostRows }: { needs: string[]; mostRows: number },
): Table | { problem: string } {
	let records: { record: string[]; info: { lines: number } }[];
	try {
		records = parse(text, {
			bom: true,
			delimiter: delimiterOf(text),
			info: true,
			max_record_size: 50_000,
			relax_column_count: true,
			skip_empty_lines: true,
			skip_records_with_empty_values: true,
			to: mostRows + 2,
			trim: true,
		}) as never;
	} catch (error) {
		const line = error instanceof CsvError ? (error as { lines?: unknown }).lines : undefined;
		return {
			problem: `The file is not CSV that can be read${typeof line === "number" ? `: look at line ${line}` : ""}.`,
		};
	}
	const [head, ...rest] = records;
	if (!head) return { problem: "The file is empty." };
	if (rest.length > mostRows)
		return { problem: `The file has more than ${mostRows.toLocaleString("en-GB")} rows.` };
	const columns = head.record.map((name) => name.toLowerCase());
	const missing = needs.filter((name) => !columns.includes(name));
	if (missing.length > 0)
		return { problem: `The first line must name the columns. Missing: ${missing.join(", ")}.` };
	const twice = columns.find((name, at) => columns.indexOf(name) !== at);
	if (twice !== undefined) return { problem: `The column “${twice}” is there twice.` };
	const uneven = rest.find(({ record }) => record.length !== columns.length);
	if (uneven)
		return {
			problem: `Line ${uneven.info.lines} has ${uneven.record.length} cells where the first has ${columns.length}.`,
		};
	return {
		columns,
		rows: rest.map(({ record, info }) => ({
			line: info.lines,
			cells: Object.fromEntries(columns.map((name, at) => [name, cleanText(record[at] ?? "")])),
		})),
	};
}

/** Text of a file as people save it: UTF-8, or what Excel writes where it is not. */
export function decode(bytes: Uint8Array): string {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder("windows-1252").decode(bytes);
	}
}

function delimiterOf(text: string): string {
	const [first = ""] = text.split(/\r?\n/, 1);
	const counts = [",", ";", "\t"].map((each) => ({ each, count: first.split(each).length }));
	return counts.toSorted((a, b) => b.count - a.count)[0]?.each ?? ",";
}
