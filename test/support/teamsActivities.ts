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
