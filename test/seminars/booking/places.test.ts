import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	freeFor,
	hasPlaceFor,
	heldUntaken,
	type Standing,
	takenIn,
	toBeOffered,
	withOneMore,
} from "#seminars/booking/places.ts";

const agencies = ["police", "health", "housing"];

function standing(
	capacity: number,
	holds: Record<string, number> = {},
	taken: Record<string, number> = {},
): Standing {
	return { capacity, holds: new Map(Object.entries(holds)), taken: new Map(Object.entries(taken)) };
}

function waiting(...agencyIds: string[]) {
	return agencyIds.map((agencyId, at) => ({ id: `${at}`, agencyId }));
}

describe("The places of a seminar", () => {
	it("are for everybody where none is held", () => {
		expect(freeFor(standing(3, {}, { police: 2 }), "health")).toBe(1);
	});

	it("keep what is held for an agency from the others, and not from the agency", () => {
		const held = standing(10, { police: 4 }, { health: 5 });
		expect(freeFor(held, "health")).toBe(1);
		expect(freeFor(held, "police")).toBe(5);
	});

	it("count what an agency has taken against what is held for it", () => {
		expect(freeFor(standing(10, { police: 4 }, { police: 3, health: 6 }), "health")).toBe(0);
	});

	it("are never fewer than none", () => {
		expect(freeFor(standing(2, { police: 2 }, { health: 2 }), "housing")).toBe(0);
	});

	it("are offered in the order in which people came", () => {
		const offered = toBeOffered(standing(2), waiting("police", "health", "housing"));
		expect(offered.map(({ id }) => id)).toEqual(["0", "1"]);
	});

	it("that are held pass by those that they are not held for", () => {
		const offered = toBeOffered(standing(1, { police: 1 }), waiting("health", "police"));
		expect(offered.map(({ id }) => id)).toEqual(["1"]);
	});

	it("do not go to somebody who comes now while another waits for them", () => {
		expect(hasPlaceFor(standing(1), waiting("health"), "police")).toBe(false);
		expect(hasPlaceFor(standing(2), waiting("health"), "police")).toBe(true);
	});

	it("that are held go to somebody of the agency though others wait", () => {
		expect(hasPlaceFor(standing(1, { police: 1 }), waiting("health"), "police")).toBe(true);
	});

	it("never run over, and a seat held is never used for another, however they are given out", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 12 }),
				fc.array(fc.nat(3), { minLength: 3, maxLength: 3 }),
				fc.array(fc.constantFrom(...agencies), { maxLength: 30 }),
				(capacity, seats, comers) => {
					const holds = Object.fromEntries(agencies.map((agency, at) => [agency, seats[at] ?? 0]));
					fc.pre(Object.values(holds).reduce((sum, each) => sum + each, 0) <= capacity);
					let now = standing(capacity, holds);
					for (const agency of comers) if (freeFor(now, agency) > 0) now = withOneMore(now, agency);
					expect(takenIn(now)).toBeLessThanOrEqual(capacity);
					expect(heldUntaken(now)).toBeLessThanOrEqual(capacity - takenIn(now));
				},
			),
		);
	});
});
