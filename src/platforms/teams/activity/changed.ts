import type { Incoming } from "#chat/platform.ts";
import type { TeamsActivity } from "./activity.ts";

type Act = Extract<Incoming["act"], { kind: "arrived" | "left" | "renamed" }>;

/**
 * What an activity tells of where the bot is: that it was added or taken out, or that the place has gone
 * or has another name. What happens to a channel Teams tells in the team's conversation.
 */
export function changed(activity: TeamsActivity): { act: Act; conversationId: string } | undefined {
	const { conversation, channelData } = activity;
	const act = toAct(activity);
	const channel = channelData?.eventType?.startsWith("channel") ? channelData.channel?.id : undefined;
	return act && { act, conversationId: channel ?? conversation.id };
}

function toAct(activity: TeamsActivity): Act | undefined {
	const { type, action, channelData, membersAdded, membersRemoved, topicName, recipient } = activity;
	if (type === "installationUpdate") {
		if (action === "add") return { kind: "arrived" };
		return action === "remove" ? { kind: "left", why: "removed" } : undefined;
	}
	switch (channelData?.eventType) {
		case "channelDeleted":
		case "teamDeleted":
		case "teamHardDeleted":
			return { kind: "left", why: "deleted" };
		case "teamArchived":
			return { kind: "left", why: "archived" };
		case "channelRenamed":
			return renamed(channelData.channel?.name);
	}
	const isBot = ({ id }: { id: string }) => id === recipient.id;
	if (membersAdded?.some(isBot)) return { kind: "arrived" };
	if (membersRemoved?.some(isBot)) return { kind: "left", why: "removed" };
	return renamed(topicName);
}

function renamed(name: string | null | undefined): Act | undefined {
	return name ? { kind: "renamed", name } : undefined;
}
