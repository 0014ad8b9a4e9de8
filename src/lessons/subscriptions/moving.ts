import type { Handled, Reply } from "#chat/feature.ts";
import type { Message } from "#chat/message.ts";
import { message, sentence } from "#chat/plain.ts";
import type { Incoming } from "#chat/platform.ts";
import type { Subscription } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import { tell } from "../coordinator/telling.ts";
import type { LessonEvent, LessonsOptions } from "../event.ts";
import { pauseSubscription, placeFor, resumeSubscription, subscriptionAt } from "./subscription.ts";

/** Whether something happened to a channel that its subscription follows. */
export async function follows(db: Db, incoming: Incoming): Promise<boolean> {
	const { act, place } = incoming;
	if (act.kind !== "left" && act.kind !== "renamed" && act.kind !== "arrived") return false;
	if (place.kind === "direct") return false;
	const subscription = await subscriptionAt(db, incoming, undefined);
	return subscription !== undefined && (act.kind !== "arrived" || subscription.state === "paused");
}

/** Follows a channel that was renamed, pauses where the bot has to go, and goes on where it is back. */
export async function follow(options: LessonsOptions, event: LessonEvent): Promise<Handled<Db>> {
	const { incoming, now } = event;
	const { act } = incoming;
	return {
		reply: { say: [] },
		save: async (tx): Promise<Reply> => {
			const subscription = await subscriptionAt(tx, incoming, undefined);
			if (!subscription) return { say: [] };
			const { id } = subscription;
			if (act.kind === "renamed") await tx.subscription.update({ where: { id }, data: { name: act.name } });
			if (act.kind === "left") await leave(options, tx, subscription, event, reasons[act.why]);
			if (act.kind !== "arrived") return { say: [] };
			const back = await resumeSubscription(tx, id, placeFor(incoming), now);
			return { say: back ? [sentence(hereAgain)] : [] };
		},
	};
}

/** Of a channel that several workspaces share, only the one that it was subscribed from counts. */
async function leave(
	options: LessonsOptions,
	tx: Db,
	subscription: Subscription,
	{ incoming, now }: LessonEvent,
	why: string,
): Promise<void> {
	const { id, placeKey, twins } = subscription;
	const { key } = placeFor(incoming);
	if (key === placeKey) await pauseAndTell(options, tx, subscription, why, now);
	else await tx.subscription.update({ where: { id }, data: { twins: twins.filter((each) => each !== key) } });
}

/** Pauses a subscription and tells the leads of its agency, or the coordinators where it has none. Once. */
export async function pauseAndTell(
	options: Pick<LessonsOptions, "say" | "people">,
	tx: Db,
	subscription: Subscription,
	why: string,
	now: Date,
): Promise<void> {
	const { id, agencyId, name } = subscription;
	if (!(await pauseSubscription(tx, id, why))) return;
	const leads = (await options.people.leadsOf(tx, agencyId)).filter(({ place }) => place);
	const told = leads.length > 0 ? leads : await options.people.coordinators(tx);
	await tell(options, tx, told, `subscription-paused:${id}:${now.getTime()}`, pausedCard(name, why), now);
}

function pausedCard(name: string | null, why: string): Message {
	return message([
		{
			kind: "prose",
			text: `New lessons no longer come to ${name ? `the channel “${name}”` : "a channel of your agency"}: ${why}. Its subscription is paused. It goes on, with what was missed, when I am added there again.`,
		},
	]);
}

const reasons = {
	removed: "I was taken out of it",
	archived: "it was archived",
	deleted: "it was deleted",
};

const hereAgain = "I am back here: the subscription to new lessons goes on, and what was missed comes now.";
