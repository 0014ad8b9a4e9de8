import { z } from "zod";
import type { Incoming } from "#chat/platform.ts";
import { type TeamsAddress, toPlace, withoutThread } from "./address.ts";

const id = z.string().min(1).max(500);
const account = z.looseObject({
	id,
	aadObjectId: id.optional(),
	tenantId: id.optional(),
	role: z.string().optional(),
});

/** What every activity that we handle has. What else it carries is read where it is needed. */
export const activityShape = z.looseObject({
	type: z.string().min(1).max(100),
	id: id.optional(),
	channelId: z.literal("msteams"),
	serviceUrl: z.string().max(1000).default(""),
	from: account,
	recipient: z.looseObject({ id }),
	conversation: z.looseObject({
		id,
		tenantId: id.optional(),
		conversationType: z.string().optional(),
	}),
	channelData: z.looseObject({ tenant: z.looseObject({ id }).optional() }).nullish(),
	replyToId: id.nullish(),
	name: z.string().nullish(),
	action: z.string().nullish(),
	text: z.string().nullish(),
	entities: z.array(z.unknown()).nullish(),
	membersAdded: z.array(z.looseObject({ id })).nullish(),
	value: z.unknown().optional(),
});

/** An activity of Teams, as far as we have looked at it. */
export type TeamsActivity = z.output<typeof activityShape>;

/** What `sendPrivately` needs: the id by which Teams opens a private chat with the person. */
export type TeamsContext = { userId: string };

/** Where, who and with what ids: all of an event but the act. Undefined when it names no tenant or has no id. */
export function setting(
	activity: TeamsActivity,
): (Omit<Incoming, "act" | "businessKey"> & { address: TeamsAddress }) | undefined {
	const { conversation, from, recipient, serviceUrl } = activity;
	const tenantId = (activity.channelData?.tenant?.id ?? conversation.tenantId)?.toLowerCase();
	if (!tenantId || !activity.id) return undefined;
	const address = { serviceUrl, conversationId: conversation.id, botId: recipient.id, tenantId };
	return {
		// Ids are times: two conversations may have the same.
		eventId: `${conversation.id}:${activity.id}`,
		place: toPlace(address, conversation.conversationType === "personal" ? "direct" : "channel"),
		person: { id: from.aadObjectId ?? from.id, workspace: from.tenantId?.toLowerCase() ?? tenantId },
		context: { userId: from.id } satisfies TeamsContext,
		address,
	};
}

/** Whether the activity says that the bot was added to a conversation. */
export function isArrival(activity: TeamsActivity): boolean {
	if (activity.type === "installationUpdate") return activity.action === "add";
	return activity.membersAdded?.some((member) => member.id === activity.recipient.id) ?? false;
}

/** The same for both events that Teams sends on an arrival, and for each time that it sends them. */
export function arrivalKey({ tenantId, conversationId }: TeamsAddress): string {
	return `arrived:${tenantId}:${withoutThread(conversationId)}`;
}
