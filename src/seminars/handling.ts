import type { FeatureEvent } from "#chat/handling/event.ts";
import type { Log } from "#chat/log.ts";
import type { Say } from "#delivery/ledger.ts";
import type { Seminar } from "#generated/client.ts";
import { knownAgencies, toAgency } from "#people/agencies.ts";
import type { Keyed } from "#storage/keyed.ts";
import type { Client, Db } from "#storage/open.ts";
import type { SubscribedPlaces } from "./reminders/channels.ts";
import type { Schedule } from "./reminders/schedule.ts";
import type { Material } from "./seminar.ts";
import type { Known } from "./setup/draft.ts";
import type { Names } from "./wording/facts.ts";
import { seminarValue } from "./wording/press.ts";

/** What the seminars need of the rest of the house. */
export type SeminarsOptions = {
	db: Client;
	say: Say;
	/** The themes that seminars and lessons are filed under. */
	themes: () => Promise<{ id: string; name: string }[]>;
	/** The address of a page of this feature, signed, that expires. */
	link: (kind: string, id: string, now: Date) => string;
	/** What the guard finds in a text. */
	screen: (text: string) => { kind: string } | undefined;
	keyed: Keyed;
	subscribedPlaces: SubscribedPlaces;
	/** The newest lessons that can be named as presented at a seminar; or of these ids, those that still can. */
	lessons: (ids?: string[]) => Promise<(Material & { id: string })[]>;
	schedule: Schedule;
	/** For how long a place offered from the waiting list is kept, in hours. */
	offerHours: number;
	/** How long after the end what people need, and the names from lists, are kept, in days. */
	keepDays: { needs: number; names: number };
	log: Log;
};

/** The seminar that a button is about; undefined where its value is none of ours, or there is none any more. */
export async function seminarOf(
	db: Db,
	{ value }: Pick<FeatureEvent, "value">,
): Promise<Seminar | undefined> {
	const read = seminarValue.safeParse(value);
	return read.success
		? ((await db.seminar.findUnique({ where: { id: read.data.seminar } })) ?? undefined)
		: undefined;
}

/** What is said to a button of which nothing is known any more. */
export const outOfDate = "That button is out of date. Write “seminars” to see what is on.";

/** What can be named in seminars, and what it is called. An agency that is not let in for now keeps its name. */
export async function known({
	db,
	themes,
}: Pick<SeminarsOptions, "db" | "themes">): Promise<Known & { names: Names }> {
	const [allThemes, rows] = await Promise.all([themes(), knownAgencies(db)]);
	const allAgencies = rows.map(toAgency);
	const themeNames = new Map(allThemes.map(({ id, name }) => [id, name]));
	const agencyNames = new Map(allAgencies.map(({ id, name }) => [id, name]));
	return {
		agencies: allAgencies,
		themes: allThemes,
		names: {
			theme: (id) => themeNames.get(id) ?? id,
			agency: (id) => agencyNames.get(id) ?? "an agency that has left",
		},
	};
}
