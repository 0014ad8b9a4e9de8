import { z } from "zod";
import type { Place } from "#chat/platform.ts";

const shape = z.object({
	serviceUrl: z.string(),
	conversationId: z.string(),
	botId: z.string(),
	tenantId: z.string(),
});

/** All that Teams needs to post in a conversation; the id of a channel's thread ends in `;messageid=<root>`. */
export type TeamsAddress = z.output<typeof shape>;

/** The place at an address. Its key leaves out the service URL, which Teams changes over time. */
export function toPlace(address: TeamsAddress, kind: Place["kind"]): Place {
	return {
		platform: "teams",
		workspace: address.tenantId,
		key: `teams:${address.tenantId}:${address.conversationId}`,
		address: JSON.stringify(address),
		kind,
	};
}

/** The address of a Teams place, or undefined when it is not one of ours. */
export function toAddress(place: Place): TeamsAddress | undefined {
	try {
		return shape.parse(JSON.parse(place.address));
	} catch {
		return undefined;
	}
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
