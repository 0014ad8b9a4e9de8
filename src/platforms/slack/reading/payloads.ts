import { z } from "zod";

const text = z.string();
const id = z.string().min(1).max(255);
const thing = z.looseObject({ id });
const optionalId = id.optional().catch(undefined);

const event = z.looseObject({
	type: text,
	subtype: text.optional(),
	/** Its id; where its name has changed, the channel itself. */
	channel: z
		.union([id, z.looseObject({ id, name: text.optional() })])
		.optional()
		.catch(undefined),
	channel_type: text.optional().catch(undefined),
	/** A channel's ids, where it was given another. */
	old_channel_id: optionalId,
	new_channel_id: optionalId,
	/** The workspace or organisation that a channel was shared with. */
	connected_team_id: optionalId,
	user: optionalId,
	inviter: optionalId,
	actor_id: optionalId,
	bot_id: text.optional().catch(undefined),
	text: text.optional().catch(undefined),
	tab: text.optional().catch(undefined),
	ts: optionalId,
	event_ts: optionalId,
	thread_ts: optionalId,
	user_team: optionalId,
	source_team: optionalId,
	team: optionalId,
	/** Users whose tokens were revoked. */
	tokens: z
		.looseObject({ bot: z.array(id).nullish() })
		.optional()
		.catch(undefined),
});

/** An event of the Events API, with its envelope. */
export const Envelope = z
	.looseObject({
		type: z.literal("event_callback"),
		event_id: id,
		event_time: z.number().optional().catch(undefined),
		team_id: id.nullish(),
		enterprise_id: id.nullish(),
		is_ext_shared_channel: z.boolean().optional().catch(undefined),
		authorizations: z
			.array(
				z.looseObject({
					team_id: id.nullish(),
					enterprise_id: id.nullish(),
					user_id: id.nullish(),
					is_bot: z.boolean().nullish(),
					is_enterprise_install: z.boolean().nullish(),
				}),
			)
			.nullish(),
		event,
	})
	.refine(({ team_id, enterprise_id }) => team_id || enterprise_id);
export type Envelope = z.infer<typeof Envelope>;

/** A slash command. */
export const Command = z.looseObject({
	command: text,
	text: text.optional(),
	team_id: id,
	enterprise_id: id.optional(),
	is_enterprise_install: text.optional(),
	channel_id: id,
	channel_name: text.optional(),
	user_id: id,
	user_name: text.optional(),
	trigger_id: id,
	response_url: text.optional(),
});
export type Command = z.infer<typeof Command>;

/** A shortcut in the menu of a message. */
export const Shortcut = z.looseObject({
	type: z.literal("message_action"),
	callback_id: text,
	trigger_id: id,
	user: z.looseObject({ id, team_id: id.nullish(), name: text.nullish() }),
	team: thing.nullish(),
	enterprise: thing.nullish(),
	is_enterprise_install: z.boolean().nullish(),
	channel: z.looseObject({ id, name: text.nullish() }),
	message: z.looseObject({ ts: id, text: text.nullish() }),
	response_url: text.optional(),
});
export type Shortcut = z.infer<typeof Shortcut>;

const option = z.looseObject({ value: text });
const input = z.looseObject({
	value: text.nullish(),
	selected_date: text.nullish(),
	selected_time: text.nullish(),
	selected_option: option.nullish(),
	selected_options: z.array(option).nullish(),
	selected_conversation: id.nullish(),
});
export type Input = z.infer<typeof input>;

const state = z
	.looseObject({ values: z.record(text, z.record(text, input)) })
	.nullish()
	.catch(null);

/** A button that was pressed, in a message or in the home. */
export const Press = z.looseObject({
	type: z.literal("block_actions"),
	trigger_id: id,
	user: z.looseObject({ id, team_id: id.nullish(), name: text.nullish() }),
	team: thing.nullish(),
	enterprise: thing.nullish(),
	is_enterprise_install: z.boolean().nullish(),
	channel: z.looseObject({ id, name: text.nullish() }).nullish(),
	container: z.looseObject({
		message_ts: id.optional(),
		thread_ts: id.nullish(),
		channel_id: id.optional(),
		is_ephemeral: z.boolean().optional(),
	}),
	message: z.looseObject({ thread_ts: id.nullish() }).nullish(),
	view: z.looseObject({ id, type: text, state }).nullish().catch(null),
	response_url: text.optional(),
	state,
	actions: z
		.array(
			z.looseObject({
				type: text,
				action_id: id,
				block_id: text.optional(),
				action_ts: text.optional(),
				value: text.nullish(),
			}),
		)
		.min(1),
});
export type Press = z.infer<typeof Press>;

/** The user that the bot is in the workspace of an event. */
export function botUserOf(envelope: Envelope): string | undefined {
	return envelope.authorizations?.find(({ is_bot }) => is_bot !== false)?.user_id ?? undefined;
}

/** The channel of an event: its id, and its name where the event brings that. */
export function channelOf({ event: { channel } }: Envelope): { id?: string; name?: string } {
	return typeof channel === "object" ? channel : { id: channel };
}

/** The second in which an event happened. One act can come as two events, with times that differ in their fractions. */
export function secondOf({ event: { event_ts } }: Envelope): string | undefined {
	return event_ts?.split(".")[0];
}

/** A channel's name; nothing for the words that Slack puts where a conversation has none. */
export function nameOf(name: string | null | undefined): string | undefined {
	return name && !["directmessage", "privategroup"].includes(name) ? name : undefined;
}
