import { type Item, type ItemOption, optionsOf } from "../script/questionnaire.ts";
import { soundsAsked } from "./asks.ts";

/** Text as it is compared: small letters, no punctuation, one space between words. */
export function bare(text: string): string {
	return text
		.toLowerCase()
		.replace(/[’‘]/g, "'")
		.replace(/[^\p{L}\p{N}'👍👎]+/gu, " ")
		.trim();
}

/** The mark in front of an option: the point of a scale, otherwise a letter. None beside a scale. */
export function markOf(item: Item, option: ItemOption): string | undefined {
	const options = optionsOf(item);
	if (item.kind === "yes-no-planned") return undefined;
	if (item.kind !== "scale") return letters[options.indexOf(option)]?.toUpperCase();
	return option.outside ? undefined : String(options.filter(({ outside }) => !outside).indexOf(option) + 1);
}

/** The option that was typed, by its name, number or letter; undefined where that is not certain. */
export function matchOption(item: Item, text: string): ItemOption | undefined {
	const options = optionsOf(item);
	const said = bare(text);
	if (!said) return undefined;
	return byName(options, said) ?? byPlace(item, said) ?? named(options, said);
}

/** The options that were typed, such as "1, 3 and E"; undefined where one of them is not certain. */
export function matchOptions(item: Item, text: string): ItemOption[] | undefined {
	const options = optionsOf(item);
	if (/^(?:all|all of (?:them|the above|those)|everything)$/.test(bare(text)))
		return options.filter(({ alone }) => !alone);
	const whole = byName(options, bare(text));
	if (whole) return [whole];
	const found = partsOf(text).map((part) => matchOption(item, part));
	if (found.length === 0 || found.includes(undefined)) return undefined;
	return options.filter((option) => found.includes(option));
}

/**
 * Whether an answer is chosen by nothing but marks, such as "4" or "1 and 3", or by the whole name of an
 * option that says how much or whether. Other names, such as "GPs", are what people ask the bot about.
 */
export function choosesPlainly(item: Item, text: string): boolean {
	if (item.kind === "number") return true;
	const whole = byName(optionsOf(item), bare(text).replace(leadIn, ""));
	if (whole && (whole.alone || item.kind === "scale" || item.kind === "yes-no-planned")) return true;
	const parts = item.kind === "multiple" ? partsOf(text) : [text];
	return parts.every((part) => byPlace(item, bare(part)));
}

function partsOf(text: string): string[] {
	const parts = text.split(/[,;&+\n]|\band\b/i).filter((part) => bare(part));
	const marks = bare(text).split(" ");
	return parts.length === 1 && marks.every((mark) => mark.length < 3) ? marks : parts;
}

const leadIn = /^(?:i d say |i'd say |i would say |i say |id say |my answer is |probably |maybe )/;

const letters = [..."abcdefghijkl"];
const numbers = "one two three four five six seven eight nine ten eleven twelve".split(" ");
const ordinals = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(
	" ",
);

function byName(options: ItemOption[], said: string): ItemOption | undefined {
	const close = said.replaceAll(" ", "");
	return options.find((option) => namesOf(option).some((name) => name.replaceAll(" ", "") === close));
}

/** By "4", "4 of 5", "number two", "the second one", "option B". */
function byPlace(item: Item, said: string): ItemOption | undefined {
	const options = optionsOf(item);
	const points = options.filter(({ outside }) => !outside);
	const place = said
		.replace(leadIn, "")
		.replace(/^(?:the |a )?(?:number|no|nr|option|answer|letter|choice)\s+/, "")
		.replace(/^the /, "")
		.replace(/ (?:one|option|please|out of \d+|of \d+)$/, "")
		.replace(/^(\d+) (\d+)$/, (whole, value: string, most: string) =>
			Number(most) === points.length ? value : whole,
		);
	if (/^\d{1,2}(?:st|nd|rd|th)?$/.test(place)) return points[Number.parseInt(place, 10) - 1];
	const word = Math.max(numbers.indexOf(place), ordinals.indexOf(place));
	if (word >= 0) return points[word];
	return place.length === 1 && item.kind !== "yes-no-planned" ? options[letters.indexOf(place)] : undefined;
}

/** Names of nothing but such words, such as "it" and "we have", stand in sentences that mean anything. */
const inAnySentence = /^(?:(?:i|it|we|has|have|did)(?: |$))+$/;

/** The one option whose name stands in a short sentence that asks nothing and denies nothing else. */
function named(options: ItemOption[], said: string): ItemOption | undefined {
	if (said.split(" ").length > 8 || soundsAsked(said)) return undefined;
	const names = options
		.flatMap((option) => namesOf(option).map((name) => ({ option, name })))
		.filter(({ name }) => name.length > 1)
		.sort((one, other) => other.name.length - one.name.length);
	let rest = ` ${said} `;
	const found = new Set<ItemOption>();
	let certain = false;
	for (const { option, name } of names) {
		if (!rest.includes(` ${name} `)) continue;
		found.add(option);
		certain ||= !inAnySentence.test(name);
		rest = rest.replaceAll(` ${name} `, " | ");
	}
	if (/ (?:not|never|no|hardly|nor|but|than|if)|n't /.test(rest)) return undefined;
	return certain && found.size === 1 ? [...found][0] : undefined;
}

function namesOf(option: ItemOption): string[] {
	const names = [option.label, ...option.also].map(bare).filter(Boolean);
	return names.flatMap((name) => (name.startsWith("a ") ? [name, name.slice(2)] : [name]));
}
