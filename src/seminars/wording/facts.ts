import type { Block, Link } from "#chat/message.ts";
import type { Seminar } from "#generated/client.ts";
import { type Material, sessionsOf } from "../seminar.ts";
import { timesInWords } from "./localTime.ts";

/** What ids are called. */
export type Names = { theme(id: string): string; agency(id: string): string };

/** When and where, for every card about a seminar. */
export function whenAndWhere(seminar: Seminar): { name: string; text: string }[] {
	return [
		{ name: "When", text: timesInWords(seminar) },
		{ name: "Where", text: seminar.venue },
		...(seminar.access ? [{ name: "Access", text: seminar.access }] : []),
	];
}

/** All that a seminar is about: what a person needs to decide whether to come. */
export function particulars(seminar: Seminar, names: Names): Block[] {
	const sessions = sessionsOf(seminar).map(
		({ title, chair, agencies }, at) =>
			`${at + 1}. ${title}. Presented by ${chair}${agencies.length > 0 ? `, with ${list(agencies)} on what they changed` : ""}.`,
	);
	const items = [
		...whenAndWhere(seminar),
		...(sessions.length > 0 ? [{ name: "Sessions", text: sessions.join("\n") }] : []),
		...(seminar.themes.length > 0
			? [{ name: "Themes", text: seminar.themes.map(names.theme).join(", ") }]
			: []),
		{ name: "For", text: audienceOf(seminar, names) },
	];
	return [
		{ kind: "facts", items },
		...(seminar.about ? [{ kind: "prose" as const, text: seminar.about }] : []),
	];
}

/** The way in, for a seminar that people join online. */
export function joinLink({ link }: Pick<Seminar, "link">): Link[] {
	return link ? [{ label: "Join online", url: link }] : [];
}

/** Words one after the other: "one, two and three". */
export function list(words: string[]): string {
	return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function audienceOf({ sectors, agencies }: Seminar, names: Names): string {
	const all = [...sectors, ...agencies.map(names.agency)];
	return all.length === 0 ? "everybody in the partner agencies" : list(all);
}

/** What can be read afterwards: titles with their addresses, and a button for each lesson. */
export function materialBlocks(materials: Material[]): Block[] {
	const reads = materials.flatMap(({ read }) => read ?? []);
	return [
		...(materials.length > 0
			? [{ kind: "sources" as const, items: materials.map(({ title, url }) => ({ text: title, url })) }]
			: []),
		...(reads.length > 0 ? [{ kind: "buttons" as const, items: reads }] : []),
	];
}
