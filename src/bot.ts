import type { Caller } from "#chat/caller.ts";
import type { Feature, Handled, Reply } from "#chat/feature.ts";
import { actName } from "#chat/handling/actName.ts";
import { fault, type Log } from "#chat/log.ts";
import { sentence } from "#chat/plain.ts";
import type { Answered, Incoming, Outcome, Platform, PlatformName, Receive } from "#chat/platform.ts";
import { legibleCode } from "#chat/wording/legible.ts";
import type { Say, ToSay } from "#delivery/ledger.ts";
import { AlreadyReceived, amend, claim, recall, release, remember, settle } from "#delivery/received.ts";
import { type Helpline, hide, noticeOf, replyTo } from "#guard/reply.ts";
import { type Screened, screen, screenWith } from "#guard/screen.ts";
import type { Reader } from "#meaning/reader.ts";
import type { Callers } from "#people/callers.ts";
import type { Client, Db } from "#storage/open.ts";
import { createOrder, createTurns } from "#storage/turns.ts";

/** What the bot is made of. */
export type BotParts = {
	db: Client;
	platforms: Platform[];
	features: Feature<Db>[];
	callerOf: Callers["callerOf"];
	/** Writes to the ledger, in the transaction given. */
	say: Say;
	/** The numbers to call, as last known. Never rejects. */
	helplines: () => Promise<Helpline[]>;
	/** What a text means, or nothing where that is not to be had soon. Never rejects. */
	read: Reader;
	/** Whom to ask, as it stands in a sentence. */
	contact: string;
	clock: () => Date;
	/** Waits; only between tries to send what must not wait in a queue. */
	pause: (milliseconds: number) => Promise<void>;
	log: Log;
	/** Hears that the guard answered, and why. */
	report?: (screened: Screened) => void;
};

/**
 * One event in: refused, answered by the guard, or handled by the feature that owns it, with one
 * commit of all that follows. Never rejects: what breaks is said to the person, with a reference.
 */
export function createBot(parts: BotParts): Receive {
	const { db, features, callerOf, say, helplines, read, contact, clock, log } = parts;
	const platforms = new Map<PlatformName, Platform>(
		parts.platforms.map((platform) => [platform.name, platform]),
	);

	const sendPrivately = async (
		incoming: Incoming,
		message: Parameters<Platform["sendPrivately"]>[1],
	): Promise<Outcome> => {
		const platform = platforms.get(incoming.place.platform);
		if (!platform) return { kind: "never", reason: "there is no such platform" };
		for (const patience of [1, 3, 0]) {
			const outcome = await platform.sendPrivately(incoming, message);
			if (outcome.kind !== "later" || patience === 0) return outcome;
			await parts.pause(1000 * Math.min(outcome.afterSeconds ?? patience, 10));
		}
		return { kind: "later", reason: "it was tried three times" };
	};

	const refuse = async (
		incoming: Incoming,
		screened: Screened | undefined,
		because: string,
	): Promise<Answered> => {
		const danger = screened?.kind === "disclosure" || screened?.kind === "unread";
		if (incoming.act.kind === "searched")
			return { notice: danger ? noticeOf(screened, await helplines()) : because };
		if (incoming.act.kind !== "said" && incoming.act.kind !== "pressed") return {};
		await sendPrivately(incoming, danger ? replyTo(screened, await helplines(), contact) : sentence(because));
		return {};
	};

	/** Straight out, past ledger and queue. It goes out even when the database does not answer. */
	const answerSafely = async (incoming: Incoming, screened: Screened): Promise<Answered> => {
		const now = clock();
		const claimed = await soon(claim(db, incoming, now), true);
		// Whoever claimed it may yet fail: until it is settled, a repeat is asked for.
		if (!claimed) return (await recall(db, incoming, now)) ?? { again: true };
		const outcome = await sendPrivately(incoming, replyTo(screened, await helplines(), contact));
		parts.report?.(screened);
		if (outcome.kind !== "sent") log.error({ outcome: outcome.kind }, "a safety reply may not have arrived");
		if (outcome.kind === "later") {
			await soon(release(db, incoming), undefined);
			return { again: true };
		}
		// Perhaps sent counts as sent, and what can never be sent is not tried again: nobody is to be left
		// with two, nor the channel with a line for each try.
		await soon(settle(db, incoming, screened.kind, now), undefined);
		return {};
	};
	/** What the database says, unless it fails or takes longer than a person in danger may wait. */
	const soon = <T>(work: Promise<T>, otherwise: T): Promise<T> => {
		const failed = (error: unknown) => {
			log.error(fault(error), "the database did not answer the guard, who answered all the same");
			return otherwise;
		};
		return Promise.race([work.catch(failed), parts.pause(patienceMs).then(() => otherwise)]);
	};

	const handle = async (incoming: Incoming, before: Promise<unknown>): Promise<Answered> => {
		const { act } = incoming;
		// Whatever else fails or is refused: what stands on the screen goes.
		if (act.kind === "pressed" && act.action === hide.action)
			return { replace: { summary: "Hidden.", blocks: [] } };
		const now = clock();
		const written = act.kind === "searched" || (act.kind === "said" && !isCommand(act.text));
		const heard = written ? await screenWith(act.text, read) : undefined;
		// What somebody says next may rest on what they said before; only the guard waits for nothing.
		if (!heard) await before;
		const calling = callerOf(incoming, now);
		// Somebody in danger is answered also when nobody can tell who they are.
		const caller = await (heard ? soon(calling, undefined) : calling);
		const screened = heard && (await tellsOfWork(incoming, caller, now)) ? undefined : heard;
		if (heard && !screened) await before;
		if (caller && "refused" in caller) return refuse(incoming, screened, caller.refused);
		// In a search nothing is said, and nothing is offered that could be posted with one key.
		if (screened && act.kind === "searched") return { notice: noticeOf(screened, await helplines()) };
		if (screened) return answerSafely(incoming, screened);

		const answered = await recall(db, incoming, now);
		if (answered) return answered;
		if (!caller) throw new Error("nobody called");
		const feature = await owner(incoming, caller, now);
		if (!feature) return commit(incoming, { reply: { say: [sentence(outOfDate)] } }, now);
		const handled = await feature.handle(incoming, caller, now);
		if ("forGuard" in handled) {
			const within = screen(handled.forGuard);
			if (!within) throw new Error("the guard sees nothing in what was given to it");
			return answerSafely(incoming, within);
		}
		// Looking changes nothing, so there is nothing to remember of it.
		if (act.kind === "opened" || act.kind === "searched") return answeredBy(handled.reply);
		return commit(incoming, handled, now);
	};

	/** Whether what only its meaning gives away is an answer to a question that the bot asked about their work. */
	const tellsOfWork = async (
		incoming: Incoming,
		caller: Awaited<ReturnType<Callers["callerOf"]>> | undefined,
		now: Date,
	): Promise<boolean> => {
		const { act } = incoming;
		if (act.kind !== "said" || !caller || "refused" in caller || screen(act.text)) return false;
		const asked = features.map((feature) => feature.awaitsWords?.(incoming, caller, now) ?? false);
		return soon(
			Promise.all(asked).then((each) => each.includes(true)),
			false,
		);
	};

	const isCommand = (text: string) => features.some((feature) => feature.commands?.(text));

	const owner = async (incoming: Incoming, caller: Caller, now: Date): Promise<Feature<Db> | undefined> => {
		for (const feature of features) if (await feature.owns(incoming, caller, now)) return feature;
		return undefined;
	};

	const commit = async (incoming: Incoming, handled: Decided, now: Date): Promise<Answered> => {
		try {
			return await inTurn(() =>
				db.$transaction(async (tx) => {
					const planned = answeredBy(handled.reply);
					await remember(tx, incoming, planned, now);
					const decided = await handled.save?.(tx);
					const answered = decided ? answeredBy(decided) : planned;
					if (decided) await amend(tx, incoming, answered);
					await say(tx, deliveriesOf(incoming, decided ?? handled.reply), now);
					return answered;
				}),
			);
		} catch (error) {
			if (error instanceof AlreadyReceived) return (await recall(db, incoming, now)) ?? {};
			throw error;
		}
	};

	const inTurn = createTurns(commitsAtOnce);

	/** Acts that were apologised for lately: their repeats are not apologised for again. */
	const apologised = new Set<string>();
	const apologise = async (incoming: Incoming, error: unknown): Promise<Answered> => {
		const reference = legibleCode(6);
		log.error({ reference, act: incoming.act.kind, ...fault(error) }, "an event could not be handled");
		// Nobody is written to for each letter that they type.
		if (incoming.act.kind === "searched")
			return { notice: "I cannot search just now. Please try again later." };
		if (incoming.act.kind === "opened") return {};
		if (apologised.has(incoming.businessKey)) return {};
		if (apologised.size >= 1000) apologised.clear();
		apologised.add(incoming.businessKey);
		const sent = await sendPrivately(incoming, sentence(apology(reference))).catch(fault);
		if ("fault" in sent) log.error({ reference, ...sent }, "nor could an apology be sent");
		return {};
	};

	const inOrder = createOrder();
	return (incoming) =>
		inOrder(incoming.person.direct.key, (before) =>
			handle(incoming, before).catch((error) => apologise(incoming, error)),
		);
}

/** What a feature decided, where the guard had nothing to answer. */
type Decided = Exclude<Handled<Db>, { forGuard: string }>;

/** Below the database's connections: what more is to be committed waits here, in order of arrival. */
const commitsAtOnce = 6;

function answeredBy({ replace, results }: Reply): Answered {
	return { ...(replace ? { replace } : {}), ...(results ? { results } : {}) };
}

/** What the reply says, where it is to be said. */
function deliveriesOf(incoming: Incoming, reply: Reply): ToSay[] {
	const key = reply.once ?? `reply:${actName(incoming)}`;
	const { place } = incoming;
	const cites = reply.cites ?? [];
	const said = reply.say.map((message, at) => ({ key: `${key}:${at}`, place, message, cites }));
	return reply.last ? [...said, { ...reply.last, place, cites: [] }] : said;
}

/** How long a person in danger waits for the database. */
const patienceMs = 1_500;

const outOfDate = "That button is out of date. Please ask again, or type “help”.";

function apology(reference: string): string {
	return `Sorry, something went wrong on our side and I could not answer. Please try again. If it happens again, tell whoever runs this bot this reference: ${reference}. If someone is in danger now, call 999.`;
}
