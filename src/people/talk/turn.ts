import type { Caller } from "#chat/caller.ts";
import type { Feature, Handled, Reply } from "#chat/feature.ts";
import { actName } from "#chat/handling/actName.ts";
import type { Speaker } from "#chat/handling/privately.ts";
import type { Message } from "#chat/message.ts";
import { sentence } from "#chat/plain.ts";
import type { Incoming } from "#chat/platform.ts";
import type { Client, Db } from "#storage/open.ts";
import type { Holders, Ledger } from "../privacy/personData.ts";
import type { Reached } from "../reach.ts";
import type { Acting } from "../standing/acting.ts";

/** What talking about people takes. */
export type PeopleParts = {
	db: Client;
	/** All features, this one among them. */
	features: () => Feature<Db>[];
	/** Writes to the ledger, in the transaction given. */
	say: Speaker<Db>["say"];
	/** What the guard sees in a text. */
	screen: (text: string) => { kind: string } | undefined;
	ledger: Ledger;
	/** Where the bot's pages are to be reached. */
	publicUrl: string;
	/** Given only in local mode. */
	acting?: Acting;
	/** How many days what is kept. */
	retentionDays: { people: number; audit: number; answers: number };
};

/** One event of one caller. */
export type Turn = { incoming: Incoming; caller: Caller; now: Date };

/** All who may hold something of a person. */
export function holders({ features, ledger }: PeopleParts): Holders {
	return { features: features(), ledger };
}

/** Tells the caller something that is for nobody else: in a channel, in their private conversation. */
export function tell(parts: PeopleParts, turn: Turn, message: Message): Handled<Db> {
	return change(parts, turn, async () => message);
}

/** Writes, and tells the caller alone what came of it. */
export function change(parts: PeopleParts, turn: Turn, work: (tx: Db) => Promise<Message>): Handled<Db> {
	const { incoming, now } = turn;
	const save = async (tx: Db): Promise<Reply> => {
		const message = await work(tx);
		if (incoming.place.kind === "direct") return { say: [message] };
		const key = `reply:${actName(incoming)}:private`;
		await parts.say(tx, [{ key, place: incoming.person.direct, message, cites: [] }], now);
		return { say: [sentence("I have answered you in our private conversation.")] };
	};
	return { reply: { say: [] }, save };
}

/** Lets somebody else know of what the caller did, once. False where they cannot be reached, or want nothing. */
export async function letKnow(
	parts: PeopleParts,
	tx: Db,
	turn: Turn,
	{ person, place }: Pick<Reached, "person" | "place">,
	text: string,
): Promise<boolean> {
	if (!place) return false;
	const key = `notice:${actName(turn.incoming)}:${person}`;
	await parts.say(tx, [{ key, place, message: sentence(text), cites: [] }], turn.now);
	return true;
}

/** A refusal, or a short answer. */
export function tellSentence(parts: PeopleParts, turn: Turn, text: string): Handled<Db> {
	return tell(parts, turn, sentence(text));
}
