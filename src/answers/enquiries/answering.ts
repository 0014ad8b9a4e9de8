import { z } from "zod";
import type { Handled, Reply } from "#chat/feature.ts";
import type { Message } from "#chat/message.ts";
import { sentence } from "#chat/plain.ts";
import type { Say } from "#delivery/ledger.ts";
import type { People } from "#people/people.ts";
import type { Db } from "#storage/open.ts";
import type { Event } from "./asking.ts";
import { answeredCard, coordinatorsCard } from "./cards.ts";
import { findEnquiry, move } from "./enquiry.ts";
import { answerKey, showEverywhere } from "./show.ts";
import { leaveOut, purged, tell } from "./tell.ts";

type Options = {
	people: Pick<People, "ensurePerson">;
	say: Say;
	/** What the guard sees in a text. */
	screen: (text: string) => { kind: string } | undefined;
};

/** What a coordinator does with an enquiry: takes it up, and answers it. */
export function createAnswering({ people, say, screen }: Options) {
	const take = (event: Event, id: string): Handled<Db> => ({
		reply: { say: [] },
		save: async (tx): Promise<Reply> => {
			const takenBy = await people.ensurePerson(tx, event.incoming, event.caller, event.now);
			const taken = { state: "taken", takenBy } as const;
			const enquiry = await move(tx, id, ["open", "taken"], taken, stillHeld);
			if (!enquiry) return { say: [], replace: await asItStands(tx, id) };
			const version = `taken:${event.incoming.businessKey}`;
			return { say: [], replace: await showEverywhere(tx, enquiry, { version, ...by(event) }, event.now) };
		},
	});

	const answer = (event: Event, id: string, value: unknown): Handled<Db> => {
		const text = z.object({ answer: z.string().trim().min(2).max(2500) }).safeParse(value).data?.answer;
		if (!text) return tell("Please write your answer, then send it.");
		const seen = screen(text);
		if (seen?.kind === "identify" || seen?.kind === "personal-data") return tell(leaveOut("send"));
		return {
			reply: { say: [] },
			save: async (tx): Promise<Reply> => {
				const { now, caller } = event;
				const done = { state: "answered", answer: text, answeredAt: now } as const;
				const enquiry = await move(tx, id, ["taken"], done, { ...stillHeld, takenBy: caller.person ?? "" });
				if (!enquiry) return notSent(tx, id, text);
				const { personId: person, place } = enquiry;
				const message = answeredCard(enquiry);
				await say(tx, [{ key: answerKey(enquiry), place, message, cites: [], person }], now);
				return {
					say: [],
					replace: await showEverywhere(tx, enquiry, { version: "answered", ...by(event) }, now),
				};
			},
		};
	};

	/** Where the very same answer went before, as by a second press, its card says so already. */
	const notSent = async (tx: Db, id: string, text: string): Promise<Reply> => {
		const sentBefore = (await findEnquiry(tx, id))?.answer === text;
		return { say: sentBefore ? [] : [sentence(notInHand)], replace: await asItStands(tx, id) };
	};

	const asItStands = async (tx: Db, id: string): Promise<Message> => {
		const enquiry = await findEnquiry(tx, id);
		const lapsed = enquiry?.question === null && (enquiry.state === "open" || enquiry.state === "taken");
		return enquiry && !lapsed ? coordinatorsCard(enquiry) : sentence(purged);
	};

	return { take, answer };
}

/** What would be answered after its question is deleted would be kept for nobody. */
const stillHeld = { question: { not: null } };
const notInHand =
	"It was not sent: somebody else has taken this question over, or it was withdrawn or deleted.";

function by({ incoming }: Event): { by?: string } {
	return incoming.person.name ? { by: incoming.person.name } : {};
}
