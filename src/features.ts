import { createAnswers } from "#answers/answers.ts";
import type { Caller } from "#chat/caller.ts";
import type { Feature } from "#chat/feature.ts";
import type { Log } from "#chat/log.ts";
import type { ToSay } from "#delivery/ledger.ts";
import type { Library } from "#knowledge/library.ts";
import type { People } from "#people/people.ts";
import { createPeopleFeature } from "#people/peopleFeature.ts";
import { createSeminars } from "#seminars/seminars.ts";
import type { Client, Db } from "#storage/open.ts";

/** What every job takes. */
type Shared = {
	db: Client;
	people: People;
	library: Library;
	/** Writes to the ledger, in the transaction given. */
	say: (tx: Db, deliveries: ToSay[], now: Date) => Promise<number>;
	/** What the guard sees in a text. */
	screen: (text: string) => { kind: string } | undefined;
	/** The address of a page behind a signed link. */
	link: (kind: string, id: string, now: Date) => string;
	/** A hash that nobody can make without the key. */
	keyed: (text: string) => string;
	log: Log;
};

type Own<Create extends (options: never) => unknown, Made extends string = never> = Omit<
	Parameters<Create>[0],
	keyof Shared | Made
>;

/** What each job takes besides. */
export type FeatureParts = {
	shared: Shared;
	people: Own<typeof createPeopleFeature, "features">;
	seminars: Own<typeof createSeminars, "subscribedPlaces" | "lessons" | "themes">;
	answers: Own<typeof createAnswers, "helps">;
};

/** Every job of the bot, a line each. Events are offered in this order: the last takes whatever is said. */
export function createFeatures({ shared, ...own }: FeatureParts): Feature<Db>[] {
	const features: Feature<Db>[] = [];
	const helps = (caller: Caller) => features.flatMap((feature) => feature.helps?.(caller) ?? []);
	features.push(
		createPeopleFeature({ ...shared, ...own.people, features: () => features }),
		createSeminars({
			...shared,
			themes: async () => [...(await shared.library.current()).themes.values()],
			...own.seminars,
			subscribedPlaces: async () => [],
			lessons: async () => [],
		}),
		createAnswers({ ...shared, ...own.answers, helps }),
	);
	return features;
}
