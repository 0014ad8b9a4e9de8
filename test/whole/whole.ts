import type { Storage } from "#storage/open.ts";
import { assemble, type House } from "../../src/assemble.ts";
import { readConfig } from "../../src/config.ts";
import type { Act, Ground, Seen, Where } from "../platforms/ground.ts";
import { openTestStorage } from "../support/database.ts";
import { createTestLog } from "../support/log.ts";

/** The whole bot on the starter content and an embedded database, met through the real platform. */
export async function openWhole<Here extends Ground>(
	open: (parts: { log: ReturnType<typeof createTestLog>["log"]; now: () => Date }) => Promise<Here>,
) {
	const log = createTestLog();
	// Ahead of the database's clock, by which it is looked for on the platform what was sent since then.
	let at = new Date("2126-11-25T09:20:00Z");
	const now = () => at;
	const storage = await openTestStorage();
	const ground = await open({ log: log.log, now });
	const begin = async (): Promise<House> => {
		const platform = await ground.connect();
		return assemble({
			storage,
			platforms: [platform],
			expects: [{ platform: platform.name, workspace: ground.workspace, name: "An agency" }],
			secrets: { key: Buffer.alloc(32, 1) },
			settings: { ...readConfig({ MEANING: "none" }), contact: "your DA lead" },
			clock: now,
			log: log.log,
			report: () => {},
		});
	};
	let house = await begin();

	/** What a person comes to see in a place through what is done. */
	const hears = async (who: string, where: Where, act: () => Promise<Act>): Promise<Seen[]> => {
		const before = ground.sees(who, where).length;
		await act();
		await house.allSaid();
		return ground.sees(who, where).slice(before);
	};
	const one = (seen: Seen[]): string => {
		const [first, ...more] = seen;
		if (!first || more.length > 0) throw new Error(`There are ${seen.length} replies, not one.`);
		return first.text;
	};

	return {
		...{ ground, storage, log, hears },
		/** Asks in the direct conversation; the text of the one reply. */
		ask: async (text: string, who = "ann") =>
			one(await hears(who, "direct", () => ground.say(text, { who }))),
		/** Presses a button in the direct conversation; the text of the one reply. */
		press: async (label: string, who = "ann") =>
			one(await hears(who, "direct", () => ground.press(label, { who }))),
		/** Lets time pass, for the bot and for its queue, and what is due by then be done. */
		async later(seconds: number) {
			at = new Date(at.getTime() + seconds * 1000);
			await storage.db.$executeRaw`UPDATE "Delivery" SET
				"dueAt" = "dueAt" - make_interval(secs => ${seconds}),
				"notBefore" = "notBefore" - make_interval(secs => ${seconds}),
				"claimedUntil" = "claimedUntil" - make_interval(secs => ${seconds}),
				"attemptedAt" = "attemptedAt" - make_interval(secs => ${seconds})`;
			await storage.db.$executeRaw`UPDATE "Pace" SET
				"nextAt" = "nextAt" - make_interval(secs => ${seconds}),
				"silentUntil" = "silentUntil" - make_interval(secs => ${seconds})`;
			await house.allSaid();
		},
		/** Looks at what is looked at regularly under this name, and lets what comes of it be said. */
		async tick(name: string) {
			await house.tick(name);
			await house.allSaid();
		},
		/** Changes which workspaces are let in: none, or the one that the bot is in. */
		letIn: (who: "nobody" | "this workspace") =>
			storage.db.workspace.updateMany({ data: { state: who === "nobody" ? "left" : "joined" } }),
		/** Stops the bot and assembles another on the same storage. */
		async restart() {
			await house.stop();
			house = await begin();
		},
		/** How many rows each table holds. */
		rows: async () =>
			Object.fromEntries((await contents(storage)).map(({ table, rows }) => [table, rows.length])),
		/** The tables in which a text stands. */
		tablesWith: async (text: string) =>
			(await contents(storage)).flatMap(({ table, rows }) =>
				rows.some((row) => row.includes(text)) ? [table] : [],
			),
		/** A database that fails whatever is done while it is broken. */
		async withBrokenDatabase<Result>(act: () => Promise<Result>): Promise<Result> {
			await storage.db.$executeRaw`ALTER TABLE "ReceivedEvent" RENAME TO "Elsewhere"`;
			try {
				return await act();
			} finally {
				await storage.db.$executeRaw`ALTER TABLE "Elsewhere" RENAME TO "ReceivedEvent"`;
			}
		},
		async stop() {
			await house.stop();
			await ground.close();
			await storage.close();
		},
	};
}

/** Every row of every table, as text. */
async function contents({ db }: Storage): Promise<{ table: string; rows: string[] }[]> {
	const tables = await db.$queryRaw<{ name: string }[]>`
		SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
		WHERE schemaname = 'public' ORDER BY 1`;
	const all: { table: string; rows: string[] }[] = [];
	for (const { name } of tables) {
		const rows = await db.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM ${name} t`);
		all.push({ table: name, rows: rows.map(({ row }) => row) });
	}
	return all;
}

export type Whole = Awaited<ReturnType<typeof openWhole>>;
