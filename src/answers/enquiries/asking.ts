import { createHash } from "node:crypto";
import { z } from "zod";
import type { Caller } from "#chat/caller.ts";
import type { Handled, Reply } from "#chat/feature.ts";
import { actName } from "#chat/handling/actName.ts";
import { sentence } from "#chat/plain.ts";
import type { Incoming, Place } from "#chat/platform.ts";
import type { Say, ToSay } from "#delivery/ledger.ts";
import type { People } from "#people/people.ts";
import type { Client, Db } from "#storage/open.ts";
import { askCard, askersCard, coordinatorsCard } from "./cards.ts";
import { closed, type Enquiry, enquiryChannels, findEnquiry, move, openEnquiry } from "./enquiry.ts";
import { askersKey, coordinatorsKey, showEverywhere } from "./show.ts";
import { leaveOut, tell } from "./tell.ts";

/** A press or words that concern enquiries. */
export type Event = { incoming: Incoming; caller: Caller; now: Date };

export type AskingOptions = {
	db: Client;
	people: Pick<People, "ensurePerson" | "coordinators" | "mayReach">;
	say: Say;
	/** What the guard sees in a text. */
	screen: (text: string) => { kind: string } | undefined;
	/** Whom to ask otherwise, as it stands in a sentence. */
	contact: string;
	/** A hash that nobody can make without the key. */
	keyed: (text: string) => string;
};

/** What whoever asks does: opens the form, sends a question, withdraws it. */
export function createAsking({ db, people, say, screen, contact, keyed }: AskingOptions) {
	/** The form goes to the one person alone, also where they pressed in a channel. */
	const open = ({ incoming, now }: Event): Handled<Db> => ({
		reply: { say: [] },
		save: async (tx) => {
			const key = `enquiry-form:${incoming.businessKey}`;
			const message = askCard(actName(incoming));
			await say(tx, [{ key, place: incoming.person.direct, message, cites: [] }], now);
		},
	});

	const send = async (event: Event, value: unknown): Promise<Handled<Db>> => {
		const { incoming, caller, now } = event;
		const question = z.object({ question: z.string().trim().min(8).max(1000) }).safeParse(value)
			.data?.question;
		if (!question) return tell("Please write your question in a sentence or two, then send it.");
		const seen = screen(question);
		if (seen?.kind === "disclosure" || seen?.kind === "unread") return { forGuard: question };
		if (seen?.kind === "injection")
			return tell(`${instructs} Please ask it in other words, or ask ${contact}.`);
		if (seen) return tell(leaveOut("send"));
		const form = formShape.safeParse(value).data?.form ?? actName(incoming);
		const places = await coordinatorsPlaces();
		if (places.length === 0) return tell(`No coordinator can be reached here yet. Please ask ${contact}.`);
		return {
			reply: { say: [] },
			save: async (tx): Promise<Reply> => {
				const person = await people.ensurePerson(tx, incoming, caller, now);
				const place = incoming.person.direct;
				const id = uuidOf(keyed(`enquiry:${place.key}:${form}`));
				const enquiry = await openEnquiry(tx, { id, person, caller, place, question }, now);
				if (!enquiry) return { say: [], replace: sentence(sentAlready) };
				await say(tx, deliveries(enquiry, person, places), now);
				return { say: [], replace: sentence(onItsWay) };
			},
		};
	};

	const coordinatorsPlaces = async (): Promise<Place[]> => {
		const channels = await people.mayReach(db, await enquiryChannels(db));
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
			const enquiry = await move(tx, id, ["open", "taken"], closed);
			if (!enquiry) return notAnyMore(await findEnquiry(tx, id));
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

/** What is said to whoever would withdraw what no longer waits: it is gone already, or has its answer. */
function notAnyMore(enquiry: Enquiry | undefined): Reply {
	if (enquiry?.state === "withdrawn") return { say: [], replace: askersCard(enquiry) };
	return { say: [sentence("It has been answered already, so it cannot be withdrawn.")] };
}

/** An id that is the same for the same hash, so that what was made once is not made again. */
function uuidOf(hash: string): string {
	const hex = createHash("sha256").update(hash).digest("hex");
	return [
		...[hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`],
		...[`8${hex.slice(17, 20)}`, hex.slice(20, 32)],
	].join("-");
}

const formShape = z.object({ form: z.string().max(100) });
const onItsWay = "Your question is on its way. What becomes of it is shown below.";
const sentAlready =
	"This question was sent already. To ask another, press “Ask the coordinators” below an answer again.";
const instructs = "I have not sent it: it reads like an instruction to me.";
const notYours = "Only whoever sent a question can withdraw it.";
