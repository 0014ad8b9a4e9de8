import type { Handled } from "#chat/feature.ts";
import { momentInWords } from "#chat/localTime.ts";
import { message } from "#chat/plain.ts";
import type { Db } from "#storage/open.ts";
import { readAudit } from "../audit.ts";
import { type PeopleParts, type Turn, tell, tellSentence } from "./turn.ts";

/** The latest entries of the audit, for coordinators. */
export async function showAudit(parts: PeopleParts, turn: Turn, before?: string): Promise<Handled<Db>> {
	if (!turn.caller.roles.includes("coordinator"))
		return tellSentence(parts, turn, "The audit is for coordinators. You can ask one of them.");
	const entries = await readAudit(parts.db, { most: aPage + 1, before });
	const shown = entries.slice(0, aPage);
	const last = entries.length > aPage ? shown.at(-1)?.id : undefined;
	return tell(
		parts,
		turn,
		message([
			{ kind: "heading", text: "Who changed what" },
			...(shown.length > 0
				? [
						{
							kind: "facts" as const,
							items: shown.map(({ at, by, what, about }) => ({
								name: momentInWords(at),
								text: about ? `${by}: ${what}: ${about}` : `${by}: ${what}`,
							})),
						},
					]
				: [{ kind: "prose" as const, text: "Nothing was changed yet." }]),
			...(last
				? [
						{
							kind: "buttons" as const,
							items: [{ label: "Earlier", action: "people.audit", value: { before: last } }],
						},
					]
				: []),
		]),
	);
}

const aPage = 15;
