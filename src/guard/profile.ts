import { slotsOf } from "./words.ts";

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
export function profile(words: string[]): string[] {
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
