import type { Express } from "express";
import type { Log } from "#chat/log.ts";
import { sentence } from "#chat/plain.ts";
import type { Outcome, Place, Platform } from "#chat/platform.ts";
import { cardAfter } from "./activity/pressed.ts";
import { type Credentials, createAdapter, type Endpoints } from "./adapter.ts";
import { type Reach, type TeamsAddress, toAddress } from "./address.ts";
import { createReceiver, type Receiver } from "./receive.ts";
import { toActivities, toActivity, toReplacement } from "./render.ts";
import { createSender } from "./send.ts";

/** What it takes to serve Teams. */
export type TeamsConfig = {
	/** Absent only in local mode: requests are then not authenticated, and the server listens on loopback only. */
	credentials?: Credentials;
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

	/** Calls Teams at a place's address, after opening the private chat that it may stand for. */
	const at = async (place: Place, call: (address: TeamsAddress) => Promise<Outcome>): Promise<Outcome> => {
		const address = toAddress(place);
		if (!address) return { kind: "never", reason: "The place has no address of its own in Teams." };
		const opened = "userId" in address ? await sender.open(address) : address;
		return "kind" in opened ? opened : call(opened);
	};

	const send: Platform["send"] = (place, message, deliveryId) =>
		at(place, (address) => sender.post(address, toActivities(message, deliveryId)));

	const update: Platform["update"] = (place, messageId, message) => {
		const card = cardAfter(JSON.stringify([messageId, message]));
		const activities = toReplacement(message, card).map(toActivity);
		return at(place, (address) => sender.update(address, messageId, activities));
	};

	const sendPrivately: Platform["sendPrivately"] = async ({ place, person, businessKey }, message) => {
		const outcome = await send(person.direct, message, cardAfter(`${businessKey}:private`));
		if (place.kind === "direct" || outcome.kind !== "never") return outcome;
		await send(place, sentence(inTheOpen), cardAfter(`${businessKey}:notice`));
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
		update,
		sendPrivately,
		async settled() {
			await receiver?.settled();
		},
		async stop() {
			await receiver?.stop();
		},
	};
}
