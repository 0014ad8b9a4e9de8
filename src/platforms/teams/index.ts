import type { Express } from "express";
import type { Log } from "#chat/log.ts";
import { sentence } from "#chat/plain.ts";
import type { Incoming, Outcome, Platform } from "#chat/platform.ts";
import type { TeamsContext } from "./activity.ts";
import { createAdapter, type Endpoints } from "./adapter.ts";
import { type Reach, toAddress } from "./address.ts";
import { cardAfter } from "./pressed.ts";
import { createReceiver, type Receiver } from "./receive.ts";
import { toActivities } from "./render.ts";
import { createSender } from "./send.ts";

/** What it takes to serve Teams. */
export type TeamsConfig = {
	/** Absent only in local mode: requests are then not authenticated, and the server listens on loopback only. */
	credentials?: { appId: string; password: string; homeTenant: string };
	tenants: string[];
	serviceHosts: string[];
};

const inTheOpen = "I can answer this in a private chat. Please write to me there.";

/**
 * Creates the Teams platform on a web server that listens elsewhere: `POST /api/messages` from `start`
 * on. Without credentials it serves and calls loopback only. `endpoints` and the times are for tests.
 */
export function createTeams(options: {
	config: TeamsConfig;
	web: Express;
	log: Log;
	now: () => Date;
	endpoints?: Endpoints;
	/** How long a call to Teams may take. */
	timeoutMs?: number;
	/** How long an event may keep Teams waiting, which takes 5 seconds for a failure. */
	patienceMs?: number;
}): Platform {
	const { config, web, log, now, endpoints, timeoutMs = 10_000, patienceMs = 4_000 } = options;
	const { credentials } = config;
	const reach: Reach = {
		hosts: config.serviceHosts,
		loopback: credentials ? (endpoints ? "allowed" : "refused") : "only",
	};
	const adapter = createAdapter({ credentials, endpoints, timeoutMs });
	const sender = createSender({ adapter, appId: credentials?.appId ?? "", reach, timeoutMs, now });
	let receiver: Receiver | undefined;

	const send: Platform["send"] = async (place, message, deliveryId) => {
		const address = toAddress(place);
		if (!address) return noAddress;
		return sender.post(address, toActivities(message, deliveryId));
	};

	const sendPrivately: Platform["sendPrivately"] = async (incoming, message) => {
		const { place, person } = incoming;
		const card = cardAfter(`${incoming.businessKey}:private`);
		if (place.kind === "direct") return send(place, message, card);
		const near = toAddress(place);
		if (!near) return noAddress;
		const chat = await sender.open(near, userId(incoming), person.workspace);
		const outcome = "kind" in chat ? chat : await sender.post(chat, toActivities(message, card));
		if (outcome.kind !== "never") return outcome;
		const notice = toActivities(sentence(inTheOpen), cardAfter(`${incoming.businessKey}:notice`));
		await sender.post(near, notice);
		return { ...outcome, reason: `The person could only be told to write privately. ${outcome.reason}` };
	};

	return {
		name: "teams",
		async start(receive) {
			if (receiver) throw new Error("Teams has been started already");
			const created = createReceiver({
				adapter,
				sender,
				receive,
				reach,
				authenticated: credentials !== undefined,
				patienceMs,
				log,
				now,
			});
			receiver = created;
			web.post("/api/messages", (request, response) => created.handle(request, response));
			// The trial client looks here before it lets anybody write.
			if (!credentials) web.head("/api/messages", (_, response) => void response.sendStatus(200));
		},
		send,
		sendPrivately,
		async stop() {
			await receiver?.stop();
		},
	};
}

const noAddress: Outcome = { kind: "never", reason: "The place has no address in Teams." };

function userId({ context, person }: Incoming): string {
	return (context as TeamsContext | undefined)?.userId ?? person.id;
}
