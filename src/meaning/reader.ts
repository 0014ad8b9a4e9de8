import { createHash } from "node:crypto";
import { fault, type Log } from "#chat/log.ts";
import { type Embedding, type Meaning, Stopped } from "./meaning.ts";

/** What a text means, or nothing where that is not to be had soon: then words alone count. Never rejects. */
export type Reader = (text: string) => Promise<Embedding | undefined>;

/** How many failures in a row are enough to leave it for a while, and for how long. */
const enough = 3;
const restMs = 60_000;

/** How many of the last texts are remembered, by their hashes, so that one message is read once for all who ask. */
const remembered = 100;

/** No message means more than its words. */
export const wordsAlone: Reader = async () => undefined;

/**
 * Reads messages while people wait: for no longer than `patienceMs`, and not at all while it is being
 * started or has just failed several times. An outage is logged once, without a word of a message.
 */
export function createReader(parts: {
	meaning: Meaning;
	patienceMs: number;
	/** Waits, without keeping the process alive for it. */
	pause: (milliseconds: number) => Promise<void>;
	log: Log;
}): Reader {
	const { meaning, patienceMs, pause, log } = parts;
	let failures = 0;
	let resting = true;

	const failed = (error: unknown) => {
		if (error instanceof Stopped) return;
		if (failures === 0) log.warn(fault(error), "what messages mean cannot be read: words alone count");
		failures++;
		if (failures >= enough && !resting) rest();
	};
	const succeeded = () => {
		if (failures > 0) log.info({}, "what messages mean can be read again");
		failures = 0;
	};
	const rest = () => {
		resting = true;
		void pause(restMs).then(wake);
	};
	/** Tries with no message of anybody's, for as long as it takes. */
	const wake = () =>
		meaning.embed(["Is anybody there?"]).then(
			() => {
				succeeded();
				resting = false;
			},
			(error) => {
				failed(error);
				rest();
			},
		);
	void wake();

	const readOne = async (text: string): Promise<Embedding | undefined> => {
		if (resting) return undefined;
		const waiting = new AbortController();
		const late = pause(patienceMs).then(() => {
			throw new TooSlow("it took too long");
		});
		try {
			const [embedding] = await Promise.race([meaning.embed([text], { signal: waiting.signal }), late]);
			succeeded();
			return embedding;
		} catch (error) {
			failed(error);
			return undefined;
		} finally {
			late.catch(() => {});
			waiting.abort();
		}
	};

	const last = new Map<string, Promise<Embedding | undefined>>();
	/** What could not be read may be read the next time. */
	const forget = (hash: string) => {
		last.delete(hash);
		return undefined;
	};
	return (text) => {
		const hash = createHash("sha256").update(text).digest("base64");
		const reading = last.get(hash) ?? readOne(text).then((found) => found ?? forget(hash));
		last.delete(hash);
		last.set(hash, reading);
		const [oldest] = last.keys();
		if (last.size > remembered && oldest !== undefined) last.delete(oldest);
		return reading;
	};
}

class TooSlow extends Error {
	override name = "TooSlow";
}
