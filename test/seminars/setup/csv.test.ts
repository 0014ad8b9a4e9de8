import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toCsv } from "#chat/files/csv.ts";

describe("A CSV file that is handed out", () => {
	it("has no cell that a spreadsheet would run", () => {
		for (const text of [
			"=1+1",
			"+1",
			"-1",
			"@SUM(A1)",
			" =1+1",
			"\t=1+1",
			"\r=1",
			"＝1+1",
			"=cmd|' /C calc'!A0",
		])
			expect(toCsv([[text]]), JSON.stringify(text)).toMatch(/^\uFEFF"?'/);
	});

	it("reads back cell by cell, whatever is in them", () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.array(
						fc.string({ unit: "binary" }).filter((text) => text.trim() !== ""),
						{ minLength: 2, maxLength: 2 },
					),
					{
						minLength: 1,
						maxLength: 5,
					},
				),
				(rows) => {
					const read = parse(toCsv(rows), { bom: true, relax_column_count: true }) as string[][];
					const plain = read.map((row, at) =>
						row.map((cell, col) => (cell === `'${rows[at]?.[col]}` ? cell.slice(1) : cell)),
					);
					expect(plain).toEqual(rows);
				},
			),
		);
	});
});
