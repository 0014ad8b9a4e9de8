import { describe, expect, it } from "vitest";
import { drawBands } from "#knowledge/bands/drawBands.ts";
import type { Held } from "#knowledge/held.ts";
import { createLibrary } from "#knowledge/library.ts";
import { changeIn, publish, putDocument, takeOut, withdraw } from "#knowledge/publish.ts";
import { search } from "#knowledge/search/search.ts";
import { useDatabase } from "../support/database.ts";
import { input } from "./sample.ts";

const database = useDatabase();
const clock = () => new Date("2026-04-01T09:00:00Z");

const put = (id: string, text: string) => publish(database.db, (tx) => putDocument(tx, input(id, text)));
const texts = (held: Held) => [...held.passages.values()].map(({ text }) => text);

describe("publish", () => {
	it("counts versions up from 1, and gives a library what it published", async () => {
		const library = createLibrary(database.db, clock);
		expect((await library.current()).version).toBe(0);
		expect(await put("a", "Bail was breached.")).toMatchObject({ version: 1, changed: true, warnings: [] });
		expect(texts(await library.current())).toEqual(["Bail was breached."]);
		expect((await put("b", "Children were missed.")).version).toBe(2);
		expect(texts(await library.current())).toEqual(["Bail was breached.", "Children were missed."]);
	});

	it("replaces a document whole", async () => {
		await put("a", "Bail was breached.");
		await put("a", "Bail was kept.");
		expect(texts(await createLibrary(database.db, clock).current())).toEqual(["Bail was kept."]);
	});

	it("leaves the version alone when nothing changes", async () => {
		await put("a", "Bail was breached.");
		expect(await put("a", "Bail was breached.")).toMatchObject({ version: 1, changed: false });
		expect(await withdraw(database.db, "unknown")).toMatchObject({ version: 1, changed: false });
		expect((await createLibrary(database.db, clock).current()).version).toBe(1);
	});

	it("takes a withdrawn document out, and does not put the same one back", async () => {
		await put("a", "Bail was breached.");
		expect(await withdraw(database.db, "a")).toMatchObject({ version: 2, changed: true });
		expect(await put("a", "Bail was breached.")).toMatchObject({ version: 2, changed: false });
		expect(texts(await createLibrary(database.db, clock).current())).toEqual([]);
		await put("a", "Bail was breached, as corrected.");
		expect(texts(await createLibrary(database.db, clock).current())).toEqual([
			"Bail was breached, as corrected.",
		]);
	});

	it("takes part in a transaction that is open already, and ends as that ends", async () => {
		const saving = (fails: boolean) =>
			database.db.$transaction(async (tx) => {
				await changeIn(tx, () => putDocument(tx, input("a", "Bail was breached.")));
				if (fails) throw new Error("no");
			});
		const library = createLibrary(database.db, clock);
		await expect(saving(true)).rejects.toThrow("no");
		expect((await library.current()).version).toBe(0);
		await saving(false);
		expect((await library.current()).version).toBe(1);
		await saving(false);
		expect((await library.current()).version).toBe(1);
		expect(texts(await library.current())).toEqual(["Bail was breached."]);
		await database.db.$transaction((tx) => changeIn(tx, () => takeOut(tx, "a")));
		expect(texts(await library.current())).toEqual([]);
	});

	it("draws the bands later of what was changed with those that there were, once", async () => {
		await database.db.labelledQuestion.createMany({
			data: [
				{ id: "1", question: "bail breach", expect: ["bail"], answerable: true },
				{ id: "2", question: "weather tomorrow", expect: [], answerable: false },
			],
		});
		await put("b", "Children were missed.");
		expect(await drawBands(database.db)).toBe(false);
		const library = createLibrary(database.db, clock);
		const before = (await library.current()).calibration;
		await database.db.$transaction((tx) =>
			changeIn(tx, () => putDocument(tx, input("a", "Bail was breached."))),
		);
		expect((await library.current()).calibration).toEqual(before);
		expect(await Promise.all([drawBands(database.db), drawBands(database.db)])).toContain(true);
		expect(await drawBands(database.db)).toBe(false);
		const { version, calibration } = await library.current();
		expect(version).toBe(3);
		expect(calibration).not.toEqual(before);
		expect(calibration.figures).toEqual((await put("a", "Bail was breached. Again.")).before);
	});

	it("lets bands that were drawn of what is held no more go", async () => {
		await put("a", "Bail was breached.");
		const change = (text: string) =>
			database.db.$transaction((tx) => changeIn(tx, () => putDocument(tx, input("a", text))));
		await change("Bail was kept.");
		const { db } = database;
		const overtaken = new Proxy(db, {
			get: (on, name) => {
				if (name !== "$transaction") return Reflect.get(on, name);
				return async (...given: Parameters<typeof db.$transaction>) => {
					const read = await db.$transaction(...given);
					await change("Bail was breached after all.");
					return read;
				};
			},
		});
		expect(await drawBands(overtaken)).toBe(false);
		expect(await drawBands(db)).toBe(true);
	});

	it("leaves everything as it was when the change fails", async () => {
		await put("a", "Bail was breached.");
		const failing = publish(database.db, async (tx) => {
			await putDocument(tx, input("b", "Half done."));
			throw new Error("no");
		});
		await expect(failing).rejects.toThrow("no");
		const held = await createLibrary(database.db, clock).current();
		expect([held.version, texts(held)]).toEqual([1, ["Bail was breached."]]);
	});

	it("draws the bands against the labelled questions and stores them with the version", async () => {
		await database.db.labelledQuestion.createMany({
			data: [
				{ id: "1", question: "bail breach", expect: ["bail"], answerable: true },
				{ id: "2", question: "weather tomorrow", expect: [], answerable: false },
			],
		});
		const { after } = await put("a", "Bail was breached.");
		expect(after).toMatchObject({
			answerable: 1,
			unanswerable: 1,
			recall1: 1,
			auroc: 1,
			falseAnswers: 0,
			lost: 0,
		});
		const { calibration } = await createLibrary(database.db, clock).current();
		expect(calibration.figures).toEqual(after);
		expect(calibration.answer).toBeGreaterThanOrEqual(calibration.closest);
	});

	it("warns when the labelled questions are answered worse than before", async () => {
		await database.db.labelledQuestion.createMany({
			data: [
				{ id: "1", question: "bail breach", expect: ["bail"], answerable: true },
				{ id: "2", question: "weather tomorrow", expect: [], answerable: false },
			],
		});
		await put("a", "Bail was breached.");
		const { warnings } = await withdraw(database.db, "a");
		expect(warnings).toContain("The right theme among the first three went from 100.0 % to 0.0 %.");
	});
});

describe("library", () => {
	it("never serves a withdrawn text on any replica, whatever is published in between", async () => {
		const libraries = [1, 2, 3].map(() => createLibrary(database.db, clock));
		const live = new Set<string>();
		for (let round = 0; round < 12; round++) {
			const id = `d${round % 4}`;
			if (live.has(id)) {
				await withdraw(database.db, id);
				live.delete(id);
			} else {
				await put(id, `Text of ${id}, round ${round}.`);
				live.add(id);
			}
			const asked = libraries[round % 3];
			const seen = await Promise.all([asked?.current(), asked?.current(), libraries[0]?.current()]);
			for (const held of seen)
				expect(new Set([...(held?.passages.values() ?? [])].map(({ documentId }) => documentId))).toEqual(
					live,
				);
		}
		const versions = await Promise.all(libraries.map(async (library) => (await library.current()).version));
		expect(versions).toEqual([12, 12, 12]);
	});

	it("is never older than a publish that ended before it was asked, even while it is loading", async () => {
		const library = createLibrary(database.db, clock);
		await put("a", "One.");
		const early = library.current();
		await put("b", "Two.");
		expect(texts(await library.current())).toEqual(["One.", "Two."]);
		expect((await early).version).toBeGreaterThanOrEqual(1);
	});

	it("takes a document down when its day begins in Britain, on all replicas at once, with no publish", async () => {
		let now = new Date("2028-05-02T12:00:00Z");
		const libraries = [1, 2, 3].map(() => createLibrary(database.db, () => now));
		const seen = async () => Promise.all(libraries.map(async (library) => texts(await library.current())));
		const each = (held: string[]) => libraries.map(() => held);
		await publish(database.db, (tx) =>
			putDocument(tx, { ...input("a", "Bail was breached."), takeDownOn: "2028-05-03" }),
		);
		await put("b", "Children were missed.");
		expect(await seen()).toEqual(each(["Bail was breached.", "Children were missed."]));
		now = new Date("2028-05-02T22:59:59.999Z");
		expect(await seen()).toEqual(each(["Bail was breached.", "Children were missed."]));
		now = new Date("2028-05-02T23:00:00Z");
		expect(await seen()).toEqual(each(["Children were missed."]));
		expect(search((await libraries[0]?.current()) as Held, "bail breach").passages).toEqual([]);
		expect(texts(await createLibrary(database.db, () => now).current())).toEqual(["Children were missed."]);
	});

	it("gives the same object until something is published", async () => {
		const library = createLibrary(database.db, clock);
		await put("a", "One.");
		const [one, two] = await Promise.all([library.current(), library.current()]);
		expect(one).toBe(two);
		expect(await library.current()).toBe(one);
	});
});
