import { array, assert, constantFrom, double, integer, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { type Limit, limitsOf, nextAfter, roomIn, secondsToSend } from "#delivery/sending/rates.ts";
import { rates } from "../support/rates.ts";

const teams = limitsOf(rates, "teams t1");
const slack = limitsOf(rates, "slack T1");

describe("The room in a workspace", () => {
	it("is named by platform, kind of call and workspace", () => {
		expect(teams).toEqual([{ most: 50, seconds: 1 }]);
		expect(slack).toEqual([{ most: 300, seconds: 60 }]);
		expect(limitsOf(rates, "slack.update T1")).toEqual([{ most: 50, seconds: 60 }]);
		expect(limitsOf(rates, "terminal local")).toEqual([]);
	});

	it("is none at all while the platform asks for silence", () => {
		const used = { now: 1000, nextAt: 0, silentUntil: 5000, inHand: 0, answered: [] };
		expect(roomIn(slack, used)).toEqual({ replies: [], announcements: [], opensAt: 5000 });
	});

	it("counts what is being sent, and what was answered within the window, and opens when the first leaves it", () => {
		const answered = Array.from({ length: 48 }, (_, at) => 1000 + at);
		const used = { now: 1890, nextAt: 0, silentUntil: 0, answered };
		expect(roomIn(teams, { ...used, inHand: 1 }).replies).toEqual([0]);
		expect(roomIn(teams, { ...used, inHand: 2 })).toMatchObject({ replies: [], announcements: [] });
		expect(roomIn(teams, { ...used, inHand: 2 }).opensAt).toBe(2000 - 100);
	});

	it("takes up what may go in a moment, each for the moment at which one more leaves the window", () => {
		const answered = Array.from({ length: 50 }, (_, at) => 1000 + at * 10);
		const used = { now: 1935, nextAt: 0, silentUntil: 0, inHand: 0, answered };
		expect(roomIn(teams, used).replies).toEqual([65, 75, 85, 95]);
		expect(roomIn(teams, { ...used, inHand: 2 }).replies).toEqual([85, 95]);
	});

	it("leaves a reply its turn at once in the midst of an announcement", () => {
		const used = { now: 10_000, nextAt: 10_150, silentUntil: 0, inHand: 0, answered: [] };
		for (const limits of [slack, teams]) {
			expect(roomIn(limits, used).announcements).toEqual([]);
			expect(roomIn(limits, used).replies[0]).toBe(0);
		}
	});

	it("has announcements go evenly, and no more than a few of them catch up", () => {
		const used = { now: 10_000, nextAt: 0, silentUntil: 0, inHand: 0, answered: [] };
		expect(roomIn(teams, used).announcements.slice(14)).toEqual([0, 0, 20, 40, 60, 80, 100]);
		expect(roomIn(slack, used).announcements).toEqual([0, 0, 0]);
		expect(nextAfter(teams, used, 17)).toBe(10_040);
	});

	it("never grows beyond a few at once, so that one slow workspace does not hold up the others", () => {
		const used = { now: 10_000, nextAt: 0, silentUntil: 0, inHand: 20, answered: [] };
		expect(roomIn([], used).announcements).toHaveLength(5);
	});

	it("tells the least time that so many posts take", () => {
		expect(secondsToSend(teams, 9600)).toBe(192);
		expect(secondsToSend(slack, 9600)).toBe(1920);
	});
});

/** Replays a minute and more of sending as a worker does, and tells when each post may have arrived. */
function simulate(
	limits: Limit[],
	steps: { wait: number; kind: "reply" | "announcement"; takes: number; share: number }[],
) {
	let now = 1_000_000;
	let nextAt = 0;
	const sends: { until: number; at: number }[] = [];
	for (const { wait, kind, takes, share } of steps) {
		now += wait;
		const inHand = sends.filter(({ until }) => until > now).length;
		const answered = sends.map(({ until }) => until).filter((until) => until <= now && until > now - 1000);
		const used = { now, nextAt, silentUntil: 0, inHand, answered };
		const room = roomIn(limits, used);
		const waits = kind === "reply" ? room.replies.slice(0, 3) : room.announcements;
		nextAt = nextAfter(limits, used, waits.length) ?? nextAt;
		for (const one of waits) sends.push({ until: now + one + takes, at: now + one + takes * share });
	}
	return sends.map(({ at }) => at).sort((a, b) => a - b);
}

/** The most that arrived within any window of the limit. */
function mostIn(arrivals: number[], { seconds }: Limit): number {
	let most = 0;
	let first = 0;
	for (const [index, at] of arrivals.entries()) {
		while ((arrivals[first] ?? at) <= at - seconds * 1000) first++;
		most = Math.max(most, index - first + 1);
	}
	return most;
}

describe("However long each sending takes, and whenever within it the post arrives,", () => {
	const step = record({
		wait: integer({ min: 1, max: 400 }),
		kind: constantFrom("reply" as const, "announcement" as const, "announcement" as const),
		takes: integer({ min: 1, max: 900 }),
		share: double({ min: 0, max: 1, noNaN: true }),
	});
	const steps = array(step, { minLength: 300, maxLength: 600, size: "max" });

	it("a Teams tenant never gets more than 50 in a second", () => {
		assert(
			property(steps, (given) => {
				expect(mostIn(simulate(teams, given), { most: 50, seconds: 1 })).toBeLessThanOrEqual(50);
			}),
			{ numRuns: 30, endOnFailure: true },
		);
	});

	it("a Slack workspace never gets more than 300 in a minute", () => {
		assert(
			property(steps, (given) => {
				expect(mostIn(simulate(slack, given), { most: 300, seconds: 60 })).toBeLessThanOrEqual(300);
			}),
			{ numRuns: 30, endOnFailure: true },
		);
	});
});
