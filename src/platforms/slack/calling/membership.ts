import type { webApi } from "@slack/bolt";
import type { Incoming, Place } from "#chat/platform.ts";
import { placeOf } from "../address.ts";
import { contextOf } from "../reading/context.ts";
import { NotNow } from "../web/receivers.ts";
import type { TokenFor } from "./calls.ts";

/** How long Slack's list of an organisation's workspaces is taken for true. */
const rememberMs = 10 * 60_000;

/**
 * Takes whoever did something for one of the organisation where the bot is installed org-wide, if
 * Slack counts their workspace among its own: an event names only their workspace.
 */
export function createMembership(client: webApi.WebClient, tokenFor: TokenFor, now: () => Date) {
	const remembered = new Map<string, { teams: Promise<Set<string>>; until: number }>();
	const teamsOf = (place: Place): Promise<Set<string>> => {
		const known = remembered.get(place.workspace);
		if (known && known.until > now().getTime()) return known.teams;
		const teams = listTeams(client, tokenFor, place);
		remembered.set(place.workspace, { teams, until: now().getTime() + rememberMs });
		teams.catch(() => remembered.delete(place.workspace));
		return teams;
	};
	return async (incoming: Incoming): Promise<Incoming> => {
		const { organisation } = contextOf(incoming);
		const { person, place } = incoming;
		if (!organisation || person.workspace === organisation) return incoming;
		const teams = await teamsOf(place).catch(() => {
			throw new NotNow();
		});
		if (!teams.has(person.workspace)) return incoming;
		const isMet = person.direct.workspace === organisation;
		const direct = isMet ? person.direct : placeOf(organisation, { channel: person.id });
		return { ...incoming, person: { ...person, workspace: organisation, direct } };
	};
}

async function listTeams(client: webApi.WebClient, tokenFor: TokenFor, place: Place): Promise<Set<string>> {
	const token = await tokenFor(place);
	// Where the bot is not installed nobody is let in anyway.
	if (typeof token !== "string") return new Set();
	const found = new Set<string>();
	let cursor: string | undefined;
	do {
		const answer = await client.auth.teams.list({ token, ...(cursor ? { cursor } : {}) });
		for (const { id } of answer.teams ?? []) if (id) found.add(id);
		cursor = answer.response_metadata?.next_cursor;
	} while (cursor);
	return found;
}
