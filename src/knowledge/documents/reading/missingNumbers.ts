import type { Paragraph } from "./paragraph.ts";

/** Which numbers a paper's paragraphs leave out, in sentences. */
export function missingNumbers(paragraphs: Paragraph[]): string[] {
	const warnings: string[] = [];
	const numbers = paragraphs.flatMap(({ number }) => (number && /^[\d.]+$/.test(number) ? [number] : []));
	const held = new Set(numbers);
	const groups = new Map<string, number[]>();
	for (const number of held) {
		const parts = number.split(".");
		const group = parts.slice(0, -1).join(".");
		const lasts = groups.get(group) ?? [];
		lasts.push(Number(parts.at(-1)));
		groups.set(group, lasts);
	}
	for (const [group, lasts] of groups) {
		const sorted = lasts.sort((a, b) => a - b);
		const full = (last: number) => (group ? `${group}.${last}` : String(last));
		sorted.forEach((last, at) => {
			const before = sorted[at - 1] ?? 0;
			const inner = groups.has(full(before + 1));
			if (last > before + 1 && !inner)
				warnings.push(
					last === before + 2
						? `${full(before + 1)} is missing before ${full(last)}.`
						: `${full(before + 1)} to ${full(last - 1)} are missing before ${full(last)}.`,
				);
		});
	}
	return warnings;
}
