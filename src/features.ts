import { createAnswers } from "#answers/answers.ts";
import { askAbout } from "#answers/cards/answer.ts";
import type { Caller } from "#chat/caller.ts";
import type { Feature } from "#chat/feature.ts";
import type { Log } from "#chat/log.ts";
import type { ToSay } from "#delivery/ledger.ts";
import type { Library } from "#knowledge/library.ts";
import { createLessons } from "#lessons/lessons.ts";
import { lessonsToLink } from "#lessons/lessonsToLink.ts";
import { lessonsDelivered } from "#lessons/release/lessonsDelivered.ts";
import { subscribeButton } from "#lessons/subscriptions/cards.ts";
import { subscribedPlaces } from "#lessons/subscriptions/subscribedPlaces.ts";
import type { People } from "#people/people.ts";
import { createPeopleFeature } from "#people/peopleFeature.ts";
import { createQuestionnaires } from "#questionnaires/questionnaires.ts";
import { cameLately, seminarsHeld } from "#seminars/attended.ts";
import { createSeminars } from "#seminars/seminars.ts";
import type { Client, Db } from "#storage/open.ts";
import type { Secrets } from "#storage/secrets.ts";

/** What every job takes. */
type Shared = {
	db: Client;
	people: People;
	library: Library;
	secrets: Secrets;
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
	keyof Shared | keyof People | Made
>;

/** What each job takes besides. */
export type FeatureParts = {
	shared: Shared;
	people: Own<typeof createPeopleFeature, "features">;
	lessons: Own<typeof createLessons, "ask" | "follow">;
	seminars: Own<typeof createSeminars, "subscribedPlaces" | "lessons" | "themes">;
	answers: Own<typeof createAnswers, "helps" | "subscribe">;
};

/** Every job of the bot. Events are offered in this order: the last takes whatever is said. */
export function createFeatures({ shared, ...own }: FeatureParts): Feature<Db>[] {
	const { db, people, library } = shared;
	const features: Feature<Db>[] = [];
	const helps = (caller: Caller) => features.flatMap((feature) => feature.helps?.(caller) ?? []);
	const answers = createAnswers({ ...shared, ...own.answers, helps, subscribe: subscribeButton });
	const follow: Feature<Db>["follow"] = async (...what) => {
		for (const feature of features) await feature.follow?.(...what);
	};
	features.push(
		createPeopleFeature({ ...shared, ...own.people, features: () => features }),
		createLessons({ ...shared, ...own.lessons, ask: askAbout, follow }),
		createSeminars({
			...shared,
			...own.seminars,
			themes: async () => [...(await library.current()).themes.values()],
			subscribedPlaces: (filter) => subscribedPlaces(db, filter),
			lessons: (ids) => lessonsToLink(db, ids),
		}),
		createQuestionnaires({
			...shared,
			...people,
			attended: (now) => cameLately(db, now),
			answer: answers.handle,
			programme: async (now) => ({ ...(await seminarsHeld(db, now)), lessons: await lessonsDelivered(db) }),
		}),
		answers,
	);
	return features;
}
