import type { Held } from "../held.ts";
import { rarity } from "../words/english.ts";
import { slots } from "../words/slots.ts";
import { isStop, words } from "../words/words.ts";

/** How a question is worded, with what it is about left open: "how do I <theme>", and the plain words themselves. */
export function wording(held: Held, question: string): string[] {
	const found = new Set<string>();
	const said = words(question);
	const kinds = said.map(({ text, stem }) => {
		if (/\d/.test(text)) return "<number>";
		const slot = slots.get(stem)?.[0];
		if (slot) return `<${slot}>`;
		if (isStop(text)) return text;
		if (held.themeStems.has(stem)) return "<theme>";
		if (rarity(text) <= 0.6) return stem;
		return held.index.postings.has(stem) ? "<held>" : "<new>";
	});
	said.forEach(({ text, stem }, at) => {
		if (slots.has(stem) || isStop(text) || rarity(text) <= 0.8) found.add(stem);
		found.add(kinds[at] ?? "");
		for (const slot of slots.get(stem) ?? []) found.add(`<${slot}>`);
		found.add(`${kinds[at - 1] ?? "^"} ${kinds[at]}`);
		if (at > 0) found.add(`${said[at - 1]?.text} ${text}`);
		if (at > 1) found.add(`${kinds[at - 2]} ${kinds[at - 1]} ${kinds[at]}`);
		if (at > 1) found.add(`${kinds[at - 2]} * ${kinds[at]}`);
	});
	found.add(`${kinds.at(-1)} $`);
	found.add(`^ ${kinds[0]} ${kinds[1] ?? "$"}`);
	const met = [...new Set(kinds.filter((kind) => kind.startsWith("<")))].sort();
	met.forEach((one, at) => {
		for (const other of met.slice(at + 1)) found.add(`${one}+${other}`);
	});
	for (const slot of ["<source>", "<missed>"]) if (!met.includes(slot)) found.add(`no ${slot}`);
	return [...found];
}
