import type { Activity, ConversationParameters, ConversationReference, TurnContext } from "botbuilder";
import { fault } from "#chat/log.ts";
import type { Outcome } from "#chat/platform.ts";
import type { Adapter } from "./adapter.ts";
import { maySpeakTo, type Reach, type TeamsAddress, type TeamsUser } from "./address.ts";
import { TimeoutError, toOutcome } from "./errors.ts";

type Failed = Exclude<Outcome, { kind: "sent" }>;

/** Calls to Teams, each made once. None of them throws. A message of several parts has the ids of all, parted by spaces. */
export type Sender = {
	/** Posts the activities in order; stops at the first that is not surely posted. */
	post(to: TeamsAddress, activities: Partial<Activity>[]): Promise<Outcome>;
	/**
	 * Puts activities in the places of those that were posted. What is left over of these is deleted; what is
	 * too much for them is posted. Done twice it is the same as once.
	 */
	update(to: TeamsAddress, messageId: string, activities: Partial<Activity>[]): Promise<Outcome>;
	/** Opens the private chat with a person, who need not have written in it. Says nothing there, so it ends `later` at worst in doubt. */
	open(user: TeamsUser): Promise<TeamsAddress | Failed>;
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

	async function calling<T>(to: { serviceUrl: string }, call: () => Promise<T>): Promise<T | Failed> {
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
		const posted: string[] = [];
		for (const activity of activities) {
			const outcome = await inTurn(to, async (context) => (await context.sendActivity(activity))?.id ?? "");
			if (outcome.kind !== "sent")
				return posted.length > 0 ? inPart(posted.length, activities.length, outcome) : outcome;
			posted.push(outcome.messageId);
		}
		if (posted.length === 0) return { kind: "never", reason: "There was nothing to post." };
		return { kind: "sent", messageId: posted.filter(Boolean).join(" ") };
	}

	async function update(
		to: TeamsAddress,
		messageId: string,
		activities: Partial<Activity>[],
	): Promise<Outcome> {
		const old = messageId.split(" ").filter(Boolean);
		if (old.length === 0) return { kind: "never", reason: "Teams gave the message no id." };
		for (const [at, id] of old.entries()) {
			const activity = activities[at];
			const outcome = await inTurn(to, async (context) => {
				if (activity) await context.updateActivity({ ...activity, id });
				else await context.deleteActivity(id).catch(unlessGone);
				return id;
			});
			if (outcome.kind !== "sent") return outcome;
		}
		if (activities.length <= old.length)
			return { kind: "sent", messageId: old.slice(0, activities.length).join(" ") };
		const more = await post(to, activities.slice(old.length));
		return more.kind === "sent" ? { ...more, messageId: [...old, more.messageId].join(" ") } : more;
	}

	async function open(user: TeamsUser): Promise<TeamsAddress | Failed> {
		const { userId, ...near } = user;
		const opened = await calling(user, async () => {
			let conversationId = "";
			await adapter.createConversationAsync(
				appId,
				"msteams",
				user.serviceUrl,
				"",
				conversationWith(user),
				async (context) => {
					conversationId = context.activity.conversation?.id ?? "";
				},
			);
			if (!conversationId) throw new Error("Teams named no conversation");
			return { ...near, conversationId };
		});
		// Opening it twice opens the same, and nothing was said yet.
		return "kind" in opened && opened.kind === "unknown" ? { ...opened, kind: "later" } : opened;
	}

	return { post, update, open };
}

function unlessGone(error: unknown): void {
	if (fault(error).status !== 404) throw error;
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

function conversationWith({ botId, userId, tenantId }: TeamsUser) {
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
