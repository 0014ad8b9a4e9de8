import { expect, it } from "vitest";
import { followMoved } from "#delivery/moved.ts";
import { addressOf, placeOf, postsOf } from "#platforms/slack/address.ts";
import { useDatabase } from "../support/database.ts";

const database = useDatabase();
const now = new Date("2026-04-14T10:20:00Z");

it("A channel that has another id takes along what was said in it and what waits for it, and nothing else", async () => {
	const { db } = database;
	const before = placeOf("T1", { channel: "G012Y48650T" });
	const places = [
		before,
		placeOf("T1", { channel: "G012Y48650T", thread: "1.1" }),
		placeOf("T1", { channel: "C555555555" }),
		placeOf("T2", { channel: "G012Y48650T" }),
	];
	for (const [at, place] of places.entries())
		await db.delivery.create({
			data: {
				...{ key: `k${at}`, platform: "slack", workspace: place.workspace, placeKey: place.key },
				...{ placeKind: place.kind, address: place.address, conversation: place.channel?.key ?? place.key },
				...{ messageId: `${addressOf(place).channel}/1.1,1.2`, state: "sent", createdAt: now },
			},
		});
	const moved = { before: "G012Y48650T", after: "C012Y48650T" };
	expect(await db.$transaction((tx) => followMoved(tx, before, moved))).toBe(2);
	const rows = await db.delivery.findMany({ orderBy: { key: "asc" } });
	const after = [
		placeOf("T1", { channel: "C012Y48650T" }),
		placeOf("T1", { channel: "C012Y48650T", thread: "1.1" }),
		...places.slice(2),
	];
	expect(rows.map(({ placeKey, address }) => [placeKey, address])).toEqual(
		after.map(({ key, address }) => [key, address]),
	);
	expect(rows.map(({ messageId }) => postsOf(messageId ?? ""))).toEqual(
		after.map((place) => ({ channel: addressOf(place).channel, ts: ["1.1", "1.2"] })),
	);
});
