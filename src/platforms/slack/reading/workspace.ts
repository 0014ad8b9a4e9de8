import type { Command, Envelope, Press } from "./payloads.ts";

/** Where something happened, and where whoever did it belongs. */
export type Workspaces = {
	/** The workspace; the organisation where the bot is installed org-wide, which stands for all its workspaces. */
	place: string;
	/** As far as the event itself is certain: a workspace that the organisation may yet know as its own. */
	home: string;
	/** Set where the bot is installed org-wide. */
	organisation?: string;
};

/** Of an event. In a shared channel the envelope's team can be the sender's: the authorization is always ours. */
export function workspacesOf(envelope: Envelope): Workspaces {
	const { authorizations, team_id, enterprise_id, is_ext_shared_channel, event } = envelope;
	const [ours] = authorizations ?? [];
	const organisation = (ours?.is_enterprise_install && ours.enterprise_id) || undefined;
	const place = organisation ?? ours?.team_id ?? team_id ?? enterprise_id ?? "";
	const home = event.user_team ?? event.source_team ?? event.team ?? ours?.team_id ?? place;
	// Whoever writes in a channel that is shared with nobody belongs to the organisation.
	const isWithin = is_ext_shared_channel === false || home === ours?.team_id;
	return organisation ? { place, home: isWithin ? organisation : home, organisation } : { place, home };
}

/** Of a press or a shortcut. A person's home is seen in their own organisation only. */
export function workspacesOfPress(
	press: Pick<Press, "team" | "user" | "enterprise" | "is_enterprise_install" | "view">,
): Workspaces | undefined {
	const { team, user, enterprise, view, is_enterprise_install } = press;
	const organisation = is_enterprise_install ? enterprise?.id : undefined;
	const place = organisation ?? team?.id ?? user.team_id ?? enterprise?.id;
	if (!place) return undefined;
	const home = user.team_id ?? place;
	return organisation ? { place, home: view ? organisation : home, organisation } : { place, home };
}

/** Of a command, which nobody of another organisation can use. */
export function workspaceOfCommand({ team_id, enterprise_id, is_enterprise_install }: Command): string {
	return (is_enterprise_install === "true" && enterprise_id) || team_id;
}
