import type { Client } from "#storage/open.ts";
import { agencies } from "./agencies.ts";
import { type Callers, callerOf } from "./callers.ts";
import { ensurePerson } from "./person.ts";
import { coordinators, leadsOf, mayReach, peopleOf } from "./reach.ts";
import type { Acting } from "./standing/acting.ts";

/** What the other rooms ask of this one: who calls, who somebody is, and where they are reached. */
export type People = Callers & {
	ensurePerson: typeof ensurePerson;
	peopleOf: typeof peopleOf;
	coordinators: typeof coordinators;
	leadsOf: typeof leadsOf;
	agencies: typeof agencies;
	mayReach: typeof mayReach;
};

/** The people of the partnership, on an open database; in local mode also those whom its one human acts as. */
export function createPeople({ db, acting }: { db: Client; acting?: Acting }): People {
	return {
		callerOf: async (incoming, now) => (await acting?.callerOf(incoming)) ?? callerOf(db, incoming, now),
		...{ ensurePerson, peopleOf, coordinators, leadsOf, agencies, mayReach },
	};
}
