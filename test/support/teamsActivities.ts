import type { Json } from "#chat/message.ts";

type Fields = { [name: string]: Json };

export const tenant = "aaaaaaaa-0000-4000-8000-000000000001";
const bot = { id: "28:bot", name: "Lessons" };
const person = { id: "29:asker", name: "Asker", aadObjectId: "bbbbbbbb-0000-4000-8000-000000000002" };

function activity(serviceUrl: string, fields: Fields): Fields {
	return {
		id: "1700000000001",
		channelId: "msteams",
		serviceUrl,
		from: person,
		recipient: bot,
		conversation: { id: "a:personal", conversationType: "personal", tenantId: tenant },
		channelData: { tenant: { id: tenant } },
		timestamp: "2026-11-23T09:00:00.000Z",
		...fields,
	};
}

/** A message in the private chat. */
export function personalMessage(serviceUrl: string, text: string, fields: Fields = {}): Fields {
	return activity(serviceUrl, { type: "message", text, textFormat: "plain", ...fields });
}

/** A message in a thread of a channel that mentions the bot. */
export function channelMention(serviceUrl: string, text: string, fields: Fields = {}): Fields {
	return activity(serviceUrl, {
		type: "message",
		text: `<at>Lessons</at> ${text}`,
		textFormat: "plain",
		conversation: {
			id: "19:team@thread.tacv2;messageid=1699",
			conversationType: "channel",
			isGroup: true,
			tenantId: tenant,
		},
		entities: [{ type: "mention", text: "<at>Lessons</at>", mentioned: bot }],
		...fields,
	});
}

/** A press of a button as `Action.Execute` brings it. */
export function execute(
	serviceUrl: string,
	action: Fields,
	inputs: Fields = {},
	fields: Fields = {},
): Fields {
	return activity(serviceUrl, {
		type: "invoke",
		name: "adaptiveCard/action",
		replyToId: "1699000",
		value: {
			action: {
				type: "Action.Execute",
				verb: action.verb ?? "",
				data: { ...(action.data as Fields), ...inputs },
			},
			trigger: "manual",
		},
		...fields,
	});
}

/** A press of a button as `Action.Submit` brings it. */
export function submit(serviceUrl: string, data: Fields, inputs: Fields = {}, fields: Fields = {}): Fields {
	return activity(serviceUrl, {
		type: "message",
		replyToId: "1699000",
		value: { ...data, ...inputs },
		...fields,
	});
}

/** The two events with which Teams says that the bot was added. */
export function arrivals(serviceUrl: string, fields: Fields = {}): Fields[] {
	return [
		activity(serviceUrl, { type: "installationUpdate", action: "add", id: "install-1", ...fields }),
		activity(serviceUrl, { type: "conversationUpdate", membersAdded: [bot], id: "update-1", ...fields }),
	];
}

/** An event of a team's conversation that tells of a channel of it. */
export function channelEvent(
	serviceUrl: string,
	eventType: string,
	channel: { id: string; name?: string },
	fields: Fields = {},
): Fields {
	const team = "19:team-general@thread.tacv2";
	return activity(serviceUrl, {
		type: "conversationUpdate",
		conversation: { id: team, conversationType: "channel", isGroup: true, tenantId: tenant },
		channelData: { tenant: { id: tenant }, team: { id: team }, channel, eventType },
		...fields,
	});
}

/** The two events with which Teams says that the bot was taken out of a conversation. */
export function removals(serviceUrl: string, fields: Fields = {}): Fields[] {
	return [
		activity(serviceUrl, { type: "installationUpdate", action: "remove", id: "remove-1", ...fields }),
		activity(serviceUrl, { type: "conversationUpdate", membersRemoved: [bot], id: "update-2", ...fields }),
	];
}

/** What somebody types into the search beside the message box, wherever they are writing. */
export function search(serviceUrl: string, text: string, fields: Fields = {}): Fields {
	return activity(serviceUrl, {
		type: "invoke",
		name: "composeExtension/query",
		conversation: { id: "19:two-people@unq.gbl.spaces", conversationType: "personal", tenantId: tenant },
		value: {
			commandId: "search",
			parameters: [text ? { name: "question", value: text } : { name: "initialRun", value: "true" }],
			queryOptions: { skip: 0, count: 25 },
		},
		...fields,
	});
}
