import { createHash, randomInt } from "node:crypto";
import type { Feature, Handled } from "#chat/feature.ts";
import { fault, type Log } from "#chat/log.ts";
import { sentence } from "#chat/plain.ts";
import type { Answered, Incoming, Outcome, Platform, PlatformName, Receive } from "#chat/platform.ts";
import type { ToSay } from "#delivery/ledger.ts";
import { AlreadyReceived, claim, recall, release, remember, settle } from "#delivery/received.ts";
import { type Helpline, replyTo } from "#guard/reply.ts";
import { type Screened, screen } from "#guard/screen.ts";
import type { AllowList } from "#people/allowList.ts";
import type { Client, Db } from "#storage/open.ts";

/** What the bot is made of. */
export type BotParts = {
	db: Client;
	platforms: Platform[];
	features: Feature<Db>[];
	/** Writes to the ledger, in the transaction given. */
	say: (tx: Db, deliveries: ToSay[], now: Date) => Promise<void>;
	letsIn: AllowList;
	/** The numbers to call, as last known. Never rejects. */
	helplines: () => Promise<Helpline[]>;
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
	const { db, features, say, letsIn, helplines, contact, clock, log } = parts;
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

	const refuse = async (incoming: Incoming, screened: Screened | undefined): Promise<Answered> => {
		if (incoming.act.kind === "arrived") return {};
		const danger = screened?.kind === "disclosure" || screened?.kind === "unread";
		await sendPrivately(
			incoming,
			danger ? replyTo(screened, await helplines(), contact) : sentence(notLetIn),
		);
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

	const handle = async (incoming: Incoming): Promise<Answered> => {
		const { act } = incoming;
		const screened = act.kind === "said" ? screen(act.text) : undefined;
		if (!letsIn(incoming)) return refuse(incoming, screened);
		if (act.kind === "pressed" && act.action === "guard.hide")
			return { replace: { summary: "Hidden.", blocks: [] } };
		if (screened) return answerSafely(incoming, screened);

		const now = clock();
		const before = await recall(db, incoming, now);
		if (before) return before;
		const feature = features.find((each) => each.owns(incoming));
		if (!feature) return commit(incoming, { reply: { say: [sentence(outOfDate)] } }, now);
		return commit(incoming, await feature.handle(incoming, now), now);
	};

	const commit = async (incoming: Incoming, { reply, save }: Handled<Db>, now: Date): Promise<Answered> => {
		const answered: Answered = reply.replace ? { replace: reply.replace } : {};
		const key = reply.once ?? `reply:${hash(incoming.businessKey)}`;
		try {
			await db.$transaction(async (tx) => {
				await remember(tx, incoming, answered, now);
				await save?.(tx);
				const deliveries = reply.say.map((message, at) => ({
					key: `${key}:${at}`,
					place: incoming.place,
					message,
					cites: reply.cites ?? [],
				}));
				await say(tx, deliveries, now);
			});
			return answered;
		} catch (error) {
			if (error instanceof AlreadyReceived) return (await recall(db, incoming, now)) ?? {};
			throw error;
		}
	};

	/** Acts that were apologised for lately: their repeats are not apologised for again. */
	const apologised = new Set<string>();
	const apologise = async (incoming: Incoming, error: unknown): Promise<Answered> => {
		const reference = newReference();
		log.error({ reference, act: incoming.act.kind, ...fault(error) }, "an event could not be handled");
		if (apologised.has(incoming.businessKey)) return {};
		if (apologised.size >= 1000) apologised.clear();
		apologised.add(incoming.businessKey);
		const sent = await sendPrivately(incoming, sentence(apology(reference))).catch(fault);
		if ("fault" in sent) log.error({ reference, ...sent }, "nor could an apology be sent");
		return {};
	};

	return (incoming) => handle(incoming).catch((error) => apologise(incoming, error));
}

/** How long a person in danger waits for the database. */
const patienceMs = 1_500;

const outOfDate = "That button is out of date. Please ask again, or type “help”.";

const notLetIn =
	"I work only for agencies that have been let in, and yours is not among them yet. Please ask whoever runs this bot in your area. Nothing of your message was kept. If someone is in danger now, call 999.";

function apology(reference: string): string {
	return `Sorry, something went wrong on our side and I could not answer. Please try again. If it happens again, tell whoever runs this bot this reference: ${reference}. If someone is in danger now, call 999.`;
}

/** Names an act without telling who did it where. */
function hash(key: string): string {
	return createHash("sha256").update(key).digest("base64url");
}

// Without letters and digits that are taken for one another when read out.
const legible = "ACDEFHJKLMNPQRTUVWXY3479";

/** Six letters and digits that can be read out over a telephone. */
function newReference(): string {
	return Array.from({ length: 6 }, () => legible[randomInt(legible.length)]).join("");
}
