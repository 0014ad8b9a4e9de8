import { sentence } from "#chat/plain.ts";
import { correct } from "#delivery/broadcasts/correct.ts";
import type { Db } from "#storage/open.ts";
import type { AskingOptions } from "./asking.ts";
import { answeredCard } from "./cards.ts";
import { closed, deleteTexts, move, textsSince, waitingSince } from "./enquiry.ts";
import { answerKey, askersKey, showEverywhere } from "./show.ts";

/**
 * Takes the texts out of enquiries asked before `before`, and off the cards that show them. Those that nobody
 * answered are closed with it: their cards say so, and so does a message to whoever asked.
 */
export async function purgeEnquiries(
	{ db, say, contact }: Pick<AskingOptions, "db" | "say" | "contact">,
	before: Date,
	now: Date,
): Promise<void> {
	const close = async (tx: Db, id: string) => {
		const enquiry = await move(tx, id, ["open", "taken"], closed);
		if (!enquiry) return;
		await showEverywhere(tx, enquiry, { version: "lapsed" }, now);
		const { place, personId: person } = enquiry;
		const message = sentence(
			`I am sorry: nobody answered your question to the coordinators in time, and it is deleted. Please ask ${contact}.`,
			{ discreet: true },
		);
		const key = `${askersKey(enquiry)}:lapsed`;
		await say(tx, [{ key, place, message, cites: [], person, lane: "announcement" }], now);
	};
	/** With its cards, in one transaction: what was not reached has its text yet, and its turn the next time. */
	const empty = async (tx: Db, id: string) => {
		const enquiry = await deleteTexts(tx, id);
		if (!enquiry) return;
		const version = "purged";
		await showEverywhere(tx, enquiry, { version }, now);
		const keys = [answerKey(enquiry)];
		await correct(tx, { keys }, { version, message: answeredCard(enquiry), cites: [] }, now);
	};
	for (const id of await waitingSince(db, before)) await db.$transaction((tx) => close(tx, id));
	for (const id of await textsSince(db, before)) await db.$transaction((tx) => empty(tx, id));
}
