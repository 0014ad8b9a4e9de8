import { describe, expect, it } from "vitest";
import { startSlack } from "../../support/slackBot.ts";

describe("a request that claims to come from Slack", () => {
	const payload = { type: "url_verification", challenge: "a-challenge" };

	it("is answered when Slack checks the address", async () => {
		const { people } = await startSlack();
		const { status, body } = await people.deliver(payload);
		expect(status).toBe(200);
		expect(JSON.parse(body)).toEqual({ challenge: "a-challenge" });
	});

	it("is refused when somebody else signed it, or nobody did", async () => {
		const { people, received } = await startSlack();
		const { payload: mention } = await people.mention({ text: "housing" });
		received.length = 0;
		expect((await people.deliver(mention, { secret: "another-secret" })).status).toBe(401);
		expect((await people.deliver(mention, { headers: { "x-slack-signature": "" } })).status).toBe(401);
		expect((await people.deliver(mention, { headers: { "x-slack-signature": "v0=00" } })).status).toBe(401);
		expect((await people.deliver(mention, { headers: { "x-slack-request-timestamp": "soon" } })).status).toBe(
			401,
		);
		expect(received).toEqual([]);
	});

	it("is refused when its time is more than five minutes from ours, either way", async () => {
		const { people, clock } = await startSlack();
		const seconds = (count: number) => new Date(clock.now.getTime() + count * 1000);
		for (const away of [-301, 301, 86_400])
			expect((await people.deliver(payload, { at: seconds(away) })).status).toBe(401);
		for (const away of [-299, 299])
			expect((await people.deliver(payload, { at: seconds(away) })).status).toBe(200);
	});

	it.each([
		"null",
		"[]",
		"7",
		'"text"',
		"",
		"{}",
		"{",
		"\u0000",
		'{"type":"event_callback"}',
		'{"type":"event_callback","event_id":"Ev1","team_id":"T1","event":null}',
		'{"type":"event_callback","event_id":"Ev1","team_id":"T1","event":[]}',
		'{"type":"block_actions","actions":null}',
		'{"type":"block_actions","trigger_id":"1","user":{"id":"U1"},"container":{},"actions":[]}',
		'{"command":"/lessons"}',
		'{"__proto__":{"type":"event_callback"}}',
	])("is refused with a 4xx when it is junk, though signed: %j", async (raw) => {
		const { people, received } = await startSlack();
		for (const form of [false, true]) {
			const { status } = await people.deliver({}, { raw, form });
			expect(status).toBe(400);
			const wrapped = await people.deliver({}, { raw: `payload=${encodeURIComponent(raw)}`, form });
			expect(wrapped.status).toBe(400);
		}
		expect(received).toEqual([]);
	});

	it("is refused when it is too big, and the rest of the web goes on", async () => {
		const { people, url } = await startSlack();
		expect((await people.deliver({ text: "x".repeat(300 * 1024) })).status).toBe(413);
		expect((await people.deliver(payload, { headers: { "content-encoding": "gzip" } })).status).toBe(415);
		expect(await (await fetch(new URL("/healthz", url))).text()).toBe("well");
		expect((await fetch(url)).status).toBe(404);
	});

	it("is asked to come again before the bot has started and when it stops", async () => {
		const { people, slack, start, received } = await startSlack({ started: false });
		expect((await people.deliver(payload)).status).toBe(503);
		await start();
		expect((await people.mention({ text: "housing" })).status).toBe(200);
		await slack.stop();
		expect((await people.mention({ text: "health" })).status).toBe(503);
		expect(received).toHaveLength(1);
	});
});

describe("stopping", () => {
	it("waits for what was accepted", async () => {
		const committing = Promise.withResolvers<void>();
		const begun = Promise.withResolvers<void>();
		const order: string[] = [];
		const { people, slack } = await startSlack({
			handle: async () => {
				begun.resolve();
				await committing.promise;
				order.push("committed");
				return {};
			},
		});
		const sending = people.mention({ text: "housing" });
		await begun.promise;
		const stopping = slack.stop().then(() => order.push("stopped"));
		committing.resolve();
		await Promise.all([sending, stopping]);
		expect(order).toEqual(["committed", "stopped"]);
	});
});

describe("starting", () => {
	it("fails with a plain reason when Slack refuses the token", async () => {
		const { start } = await startSlack({ started: false, token: "xoxb-wrong" });
		await expect(start()).rejects.toThrow(
			"SLACK_BOT_TOKEN does not work: Slack does not accept the bot's token",
		);
	});

	it("does not fail because Slack is down", async () => {
		const { server, start, people, received, logged } = await startSlack({ started: false });
		server.trouble("auth.test", { kind: "status", status: 503 });
		await start();
		await people.mention({ text: "housing" });
		expect(received).toHaveLength(1);
		expect(logged.map(({ level }) => level)).toContain("warn");
	});
});
