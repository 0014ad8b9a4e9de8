import { describe, expect, it } from "vitest";
import { createNet } from "#meaning/net.ts";
import { learnNets } from "./learnNet.ts";

const recipe = { classes: 2, units: 16, rounds: 60, nets: 2 };

/** Points of which those with two numbers of the same sign are one class. */
const shown = Array.from({ length: 800 }, (_, at) => {
	const vector = Float32Array.of(Math.sin(at * 1.7) + 3, 10 * Math.cos(at * 2.9));
	return { vector, label: Number((vector[0] as number) > 3 === (vector[1] as number) > 0), counts: 1 };
});

describe("a net", () => {
	it("learns what no single number tells", () => {
		const net = createNet(learnNets(shown, recipe));
		const right = shown.filter(({ vector, label }) => {
			const [no = 0, yes = 0] = net(vector);
			return yes > no === (label === 1);
		});
		expect(right.length / shown.length).toBeGreaterThan(0.95);
	});

	it("gives logarithms of shares of one", () => {
		const logs = createNet(learnNets(shown.slice(0, 50), recipe))(Float32Array.of(3, 1));
		expect(logs.reduce((sum, log) => sum + Math.exp(log), 0)).toBeCloseTo(1);
	});

	it("is the same for the same examples", () => {
		expect(learnNets(shown.slice(0, 50), recipe)).toEqual(learnNets(shown.slice(0, 50), recipe));
	});
});
