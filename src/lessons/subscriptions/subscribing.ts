import { z } from "zod";
import type { Handled } from "#chat/feature.ts";
import type { FeatureEvent, Handler } from "#chat/handling/event.ts";
import type { Message } from "#chat/message.ts";
import { message, sentence } from "#chat/plain.ts";
import type { Place } from "#chat/platform.ts";
import type { Subscription } from "#generated/client.ts";
import { audit } from "#people/audit.ts";
import type { Db } from "#storage/open.ts";
import { knownNow } from "../coordinator/inHand.ts";
import { type LessonsOptions, openly, outOfDate } from "../handling.ts";
import type { Known } from "../text/checkText.ts";
import { nextWeekly } from "../wording/localTime.ts";
import { changeForm, readWants, subscriptionCard, type Wants } from "./cards.ts";
import {
	agencyOf,
	channelName,
	mayChange,
	placed,
	placeFor,
	resumeSubscription,
	subscriptionAt,
	upToDate,
	withdrawFor,
} from "./subscription.ts";

/** How a channel, or a person, comes to get lessons, and how that is changed and ended. */
export function createSubscribing(options: LessonsOptions): Record<string, Handler<Db>> {
	const { db, people, digest } = options;

	const card = async (tx: Db, subscription: Subscription, known: Known, first: string): Promise<Message> => {
		const by = subscription.subscribedBy;
		const name = by ? (await people.peopleOf(tx, [by], "notices")).get(by)?.name : undefined;
		return subscriptionCard(subscription, { by: name ?? "somebody here", known, digest }, first);
	};

	const subscribe: Handler<Db> = async (event) => {
		const known = await knownNow(options);
		return openly(event, async (tx) => {
			const { subscription, first } = await subscribed(options, tx, event);
			return card(tx, subscription, known, first);
		});
	};

	/** What comes here; or, from the home, what comes to a channel that they may change. */
	const look: Handler<Db> = async (event) => {
		const known = await knownNow(options);
		const id = named(event);
		const elsewhere = id ? await db.subscription.findUnique({ where: { id } }) : null;
		const subscription =
			elsewhere && mayChange(elsewhere, event.caller)
				? elsewhere
				: await subscriptionAt(db, event.incoming, event.caller.person);
		return openly(event, async (tx) =>
			subscription
				? card(tx, subscription, known, `This is what comes ${whither(subscription, event)}.`)
				: nothingComes(event),
		);
	};

	/** Something that only some may do to a subscription, which nobody else changes meanwhile. */
	const onOwn = async (
		event: FeatureEvent,
		act: (tx: Db, subscription: Subscription, by: string, known: Known) => Promise<Message>,
	): Promise<Handled<Db>> => {
		const known = await knownNow(options);
		const id = named(event);
		return openly(event, async (tx) => {
			if (id) await tx.$queryRaw`SELECT 1 FROM "Subscription" WHERE "id" = ${id} FOR UPDATE`;
			const subscription = id
				? await tx.subscription.findUnique({ where: { id } })
				: await subscriptionAt(tx, event.incoming, event.caller.person);
			if (!subscription) return id ? sentence(outOfDate) : nothingComes(event);
			if (!mayChange(subscription, event.caller)) return card(tx, subscription, known, notYours);
			const by = await people.ensurePerson(tx, event.incoming, event.caller, event.now);
			return act(tx, subscription, by, known);
		});
	};

	const keep: Handler<Db> = (event) =>
		onOwn(event, async (tx, subscription, by, known) => {
			const wants = readWants(event.value, known);
			if ("problem" in wants) return changeForm(subscription, known, digest, wants.problem);
			await seenAt(tx, subscription, placeFor(event.incoming));
			const changed = await changeWants(tx, subscription, wants, options, event.now);
			const { id, agencyId } = subscription;
			await audit(tx, { by, what: "subscription changed", about: id, agencyId }, event.now);
			return card(tx, changed, known, `Kept. From now on this comes ${whither(changed, event)}.`);
		});

	const end: Handler<Db> = (event) =>
		onOwn(event, async (tx, subscription, by) => {
			const { id, agencyId } = subscription;
			await withdrawFor(tx, id, "The subscription was ended.");
			await tx.subscription.delete({ where: { id } });
			await audit(tx, { by, what: "subscription ended", about: id, agencyId }, event.now);
			return sentence(
				`The subscription is ended: no more lessons come ${whither(subscription, event)}. To begin again, type “subscribe” there.`,
			);
		});

	return {
		subscribe,
		subscription: look,
		changeSubscription: (event) =>
			onOwn(event, async (_tx, subscription, _by, known) => changeForm(subscription, known, digest)),
		keepSubscription: keep,
		askUnsubscribe: (event) =>
			onOwn(event, async (_tx, subscription) => askEnd(subscription, whither(subscription, event))),
		unsubscribe: end,
	};
}

/** The subscription that a button names. */
function named({ value }: FeatureEvent): string | undefined {
	return z.looseObject({ subscription: z.uuid() }).safeParse(value).data?.subscription;
}

/** Where a subscription's lessons come, as it is said to somebody who may be elsewhere. */
function whither({ placeKey, twins, personId, name }: Subscription, { incoming }: FeatureEvent): string {
	const here = placeFor(incoming).key;
	if (personId !== null || here === placeKey || twins.includes(here)) return "here";
	return `to ${name ? `“${name}”` : "that channel"}`;
}

/** Makes a subscription of the place with what most want, or tells that it is there already. */
async function subscribed(
	options: LessonsOptions,
	tx: Db,
	{ incoming, caller, now }: FeatureEvent,
): Promise<{ subscription: Subscription; first: string }> {
	const { people, quiet } = options;
	const by = await people.ensurePerson(tx, incoming, caller, now);
	const place = placeFor(incoming);
	const channel = channelName(place, by);
	// Two who subscribe one channel at once: the second finds it there.
	await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${channel}))::text`;
	const known = await tx.subscription.findUnique({ where: { channel } });
	if (known)
		return { subscription: await seenAgain(tx, known, place, now), first: "This is subscribed already." };
	const direct = place.kind === "direct";
	const agencyId = direct ? caller.agency.id : await agencyOf(tx, place, caller);
	const subscription = await tx.subscription.create({
		data: {
			...placed(place),
			channel,
			agencyId,
			quiet,
			since: now,
			subscribedBy: by,
			...(direct ? { personId: by } : {}),
		},
	});
	await audit(tx, { by, what: "subscribed", about: subscription.id, agencyId }, now);
	const who = incoming.person.name ?? "Somebody here";
	const first = direct
		? "You are subscribed: new lessons come to you here."
		: `${who} subscribed this channel: new lessons from Domestic Homicide Reviews come here.`;
	return { subscription, first };
}

/** A subscription that was paused goes on here; a channel that is shared is noted with each of its workspaces. */
async function seenAgain(tx: Db, known: Subscription, place: Place, now: Date): Promise<Subscription> {
	if (known.state === "paused") await resumeSubscription(tx, known.id, place, now);
	else await seenAt(tx, known, place);
	return tx.subscription.findUniqueOrThrow({ where: { id: known.id } });
}

/** Keeps the newest address and name of a channel, or notes another workspace that shares it. */
async function seenAt(tx: Db, { id, placeKey, personId, twins }: Subscription, place: Place): Promise<void> {
	if (placeKey === place.key) await tx.subscription.update({ where: { id }, data: placed(place) });
	else if (place.kind === "channel" && personId === null && !twins.includes(place.key))
		await tx.subscription.update({ where: { id }, data: { twins: { push: place.key } } });
}

/** Nothing is told twice and nothing is left out where the rhythm changes. */
async function changeWants(
	tx: Db,
	{ id, rhythm, state, digestAt }: Subscription,
	wants: Wants,
	{ digest }: Pick<LessonsOptions, "digest">,
	now: Date,
): Promise<Subscription> {
	await tx.subscription.update({ where: { id }, data: wants });
	if (rhythm === "atOnce" && wants.rhythm === "weekly") {
		// What was missed is still promised.
		if (state === "active" && !digestAt) await upToDate(tx, id);
		const next = digestAt ?? nextWeekly(now, digest);
		await tx.subscription.update({ where: { id }, data: { digestAt: next } });
	}
	// What the week has brought so far comes now.
	if (rhythm === "weekly" && wants.rhythm === "atOnce")
		await tx.subscription.update({ where: { id }, data: { digestAt: now } });
	return tx.subscription.findUniqueOrThrow({ where: { id } });
}

function askEnd({ id }: Subscription, where: string): Message {
	const value = { subscription: id };
	return message([
		{
			kind: "prose",
			text: `End the subscription? No more lessons come ${where} then. Corrections of those that came still do.`,
		},
		{
			kind: "buttons",
			items: [
				{ label: "Yes, end it", action: "lessons.unsubscribe", value, tone: "danger" },
				{ label: "No, keep it", action: "lessons.subscription", value },
			],
		},
	]);
}

function nothingComes({ incoming }: FeatureEvent): Message {
	const where = incoming.place.kind === "direct" ? "to you" : "in this channel";
	return message([
		{ kind: "prose", text: `No new lessons come ${where} yet. Shall they?` },
		{ kind: "buttons", items: [{ label: "Subscribe", action: "lessons.subscribe", tone: "primary" }] },
	]);
}

const notYours =
	"Only the lead of the agency, a coordinator or whoever subscribed can change this or end it. This is what comes here now.";
