import type { Message } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import type { Held } from "#knowledge/held.ts";
import type { Term } from "#knowledge/words/glossary.ts";
import { allThemes, termBlocks, themeButton } from "./answer.ts";

/** What a word means, its other reading if it has one, and the themes it belongs to. */
export function glossaryCard(held: Held, term: Term): Message {
	const themes = term.themes.filter((id) => held.themes.has(id)).slice(0, 3);
	const also = term.aliases.slice(0, 4).join(", ");
	return message([
		...termBlocks(term),
		...(also ? [{ kind: "facts" as const, items: [{ name: "Also written", text: also }] }] : []),
		{ kind: "buttons", items: [...themes.map((id) => themeButton(held, id)), allThemes] },
	]);
}
