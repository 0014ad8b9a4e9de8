import { slotsOf } from "./words.ts";

/** What the scorer sees of plain sentences: words, their neighbours, what they mean, who does what in which frame. */
export function features(sentences: string[], known: ReadonlySet<string>): Set<string> {
	const found = new Set<string>();
	for (const sentence of sentences) {
		const words = sentence.trim().split(" ");
		const kinds = words.map((word) => kind(word, known));
		words.forEach((word, at) => {
			found.add(word);
			found.add(`${words[at - 1] ?? "^"} ${word}`);
			found.add(`${kinds[at - 1] ?? "^"} ${kinds[at]}`);
			for (const slot of slotsOf.get(word) ?? []) found.add(`<${slot}>`);
			if (at > 1) {
				found.add(`${kinds[at - 2]} ${kinds[at - 1]} ${kinds[at]}`);
				found.add(`${kinds[at - 2]} * ${kinds[at]}`);
			}
		});
		found.add(`${kinds.at(-1)} $`);
		for (const feature of profile(words)) found.add(feature);
	}
	const count = sentences.reduce((sum, sentence) => sum + sentence.trim().split(" ").length, 0);
	found.add(`words:${count < 4 ? "few" : count < 8 ? "some" : count < 20 ? "many" : "story"}`);
	return found;
}

const frames = ["material", "reader", "general"] as const;
const people = ["close", "known", "he", "him", "children"] as const;
const acts = [
	"hurt",
	"kill",
	"threaten",
	"control",
	"afraid",
	"weapon",
	"wound",
	"die",
	"flee",
	"home",
	"phone",
	"said",
	"now",
	"body",
] as const;

/** Who, what and in which frame, in pairs: "he" with "phone" and nothing of the material. */
function profile(words: string[]): string[] {
	const has = new Set(words.flatMap((word) => slotsOf.get(word) ?? []));
	const framed = frames.filter((frame) => has.has(frame));
	const frame = framed.includes("material") ? "material" : framed.length > 0 ? "others" : "none";
	const opens = slotsOf.get(words[0] ?? "")?.includes("ask") ? "asks" : "tells";
	const who = [
		...people.filter((slot) => has.has(slot)),
		...(words.includes("i") ? ["i"] : []),
		...(words.some((word) => word === "me" || word === "myself") ? ["me"] : []),
		...(words.some((word) => word === "my" || word === "mine") ? ["my"] : []),
	];
	const what = acts.filter((slot) => has.has(slot));
	return [
		`@${frame}`,
		`@${frame} ${opens}`,
		...who.flatMap((one) => [
			`@${one} ${frame}`,
			`@${one} ${frame} ${opens}`,
			...what.map((act) => `@${one} ${act} ${frame}`),
		]),
		...what.map((act) => `@${act} ${frame}`),
		...who.flatMap((one, at) => who.slice(at + 1).map((two) => `@${one}+${two} ${frame}`)),
	];
}

/** A word as what it means, where that is known: a name, mostly, is not. */
function kind(word: string, known: ReadonlySet<string>): string {
	const slot = slotsOf.get(word)?.[0];
	if (slot !== undefined) return `<${slot}>`;
	return /\d/.test(word) ? "#" : known.has(word) ? word : "<rare>";
}
