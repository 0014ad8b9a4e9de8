import { expect, it, onTestFinished } from "vitest";
import { shelve } from "#questionnaires/script/shelf.ts";
import { migrate } from "#storage/migrate.ts";
import { openStorage } from "#storage/open.ts";
import { usePostgres } from "../../support/postgres.ts";
import { startApart } from "./apart.ts";
import { asked, openBoth } from "./bothPlatforms.ts";
import { conversation, version } from "./conversation.ts";
import { answersOf } from "./followUp.ts";

const postgres = usePostgres();

it("no answer is lost or doubled where the bot is killed in every step, on both platforms, and begins anew with a newer questionnaire", async () => {
	const databaseUrl = await postgres.newDatabase();
	const storage = await openStorage({ databaseUrl });
	onTestFinished(() => storage.close());
	await migrate(storage);
	const bot = await openBoth(storage);
	const { grounds } = bot;
	await bot.ask("ann");

	let keeps = {};
	let next = startApart(databaseUrl, asked);
	for (const [step, { act, sees, ...more }] of conversation.entries()) {
		await storage.db.$transaction((tx) => shelve(tx, version(step + 1), asked));
		await bot.stop();
		const apart = next;
		await apart.ready;
		next = startApart(databaseUrl, asked);
		bot.passTo(apart.receive);
		const seen = await bot.comes("ann", async () => {
			const acting = Promise.all(grounds.map(act));
			// Every other time in the midst of it, else when all is committed and nothing is said.
			await (step % 2 ? apart.taken(grounds.length) : acting);
			await apart.kill();
			const acts = await acting;
			await bot.begin();
			// The platform may not have heard that the bot took it, and brings it again.
			for (const each of acts) await each.again();
		});
		keeps = { ...keeps, ...more.keeps };
		for (const texts of seen) {
			expect(texts.join("\n\n")).toMatch(sees);
			expect(texts).toEqual([...new Set(texts)]);
		}
		const answers = ["UANN", "aad-ann"].map((user) => answersOf(storage, user));
		expect(await Promise.all(answers)).toEqual([keeps, keeps]);
	}
	await next.kill();
	await bot.stop();
	const finished = await storage.db.questionnaireDraft.findMany({ where: { finishedAt: { not: null } } });
	expect(finished.map(({ counted }) => counted)).toEqual([keeps, keeps]);
	expect(bot.log.errors()).toEqual([]);
}, 600_000);
