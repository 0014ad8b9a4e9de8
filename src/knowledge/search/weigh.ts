import type { Unit } from "../asking/question.ts";
import type { Column, Columns } from "./columns.ts";

/** What the words of a question tell of each row. */
export type Weighed = {
	/** How much of what is asked it speaks of, how much it is about that, and how much the glossary files first under its theme. */
	coverage: Float64Array;
	strength: Float64Array;
	filed: Float64Array;
	/** 1 where it has any of the words. */
	spoken: Uint8Array;
};

/** The same of one thing that the question speaks of, by the best way of saying it. */
type Best = Pick<Weighed, "coverage" | "strength">;

/** What a word counts that stands only among the words of the passage's theme. */
const byTheme = 0.75;
/** What a term counts that the glossary files under the passage's theme. */
const byGlossary = 0.4;

/** Weighs every row by what a question speaks of. Costs by how many passages have its words. */
export function weigh(columns: Columns, units: Unit[]): Weighed {
	const rows = columns.passages.length;
	const weighed: Weighed = {
		coverage: new Float64Array(rows),
		strength: new Float64Array(rows),
		filed: new Float64Array(rows),
		spoken: new Uint8Array(rows),
	};
	const best: Best = { coverage: new Float64Array(rows), strength: new Float64Array(rows) };
	for (const unit of units) {
		best.coverage.fill(0);
		best.strength.fill(0);
		for (const way of unit.ways) {
			const found = way.stems.map(columns.of);
			for (const column of found) if (column) mark(weighed.spoken, column);
			takeBest(best, found, way.weight, columns);
		}
		if (unit.themes.length > 0) takeThemes(weighed, best, unit, columns);
		for (let row = 0; row < rows; row++) {
			weighed.coverage[row] =
				(weighed.coverage[row] as number) + unit.weight * (best.coverage[row] as number);
			weighed.strength[row] =
				(weighed.strength[row] as number) + unit.weight * (best.strength[row] as number);
		}
	}
	return weighed;
}

/** A term counts for the themes that the glossary files it under, and most for the first. */
function takeThemes(weighed: Weighed, best: Best, unit: Unit, { themes, themeAt }: Columns): void {
	const least = Float64Array.from(themes, (theme) => (unit.themes.includes(theme) ? byGlossary : 0));
	const first = themes.indexOf(unit.themes[0] ?? "");
	for (let row = 0; row < themeAt.length; row++) {
		const theme = themeAt[row] as number;
		best.coverage[row] = Math.max(best.coverage[row] as number, least[theme] as number);
		if (theme === first) weighed.filed[row] = (weighed.filed[row] as number) + unit.weight;
	}
}

function mark(spoken: Uint8Array, { rows }: Column): void {
	for (let at = 0; at < rows.length; at++) spoken[rows[at] as number] = 1;
}

/** A way of saying it counts where all its stems are. */
function takeBest(best: Best, found: (Column | undefined)[], weight: number, { meet }: Columns): void {
	const all = found.reduce((one, other) => one && other && meet(one, other));
	if (!all) return;
	for (let at = 0; at < all.rows.length; at++) {
		const row = all.rows[at] as number;
		const coverage = (all.own[at] ? 1 : byTheme) * weight;
		const strength = (all.strength[at] as number) * weight;
		if (coverage > (best.coverage[row] as number)) best.coverage[row] = coverage;
		if (strength > (best.strength[row] as number)) best.strength[row] = strength;
	}
}
