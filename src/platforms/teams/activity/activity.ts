import { z } from "zod";
import type { Incoming, Sender } from "#chat/platform.ts";
import { channelPlace, directPlace, type TeamsAddress } from "../address.ts";

const id = z.string().min(1).max(500);
const name = z.string().max(1000).nullish();
const account = z.looseObject({
	id,
	name,
	aadObjectId: id.optional(),
	tenantId: id.optional(),
	role: z.string().optional(),
});
/** How Teams calls a search beside the message box. */
export const searchName = "composeExtension/query";

const members = z.array(z.looseObject({ id })).nullish();

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
		name,
		tenantId: id.optional(),
		conversationType: z.string().optional(),
	}),
	channelData: z
		.looseObject({
			tenant: z.looseObject({ id }).optional(),
			channel: z.looseObject({ id, name }).nullish(),
			eventType: z.string().nullish(),
		})
		.nullish(),
	replyToId: id.nullish(),
	name: z.string().nullish(),
	action: z.string().nullish(),
	text: z.string().nullish(),
	topicName: name,
	entities: z.array(z.unknown()).nullish(),
	attachments: z.array(z.looseObject({ contentType: z.string().nullish() })).nullish(),
	membersAdded: members,
	membersRemoved: members,
	value: z.unknown().optional(),
});

/** An activity of Teams, as far as we have looked at it. */
export type TeamsActivity = z.output<typeof activityShape>;

/** Where, who and with what ids: all of an event but the act. */
export type TeamsEvent = Omit<Incoming, "act" | "businessKey"> & { address: TeamsAddress };

/**
 * The event of an activity, in the conversation it came from or in another of the same tenant.
 * Undefined when the activity names no tenant or has no id.
 */
export function toEvent(
	activity: TeamsActivity,
	conversationId = activity.conversation.id,
): TeamsEvent | undefined {
	const { conversation, recipient, serviceUrl, channelData } = activity;
	const tenantId = (conversation.tenantId ?? channelData?.tenant?.id)?.toLowerCase();
	if (!tenantId || !activity.id) return undefined;
	const address = { serviceUrl, conversationId, botId: recipient.id, tenantId };
	const person = toSender(activity, address);
	return {
		// Ids are times: two conversations may have the same.
		eventId: `${conversation.id}:${activity.id}`,
		place: isPersonal(activity)
			? person.direct
			: channelPlace(address, channelData?.channel?.name ?? conversation.name ?? undefined),
		person,
		address,
	};
}

/**
 * Whoever did it. In a channel that tenants share, Teams names the sender's own; where it does not, the
 * tenant of the event counts, which may be another than the channel's.
 */
function toSender(activity: TeamsActivity, address: TeamsAddress): Sender {
	const { from, channelData } = activity;
	const workspace = (from.tenantId ?? channelData?.tenant?.id)?.toLowerCase() ?? address.tenantId;
	const { conversationId: _, ...near } = { ...address, tenantId: workspace };
	const id = from.aadObjectId ?? from.id;
	return {
		...{ id, workspace },
		...(from.name ? { name: from.name } : {}),
		direct: directPlace(isPersonal(activity) ? address : { ...near, userId: from.id }, id),
	};
}

/** Whether it happened in the bot's private chat with a person. A search may happen in one between two people. */
function isPersonal({ name, conversation }: TeamsActivity): boolean {
	return name !== searchName && conversation.conversationType === "personal";
}
