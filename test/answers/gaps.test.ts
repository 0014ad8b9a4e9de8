import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Held } from "#knowledge/held.ts";
import { gapsOf, hideAlike, restLabel, withoutSmall } from "../../src/answers/gaps/gaps.ts";
import { gapsCard } from "../../src/answers/gaps/show.ts";
import { keepFeedback, keepOutcome } from "../../src/answers/kept/outcome.ts";
import { useDatabase } from "../support/database.ts";

const store = useDatabase();
const now = new Date("2026-04-15T10:30:00Z");
const row = (label: string, answered: number, closest: number, notHeld: number, unhelpful = 0) => ({
	...{ label, answered, closest, notHeld, unhelpful },
	asked: answered + closest + notHeld,
});

const cells = ["answered", "closest", "notHeld"] as const;

/** Every way in which three numbers come to a sum. */
function partsOf(sum: number): [number, number, number][] {
	return Array.from({ length: sum + 1 }, (_, a) =>
		Array.from({ length: sum - a + 1 }, (__, b): [number, number, number] => [a, b, sum - a - b]),
	).flat();
}

describe("What is asked and not answered", () => {
	it("is counted by theme, kind of agency and week, and knows no text and no person", async () => {
		for (const [outcome, times] of [
			["answer", 12],
			["closest", 6],
			["not held", 7],
		] as const)
			for (let time = 0; time < times; time++)
				await keepOutcome(store.db, { outcome, themes: ["healthcare"], sector: "health" }, now);
		for (let time = 0; time < 5; time++)
			await keepFeedback(
				store.db,
				{
					...{ person: `p${time}`, place: "x", passages: ["a"], helpful: false },
					...{ themes: ["healthcare"], sector: "health" as const },
				},
				(text) => text,
				now,
			);
		await keepOutcome(store.db, { outcome: "help", themes: [], sector: "health" }, now);
		const counts = { asked: 25, answered: 12, closest: 6, notHeld: 7, unhelpful: 5 };
		expect(await gapsOf(store.db, now)).toEqual({
			weeks: 12,
			themes: [{ label: "healthcare", ...counts }],
			sectors: [{ label: "health", ...counts }],
			byWeek: [{ label: "2026-04-13", ...counts }],
		});
	});

	it("hides in every table what would tell, beside the others, what one hides", async () => {
		for (const [theme, outcome, times] of [
			["bail", "answer", 17],
			["bail", "closest", 3],
			["healthcare", "answer", 10],
			["healthcare", "closest", 10],
			["stalking", "answer", 20],
			["stalking", "closest", 20],
		] as const)
			for (let time = 0; time < times; time++)
				await keepOutcome(store.db, { outcome, themes: [theme], sector: "health" }, now);
		const gaps = await gapsOf(store.db, now);
		expect(gaps.themes.map(({ label, closest }) => [label, closest])).toEqual([
			["stalking", 20],
			["bail", null],
			["healthcare", null],
		]);
		const told = { asked: 80, answered: null, closest: null, notHeld: 0, unhelpful: 0 };
		expect([gaps.sectors, gaps.byWeek]).toEqual([
			[{ label: "health", ...told }],
			[{ label: "2026-04-13", ...told }],
		]);
	});

	it("tells the sum of no column in which anything is hidden", () => {
		const part = fc.nat({ max: 30 });
		const rows = fc.array(fc.tuple(part, part, part, fc.nat({ max: 9 })), { maxLength: 6 });
		fc.assert(
			fc.property(fc.array(rows, { minLength: 3, maxLength: 3 }), (tables) => {
				const counted = tables.map((each) =>
					each.map(([a, b, c, unhelpful], at) => row(`r${at}`, a, b, c, unhelpful)),
				);
				const shown = hideAlike(counted.map(withoutSmall));
				for (const cell of [...cells, "unhelpful"] as const) {
					const hidden = shown.map((each) => each.filter((one) => one[cell] === null).length);
					if (hidden.some((count) => count > 0))
						for (const [at, count] of hidden.entries())
							expect(count).toBeGreaterThanOrEqual(Math.min(2, shown[at]?.length ?? 0));
				}
			}),
		);
	});

	it("older than twelve weeks is not shown", async () => {
		for (let time = 0; time < 9; time++)
			await keepOutcome(
				store.db,
				{ outcome: "answer", themes: ["bail"], sector: "police" },
				new Date("2026-01-05T10:00:00Z"),
			);
		expect((await gapsOf(store.db, now)).themes).toEqual([]);
	});

	it("puts small groups together", () => {
		const shown = withoutSmall([row("a", 20, 0, 0), row("b", 2, 0, 1), row("c", 3, 0, 0)]);
		expect(shown.map(({ label, asked }) => [label, asked])).toEqual([
			["a", 20],
			[restLabel, 6],
		]);
	});

	it("takes the next larger group with a single small one, which would else be told by what is missing", () => {
		const shown = withoutSmall([row("a", 20, 0, 0), row("b", 7, 0, 0), row("c", 3, 0, 0)]);
		expect(shown.map(({ label, asked }) => [label, asked])).toEqual([
			["a", 20],
			[restLabel, 10],
		]);
	});

	it("is drawn by theme also where few were answered, as what is shown at least", () => {
		const counts = [row("bail", 12, 6, 0), row("healthcare", 3, 9, 21)];
		const themes = withoutSmall(counts);
		expect(themes[0]).toMatchObject({ answered: null, closest: null, notHeld: 21 });
		const held = { themes: new Map([["healthcare", { name: "Healthcare" }]]) } as unknown as Held;
		const { blocks } = gapsCard(held, { weeks: 12, themes, sectors: [], byWeek: [] }, "https://x.example");
		const chart = blocks.find(({ kind }) => kind === "chart");
		expect(chart).toMatchObject({
			sentence: "As far as can be shown, most were about Healthcare (at least): 21.",
			bars: [{ label: "Healthcare (at least)", value: 21 }, { value: 6 }],
		});
	});

	it("shows the same for other numbers in the place of each that it hides", () => {
		const part = fc.nat({ max: 11 });
		fc.assert(
			fc.property(fc.array(fc.tuple(part, part, part), { minLength: 1, maxLength: 5 }), (parts) => {
				const rows = parts.map(([a, b, c], at) => row(`r${at}`, a, b, c));
				for (const shown of withoutSmall(rows)) {
					const same = partsOf(shown.asked).filter(([a, b, c]) =>
						cells.every((cell) => withoutSmall([row("r", a, b, c)])[0]?.[cell] === shown[cell]),
					);
					for (const [at, cell] of cells.entries())
						if (shown[cell] === null)
							expect([cell, shown, new Set(same.map((each) => each[at])).size > 1]).toEqual([
								...[cell, shown],
								true,
							]);
				}
			}),
		);
	});

	it("shows no number from 1 to 4, and none that could be told from the others", () => {
		const part = fc.nat({ max: 30 });
		fc.assert(
			fc.property(fc.array(fc.tuple(part, part, part, fc.nat({ max: 9 })), { maxLength: 8 }), (parts) => {
				const rows = parts.map(([a, b, c, unhelpful], at) => row(`r${at}`, a, b, c, unhelpful));
				for (const shown of withoutSmall(rows)) {
					const cells = [shown.answered, shown.closest, shown.notHeld];
					for (const cell of [shown.asked, shown.unhelpful, ...cells])
						expect(cell === null || cell === 0 || cell >= 5).toBe(true);
					const hidden = cells.filter((cell) => cell === null).length;
					expect(hidden).not.toBe(1);
				}
			}),
		);
	});
});
