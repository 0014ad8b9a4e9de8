import { expect, it } from "vitest";
import { sentence } from "#chat/plain.ts";
import { placeOf } from "#platforms/slack/address.ts";
import { migrate } from "#storage/migrate.ts";
import { openStorage } from "#storage/open.ts";
import { usePostgres } from "../../support/postgres.ts";
import { startInstalls } from "../../support/slackInstalls.ts";

const postgres = usePostgres();

it("two replicas on PostgreSQL renew a token once for twenty messages at once, again and again", async () => {
	const databaseUrl = await postgres.newDatabase();
	const storages = await Promise.all([1, 2].map(() => openStorage({ databaseUrl })));
	const [one, two] = storages;
	if (!one || !two) throw new Error("There are no storages.");
	try {
		await migrate(one);
		const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
		const bot = await startInstalls(one.db, { rotation: true, pause });
		const other = await startInstalls(two.db, { rotation: true, pause, beside: bot });
		const browser = bot.browser();
		await browser.open(bot.server.decide(await browser.begin(await bot.link("Housing")), "T1"));
		const renewals = () => bot.server.calls.filter(({ args }) => args.grant_type === "refresh_token").length;
		for (let round = 1; round <= 10; round++) {
			bot.clock.now = new Date(bot.clock.now.getTime() + 11 * 3_600_000);
			const sent = await Promise.all(
				Array.from({ length: 20 }, (_, at) => {
					const { slack } = at % 2 === 0 ? bot : other;
					return slack.send(placeOf("T1", { channel: "CT1" }), sentence(`${at}`), `d${at}`);
				}),
			);
			expect(sent.map(({ kind }) => kind)).toEqual(Array(20).fill("sent"));
			expect(renewals()).toBe(round);
		}
	} finally {
		for (const storage of storages) await storage.close();
	}
}, 60_000);
