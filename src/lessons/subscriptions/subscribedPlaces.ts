import type { Sector } from "#chat/caller.ts";
import type { Place } from "#chat/platform.ts";
import { agencies } from "#people/agencies.ts";
import type { Db } from "#storage/open.ts";
import { placeOf } from "./subscription.ts";

/**
 * The subscribed channels that something is for: of these themes, and of an agency of these sectors or one of
 * these agencies. An empty list leaves nobody out; so does a channel that wants all themes.
 */
export async function subscribedPlaces(
	db: Db,
	filter: { themes: string[]; sectors: Sector[]; agencies: string[] },
): Promise<Place[]> {
	const invited = await invitedAgencies(db, filter);
	const rows = await db.subscription.findMany({
		where: {
			...{ state: "active", placeKind: "channel", agencyId: { in: invited } },
			...(filter.themes.length > 0
				? { OR: [{ themes: { isEmpty: true } }, { themes: { hasSome: filter.themes } }] }
				: {}),
		},
		orderBy: { placeKey: "asc" },
	});
	return rows.map(placeOf);
}

async function invitedAgencies(db: Db, filter: { sectors: Sector[]; agencies: string[] }): Promise<string[]> {
	const all = await agencies(db);
	const everybody = filter.sectors.length === 0 && filter.agencies.length === 0;
	return all
		.filter(({ id, sector }) => everybody || filter.sectors.includes(sector) || filter.agencies.includes(id))
		.map(({ id }) => id);
}
