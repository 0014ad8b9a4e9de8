import { other } from "./disclosure/other.ts";
import { ownBehaviour } from "./disclosure/ownBehaviour.ts";
import { self } from "./disclosure/self.ts";
import { suicide } from "./disclosure/suicide.ts";
import { identify } from "./identify.ts";
import { injection } from "./injection.ts";
import type { Sign } from "./phrase.ts";
import { practice } from "./practice.ts";

type Group = "self" | "other" | "suicide" | "ownBehaviour" | "identify" | "injection" | "practice";

/** A sign that was seen in a message: which, and of what. */
export type Seen = { group: Group; name: string };

const all: [Group, string, Sign][] = Object.entries({
	self,
	other,
	suicide,
	ownBehaviour,
	identify,
	injection,
	practice,
}).flatMap(([group, signs]) =>
	Object.entries(signs).map(([name, sign]): [Group, string, Sign] => [group as Group, name, sign]),
);

/** The signs seen in any of the plain sentences; of those that were seen around them, where these are known. */
export function signsIn(sentences: string[], around?: readonly Seen[]): Seen[] {
	const tried = around ? all.filter(([, name]) => around.some((sign) => sign.name === name)) : all;
	return tried
		.filter(([, , sign]) => sentences.some((sentence) => sign(sentence)))
		.map(([group, name]) => ({ group, name }));
}
