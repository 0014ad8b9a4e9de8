import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { useDatabase } from "../../support/database.ts";
import { open } from "../world.ts";
import { beginning, createModel, doStep, lineIn, steps } from "./bookingModel.ts";

const database = useDatabase();

describe("Whatever happens to a seminar, in whatever order", () => {
	it("its places and its waiting list are what they should be after every step", async () => {
		await fc.assert(
			fc.asyncProperty(steps, async (happens) => {
				const { db } = database;
				await db.seminar.deleteMany({});
				await open(db, beginning);
				const model = createModel();
				for (const step of happens) {
					const { now } = model;
					model.step(step);
					await doStep(db, step, now);
					expect(await lineIn(db), JSON.stringify(step)).toEqual(model.line());
				}
			}),
			{ numRuns: 60 },
		);
	}, 240_000);
});
