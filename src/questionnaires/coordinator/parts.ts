import type { Agency } from "#chat/caller.ts";
import type { Say } from "#delivery/ledger.ts";
import type { peopleOf } from "#people/reach.ts";
import type { Client, Db } from "#storage/open.ts";
import type { Secrets } from "../talking/secrets.ts";

/** What other jobs know of the programme, for the report. */
export type Programme = {
	seminars: { title: string; heldOn: Date; attended: number | "not noted" }[];
	/** How many said at a seminar what they would do. */
	commitments: number;
	/** Lessons, the channels that they arrived in, and the teams that were briefed. */
	lessons: { title: string; delivered: number; briefed: number }[];
};

/** What coordinators' work needs. */
export type CoordinatorParts = {
	db: Client;
	say: Say;
	peopleOf: typeof peopleOf;
	agencies: (db: Db) => Promise<Agency[]>;
	secrets: Secrets;
	/** A signed address of a page. */
	link: (kind: string, id: string, now: Date) => string;
	screen: (text: string) => { kind: string } | undefined;
	programme: (now: Date) => Promise<Programme>;
};
