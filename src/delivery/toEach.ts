import type { Message } from "#chat/message.ts";
import type { Place } from "#chat/platform.ts";
import type { ToSay } from "./ledger.ts";

/** The same for each of these people who can be reached, once under this key. */
export function toEach(people: { person: string; place?: Place }[], key: string, message: Message): ToSay[] {
	return people.flatMap(({ person, place }) =>
		place ? [{ key: `${key}:${person}`, place, message, cites: [], person }] : [],
	);
}
