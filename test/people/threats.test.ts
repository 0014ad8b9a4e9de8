import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const lines = readFileSync("docs/threats.md", "utf8").split("\n");
const proofs = lines.flatMap((line) => {
	const [, file, sentence] = /\| `([^`]+\.ts)`: (.+) \|$/.exec(line) ?? [];
	return file && sentence ? [{ file, sentence }] : [];
});

describe("docs/threats.md", () => {
	it("names a test for every line of its tables", () => {
		const rows = lines.filter((line) => line.startsWith("| ") && !line.startsWith("| what could"));
		expect(proofs.length).toBe(rows.length);
		expect(proofs.length).toBeGreaterThan(40);
	});

	it("names tests that are there", () => {
		const missing = proofs.filter(({ file, sentence }) => {
			const source = readFileSync(`test/${file}`, "utf8");
			return !source.includes(`"${sentence}"`);
		});
		expect(missing).toEqual([]);
	});
});
