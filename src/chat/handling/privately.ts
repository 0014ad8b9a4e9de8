import type { Handled, Reply } from "../feature.ts";
import type { Message } from "../message.ts";
import { sentence } from "../plain.ts";
import type { Place } from "../platform.ts";
import { actName } from "./actName.ts";
import type { FeatureEvent } from "./event.ts";

type ToSay = { key: string; place: Place; message: Message; cites: string[] };

/** What it takes to say something elsewhere than where it was asked for. */
export type Speaker<Tx> = {
	/** Writes to the ledger, in the transaction given. */
	say: (tx: Tx, deliveries: ToSay[], now: Date) => Promise<unknown>;
};

/**
 * Answers so that only the person reads it: where they wrote, if nobody else reads that, else in their
 * direct conversation. `make` runs in the transaction that commits the answer; `cites` are the passages in it.
 */
export function privately<Tx>(
	{ say }: Speaker<Tx>,
	{ incoming, now }: Pick<FeatureEvent, "incoming" | "now">,
	make: (tx: Tx) => Promise<Message | Message[]>,
	as: "replace" | "say" = "say",
	cites: string[] = [],
): Handled<Tx> {
	const pressed = incoming.act.kind === "pressed";
	return {
		reply: { say: [] },
		save: async (tx): Promise<Reply> => {
			const messages = [await make(tx)].flat();
			const [first, ...rest] = messages;
			if (incoming.place.kind === "direct")
				return pressed && as === "replace" && first
					? { say: rest, replace: first, cites }
					: { say: messages, cites };
			const key = `reply:${actName(incoming)}:private`;
			const place = incoming.person.direct;
			await say(
				tx,
				messages.map((message, at) => ({ key: `${key}:${at}`, place, message, cites })),
				now,
			);
			return { say: pressed ? [] : [sentence("I have answered you in a direct message.")] };
		},
	};
}

/** One sentence, for the person alone. */
export function privateSentence<Tx>(
	speaker: Speaker<Tx>,
	event: Pick<FeatureEvent, "incoming" | "now">,
	text: string,
): Handled<Tx> {
	return privately(speaker, event, async () => sentence(text));
}
