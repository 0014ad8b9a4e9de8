import type { Held, Passage } from "#knowledge/held.ts";
import { namesRole, onlyNamesRole, rolesIn } from "#knowledge/words/roles.ts";

/** What somebody asks to be done about their role: to keep one, or to forget it. */
export type LensAsk = { kind: "keep"; role: string } | { kind: "forget" };

const says =
	/^(?:hi|hello|hey)?[, ]*(?:just so you know[, ]*)?(?:i(?:'m| am)? (?:work(?:ing)? (?:in|for|as|with)|based in|an?|the)|my (?:role|job) is|show me what matters (?:for|to))\s+(?:an? |the )?(.{2,60}?)[.! ]*$/i;
const forgets =
	/^(?:please )?(?:forget|clear|remove|reset) (?:my (?:role|job|sector)|where i work|what i do|who i work for)(?: please)?[.! ]*$/i;

/** Whether a message says no more than what somebody works as, or asks for that to be forgotten. */
export function lensIn(text: string): LensAsk | undefined {
	const said = text.replace(/[’‘]/g, "'").replace(/\s+/g, " ").trim();
	if (forgets.test(said)) return { kind: "forget" };
	const about = says.exec(said)?.[1];
	if (!about || said.includes("?") || !onlyNamesRole(about)) return undefined;
	const role = rolesIn(about)[0];
	return role ? { kind: "keep", role } : undefined;
}

/**
 * The same passages, those that matter most to a role first: those that name it, then those of its themes.
 * Within each, the order stays.
 */
export function through<Item>(
	held: Held,
	role: string | undefined,
	items: Item[],
	passageOf: (item: Item) => Passage,
): Item[] {
	if (!role) return items;
	const rank = (item: Item) => {
		const { title, text, themes } = passageOf(item);
		if (namesRole(`${title} ${text}`, role)) return 0;
		return themes.some((theme) => held.themes.get(theme)?.roles.includes(role)) ? 1 : 2;
	};
	return items.toSorted((a, b) => rank(a) - rank(b));
}
