import type { Activity, ConversationParameters, ConversationReference, TurnContext } from "botbuilder";
import type { Outcome } from "#chat/platform.ts";
import type { Adapter } from "./adapter.ts";
import { maySpeakTo, type Reach, type TeamsAddress } from "./address.ts";
import { TimeoutError, toOutcome } from "./errors.ts";

type Failed = Exclude<Outcome, { kind: "sent" }>;

/** Calls to Teams, each made once. None of them throws. */
export type Sender = {
	/** Posts the activities in order; stops at the first that is not surely posted. */
	post(to: TeamsAddress, activities: Partial<Activity>[]): Promise<Outcome>;
	/** Puts an activity in the place of one that was posted. */
	update(to: TeamsAddress, messageId: string, activity: Partial<Activity>): Promise<Outcome>;
	/** Opens the private chat with a person, who need not have written in it. Says nothing there, so it ends `later` at worst in doubt. */
	open(near: TeamsAddress, userId: string, tenantId: string): Promise<TeamsAddress | Failed>;
};

/** Creates the sender. `timeoutMs` bounds each call. */
export function createSender(options: {
	adapter: Adapter;
	appId: string;
	reach: Reach;
	timeoutMs: number;
	now: () => Date;
}): Sender {
	const { adapter, appId, reach, timeoutMs, now } = options;

	async function calling<T>(to: TeamsAddress, call: () => Promise<T>): Promise<T | Failed> {
		if (!maySpeakTo(to.serviceUrl, reach))
			return { kind: "never", reason: "The bot may not speak to the service that this place names." };
		try {
			return await within(timeoutMs, call());
		} catch (error) {
			return toOutcome(error, now());
		}
	}

	async function inTurn(to: TeamsAddress, call: (context: TurnContext) => Promise<string>): Promise<Outcome> {
		return calling(to, async () => {
			let messageId = "";
			await adapter.continueConversationAsync(appId, reference(to), async (context) => {
				// botbuilder makes up an id for this turn and would reply to it: a message that is not there.
				Object.assign(context.activity, { id: undefined });
				messageId = await call(context);
			});
			return { kind: "sent", messageId };
		});
	}

	async function post(to: TeamsAddress, activities: Partial<Activity>[]): Promise<Outcome> {
		let first: Outcome | undefined;
		for (const [at, activity] of activities.entries()) {
			const outcome = await inTurn(to, async (context) => (await context.sendActivity(activity))?.id ?? "");
			if (outcome.kind !== "sent") return first ? inPart(at, activities.length, outcome) : outcome;
			first ??= outcome;
		}
		return first ?? { kind: "never", reason: "There was nothing to post." };
	}

	return {
		post,
		update: (to, messageId, activity) =>
			inTurn(to, async (context) => {
				await context.updateActivity({ ...activity, id: messageId });
				return messageId;
			}),
		open: async (near, userId, tenantId) => {
			const opened = await calling(near, async () => {
				let conversationId = "";
				await adapter.createConversationAsync(
					appId,
					"msteams",
					near.serviceUrl,
					"",
					conversationWith(near.botId, userId, tenantId),
					async (context) => {
						conversationId = context.activity.conversation?.id ?? "";
					},
				);
				if (!conversationId) throw new Error("Teams named no conversation");
				return { ...near, conversationId, tenantId };
			});
			// Opening it twice opens the same, and nothing was said yet.
			return "kind" in opened && opened.kind === "unknown" ? { ...opened, kind: "later" } : opened;
		},
	};
}

/** A long message goes in several parts. Once one of them stands, sending all again would double it. */
function inPart(posted: number, of: number, { reason }: Failed): Outcome {
	return {
		kind: "unknown",
		reason: `Only ${posted} of the message's ${of} parts are surely posted. ${reason}`,
	};
}

function reference(to: TeamsAddress): Partial<ConversationReference> {
	// The types ask for names and kinds, which Teams knows and does not want empty.
	return {
		channelId: "msteams",
		serviceUrl: to.serviceUrl,
		bot: { id: to.botId } as ConversationReference["bot"],
		conversation: { id: to.conversationId, tenantId: to.tenantId } as ConversationReference["conversation"],
	};
}

function conversationWith(botId: string, userId: string, tenantId: string) {
	return {
		isGroup: false,
		bot: { id: botId },
		members: [{ id: userId }],
		tenantId,
		channelData: { tenant: { id: tenantId } },
	} as ConversationParameters;
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
	const { promise: late, reject } = Promise.withResolvers<never>();
	const timer = setTimeout(() => reject(new TimeoutError("Teams did not answer in time")), ms);
	try {
		return await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
		work.catch(() => {});
	}
}
