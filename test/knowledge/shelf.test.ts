import { describe, expect, it } from "vitest";
import { hold } from "#knowledge/hold.ts";
import { createShelf } from "#knowledge/vectors/shelf.ts";
import { type Meaning, Stopped } from "#meaning/meaning.ts";
import { useDatabase } from "../support/database.ts";
import { content, passage } from "./sample.ts";

const database = useDatabase();

/** Weights whose vectors tell how long a text is, and what they were asked. */
function countingMeaning(name = "counts") {
	const asked: string[] = [];
	const meaning: Meaning = {
		name,
		async embed(texts, how) {
			expect(how?.later).toBe(true);
			asked.push(...texts);
			return texts.map((text) => {
				const vector = Float32Array.of(text.length, 0.25);
				return { model: name, vector };
			});
		},
		stop: async () => {},
	};
	return { meaning, asked };
}

const held = hold(
	content([
		passage("tags", { text: "Tags.", askedAs: ["curfew"] }),
		passage("records", { text: "Records." }),
	]),
);
const question = { model: "counts", vector: Float32Array.of(1, 0) };

describe("the vectors of what is held", () => {
	it("are computed once, and found again by whoever comes later", async () => {
		const first = countingMeaning();
		const shelf = createShelf({ db: database.db, meaning: first.meaning });
		expect(shelf.beside(held, question)?.vectors.of.size).toBe(0);
		await Promise.all([shelf.fill(held), shelf.fill(held)]);
		expect(first.asked.toSorted()).toEqual(["curfew", "records. Records.", "tags. Tags."]);

		const second = countingMeaning();
		const later = createShelf({ db: database.db, meaning: second.meaning });
		await later.fill(held);
		expect(second.asked).toEqual([]);
		expect(later.beside(held, question)?.vectors.of.get("tags")).toEqual({
			whole: Float32Array.of(11, 0.25),
			asked: [Float32Array.of(6, 0.25)],
		});
	});

	it("of other weights are others", async () => {
		await createShelf({ db: database.db, meaning: countingMeaning().meaning }).fill(held);
		const other = countingMeaning("others");
		await createShelf({ db: database.db, meaning: other.meaning }).fill(held);
		expect(other.asked).toHaveLength(3);
		expect(await database.db.textVector.count()).toBe(6);
	});

	it("go with the texts: only what is new is computed, and what is held no more is forgotten", async () => {
		const { meaning, asked } = countingMeaning();
		const shelf = createShelf({ db: database.db, meaning });
		await shelf.fill(held);
		const changed = hold(content([passage("tags", { text: "Tags fail.", askedAs: ["curfew"] })]), held);
		asked.length = 0;
		expect(shelf.beside(changed, question)?.vectors.of.has("tags")).toBe(false);
		await shelf.fill(changed);
		expect(asked).toEqual(["tags. Tags fail."]);
		expect(shelf.beside(changed, question)?.vectors.of.has("tags")).toBe(true);
		expect(await database.db.textVector.count()).toBe(2);
	});

	it("are left as far as they came when the meaning fails, and completed the next time", async () => {
		const { meaning, asked } = countingMeaning();
		let fault: Error | undefined = new Error("the thread ended");
		const faulty: Meaning = {
			...meaning,
			embed: (texts, how) => (fault ? Promise.reject(fault) : meaning.embed(texts, how)),
		};
		const shelf = createShelf({ db: database.db, meaning: faulty });
		await expect(shelf.fill(held)).rejects.toThrow("ended");
		fault = new Stopped("it was stopped");
		await expect(shelf.fill(held)).resolves.toBeUndefined();
		fault = undefined;
		await shelf.fill(held);
		expect(asked).toHaveLength(3);
	});

	it("are beside no question whose meaning is not known", () => {
		const shelf = createShelf({ db: database.db, meaning: countingMeaning().meaning });
		expect(shelf.beside(held, undefined)).toBeUndefined();
	});
});
