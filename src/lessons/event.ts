import { createHash } from "node:crypto";
import type { Caller } from "#chat/caller.ts";
import type { Handled, Reply } from "#chat/feature.ts";
import type { Log } from "#chat/log.ts";
import type { Json, Message, Press } from "#chat/message.ts";
import { sentence } from "#chat/plain.ts";
import type { Incoming } from "#chat/platform.ts";
import type { ToSay } from "#delivery/ledger.ts";
import type { Rates } from "#delivery/sending/rates.ts";
import type { Library } from "#knowledge/library.ts";
import type { People } from "#people/people.ts";
import type { Client, Db } from "#storage/open.ts";
import type { Screen } from "./text/findIdentifying.ts";
import type { WeeklyTime } from "./wording/localTime.ts";

/** What the lessons need of the rest of the house. */
export type LessonsOptions = {
	db: Client;
	people: Pick<People, "ensurePerson" | "coordinators" | "leadsOf" | "peopleOf" | "mayReach">;
	library: Library;
	/** Writes to the ledger, in the transaction given. */
	say: (tx: Db, deliveries: ToSay[], now: Date) => Promise<unknown>;
	/** What the guard sees in a text. */
	screen: Screen;
	/** The address of a page of this feature, signed, that expires. */
	link: (kind: string, id: string, now: Date) => string;
	/** The button that asks about a theme. */
	ask: (theme: string) => Press;
	/** When the weekly digests are. */
	digest: WeeklyTime;
	/** The quiet hours of a new subscription, such as "20:00-08:00". */
	quiet: string;
	/** What the platforms take. */
	rates: Rates;
	log: Log;
};

/** Something that a person did, for whoever handles it. */
export type LessonEvent = { incoming: Incoming; caller: Caller; value: Json; now: Date };

/** Handles one kind of event. */
export type Handler = (event: LessonEvent) => Promise<Handled<Db>>;

/**
 * Answers so that only the person reads it: where they wrote, if nobody else reads that, else in their
 * direct conversation. `make` runs in the transaction that commits the answer; `cites` are the passages in it.
 */
export function privately(
	{ say }: Pick<LessonsOptions, "say">,
	{ incoming, now }: LessonEvent,
	make: (tx: Db) => Promise<Message | Message[]>,
	as: "replace" | "say" = "say",
	cites: string[] = [],
): Handled<Db> {
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
			const place = incoming.person.direct;
			const key = `lessons:${hash(incoming.businessKey)}`;
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
export function privateSentence(
	options: Pick<LessonsOptions, "say">,
	event: LessonEvent,
	text: string,
): Handled<Db> {
	return privately(options, event, async () => sentence(text));
}

/** Answers where the person wrote, for all to read; a press has its card replaced. */
export function openly({ incoming }: LessonEvent, make: (tx: Db) => Promise<Message>): Handled<Db> {
	return {
		reply: { say: [] },
		save: async (tx): Promise<Reply> => {
			const message = await make(tx);
			return incoming.act.kind === "pressed" ? { say: [], replace: message } : { say: [message] };
		},
	};
}

/** What ids are called. */
export async function themeNames({ library }: Pick<LessonsOptions, "library">): Promise<Map<string, string>> {
	const { themes } = await library.current();
	return new Map([...themes.values()].map(({ id, name }) => [id, name]));
}

/** Names an act without telling who did it where. */
function hash(key: string): string {
	return createHash("sha256").update(key).digest("base64url");
}

export const outOfDate = "That button is out of date. Type “lessons” to see how things stand.";
export const onlyCoordinators =
	"Only coordinators of the partnership can do that. If you should be one, ask whoever runs this bot.";
