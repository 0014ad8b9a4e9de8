import type { Feature, Handled, Reply } from "#chat/feature.ts";
import type { FeatureEvent } from "#chat/handling/event.ts";
import type { Log } from "#chat/log.ts";
import type { Message, Press } from "#chat/message.ts";
import type { Say } from "#delivery/ledger.ts";
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
	say: Say;
	/** What the guard sees in a text. */
	screen: Screen;
	/** The address of a page of this feature, signed, that expires. */
	link: (kind: string, id: string, now: Date) => string;
	/** The button that asks about a theme. */
	ask: (theme: string) => Press;
	/** Has what else is kept of a channel follow what became of it. */
	follow: NonNullable<Feature<Db>["follow"]>;
	/** When the weekly digests are. */
	digest: WeeklyTime;
	/** The quiet hours of a new subscription, such as "20:00-08:00". */
	quiet: string;
	/** What the platforms take. */
	rates: Rates;
	log: Log;
};

/** Answers where the person wrote, for all to read; a press has its card replaced. */
export function openly({ incoming }: FeatureEvent, make: (tx: Db) => Promise<Message>): Handled<Db> {
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

export const outOfDate = "That button is out of date. Type “lessons” to see how things stand.";
