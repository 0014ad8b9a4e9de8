import { z } from "zod";
import type { Caller } from "#chat/caller.ts";
import type { Handled, Reply } from "#chat/feature.ts";
import { sentence } from "#chat/plain.ts";
import type { Incoming, Place } from "#chat/platform.ts";
import type { Say, ToSay } from "#delivery/ledger.ts";
import type { People } from "#people/people.ts";
import type { Db } from "#storage/open.ts";
import { askCard, askersCard, coordinatorsCard } from "./cards.ts";
import { type Enquiry, enquiryChannels, findEnquiry, move, openEnquiry } from "./enquiry.ts";
import { askersKey, coordinatorsKey, showEverywhere } from "./show.ts";
import { leaveOut, tell } from "./tell.ts";

/** A press or words that concern enquiries. */
export type Event = { incoming: Incoming; caller: Caller; now: Date };

export type AskingOptions = {
	db: Db;
	people: Pick<People, "ensurePerson" | "coordinators">;
	say: Say;
	/** What the guard sees in a text. */
	screen: (text: string) => { kind: string } | undefined;
	/** Whom to ask otherwise, as it stands in a sentence. */
	contact: string;
};

/** What whoever asks does: opens the form, sends a question, withdraws it. */
export function createAsking({ db, people, say, screen, contact }: AskingOptions) {
	/** The form goes to the one person alone, also where they pressed in a channel. */
	const open = ({ incoming, now }: Event): Handled<Db> => ({
		reply: { say: [] },
		save: async (tx) => {
			const key = `enquiry-form:${incoming.businessKey}`;
			await say(tx, [{ key, place: incoming.person.direct, message: askCard(), cites: [] }], now);
		},
	});

	const send = async (event: Event, value: unknown): Promise<Handled<Db>> => {
		const { incoming, caller, now } = event;
		const question = z.object({ question: z.string().trim().min(8).max(1000) }).safeParse(value)
			.data?.question;
		if (!question) return tell("Please write your question in a sentence or two, then send it.");
		const seen = screen(question);
		if (seen?.kind === "disclosure") return { forGuard: question };
		if (seen) return tell(leaveOut);
		const places = await coordinatorsPlaces();
		if (places.length === 0) return tell(`No coordinator can be reached here yet. Please ask ${contact}.`);
		return {
			reply: {
				say: [],
				replace: sentence("Your question is on its way. What becomes of it is shown below."),
			},
			save: async (tx) => {
				const person = await people.ensurePerson(tx, incoming, caller, now);
				const place = incoming.person.direct;
				const enquiry = await openEnquiry(tx, { person, caller, place, question }, now);
				await say(tx, deliveries(enquiry, person, places), now);
			},
		};
	};

	const coordinatorsPlaces = async (): Promise<Place[]> => {
		const channels = await enquiryChannels(db);
		if (channels.length > 0) return channels;
		const all = await people.coordinators(db);
		return all.flatMap(({ place }) => place ?? []);
	};

	/** Both in one transaction: the question is kept and everybody concerned has a card, or neither. */
	const withdrawn = (event: Event, id: string): Handled<Db> => ({
		reply: { say: [] },
		save: async (tx): Promise<Reply> => {
			const mine = event.caller.person ? await findEnquiry(tx, id) : undefined;
			if (!mine || mine.personId !== event.caller.person) return { say: [sentence(notYours)] };
			const gone = { state: "withdrawn", question: null, answer: null } as const;
			const enquiry = await move(tx, id, ["open", "taken"], gone);
			if (!enquiry) return { say: [sentence("It has been answered already, so it cannot be withdrawn.")] };
			await showEverywhere(tx, enquiry, { version: "withdrawn" }, event.now);
			return { say: [], replace: askersCard(enquiry) };
		},
	});

	return { open, send, withdraw: withdrawn };
}

function deliveries(enquiry: Enquiry, person: string, coordinators: Place[]): ToSay[] {
	const group = coordinatorsKey(enquiry);
	const message = coordinatorsCard(enquiry);
	return [
		{ key: askersKey(enquiry), place: enquiry.place, message: askersCard(enquiry), cites: [], person },
		...coordinators.map((place) => ({ key: `${group}:${place.key}`, place, message, cites: [], group })),
	];
}

const notYours = "Only whoever sent a question can withdraw it.";
