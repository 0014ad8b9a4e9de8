import { z } from "zod";
import type { Place } from "#chat/platform.ts";

const at = { serviceUrl: z.string(), botId: z.string(), tenantId: z.string() };
const conversation = z.object({ ...at, conversationId: z.string() });
const user = z.object({ ...at, userId: z.string() });
const shape = z.union([conversation, user]);

/** All that Teams needs to post in a conversation; the id of a channel's thread ends in `;messageid=<root>`. */
export type TeamsAddress = z.output<typeof conversation>;

/** All that Teams needs to open the private chat with a person, who need not have written in it. */
export type TeamsUser = z.output<typeof user>;

/** A channel, a thread of it or a group chat. Its key leaves out the service URL, which Teams changes over time. */
export function channelPlace(address: TeamsAddress, name?: string): Place {
	const channelId = withoutThread(address.conversationId);
	const place: Place = {
		platform: "teams",
		workspace: address.tenantId,
		key: `teams:${address.tenantId}:${address.conversationId}`,
		...(name ? { name } : {}),
		address: JSON.stringify(address),
		kind: "channel",
	};
	if (channelId === address.conversationId) return place;
	return { ...place, channel: channelPlace({ ...address, conversationId: channelId }, name) };
}

/** A person's private chat with the bot, of which there is one. Its key is the same before it is opened. */
export function directPlace(address: TeamsAddress | TeamsUser, person: string): Place {
	return {
		platform: "teams",
		workspace: address.tenantId,
		key: `teams:${address.tenantId}:direct:${person}`,
		address: JSON.stringify(address),
		kind: "direct",
	};
}

/** The address of a Teams place, or undefined when it is not one of ours, or not this place's own. */
export function toAddress(place: Place): TeamsAddress | TeamsUser | undefined {
	try {
		const address = shape.parse(JSON.parse(place.address));
		return isOf(place, address) ? address : undefined;
	} catch {
		return undefined;
	}
}

/** A place may come back in a press, which is untrusted: it is to lead to no other tenant, and a channel to nobody's private chat. */
function isOf({ workspace, kind }: Place, address: TeamsAddress | TeamsUser): boolean {
	if (address.tenantId !== workspace) return false;
	return kind === "direct" || !("userId" in address || address.conversationId.startsWith("a:"));
}

/** A conversation's id without the thread in it. */
export function withoutThread(conversationId: string): string {
	return conversationId.split(";")[0] ?? conversationId;
}

/** Where the bot's token may go, and whether plain http on loopback counts. */
export type Reach = { hosts: string[]; loopback: "refused" | "allowed" | "only" };

/** Whether the bot may speak to this service URL: whoever gets a request there gets the bot's token. */
export function maySpeakTo(serviceUrl: string, { hosts, loopback }: Reach): boolean {
	if (!URL.canParse(serviceUrl)) return false;
	const { protocol, hostname, username, password } = new URL(serviceUrl);
	if (username || password || !hosts.includes(hostname)) return false;
	if (isLoopback(hostname)) return loopback !== "refused" && /^https?:$/.test(protocol);
	return loopback !== "only" && protocol === "https:";
}

/** Whether a host name or a remote address is this very machine. */
export function isLoopback(host: string): boolean {
	return (
		host === "localhost" || host === "::1" || host === "[::1]" || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(host)
	);
}
