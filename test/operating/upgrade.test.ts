import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { openStorage } from "#storage/open.ts";
import { usePostgres } from "../support/postgres.ts";
import { startProgram } from "../support/process.ts";
import {
	answersTo,
	emptyFolder,
	openSlack,
	type Running,
	type Slack,
	settingsFor,
	startBot,
} from "./deployment.ts";

const postgres = usePostgres();
const aboutGps = "what did the DHRs say about GPs";
const source = /paragraph 2\.2/;

/** A checkout of the bot that is newer by one migration. */
async function newer(migration: { name: string; sql: string }): Promise<string> {
	const checkout = await emptyFolder("dhr-newer-");
	for (const each of ["src", "prisma", "package.json"])
		await cp(each, join(checkout, each), { recursive: true });
	await symlink(resolve("node_modules"), join(checkout, "node_modules"));
	const folder = join(checkout, "prisma/migrations", migration.name);
	await mkdir(folder);
	await writeFile(join(folder, "migration.sql"), migration.sql);
	return checkout;
}

/** People ask through each of the replicas in turn, one question after the other, until it is enough. */
async function keepAsking(slack: Slack, replicas: Running[], enough: () => boolean) {
	let asked = 0;
	const statuses: number[] = [];
	const chain = async (bot: Running) => {
		while (!enough()) statuses.push(await bot.say(`U${++asked}`, aboutGps));
	};
	await Promise.all(replicas.map(chain));
	await slack.called("chat.postMessage", asked);
	const answers = Array.from({ length: asked }, (_, at) => answersTo(slack, `U${at + 1}`));
	return { asked, statuses, answers };
}

it("an upgrade with a migration, while two replicas answer: no request fails, nothing is lost or said twice", async () => {
	const databaseUrl = await postgres.newDatabase();
	const slack = await openSlack({ added: true });
	// As fast as they can: what Slack takes in a minute is not what is tried here.
	const settings = () =>
		settingsFor(slack, { DATABASE_URL: databaseUrl, SLACK_WORKSPACE_LIMITS: "100000/60" });
	const replicas = [await startBot(slack, await settings()), await startBot(slack, await settings())];
	// Every table is changed, under a lock that is held until both replicas wait for it.
	const checkout = await newer({
		name: "29990101000000_something_new",
		sql: `DO $$ DECLARE each RECORD; BEGIN
			FOR each IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '\\_%' LOOP
				EXECUTE format('ALTER TABLE %I ADD COLUMN "somethingNew" TEXT', each.tablename);
			END LOOP;
			WHILE (SELECT count(DISTINCT pid) FROM pg_locks WHERE relation IS NOT NULL AND NOT granted) < 2 LOOP
				PERFORM pg_sleep(0.01);
			END LOOP;
		END $$`,
	});
	let upgraded: Running | undefined;
	const [heard] = await Promise.all([
		keepAsking(slack, replicas, () => upgraded !== undefined),
		settings()
			.then((of) => startBot(slack, of, checkout))
			.then((bot) => {
				upgraded = bot;
			}),
	]);
	expect(new Set(heard.statuses)).toEqual(new Set([200]));
	expect(heard.answers).toEqual(heard.answers.map(() => [expect.stringMatching(source)]));
	const storage = await openStorage({ databaseUrl });
	const changed = await storage.db.$queryRaw<{ count: bigint }[]>`
		SELECT count(*) FROM information_schema.columns WHERE column_name = 'somethingNew'`;
	expect(Number(changed[0]?.count)).toBeGreaterThan(30);
	await storage.close();

	// Those before it go on beside it, until they are stopped; and none of them starts again.
	const all = [...replicas, ...(upgraded ? [upgraded] : [])];
	for (const [at, bot] of all.entries()) expect(await bot.ask(`UAFTER${at}`, aboutGps)).toMatch(source);
	for (const bot of all) await bot.stop();
	const tooOld = await startProgram("src/main.ts", [], await settings()).ended;
	expect([tooOld.code, tooOld.output]).toEqual([1, expect.stringContaining("newer than this version")]);
	for (const { ended } of all) expect((await ended).output).not.toContain('"level":50');
}, 180_000);

it("an upgrade whose migration fails says so in a sentence, changes nothing, and leaves those that run alone", async () => {
	const databaseUrl = await postgres.newDatabase();
	const slack = await openSlack({ added: true });
	const settings = () => settingsFor(slack, { DATABASE_URL: databaseUrl });
	const bot = await startBot(slack, await settings());
	const name = "29990101000000_something_broken";
	const sql = 'ALTER TABLE "Delivery" ADD COLUMN "new" TEXT; INSERT INTO "Nowhere" VALUES (1);';
	const { code, output } = await startProgram(
		join(await newer({ name, sql }), "src/main.ts"),
		[],
		await settings(),
	).ended;
	expect(code).toBe(1);
	expect(output).toMatch(/^The migration 29990101000000_something_broken failed .*Nothing of it was kept/m);
	expect(await bot.ask("U1", aboutGps)).toMatch(source);
	const storage = await openStorage({ databaseUrl });
	const changed = await storage.db.$queryRaw<unknown[]>`
		SELECT 1 FROM information_schema.columns WHERE table_name = 'Delivery' AND column_name = 'new'`;
	expect(changed).toEqual([]);
	await storage.close();
	await bot.stop();
}, 120_000);
