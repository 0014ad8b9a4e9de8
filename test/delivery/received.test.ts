import { describe, expect, it } from "vitest";
import { sentence } from "#chat/plain.ts";
import { AlreadyReceived, claim, recall, release, remember, settle } from "#delivery/received.ts";
import { purge } from "#delivery/retention.ts";
import { useDatabase } from "../support/database.ts";
import { incoming } from "./network.ts";

const database = useDatabase();
const now = new Date("2026-03-02T09:10:00Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const day = 86_400;

describe("an event that was received", () => {
	it("is answered again with what was answered", async () => {
		const answered = { replace: sentence("Thank you.") };
		expect(await recall(database.db, incoming("e1"), now)).toBeUndefined();
		await remember(database.db, incoming("e1"), answered, now);
		expect(await recall(database.db, incoming("e1"), later(60))).toEqual(answered);
	});

	it("is known by the act also when it comes under another event id", async () => {
		await remember(database.db, incoming("e1", "act"), {}, now);
		expect(await recall(database.db, incoming("e2", "act"), now)).toEqual({});
		await expect(remember(database.db, incoming("e2", "act"), {}, now)).rejects.toThrow(AlreadyReceived);
	});

	it("is another one in another workspace", async () => {
		await remember(database.db, incoming("e1"), {}, now);
		const elsewhere = { ...incoming("e1"), place: { ...incoming("e1").place, workspace: "w2" } };
		await remember(database.db, elsewhere, {}, now);
	});

	it("undoes the transaction that would have handled it again", async () => {
		await remember(database.db, incoming("e1"), {}, now);
		const again = database.db.$transaction(async (tx) => {
			await tx.guardCount.create({ data: { hour: now, kind: "x", count: 1 } });
			await remember(tx, incoming("e1"), {}, now);
		});
		await expect(again).rejects.toThrow(AlreadyReceived);
		expect(await database.db.guardCount.count()).toBe(0);
	});

	it("is forgotten after a day, and nothing of it but a hash was ever stored", async () => {
		await remember(database.db, incoming("e1"), {}, now);
		const [row] = await database.db.receivedEvent.findMany();
		expect(row?.keyHash).toMatch(/^[0-9a-f]{64}$/);
		expect(await recall(database.db, incoming("e1"), later(day))).toBeUndefined();
		await remember(database.db, incoming("e1"), {}, later(day));
		await purge(database.db, { answers: 30, outcomes: 730 }, later(2 * day));
		expect(await database.db.receivedEvent.count()).toBe(0);
	});
});

describe("a claim of the guard", () => {
	it("is had once, and again when nothing came of it within 30 seconds", async () => {
		expect(await claim(database.db, incoming("e1"), now)).toBe(true);
		expect(await claim(database.db, incoming("e1"), later(29))).toBe(false);
		expect(await claim(database.db, incoming("e1"), later(30))).toBe(true);
	});

	it("lasts a day once settled, and is counted by hour and kind", async () => {
		for (const id of ["e1", "e2"]) {
			await claim(database.db, incoming(id), now);
			await settle(database.db, incoming(id), "danger", now);
		}
		expect(await claim(database.db, incoming("e1"), later(3600))).toBe(false);
		expect(await recall(database.db, incoming("e1"), later(3600))).toEqual({});
		expect(await database.db.guardCount.findMany()).toEqual([
			{ hour: new Date("2026-03-02T09:00:00Z"), kind: "danger", count: 2 },
		]);
	});

	it("is free again once released", async () => {
		await claim(database.db, incoming("e1"), now);
		await release(database.db, incoming("e1"));
		expect(await claim(database.db, incoming("e1"), now)).toBe(true);
	});
});
