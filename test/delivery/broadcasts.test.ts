import { describe, expect, it } from "vitest";
import { sentence } from "#chat/plain.ts";
import type { Outcome } from "#chat/platform.ts";
import { announce } from "#delivery/broadcasts/announce.ts";
import { cancel, pause, resume, withdraw } from "#delivery/broadcasts/control.ts";
import { citing, correct, recall } from "#delivery/broadcasts/correct.ts";
import { held, leave, sendAgain } from "#delivery/broadcasts/held.ts";
import { changes, progress } from "#delivery/broadcasts/progress.ts";
import { Prisma } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import { useDelivery } from "./delivery.ts";
import { createNetwork, placeNamed, toSay } from "./network.ts";

const { setUp, expectErrors, storage } = useDelivery();
const ok: Outcome = { kind: "sent", messageId: "m" };
const unknown: Outcome = { kind: "unknown", reason: "A time-out." };
const throttled: Outcome = { kind: "later", reason: "Throttled.", afterSeconds: 30 };
const wasLeft = "Nobody can tell whether what it corrects arrived.";
const announcement = (place: string, text: string, group = "lesson:1") =>
	toSay(place, text, `${group}:${place}:${text}`, { lane: "announcement", group });
const changed = async (db: Db, version: string) =>
	(await changes(db, ["lesson:1"], version)).map(({ state, reason }) => [state, reason]);
const far = new Date("2027-01-01T00:00:00Z");

/** The recipients p0001, p0002 … as a query. */
const recipients = (count: number, message = "whole") => Prisma.sql`
	SELECT 'p' || lpad(n::text, 5, '0') AS "key", 'terminal' AS "platform", 'w1' AS "workspace",
		'p' || lpad(n::text, 5, '0') AS "placeKey", 'channel' AS "placeKind", 'address' AS "address",
		NULL::text AS "person", ${message} AS "message"
	FROM generate_series(1, ${count}::int) AS n`;

/** A network that holds every post back until it is let go. */
function gated(outcomeOf: (count: number) => Outcome = () => ok) {
	const gate = Promise.withResolvers<void>();
	const network = createNetwork(async (_post, count) => {
		await gate.promise;
		return outcomeOf(count);
	});
	return { network, open: gate.resolve };
}

describe("An announcement", () => {
	it("reaches each recipient once, however often it is planned, and stores its text once", async () => {
		const { db, delivery, network, clock } = await setUp();
		const lesson = { key: "lesson:1", messages: { whole: sentence("A lesson.") }, cites: ["p2.2"] };
		expect(await announce(db, { ...lesson, recipients: recipients(40) }, clock())).toBe(40);
		expect(await announce(db, { ...lesson, recipients: recipients(60) }, clock())).toBe(20);
		await delivery.drain();
		expect(network.posts.map(({ place }) => place).sort()).toHaveLength(60);
		expect(new Set(network.posts.map(({ place }) => place)).size).toBe(60);
		expect(await db.sharedMessage.count()).toBe(1);
		expect(await db.delivery.count({ where: { said: { not: Prisma.DbNull } } })).toBe(0);
	});

	it("is planned in chunks, and what a crash left out is planned when it is repeated", async () => {
		const { db, delivery, clock } = await setUp(createNetwork(), { platforms: [] });
		await delivery.stop();
		const lesson = { key: "lesson:1", messages: { whole: sentence("A lesson.") }, cites: [] };
		expect(await announce(db, { ...lesson, recipients: recipients(12_000) }, clock())).toBe(12_000);
		await db.delivery.deleteMany({ where: { placeKey: { gt: "p03000", lt: "p07001" } } });
		expect(await announce(db, { ...lesson, recipients: recipients(12_000) }, clock())).toBe(4_000);
	});

	it("says each recipient the version that is meant for them", async () => {
		const { db, delivery, network, clock } = await setUp();
		const messages = { short: sentence("The headline."), whole: sentence("The whole lesson.") };
		const query = Prisma.sql`SELECT q.*, CASE WHEN q."key" = 'p00002' THEN 'short' ELSE 'whole' END AS "message"
			FROM (SELECT "key", "platform", "workspace", "placeKey", "placeKind", "address", "person"
				FROM (${recipients(2)}) r) q`;
		await announce(db, { key: "lesson:1", messages, recipients: query, cites: [] }, clock());
		await delivery.drain();
		expect(Object.fromEntries(network.posts.map(({ place, text }) => [place, text]))).toEqual({
			p00001: "The whole lesson.",
			p00002: "The headline.",
		});
	});

	it("is passed by a person's reply in the same place, and otherwise keeps its order", async () => {
		const { network, open } = gated();
		const { say, delivery } = await setUp(network);
		await say(announcement("p1", "one"), announcement("p1", "two"));
		await network.until(1);
		await say(toSay("p1", "a reply"), toSay("p1", "and more"));
		open();
		await network.until(4);
		await delivery.drain();
		expect(network.texts()).toEqual(["one", "a reply", "and more", "two"]);
	});

	it("waits for its time without holding up what comes after it", async () => {
		const { say, pass, delivery, network } = await setUp();
		const at = new Date("2026-03-02T09:00:30Z");
		await say({ ...announcement("p1", "at half past"), notBefore: at }, announcement("p1", "at once"));
		await delivery.drain();
		expect(network.texts()).toEqual(["at once"]);
		await pass(29);
		expect(network.posts).toHaveLength(1);
		await pass(1);
		expect(network.texts()).toEqual(["at once", "at half past"]);
	});

	it("is not sent to whoever asked not to be written to, but what they asked for is", async () => {
		const stopped = new Set(["p1"]);
		const { say, delivery, network, rows } = await setUp(createNetwork(), {
			mayReach: async (_, places) => places.filter(({ key }) => !stopped.has(key)),
		});
		await say(announcement("p1", "news"), announcement("p2", "news"), toSay("p1", "an answer"));
		await delivery.drain();
		expect(network.posts.map(({ place, text }) => `${place} ${text}`).sort()).toEqual([
			"p1 an answer",
			"p2 news",
		]);
		expect((await rows())[0]).toMatchObject({
			state: "withdrawn",
			reason: "They asked not to be written to, or their agency is not let in at present.",
		});
	});

	it("waits while it cannot be known who may be written to", async () => {
		expectErrors(1);
		let away = true;
		const { say, pass, delivery, network } = await setUp(createNetwork(), {
			mayReach: async (_, places) => {
				if (away) throw new Error("away");
				return places;
			},
		});
		await say(announcement("p1", "news"));
		await delivery.drain();
		expect(network.posts).toEqual([]);
		away = false;
		await pass(20);
		expect(network.texts()).toEqual(["news"]);
	});
});

describe("A message that many share", () => {
	it("goes a moment later when it cannot be read now: it was not sent", async () => {
		expectErrors(1);
		let away = true;
		const real = storage();
		const db = new Proxy(real.db, {
			get: (target, name) => {
				if (name !== "sharedMessage" || !away) return Reflect.get(target, name);
				away = false;
				return { findUnique: () => Promise.reject(new Error("away")) };
			},
		});
		const { delivery, pass, network, clock, rows } = await setUp(createNetwork(), {
			storage: { ...real, db },
		});
		const lesson = { key: "lesson:1", messages: { whole: sentence("A lesson.") }, cites: [] };
		await announce(real.db, { ...lesson, recipients: recipients(1) }, clock());
		await delivery.drain();
		expect(network.posts).toEqual([]);
		await pass(5);
		expect(network.texts()).toEqual(["A lesson."]);
		expect(await rows()).toMatchObject([{ state: "sent" }]);
	});
});

describe("A broadcast", () => {
	it("waits while it is paused, what is planned meanwhile too, and goes on when it is resumed", async () => {
		const { db, say, transaction, delivery, network, pass } = await setUp();
		const late = { ...announcement("p3", "late"), notBefore: new Date("2026-03-02T09:01:00Z") };
		await transaction((tx) => pause(tx, "lesson:1"));
		await say(announcement("p1", "one"), announcement("p2", "two"), late, toSay("p1", "a reply"));
		await delivery.drain();
		expect(network.texts()).toEqual(["a reply"]);
		expect(await progress(db, "lesson:1")).toMatchObject({ state: "paused", queued: 3, sent: 0 });
		await transaction((tx) => resume(tx, "lesson:1"));
		await delivery.drain();
		expect(network.texts()).toEqual(["a reply", "one", "two"]);
		await pass(60);
		expect(network.texts().at(-1)).toBe("late");
	});

	it("stops in the middle when it is paused: what is being sent still arrives", async () => {
		const { network, open } = gated();
		const { db, say, transaction, delivery } = await setUp(network);
		await say(announcement("p1", "one"), announcement("p1", "two"));
		await network.until(1);
		await transaction((tx) => pause(tx, "lesson:1"));
		open();
		await delivery.drain();
		expect(network.texts()).toEqual(["one"]);
		expect(await progress(db, "lesson:1")).toMatchObject({ sent: 1, queued: 1 });
	});

	it("stops what the network puts off at that moment too, when it is paused or cancelled", async () => {
		const { network, open } = gated((count) => (count === 1 ? throttled : ok));
		const { db, say, transaction, delivery, pass } = await setUp(network);
		await say(announcement("p1", "is paused"), announcement("w2/p2", "is cancelled", "lesson:2"));
		await network.until(2);
		await transaction((tx) => pause(tx, "lesson:1"));
		await transaction((tx) => cancel(tx, "lesson:2", "Cancelled by its author."));
		open();
		await delivery.drain();
		await pass(30);
		expect(network.posts).toHaveLength(2);
		expect(await progress(db, "lesson:1")).toMatchObject({ state: "paused", queued: 1 });
		expect(await progress(db, "lesson:2")).toMatchObject({ state: "cancelled", queued: 0, withdrawn: 1 });
		await transaction((tx) => resume(tx, "lesson:1"));
		await delivery.drain();
		expect(network.texts().slice(2)).toEqual(["is paused"]);
	});

	it("ends when it is cancelled, also what is yet to be planned", async () => {
		const { db, say, transaction, delivery, network, clock } = await setUp();
		await say({ ...announcement("p1", "one"), notBefore: far });
		expect(await transaction((tx) => cancel(tx, "lesson:1", "Cancelled by its author."))).toBe(1);
		const lesson = { key: "lesson:1", messages: { whole: sentence("A lesson.") }, cites: [] };
		expect(await announce(db, { ...lesson, recipients: recipients(3) }, clock())).toBe(0);
		await delivery.drain();
		expect(network.posts).toEqual([]);
		expect(await progress(db, "lesson:1")).toMatchObject({ state: "cancelled", withdrawn: 1, queued: 0 });
	});

	it("tells what was sent, what failed and why, and what is unsure", async () => {
		const { db, say, delivery } = await setUp(
			createNetwork(({ place }) =>
				place === "p1" ? { kind: "never", reason: "Gone." } : place === "p2" ? unknown : ok,
			),
		);
		await say(...["p1", "p2", "p3", "p4"].map((place) => announcement(place, "news")));
		await delivery.drain();
		expect(await progress(db, "lesson:1")).toEqual({
			...{ state: "running", queued: 0, sent: 2, unsure: 1, withdrawn: 0 },
			failed: [{ reason: "Gone.", count: 1 }],
		});
	});

	it("loses single deliveries that are withdrawn, unless they are on their way", async () => {
		const { network, open } = gated();
		const { say, transaction, delivery, rows } = await setUp(network);
		await say(toSay("p1", "on its way", "k1"), toSay("p1", "not yet", "k2"));
		await network.until(1);
		expect(await transaction((tx) => withdraw(tx, { keys: ["k1", "k2"] }, "The seminar moved."))).toBe(1);
		open();
		await delivery.drain();
		expect((await rows()).map(({ state, reason }) => [state, reason])).toEqual([
			["sent", null],
			["withdrawn", "The seminar moved."],
		]);
	});
});

describe("A correction", () => {
	const corrected = { version: "2", message: sentence("corrected"), cites: ["p9"] };

	it("changes every copy that was sent, once a version, and gives the new text to those that were not", async () => {
		const { db, say, transaction, delivery, network, clock } = await setUp();
		await say(
			announcement("p1", "wrong"),
			announcement("p2", "wrong"),
			{ ...announcement("p3", "wrong"), notBefore: new Date("2026-03-02T09:01:00Z") },
			announcement("p1", "another lesson", "lesson:2"),
		);
		await delivery.drain();
		const apply = () => transaction((tx) => correct(tx, { group: "lesson:1" }, corrected, clock()));
		expect(await apply()).toEqual({ changing: 2, exchanged: 1 });
		await delivery.drain();
		expect((await apply()).changing).toBe(0);
		await delivery.drain();
		expect(network.posts.slice(3).map(({ place, text, messageId }) => [place, text, messageId])).toEqual([
			["p1", "corrected", "m1"],
			["p2", "corrected", "m2"],
		]);
		expect(await changed(db, "2")).toEqual([
			["sent", null],
			["sent", null],
		]);
		expect((await citing(db, ["p9"])).map(({ place }) => place.key)).toEqual(["p1", "p2", "p3"]);
	});

	it("leaves nothing in the ledger of the text that it takes the place of", async () => {
		const { db, say, transaction, delivery, clock } = await setUp();
		const shared = { message: sentence("wrong") };
		await say(
			{ ...announcement("p1", "a"), ...shared },
			{ ...announcement("p2", "b"), ...shared },
			{ ...announcement("p3", "c"), message: sentence("wrong as well") },
		);
		await delivery.drain();
		const apply = (version: string, text: string) =>
			transaction((tx) =>
				correct(tx, { group: "lesson:1" }, { version, message: sentence(text), cites: [] }, clock()),
			);
		await apply("2", "wrong again");
		await delivery.drain();
		await apply("3", "right");
		await delivery.drain();
		const rows = JSON.stringify(
			[await db.delivery.findMany(), await db.sharedMessage.findMany()],
			(_, value) => (typeof value === "bigint" ? String(value) : value),
		);
		expect(rows).toContain("right");
		expect(rows).not.toContain("wrong");
	});

	it("reaches the copy that is being sent after it has arrived", async () => {
		const { network, open } = gated();
		const { say, transaction, delivery, clock } = await setUp(network);
		await say(announcement("p1", "wrong"));
		await network.until(1);
		await transaction((tx) => correct(tx, { group: "lesson:1" }, corrected, clock()));
		open();
		await network.until(2);
		await delivery.drain();
		expect(network.texts()).toEqual(["wrong", "corrected"]);
	});

	it("is made again after it ended unknown, gives up what is gone, and says so", async () => {
		let count = 0;
		const { db, say, pass, transaction, delivery, network, clock } = await setUp(
			createNetwork(({ messageId, place }) => {
				if (!messageId) return ok;
				if (place === "p2") return { kind: "never", reason: "The message is gone." };
				return ++count === 1 ? unknown : { kind: "sent", messageId };
			}),
		);
		await say(announcement("p1", "wrong"), announcement("p2", "wrong"));
		await delivery.drain();
		await transaction((tx) => correct(tx, { group: "lesson:1" }, corrected, clock()));
		await delivery.drain();
		await pass(2);
		expect(network.posts.filter(({ place }) => place === "p1")).toHaveLength(3);
		expect((await changed(db, "2")).sort()).toEqual([
			["failed", "The message is gone."],
			["sent", null],
		]);
	});

	it("gives way to a newer one that comes before it has been made", async () => {
		const { network, open } = gated();
		const { say, transaction, delivery, clock } = await setUp(network);
		await say(announcement("p1", "wrong"));
		await network.until(1);
		const which = { group: "lesson:1" };
		await transaction((tx) => correct(tx, which, corrected, clock()));
		const newest = { version: "3", message: sentence("newest"), cites: [] };
		await transaction((tx) => correct(tx, which, newest, clock()));
		open();
		await network.until(2);
		await delivery.drain();
		expect(network.texts()).toEqual(["wrong", "newest"]);
	});

	it("waits for the decision about a copy that is held, and goes out with it", async () => {
		const { db, say, transaction, delivery, network, clock } = await setUp(
			createNetwork((_post, count) => (count === 1 ? unknown : ok)),
		);
		await say(announcement("p1", "wrong"), announcement("p2", "wrong"));
		await delivery.drain();
		await transaction((tx) => correct(tx, { group: "lesson:1" }, corrected, clock()));
		await delivery.drain();
		expect(network.texts()).toEqual(["wrong", "wrong"]);
		const [first, second] = await held(db, "lesson:1");
		await transaction((tx) => sendAgain(tx, { ids: [first?.id ?? ""] }, "u1"));
		await transaction((tx) => leave(tx, { ids: [second?.id ?? ""] }, "u1"));
		await delivery.drain();
		expect(network.texts()).toEqual(["wrong", "wrong", "corrected"]);
		expect(await changed(db, "2")).toEqual([["failed", wasLeft]]);
	});

	it("of a copy that was left unsure is told as one that failed, and waits for nobody", async () => {
		const { db, say, transaction, delivery, clock } = await setUp(createNetwork(() => unknown));
		await say(announcement("p1", "wrong"));
		await delivery.drain();
		await transaction((tx) => leave(tx, { group: "lesson:1" }, "u1"));
		const done = await transaction((tx) => correct(tx, { group: "lesson:1" }, corrected, clock()));
		expect(done).toEqual({ changing: 0, exchanged: 1 });
		await delivery.drain();
		expect(await changed(db, "2")).toEqual([["failed", wasLeft]]);
	});

	it("of what the platform gave no id is told as one that failed", async () => {
		const { db, say, transaction, delivery, clock } = await setUp(
			createNetwork(({ messageId }) =>
				messageId === undefined
					? { kind: "sent", messageId: "" }
					: { kind: "never", reason: "There is no id to change it by." },
			),
		);
		await say(announcement("p1", "wrong"));
		await delivery.drain();
		await transaction((tx) => correct(tx, { group: "lesson:1" }, corrected, clock()));
		await delivery.drain();
		expect(await changed(db, "2")).toEqual([["failed", "There is no id to change it by."]]);
	});

	it("counts as made where a later one was, and a later one that failed takes nothing from it", async () => {
		const { db, say, transaction, delivery, clock } = await setUp(
			createNetwork(({ messageId, text }) =>
				text === "refused"
					? { kind: "never", reason: "The channel is archived." }
					: { kind: "sent", messageId: messageId ?? "m1" },
			),
		);
		await say(announcement("p1", "wrong"));
		await delivery.drain();
		const apply = async (version: string, text: string) => {
			const change = { version, message: sentence(text), cites: [] };
			await transaction((tx) => correct(tx, { group: "lesson:1" }, change, clock()));
			await delivery.drain();
		};
		const failed = [["failed", "The channel is archived."]];
		await apply("a:1", "refused");
		expect(await changed(db, "a:")).toEqual(failed);
		await apply("b:1", "taken");
		await apply("c:1", "refused");
		expect(await changed(db, "a:")).toEqual([["sent", null]]);
		expect(await changed(db, "b:")).toEqual([["sent", null]]);
		expect(await changed(db, "c:")).toEqual(failed);
	});

	it("is made also while the broadcast is paused, and after that was cancelled", async () => {
		const { say, transaction, delivery, network, clock } = await setUp();
		await say(announcement("p1", "wrong"));
		await delivery.drain();
		await transaction(async (tx) => {
			await correct(tx, { group: "lesson:1" }, corrected, clock());
			await pause(tx, "lesson:1");
			await cancel(tx, "lesson:1", "Cancelled by its author.");
		});
		await delivery.drain();
		expect(network.texts()).toEqual(["wrong", "corrected"]);
	});

	it("that recalls puts a note in the place of what was sent, and withdraws what was not", async () => {
		const { db, say, transaction, delivery, network, clock } = await setUp();
		await say(announcement("p1", "sent"), { ...announcement("p2", "not sent"), notBefore: far });
		await delivery.drain();
		const recalling = {
			version: "recall",
			note: sentence("This was withdrawn."),
			reason: "It was recalled.",
		};
		const done = await transaction((tx) => recall(tx, { group: "lesson:1" }, recalling, clock()));
		expect(done).toEqual({ withdrawn: 1, changing: 1, exchanged: 0 });
		await delivery.drain();
		expect(network.texts()).toEqual(["sent", "This was withdrawn."]);
		expect(await progress(db, "lesson:1")).toMatchObject({ sent: 1, withdrawn: 1, queued: 0 });
	});
});

describe("What cites a passage", () => {
	it("is found with what it says and all that it cites, and not once the reply's address is purged", async () => {
		const { db, say, delivery } = await setUp();
		await say(
			{ ...toSay("p1", "cites it"), cites: ["a", "b"] },
			{ ...toSay("p2", "cites another"), cites: ["c"] },
			{ ...toSay("p3", "too old"), cites: ["b"] },
		);
		await delivery.drain();
		await db.delivery.updateMany({ where: { placeKey: "p3" }, data: { address: "" } });
		const found = await citing(db, ["b", "z"]);
		expect(found).toMatchObject([
			{ place: placeNamed("p1"), message: sentence("cites it"), cites: ["a", "b"] },
		]);
	});
});

describe("What is held", () => {
	it("is listed until somebody decides, who is remembered", async () => {
		const { db, say, transaction, delivery, network, rows } = await setUp(
			createNetwork((_post, count) => (count === 1 ? unknown : ok)),
		);
		await say(announcement("p1", "news"), announcement("p2", "news"), announcement("p3", "news", "lesson:2"));
		await delivery.drain();
		const found = await held(db, "lesson:1");
		expect(found.map(({ place, reason }) => [place.key, reason])).toEqual([
			["p1", "A time-out."],
			["p2", "A time-out."],
		]);
		const [first, second] = found.map(({ id }) => ({ ids: [id] }));
		if (!first || !second) throw new Error("Two are held.");
		expect(await transaction((tx) => sendAgain(tx, first, "ann"))).toBe(1);
		expect(await transaction((tx) => leave(tx, second, "ben"))).toBe(1);
		expect(await transaction((tx) => sendAgain(tx, second, "ann"))).toBe(0);
		await delivery.drain();
		expect(await held(db, "lesson:1")).toEqual([]);
		expect(await held(db)).toHaveLength(1);
		expect((await rows()).map(({ state, decidedBy }) => [state, decidedBy])).toEqual([
			["sent", "ann"],
			["unsure", "ben"],
			["unsure", null],
		]);
		expect(network.posts.filter(({ place }) => place === "p1")).toHaveLength(2);
	});

	it("goes when somebody wants that though the rest was cancelled, also where the network puts it off", async () => {
		const { say, pass, transaction, delivery, network, rows } = await setUp(
			createNetwork((_post, count) => [unknown, throttled][count - 1] ?? ok),
		);
		await say(announcement("p1", "news"));
		await delivery.drain();
		await transaction((tx) => cancel(tx, "lesson:1", "Cancelled by its author."));
		await transaction((tx) => sendAgain(tx, { group: "lesson:1" }, "ann"));
		await delivery.drain();
		await pass(30);
		expect(network.posts).toHaveLength(3);
		expect(await rows()).toMatchObject([{ state: "sent" }]);
	});

	it("is held anew when it may not have arrived the second time either", async () => {
		const { say, transaction, delivery, db } = await setUp(createNetwork(() => unknown));
		await say(announcement("p1", "news"));
		await delivery.drain();
		const [first] = await held(db);
		await transaction((tx) => sendAgain(tx, { ids: [first?.id ?? ""] }, "ann"));
		await delivery.drain();
		expect((await held(db)).map(({ id }) => id)).toEqual([first?.id]);
	});
});
