import type { Handled, Reply } from "#chat/feature.ts";
import type { FeatureEvent } from "#chat/handling/event.ts";
import { sentence } from "#chat/plain.ts";
import type { ChannelChange, Incoming, Moved } from "#chat/platform.ts";
import { whyLeft } from "#chat/wording/whyLeft.ts";
import { followMoved } from "#delivery/moved.ts";
import type { Subscription } from "#generated/client.ts";
import { knownAgencies } from "#people/agencies.ts";
import type { Db } from "#storage/open.ts";
import { tell } from "../coordinator/telling.ts";
import type { LessonsOptions } from "../handling.ts";
import { capitalised } from "../text/lessonText.ts";
import {
	channelName,
	pauseSubscription,
	placed,
	placeFor,
	resumeSubscription,
	subscriptionAt,
	withdrawFor,
} from "./subscription.ts";

type Parts = Pick<LessonsOptions, "say" | "people">;

function isChange(act: Incoming["act"]): act is ChannelChange {
	return ["left", "renamed", "moved", "shared"].includes(act.kind);
}

/** Whether something became of a channel, subscribed or not; that the bot arrived only where a subscription waits for it. */
export async function follows(db: Db, incoming: Incoming): Promise<boolean> {
	const { act, place } = incoming;
	if (isChange(act)) return true;
	if (act.kind !== "arrived" || place.kind === "direct") return false;
	return (await subscriptionAt(db, incoming, undefined))?.state === "paused";
}

/** Follows a channel that was renamed, moved or shared, pauses where the bot has to go, and goes on where it is back. */
export async function follow(options: LessonsOptions, event: FeatureEvent): Promise<Handled<Db>> {
	const { incoming, now } = event;
	const { act } = incoming;
	return {
		reply: { say: [] },
		save: async (tx): Promise<Reply> => {
			if (incoming.place.kind === "direct") return { say: [] };
			if (act.kind === "moved") await followMoved(tx, placeFor(incoming), act);
			if (isChange(act)) await options.follow(tx, placeFor(incoming), act, now);
			const subscription = await subscriptionAt(tx, incoming, undefined);
			if (!subscription) return { say: [] };
			if (act.kind === "renamed") await rename(options, tx, subscription, event, act.name);
			if (act.kind === "moved") await move(tx, subscription, event, act);
			if (act.kind === "shared") await share(options, tx, subscription, act.workspace, now);
			if (act.kind === "left") await leave(options, tx, subscription, event, whyLeft(act));
			if (act.kind !== "arrived") return { say: [] };
			const back = await resumeSubscription(tx, subscription.id, placeFor(incoming), now);
			return { say: back ? [sentence(hereAgain)] : [] };
		},
	};
}

/** A channel that several workspaces share has a name in each: that where it was subscribed counts. */
async function rename(
	parts: Parts,
	tx: Db,
	subscription: Subscription,
	{ incoming, now }: FeatureEvent,
	name: string,
): Promise<void> {
	const { id, placeKey, name: before } = subscription;
	if (name === before || placeFor(incoming).key !== placeKey) return;
	await tx.subscription.update({ where: { id }, data: { name } });
	const text = `${capitalised(called(before))} is called “${name}” now. ${goOn}`;
	await tellLeads(parts, tx, subscription, `renamed:${now.getTime()}`, text, now);
}

/** Whoever subscribed the channel anew under its new id, meanwhile, finds the settings that it had. */
async function move(
	tx: Db,
	{ id, placeKey, twins }: Subscription,
	{ incoming }: FeatureEvent,
	{ to }: Moved,
): Promise<void> {
	const channel = channelName(to, undefined);
	const there = await tx.subscription.findUnique({ where: { channel } });
	if (there && there.id !== id) {
		await withdrawFor(tx, there.id, "The channel was subscribed already.");
		await tx.subscription.delete({ where: { id: there.id } });
	}
	const { key } = placeFor(incoming);
	const moved = twins.map((each) => (each === key ? to.key : each));
	const place = key === placeKey ? placed(to) : {};
	await tx.subscription.update({ where: { id }, data: { ...place, channel, twins: moved } });
}

/** Agencies that are let in may read along. For anybody else, somebody who works there has to want it. */
async function share(
	parts: Parts,
	tx: Db,
	subscription: Subscription,
	workspace: string,
	now: Date,
): Promise<void> {
	const { platform, name } = subscription;
	if (workspace === subscription.workspace) return;
	const agency = await letIn(tx, platform, workspace);
	if (!agency) return pauseAndTell(parts, tx, subscription, strangers, now);
	const text = `${capitalised(called(name))} is shared with ${agency} now. ${goOn}`;
	// Slack tells it in each workspace that shares the channel.
	await tellLeads(parts, tx, subscription, `shared:${workspace}`, text, now);
}

/** The name of the agency that a workspace belongs to, where it is let in. */
async function letIn(tx: Db, platform: string, workspace: string): Promise<string | undefined> {
	const known = await knownAgencies(tx);
	return known.find(
		({ state, workspaces }) =>
			state === "active" &&
			workspaces.some((each) => each.platform === platform && each.id === workspace && each.state !== "left"),
	)?.name;
}

/** Of a channel that several workspaces share, only the one that it was subscribed from counts. */
async function leave(
	parts: Parts,
	tx: Db,
	subscription: Subscription,
	{ incoming, now }: FeatureEvent,
	why: string,
): Promise<void> {
	const { id, placeKey, twins } = subscription;
	const { key } = placeFor(incoming);
	if (key === placeKey) await pauseAndTell(parts, tx, subscription, why, now);
	else await tx.subscription.update({ where: { id }, data: { twins: twins.filter((each) => each !== key) } });
}

/**
 * Pauses a subscription and tells the leads of its agency, or the coordinators where it has none. Once. A person's
 * own is nobody else's business: of that no lead hears.
 */
export async function pauseAndTell(
	parts: Parts,
	tx: Db,
	subscription: Subscription,
	why: string,
	now: Date,
): Promise<void> {
	const { id, name, personId, platform } = subscription;
	if (!(await pauseSubscription(tx, id, why)) || personId !== null) return;
	// Teams tells only of a team's first channel that the bot was added.
	const back = platform === "teams" ? "" : "I am added there again or ";
	const text = `New lessons no longer come to ${called(name)}: ${why}. Its subscription is paused. It goes on, with what was missed, when ${back}somebody of your agency types “subscribe” there.`;
	await tellLeads(parts, tx, subscription, `paused:${now.getTime()}`, text, now);
}

/** Tells the leads of a channel's agency what became of it, or the coordinators where it has none. Each thing once. */
async function tellLeads(
	{ say, people }: Parts,
	tx: Db,
	{ id, agencyId }: Subscription,
	what: string,
	text: string,
	now: Date,
): Promise<void> {
	const leads = (await people.leadsOf(tx, agencyId)).filter(({ place }) => place);
	const told = leads.length > 0 ? leads : await people.coordinators(tx);
	await tell({ say }, tx, told, `subscription:${id}:${what}`, sentence(text), now);
}

function called(name: string | null): string {
	return name ? `the channel “${name}”` : "a channel of your agency";
}

const strangers = "it was shared with an organisation that has not been let in";
const goOn = "New lessons go on coming there.";
const hereAgain =
	"I am back here: the subscription to new lessons goes on, and what was missed comes too, in quiet hours at their end.";
