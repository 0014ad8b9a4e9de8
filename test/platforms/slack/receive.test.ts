import { describe, expect, it } from "vitest";
import type { Block } from "#chat/message.ts";
import { sentence } from "#chat/plain.ts";
import { only, startSlack } from "../../support/slackBot.ts";

describe("what people say", () => {
	it("is heard in a channel when it mentions the bot, and is answered in a thread", async () => {
		const { people, received } = await startSlack();
		const { status, ts } = await people.mention({ text: "What about <@UBOT> housing &amp; health?" });
		expect(status).toBe(200);
		expect(only(received)).toMatchObject({
			businessKey: `said:T1:C1:${ts}`,
			place: { platform: "slack", workspace: "T1", key: `slack:T1:C1:${ts}`, kind: "channel" },
			person: { id: "U1", workspace: "T1" },
			act: { kind: "said", text: "What about housing & health?" },
		});
	});

	it("stays in a thread that has begun", async () => {
		const { people, received } = await startSlack();
		const first = await people.mention({ text: "housing" });
		await people.mention({ text: "and health?", thread: first.ts });
		expect(received.map(({ place }) => place.key)).toEqual(Array(2).fill(`slack:T1:C1:${first.ts}`));
	});

	it("is heard in a direct conversation without a mention, and outside threads", async () => {
		const { people, received } = await startSlack();
		await people.direct({ text: "housing" });
		expect(only(received)).toMatchObject({
			place: { key: "slack:T1:direct:U1", kind: "direct" },
			act: { kind: "said", text: "housing" },
		});
	});

	it("is not read where Slack reports what bots say, edits, deletions and joins", async () => {
		const { people, received } = await startSlack();
		for (const subtype of ["message_changed", "message_deleted", "channel_join", "bot_message"])
			expect((await people.direct({ text: "housing", subtype })).status).toBe(200);
		await people.direct({ text: "said by the bot itself", user: "UBOT" });
		expect(received).toEqual([]);
		await people.direct({ text: "with a file", subtype: "file_share" });
		expect(only(received).act).toEqual({ kind: "said", text: "with a file" });
	});

	it("is heard, too, when it is written with /me", async () => {
		const { people, received } = await startSlack();
		await people.direct({ text: "is scared to go home", subtype: "me_message" });
		expect(only(received).act).toEqual({ kind: "said", text: "is scared to go home" });
	});

	it("comes without ids, entities and markup", async () => {
		const { people, received } = await startSlack();
		const said =
			"<@U2> in <#C1|kent-news> read <https://example.org|the report>, <mailto:a@example.org|a@example.org> &lt;b&gt; <!here>";
		await people.direct({ text: said });
		expect(only(received).act).toEqual({
			kind: "said",
			text: "someone in #kent-news read the report, a@example.org <b> @here",
		});
	});

	it("asks for help when it is only a mention", async () => {
		const { people, received } = await startSlack();
		await people.mention({ text: "" });
		expect(only(received).act).toEqual({ kind: "said", text: "help" });
	});

	it("has the same keys however often Slack repeats it, and as whichever event", async () => {
		const { people, received } = await startSlack();
		const { payload } = await people.direct({ text: "housing" });
		for (let times = 1; times < 10; times++)
			await people.deliver(payload, { headers: { "x-slack-retry-num": String(times) } });
		const event = { ...(payload.event as object), type: "app_mention" };
		await people.deliver({ ...payload, event_id: "Ev-other", event });
		expect(received).toHaveLength(11);
		expect(new Set(received.map(({ eventId }) => eventId)).size).toBe(2);
		expect(new Set(received.map(({ businessKey }) => businessKey)).size).toBe(1);
		expect(new Set(received.map(({ place }) => place.key)).size).toBe(1);
	});

	it("keeps apart the workspace of the person and the one where the bot is", async () => {
		const { people, received } = await startSlack();
		const { payload } = await people.mention({ text: "housing", home: "T2" });
		expect(received[0]).toMatchObject({ place: { workspace: "T1" }, person: { workspace: "T2" } });
		const authorizations = [
			{ enterprise_id: "E1", team_id: "T7", user_id: "UBOT", is_bot: true, is_enterprise_install: true },
		];
		await people.deliver({ ...payload, authorizations });
		expect(received[1]).toMatchObject({ place: { workspace: "E1" }, person: { workspace: "T2" } });
	});

	it("is accepted only once what follows from it is committed", async () => {
		const committing = Promise.withResolvers<void>();
		const begun = Promise.withResolvers<void>();
		const { people, url } = await startSlack({
			handle: async () => {
				begun.resolve();
				await committing.promise;
				return {};
			},
		});
		const order: string[] = [];
		const sending = people.mention({ text: "housing" }).then(() => order.push("accepted"));
		await begun.promise;
		// A round trip is time enough for an answer that came too early.
		await (await fetch(new URL("/healthz", url))).text();
		order.push("committed");
		committing.resolve();
		await sending;
		expect(order).toEqual(["committed", "accepted"]);
	});

	it("is refused, so that Slack repeats it, when handling it fails", async () => {
		const { people, logged } = await startSlack({
			handle: async () => {
				throw new TypeError("What about housing?");
			},
		});
		expect((await people.mention({ text: "What about housing?" })).status).toBe(503);
		expect(logged.some(({ level }) => level === "error")).toBe(true);
		expect(JSON.stringify(logged)).not.toContain("housing");
	});
});

describe("the command", () => {
	it("asks, and its answer is for its sender alone", async () => {
		const { people, received } = await startSlack();
		expect((await people.command({ text: "ask What about housing?" })).body).toBe("");
		expect(only(received)).toMatchObject({
			place: { key: "slack:T1:C1:only-U1", kind: "channel" },
			person: { id: "U1", workspace: "T1" },
			act: { kind: "said", text: "What about housing?" },
		});
	});

	it.each([
		["themes", "themes"],
		["help", "help"],
		["", "help"],
		["ask", "help"],
		["asking for housing", "asking for housing"],
	])("with %j says %j", async (text, heard) => {
		const { people, received } = await startSlack();
		await people.command({ text });
		expect(only(received).act).toEqual({ kind: "said", text: heard });
	});
});

describe("the shortcut in a message's menu", () => {
	it("asks with the message's words, and its answer is for whoever chose it alone", async () => {
		const { slack, server, people, received } = await startSlack();
		await people.shortcut({ text: "<@U2> what about housing &amp; health?", channel: "C2" });
		expect(only(received)).toMatchObject({
			place: { key: "slack:T1:C2:only-U1", name: "channel-c2" },
			person: { id: "U1", name: "1", workspace: "T1", direct: { key: "slack:T1:direct:U1" } },
			act: { kind: "said", text: "someone what about housing & health?" },
		});
		expect((await slack.send(only(received).place, sentence("On housing."), "d1")).kind).toBe("sent");
		expect(server.visible("C2", "U1").map(({ text }) => text)).toEqual(["On housing."]);
		expect(server.visible("C2", "U2")).toEqual([]);
	});

	it("comes with the workspace of whoever chose it, and asks for help where there are no words", async () => {
		const { people, received } = await startSlack();
		await people.shortcut({ text: "", home: "T2" });
		expect(only(received)).toMatchObject({
			place: { workspace: "T1" },
			person: { workspace: "T2" },
			act: { text: "help" },
		});
	});
});

describe("a press", () => {
	const buttons = (...items: (Block & { kind: "buttons" })["items"]): Block => ({ kind: "buttons", items });
	const useful = { label: "Useful", action: "answers.feedback", value: { useful: true } };

	it("comes back with the button's action and value, in the thread of its card", async () => {
		const { slack, server, people, received } = await startSlack();
		const { ts } = await people.mention({ text: "housing" });
		const place = only(received).place;
		await slack.send(place, { summary: "An answer", blocks: [buttons(useful)] }, "d1");
		const [, card] = server.visible("C1");
		if (card) await people.press(card, "Useful");
		expect(received[1]).toMatchObject({
			place: { key: `slack:T1:C1:${ts}` },
			person: { id: "U1", workspace: "T1" },
			act: { kind: "pressed", action: "answers.feedback", value: { useful: true } },
		});
	});

	it("comes with null for a value that is broken or missing, and is ignored for links", async () => {
		const { slack, server, people, received } = await startSlack();
		await people.direct({ text: "housing" });
		const items = [
			useful,
			{ ...useful, label: "Bare", value: undefined },
			{ label: "Read", url: "https://example.org" },
		];
		await slack.send(only(received).place, { summary: "An answer", blocks: [buttons(...items)] }, "d1");
		const card = server.visible("D1")[1];
		if (!card) throw new Error("There is no card.");
		const elements = card.blocks[0]?.elements as { value?: string }[];
		if (elements[0]) elements[0].value = "{broken";
		for (const label of ["Useful", "Bare", "Read"])
			expect((await people.press(card, label)).status).toBe(200);
		expect(received.slice(1).map(({ act }) => act)).toEqual([
			{ kind: "pressed", action: "answers.feedback", value: null },
			{ kind: "pressed", action: "answers.feedback", value: null },
		]);
	});

	it("sends what was chosen, under the names of the choices", async () => {
		const { slack, server, people, received } = await startSlack();
		await people.direct({ text: "housing" });
		const options = ["police", "health", "housing"].map((one) => ({ label: one, value: one }));
		const submit = { label: "Send", action: "questionnaires.answer", value: { item: 3 } };
		const one: Block = { kind: "choices", name: "agency", label: "Which?", options, submit };
		const many: Block = { ...one, name: "others", multiple: true, submit: { ...submit, label: "Send all" } };
		await slack.send(only(received).place, { summary: "Choose", blocks: [one, many] }, "d1");
		const card = server.visible("D1")[1];
		if (!card) throw new Error("There is no card.");
		await people.press(card, "Send all", { choose: { agency: "health", others: ["police", "housing"] } });
		await people.press(card, "Send");
		expect(received.slice(1).map(({ act }) => act)).toEqual([
			{
				kind: "pressed",
				action: "questionnaires.answer",
				value: { item: 3, agency: "health", others: ["police", "housing"] },
			},
			{ kind: "pressed", action: "questionnaires.answer", value: { item: 3, agency: null, others: [] } },
		]);
	});

	it("puts a new card in the place of the one that was pressed", async () => {
		const card = { summary: "Thank you", blocks: [{ kind: "prose", text: "Thank you" } as const] };
		const { slack, server, people, received } = await startSlack({
			handle: async ({ act }) => (act.kind === "pressed" ? { replace: card } : {}),
		});
		await people.mention({ text: "housing" });
		await slack.send(only(received).place, { summary: "An answer", blocks: [buttons(useful)] }, "d1");
		const shown = server.visible("C1")[1];
		if (shown) await people.press(shown, "Useful");
		await slack.settled();
		expect(server.visible("C1").map(({ text }) => text)).toEqual(["<@UBOT> housing", "Thank you"]);
	});

	it("reaches the card by the press's own address when Slack does not let it be updated otherwise", async () => {
		const { slack, server, people, received } = await startSlack({
			handle: async ({ act }) => (act.kind === "pressed" ? { replace: sentence("Thank you") } : {}),
		});
		await people.mention({ text: "housing" });
		await slack.send(only(received).place, { summary: "An answer", blocks: [buttons(useful)] }, "d1");
		server.trouble("chat.update", { kind: "error", error: "cant_update_message" });
		const shown = server.visible("C1")[1];
		if (shown) await people.press(shown, "Useful");
		await slack.settled();
		expect(server.visible("C1").at(-1)?.text).toBe("Thank you");
	});

	it("puts one without charts there where the workspace does not draw them", async () => {
		const bars = [{ label: "Housing", value: 3 }];
		const chart = { kind: "chart", title: "Questions", sentence: "Few.", bars } as const;
		const { slack, server, people, received } = await startSlack({
			handle: async ({ act }) =>
				act.kind === "pressed" ? { replace: { summary: "Figures", blocks: [chart] } } : {},
		});
		await people.mention({ text: "housing" });
		await slack.send(only(received).place, { summary: "An answer", blocks: [buttons(useful)] }, "d1");
		server.trouble("chat.update", { kind: "error", error: "invalid_blocks" });
		server.trouble("response_url", { kind: "error", error: "invalid_blocks" });
		const shown = server.visible("C1")[1];
		if (shown) await people.press(shown, "Useful");
		await slack.settled();
		const card = server.visible("C1")[1];
		expect(card?.text).toBe("Figures");
		expect(JSON.stringify(card?.blocks)).not.toContain("data_visualization");
	});

	it("takes the card away when nothing is to stand in its place", async () => {
		const { slack, server, people, received } = await startSlack({
			handle: async ({ act }) =>
				act.kind === "pressed" ? { replace: { summary: "Hidden", blocks: [] } } : {},
		});
		await people.direct({ text: "housing" });
		const incoming = only(received);
		await slack.send(incoming.place, { summary: "An answer", blocks: [buttons(useful)] }, "d1");
		const shown = server.visible("D1")[1];
		if (shown) await people.press(shown, "Useful");
		await slack.settled();
		expect(server.visible("D1")).toHaveLength(1);
	});

	it("replaces and removes cards that only one person sees, too", async () => {
		const answers = [sentence("Thank you"), { summary: "Hidden", blocks: [] }];
		const { slack, server, people, received } = await startSlack({
			handle: async ({ act }) => (act.kind === "pressed" ? { replace: answers.shift() } : {}),
		});
		await people.command({ text: "housing" });
		const card = { summary: "An answer", blocks: [buttons(useful)] };
		await slack.send(only(received).place, card, "d1");
		await slack.send(only(received).place, card, "d2");
		const [first, second] = server.visible("C1", "U1");
		expect(server.visible("C1", "U2")).toEqual([]);
		if (!first || !second) throw new Error("The cards are missing.");
		await people.press(first, "Useful");
		await slack.settled();
		await people.press(second, "Useful");
		await slack.settled();
		expect(server.visible("C1", "U1").map(({ text }) => text)).toEqual(["Thank you"]);
		expect(received.map(({ place }) => place.key)).toEqual(Array(3).fill("slack:T1:C1:only-U1"));
	});
});

describe("arriving", () => {
	it("is told once a channel invites the bot, by who did it", async () => {
		const { people, received } = await startSlack();
		await people.invite("C1", "U2");
		expect(only(received)).toMatchObject({
			place: { key: "slack:T1:C1" },
			person: { id: "U2" },
			act: { kind: "arrived" },
		});
	});

	it("is told anew when the bot was taken out of a channel and added there again", async () => {
		const { people, received, clock } = await startSlack();
		const { payload } = await people.invite("C1");
		await people.deliver(payload);
		await people.channel("member_left_channel", "C1", { user: "UBOT" });
		clock.now = new Date(clock.now.getTime() + 60_000);
		await people.invite("C1");
		const keys = received.filter(({ act }) => act.kind === "arrived").map(({ businessKey }) => businessKey);
		expect(keys).toEqual([keys[0], keys[0], keys[2]]);
		expect(keys[2]).not.toBe(keys[0]);
	});

	it("is told with the same key whenever a person opens the conversation", async () => {
		const { people, received } = await startSlack();
		await people.open();
		await people.open();
		expect(received.map(({ businessKey }) => businessKey)).toEqual(["arrived:T1:D1", "arrived:T1:D1"]);
		expect(received[0]?.eventId).not.toBe(received[1]?.eventId);
	});
});
