import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Outcome } from "#chat/platform.ts";
import type { Limits } from "#delivery/sending/rates.ts";
import { rates } from "../support/rates.ts";
import { useDelivery } from "./delivery.ts";
import { createNetwork, toSay } from "./network.ts";

const { setUp, expectErrors, storage } = useDelivery();
const announcement = (place: string, text: string) =>
	toSay(place, text, `a:${place}:${text}`, { lane: "announcement", group: "a" });
const ratesOf = (terminal: Limits) => ({ ...rates, terminal });

/** The delivery with these limits, and the second at which each post arrived. */
async function paced(limits: Limits, respond: (text: string) => Outcome | undefined = () => undefined) {
	let clock = () => new Date(0);
	const arrivals: { text: string; second: number }[] = [];
	const network = createNetwork(({ text }) => {
		arrivals.push({ text, second: (clock().getTime() - Date.parse("2026-03-02T09:00:00Z")) / 1000 });
		return respond(text) ?? { kind: "sent", messageId: "m" };
	});
	const house = await setUp(network, { rates: ratesOf(limits) });
	clock = house.clock;
	/** Resolves when so many are sent and written down as sent. */
	const sent = async (count: number) => {
		while ((await house.db.delivery.count({ where: { state: "sent" } })) < count) await setImmediate();
	};
	return { ...house, arrivals, sent };
}

describe("The limit of a conversation", () => {
	const limits = { conversation: [{ most: 3, seconds: 3 }], workspace: [] };

	it("is kept by announcements, which leave one place free for a reply", async () => {
		const { say, tick, sent, arrivals, delivery } = await paced(limits);
		await say(...["1", "2", "3", "4", "5"].map((text) => announcement("p1", text)));
		await sent(2);
		await say(toSay("p1", "a reply"));
		await sent(3);
		tick(3);
		await sent(5);
		tick(3);
		await sent(6);
		await delivery.drain();
		expect(arrivals).toEqual([
			...["1", "2", "a reply"].map((text) => ({ text, second: 0 })),
			...["3", "4"].map((text) => ({ text, second: 3 })),
			{ text: "5", second: 6 },
		]);
	});

	it("counts the threads of a channel together", async () => {
		const { say, tick, sent, arrivals, delivery } = await paced(limits);
		const channel = toSay("c1", "").place;
		const inThread = (thread: string) => {
			const one = toSay(`c1:${thread}`, thread);
			return { ...one, place: { ...one.place, channel } };
		};
		await say(...["t1", "t2", "t3", "t4", "t5"].map(inThread));
		await sent(3);
		tick(3);
		await sent(5);
		await delivery.drain();
		expect(arrivals.map(({ second }) => second)).toEqual([0, 0, 0, 3, 3]);
	});

	it("holds up nobody elsewhere", async () => {
		const { say, sent, arrivals } = await paced(limits);
		await say(
			...["1", "2", "3", "4", "5"].map((text) => announcement("p1", text)),
			announcement("p2", "there"),
		);
		await sent(3);
		expect(arrivals.map(({ text }) => text).sort()).toEqual(["1", "2", "there"]);
	});
});

describe("The limit of a workspace", () => {
	const limits = { conversation: [], workspace: [{ most: 60, seconds: 60 }] };

	it("is kept evenly, and a reply does not wait for it", async () => {
		const { say, tick, sent, arrivals } = await paced(limits);
		await say(...Array.from({ length: 6 }, (_, at) => announcement(`p${at}`, `${at}`)));
		// One, and another that may catch up.
		await sent(2);
		await say(toSay("p9", "a reply"));
		await sent(3);
		for (let count = 3; count <= 6; count++) {
			tick(2.2);
			await sent(count + 1);
		}
		expect(arrivals.map(({ text }) => text)).toEqual(["0", "1", "a reply", "2", "3", "4", "5"]);
		const times = arrivals.filter(({ text }) => text !== "a reply").map(({ second }) => second);
		for (const [nth, second] of times.entries()) expect(second).toBeGreaterThanOrEqual(nth - 1);
	});

	it("is another one in another workspace", async () => {
		const { say, sent, network } = await paced(limits);
		await say(
			...Array.from({ length: 6 }, (_, at) => announcement(`p${at}`, "here")),
			...Array.from({ length: 2 }, (_, at) => announcement(`w2/p${at}`, "there")),
		);
		await sent(4);
		expect(network.texts().sort()).toEqual(["here", "here", "there", "there"]);
	});
});

describe("When a platform asks for silence", () => {
	it("the whole workspace is silent for as long as it asked, and no other", async () => {
		let throttles = 1;
		const throttled: Outcome = { kind: "later", reason: "Slow down.", afterSeconds: 30 };
		const { say, pass, delivery, arrivals } = await paced({ conversation: [], workspace: [] }, () =>
			throttles-- > 0 ? throttled : undefined,
		);
		await say(toSay("p1", "one"));
		await delivery.drain();
		await say(toSay("p2", "same workspace"), toSay("w2/p1", "another workspace"));
		await delivery.drain();
		expect(arrivals.map(({ text }) => text)).toEqual(["one", "another workspace"]);
		await pass(29);
		expect(arrivals).toHaveLength(2);
		await pass(1);
		expect(
			arrivals
				.map(({ text }) => text)
				.slice(2)
				.sort(),
		).toEqual(["one", "same workspace"]);
	});

	it("it is heard more than twelve times: a long throttling loses nobody", async () => {
		let throttles = 30;
		const throttled: Outcome = { kind: "later", reason: "Slow down.", afterSeconds: 60 };
		const { say, pass, delivery, rows } = await paced({ conversation: [], workspace: [] }, () =>
			throttles-- > 0 ? throttled : undefined,
		);
		await say(announcement("p1", "one"));
		await delivery.drain();
		for (let minute = 0; minute < 30; minute++) await pass(60);
		expect(await rows()).toMatchObject([{ state: "sent", attempts: 31 }]);
	});
});

describe("A look for work whose answer is lost", () => {
	it("gives back what it took: it was not sent, and goes at the next look", async () => {
		expectErrors(1);
		let losing = true;
		const real = storage();
		const network = createNetwork(() => ({ kind: "sent", messageId: "m" }));
		const { say, pass, rows } = await setUp(network, {
			storage: {
				...real,
				async transaction(work) {
					const result = await real.transaction(work);
					const { claimed = [] } = (result ?? {}) as { claimed?: unknown[] };
					if (!losing || claimed.length === 0) return result;
					losing = false;
					throw new Error("The connection broke after the commit.");
				},
			},
		});
		await say(toSay("p1", "one"));
		while (losing) await setImmediate();
		await pass(1);
		expect(network.texts()).toEqual(["one"]);
		expect(await rows()).toMatchObject([{ state: "sent" }]);
	});
});
