import type { Message } from "#chat/message.ts";
import { correct } from "#delivery/broadcasts/correct.ts";
import type { Db } from "#storage/open.ts";
import { askersCard, coordinatorsCard } from "./cards.ts";
import type { Enquiry } from "./enquiry.ts";

/** Names the card that whoever asked has in their conversation. */
export function askersKey({ id }: Pick<Enquiry, "id">): string {
	return `enquiry:${id}:asker`;
}

/** Names the card with the answer, which whoever asked has below theirs. */
export function answerKey(enquiry: Pick<Enquiry, "id">): string {
	return `${askersKey(enquiry)}:answer`;
}

/** Names the cards that the coordinators have, wherever they are. */
export function coordinatorsKey({ id }: Pick<Enquiry, "id">): string {
	return `enquiry:${id}:coordinators`;
}

/**
 * Brings every card of an enquiry up to what it has become, once a version; resolves with the card that
 * the coordinators have from now on.
 */
export async function showEverywhere(
	tx: Db,
	enquiry: Enquiry,
	become: { version: string; by?: string },
	now: Date,
): Promise<Message> {
	const { version, by } = become;
	const card = coordinatorsCard(enquiry, by);
	await correct(tx, { group: coordinatorsKey(enquiry) }, { version, message: card, cites: [] }, now);
	const asker = { version, message: askersCard(enquiry), cites: [] };
	await correct(tx, { keys: [askersKey(enquiry)] }, asker, now);
	return card;
}
