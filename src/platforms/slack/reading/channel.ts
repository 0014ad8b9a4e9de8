import type { Incoming } from "#chat/platform.ts";
import { placeOf } from "../address.ts";
import { botUserOf, channelOf, type Envelope, secondOf } from "./payloads.ts";
import { workspacesOf } from "./workspace.ts";

/** What becomes of channels, by Slack's names of the events. */
const left: Record<string, "removed" | "archived" | "deleted"> = {
	channel_left: "removed",
	group_left: "removed",
	member_left_channel: "removed",
	channel_archive: "archived",
	group_archive: "archived",
	channel_deleted: "deleted",
	group_deleted: "deleted",
};

/** What became of a channel: lost to the bot, renamed, moved, shared; nothing when somebody else left it. */
export function fromChannel(envelope: Envelope): Incoming | undefined {
	const { type, user, actor_id, old_channel_id } = envelope.event;
	const { id: channel = old_channel_id, name } = channelOf(envelope);
	const botUser = botUserOf(envelope);
	if (!channel || (type === "member_left_channel" && user !== botUser)) return undefined;
	const workspace = workspacesOf(envelope).place;
	const change = changeOf(envelope, workspace, name);
	if (!change) return undefined;
	// Slack does not always say who did it.
	const by = actor_id ?? user ?? botUser ?? "nobody";
	return {
		eventId: envelope.event_id,
		businessKey: `${change.says}:${workspace}:${channel}:${secondOf(envelope)}`,
		place: placeOf(workspace, { channel }, name),
		person: { id: by, workspace, direct: placeOf(workspace, { channel: by }) },
		act: change.act,
	};
}

type Change = { act: Incoming["act"]; says: string };

function changeOf({ event }: Envelope, workspace: string, name: string | undefined): Change | undefined {
	const { type, old_channel_id: before, new_channel_id: after, connected_team_id: other } = event;
	const why = left[type];
	if (why) return { act: { kind: "left", why }, says: why };
	if (type === "channel_id_changed") {
		if (!before || !after) return undefined;
		const to = placeOf(workspace, { channel: after });
		return { act: { kind: "moved", to, before, after }, says: `moved:${after}` };
	}
	if (type === "channel_shared")
		return other ? { act: { kind: "shared", workspace: other }, says: `shared:${other}` } : undefined;
	return name ? { act: { kind: "renamed", name }, says: `renamed:${name}` } : undefined;
}
