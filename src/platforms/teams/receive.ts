import type { Activity } from "botbuilder";
import type { Request, Response } from "express";
import { createInHand } from "#chat/handling/inHand.ts";
import { fault, type Log } from "#chat/log.ts";
import type { Receive } from "#chat/platform.ts";
import { activityShape } from "./activity/activity.ts";
import { type Adapter, isFromChannel } from "./adapter.ts";
import { maySpeakTo, type Reach } from "./address.ts";
import { createDispatch } from "./dispatch.ts";
import { NotNow } from "./errors.ts";
import { createRefusals } from "./refusals.ts";
import { isLocal, readBody } from "./request.ts";
import type { Sender } from "./send.ts";

/** Takes what Teams posts to the bot. */
export type Receiver = {
	handle(request: Request, response: Response): Promise<void>;
	/** Resolves when what came is handled. */
	settled(): Promise<void>;
	/** Refuses what comes from now on; resolves when what came is handled. */
	stop(): Promise<void>;
};

type Reply = { status: number; body?: unknown };

/** Creates the receiver. `patienceMs` is how long Teams is kept waiting for an answer; work then goes on without it. */
export function createReceiver(options: {
	adapter: Adapter;
	sender: Sender;
	receive: Receive;
	reach: Reach;
	authenticated: boolean;
	patienceMs: number;
	log: Log;
	now: () => Date;
}): Receiver {
	const { adapter, reach, authenticated, log, now } = options;
	const refused = createRefusals(log, now);
	const inHand = createInHand();
	let stopping = false;

	const dispatch = createDispatch({ ...options, hold: inHand.add });

	async function answer(request: Request, response: Response, verified: () => void): Promise<Reply> {
		if (stopping) return { status: 503 };
		const authorization = request.headers.authorization ?? "";
		if (authenticated ? !authorization : !isLocal(request)) {
			refused(authenticated ? "no token" : "not made on this machine");
			return { status: authenticated ? 401 : 403 };
		}
		const unreadable = await readBody(request, response);
		if (unreadable !== undefined) return { status: unreadable };
		const { data: activity } = activityShape.safeParse(request.body);
		if (!activity) return { status: 400 };
		try {
			let refusal: number | undefined;
			const invoked = await adapter.run(authorization, activity as unknown as Activity, async (context) => {
				if (stopping) refusal = 503;
				else if (authenticated && !isFromChannel(context, adapter)) refusal = 403;
				else if (!maySpeakTo(activity.serviceUrl, reach)) refusal = 403;
				if (refusal !== undefined) return;
				verified();
				await dispatch.run(context);
			});
			if (refusal === 403) refused("not from a channel, or from a service that is not on the list");
			return refusal === undefined
				? { status: invoked?.status ?? 200, body: invoked?.body }
				: { status: refusal };
		} catch (error) {
			return failed(error);
		}
	}

	function failed(error: unknown): Reply {
		if (error instanceof NotNow) return { status: 503 };
		const { fault: name, status } = fault(error);
		if (status === 401 || /^(JsonWebToken|TokenExpired|NotBefore)Error$/.test(name)) {
			refused(`no good token (${name})`);
			return { status: 401 };
		}
		log.error(fault(error), "A request to the Teams endpoint failed");
		return { status: 500 };
	}

	async function handle(request: Request, response: Response): Promise<void> {
		const { promise: answered, resolve } = Promise.withResolvers<void>();
		// In hand only once it is verified: a stop waits for nobody but Teams.
		try {
			const { status, body } = await answer(request, response, () => inHand.add(answered));
			response.status(status);
			if (body === undefined) response.end();
			else response.json(body);
		} finally {
			resolve();
		}
	}

	return {
		handle,
		settled: inHand.done,
		async stop() {
			stopping = true;
			await inHand.done();
		},
	};
}
