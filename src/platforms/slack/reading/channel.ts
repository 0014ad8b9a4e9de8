import type { Incoming } from "#chat/platform.ts";
import { placeOf } from "../address.ts";
import { botUserOf, channelOf, type Envelope } from "./payloads.ts";
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

/** That a channel is lost to the bot or has another name; nothing when somebody else left it. */
export function fromChannel(envelope: Envelope): Incoming | undefined {
	const { type, user, actor_id, event_ts } = envelope.event;
	const { id: channel, name } = channelOf(envelope);
	const botUser = botUserOf(envelope);
	if (!channel || (type === "member_left_channel" && user !== botUser)) return undefined;
	const workspace = workspacesOf(envelope).place;
	const why = left[type];
	if (!why && !name) return undefined;
	// Slack does not always say who did it.
	const by = actor_id ?? user ?? botUser ?? "nobody";
	// One removal can come as two events, with times that differ in their fractions.
	const second = event_ts?.split(".")[0];
	return {
		eventId: envelope.event_id,
		businessKey: `${why ?? `renamed:${name}`}:${workspace}:${channel}:${second}`,
		place: placeOf(workspace, { channel }, name),
		person: { id: by, workspace, direct: placeOf(workspace, { channel: by }) },
		act: why ? { kind: "left", why } : { kind: "renamed", name: name ?? "" },
	};
}
