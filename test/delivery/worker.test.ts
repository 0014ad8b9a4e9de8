import { describe, expect, it } from "vitest";
import type { Found, Outcome } from "#chat/platform.ts";
import { useDelivery } from "./delivery.ts";
import { createNetwork, toSay } from "./network.ts";

const { setUp, expectErrors, storage } = useDelivery();

const unknown: Outcome = { kind: "unknown", reason: "A time-out." };
const mayNotHaveArrived =
	"A message of mine may not have reached you just now. If you cannot see one, please ask again.";

/** Something that nobody waits for. */
const announcement = (place: string, text: string) =>
	toSay(place, text, `announcement:${text}`, { lane: "announcement" });

describe("delivery", () => {
	it("says what was committed, in order, without being asked twice", async () => {
		const { say, network, delivery, rows } = await setUp(createNetwork());
		await say(toSay("p1", "one"), toSay("p1", "two"), toSay("p1", "three"));
		await network.until(3);
		await delivery.drain();
		expect(network.texts()).toEqual(["one", "two", "three"]);
		expect((await rows()).map(({ state, messageId }) => [state, messageId])).toEqual([
			["sent", "m1"],
			["sent", "m2"],
			["sent", "m3"],
		]);
	});

	it("says nothing of a transaction that was rolled back", async () => {
		const { delivery, network, clock, rows } = await setUp(createNetwork());
		const failing = storage().db.$transaction(async (tx) => {
			await delivery.say(tx, [toSay("p1", "one")], clock());
			throw new Error("rolled back");
		});
		await expect(failing).rejects.toThrow("rolled back");
		await delivery.drain();
		expect(network.texts()).toEqual([]);
		expect(await rows()).toEqual([]);
	});

	it("says once what has the same key", async () => {
		const { say, delivery, network } = await setUp(createNetwork());
		await say(toSay("p1", "one", "reply:e1:0"));
		await say(toSay("p1", "one again", "reply:e1:0"), toSay("p1", "two", "reply:e1:1"));
		await delivery.drain();
		expect(network.texts()).toEqual(["one", "two"]);
	});

	it("waits as long as a throttled network asks, then goes on in order", async () => {
		const throttled: Outcome = { kind: "later", reason: "Throttled.", afterSeconds: 30 };
		const { say, pass, delivery, network } = await setUp(
			createNetwork((post, count) =>
				post.text === "one" && count <= 5 ? throttled : { kind: "sent", messageId: "m" },
			),
		);
		await say(toSay("p1", "one"), toSay("p1", "two"));
		await say(toSay("w2/p2", "elsewhere"));
		await delivery.drain();
		expect(network.texts().sort()).toEqual(["elsewhere", "one"]);
		await pass(29);
		expect(network.posts).toHaveLength(2);
		await pass(1);
		expect(network.posts).toHaveLength(3);
		for (let turn = 0; turn < 4; turn++) await pass(30);
		expect(network.texts().slice(-2)).toEqual(["one", "two"]);
		expect(network.posts).toHaveLength(8);
	});

	it("gives up, and says why in the ledger, after twelve attempts", async () => {
		const { say, pass, delivery, rows, network } = await setUp(
			createNetwork(() => ({ kind: "later", reason: "The connection was refused." })),
		);
		await say(toSay("p1", "one"));
		await delivery.drain();
		for (let attempts = 1; attempts < 12; attempts++) await pass(Math.min(2 ** attempts, 900));
		expect(network.posts).toHaveLength(12);
		expect(await rows()).toMatchObject([
			{ state: "failed", reason: "Given up after 12 attempts: The connection was refused." },
		]);
	});

	it("gives up at once when it would have to wait for more than a day", async () => {
		const { say, delivery, rows } = await setUp(
			createNetwork(() => ({ kind: "later", reason: "Throttled.", afterSeconds: 90_000 })),
		);
		await say(toSay("p1", "one"));
		await delivery.drain();
		expect(await rows()).toMatchObject([{ state: "failed", attempts: 1 }]);
	});

	it("does not let what can never be sent hold up what follows in the same place", async () => {
		const { say, delivery, network, rows } = await setUp(
			createNetwork((post) =>
				post.text === "bad" ? { kind: "never", reason: "Bad blocks." } : { kind: "sent", messageId: "m" },
			),
		);
		await say(toSay("p1", "bad"), toSay("p1", "good"));
		await delivery.drain();
		expect(network.texts()).toEqual(["bad", "good"]);
		expect((await rows()).map(({ state }) => state)).toEqual(["failed", "sent"]);
	});

	it("fails what is for a platform that the bot is not connected to", async () => {
		const { say, delivery, rows } = await setUp(createNetwork(), { platforms: [] });
		await say(toSay("p1", "one"));
		await delivery.drain();
		expect(await rows()).toMatchObject([
			{ state: "failed", reason: "The bot is not connected to terminal." },
		]);
	});

	it("takes what was taken before to its end when it stops, and nothing more", async () => {
		const answer = Promise.withResolvers<Outcome>();
		const { say, delivery, network, rows } = await setUp(createNetwork(() => answer.promise));
		await say(toSay("p1", "one"), toSay("p1", "two"));
		await network.until(1);
		const stopped = delivery.stop();
		answer.resolve({ kind: "sent", messageId: "m1" });
		await stopped;
		expect((await rows()).map(({ state }) => state)).toEqual(["sent", "queued"]);
	});
});

describe("a sending that ended unknown", () => {
	it("is not repeated where it cannot be looked for, and whoever waits for the reply is told once", async () => {
		const { say, pass, delivery, network, rows } = await setUp(
			createNetwork((post) => (post.text === "one" ? unknown : { kind: "sent", messageId: "m" })),
		);
		await say(toSay("p1", "one", "reply:e1:0"), toSay("p1", "two"));
		await delivery.drain();
		await pass(60);
		expect(network.texts()).toEqual(["one", "two", mayNotHaveArrived]);
		expect((await rows()).map(({ state }) => state)).toEqual(["unsure", "sent", "sent"]);
	});

	it("is held without a word when nobody waits for it, and when the notice itself ends unknown", async () => {
		const { say, pass, delivery, network } = await setUp(createNetwork(() => unknown));
		await say(announcement("p1", "an announcement"), toSay("p2", "a reply", "reply:e1:0"));
		await delivery.drain();
		await pass(60);
		expect(network.texts().sort()).toEqual([mayNotHaveArrived, "a reply", "an announcement"].sort());
	});

	const looking = (found: Found) => {
		const looks: string[] = [];
		const network = createNetwork(
			(_post, count) => (count === 1 ? unknown : { kind: "sent", messageId: "again" }),
			async (id) => {
				looks.push(id);
				return found;
			},
		);
		return { network, looks };
	};

	it("is sent when it is found, and is not sent again", async () => {
		const { network } = looking({ kind: "found", messageId: "there" });
		const { say, pass, delivery, rows } = await setUp(network);
		await say(toSay("p1", "one"));
		await delivery.drain();
		await pass(5);
		expect(await rows()).toMatchObject([{ state: "sent", messageId: "there", attempts: 1 }]);
		expect(network.posts).toHaveLength(1);
	});

	it("is sent again when it is known to be absent", async () => {
		const { network } = looking({ kind: "absent" });
		const { say, pass, delivery, rows } = await setUp(network);
		await say(toSay("p1", "one"));
		await delivery.drain();
		await pass(5);
		await pass(5);
		expect(await rows()).toMatchObject([{ state: "sent", messageId: "again", attempts: 2 }]);
	});

	it("is looked for twice, then held, where the platform cannot tell", async () => {
		const { network, looks } = looking({ kind: "cannot tell", reason: "No history scope." });
		const { say, pass, delivery, rows } = await setUp(network);
		await say(toSay("p1", "one"), toSay("p1", "two"));
		await delivery.drain();
		await pass(5);
		await pass(15);
		expect(looks).toHaveLength(2);
		await pass(60);
		expect((await rows())[0]).toMatchObject({ state: "unsure", reason: "A time-out." });
		expect(network.texts().filter((text) => text === "one")).toHaveLength(1);
	});

	it("blocks nobody when it was a fault of the bot's, which is logged without a word of the message", async () => {
		expectErrors(1);
		const { say, delivery, network, rows, log } = await setUp(
			createNetwork((post) => {
				if (post.text.includes("poison")) throw new TypeError(`cannot render ${post.text}`);
				return { kind: "sent", messageId: "m" };
			}),
		);
		const others = Array.from({ length: 9 }, (_, at) => toSay(`p${at}`, `row ${at}`));
		await say(announcement("p1", "poison"), ...others);
		await delivery.drain();
		expect(network.posts).toHaveLength(10);
		expect((await rows()).map(({ state }) => state)).toEqual(["unsure", ...others.map(() => "sent")]);
		expect(log.errors()[0]?.fields).toMatchObject({ fault: "TypeError" });
		expect(JSON.stringify(log.lines)).not.toContain("poison");
	});

	it("ends so when the network does not answer for a minute", async () => {
		expectErrors(1);
		const { say, pass, network, rows } = await setUp(createNetwork(() => new Promise(() => {})));
		await say(announcement("p1", "one"));
		await network.until(1);
		await pass(60);
		expect(await rows()).toMatchObject([{ state: "unsure" }]);
	});
});
