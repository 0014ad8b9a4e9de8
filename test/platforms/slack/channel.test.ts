import { describe, expect, it } from "vitest";
import { only, startSlack } from "../../support/slackBot.ts";

describe("a channel that the bot loses", () => {
	it.each([
		["channel_left", "removed"],
		["group_left", "removed"],
		["channel_archive", "archived"],
		["group_archive", "archived"],
		["channel_deleted", "deleted"],
		["group_deleted", "deleted"],
	])("is told by %s as %s", async (type, why) => {
		const { people, received } = await startSlack();
		await people.channel(type, "C1", { actor_id: "U2" });
		expect(only(received)).toMatchObject({
			place: { key: "slack:T1:C1", kind: "channel" },
			person: { id: "U2", workspace: "T1" },
			act: { kind: "left", why },
		});
	});

	it("is told when it is the bot that left, and not when anybody else did", async () => {
		const { people, received } = await startSlack();
		await people.channel("member_left_channel", "C1", { user: "U2" });
		expect(received).toEqual([]);
		await people.channel("member_left_channel", "C1", { user: "UBOT" });
		expect(only(received).act).toEqual({ kind: "left", why: "removed" });
	});

	it("is told also where Slack does not say by whom", async () => {
		const { people, received } = await startSlack();
		await people.channel("channel_deleted", "C1");
		expect(only(received)).toMatchObject({ person: { id: "UBOT" }, act: { kind: "left", why: "deleted" } });
	});

	it("is told anew when it was found again and lost again", async () => {
		const { people, received, clock } = await startSlack();
		await people.channel("channel_left", "C1");
		clock.now = new Date(clock.now.getTime() + 60_000);
		await people.channel("channel_left", "C1");
		expect(new Set(received.map(({ businessKey }) => businessKey)).size).toBe(2);
	});
});

describe("a channel with a new name", () => {
	it.each(["channel_rename", "group_rename"])("is told by %s, and its place has that name", async (type) => {
		const { people, received } = await startSlack();
		await people.channel(type, "C1", { channel: { id: "C1", name: "kent-news" } });
		expect(only(received)).toMatchObject({
			place: { key: "slack:T1:C1", name: "kent-news" },
			act: { kind: "renamed", name: "kent-news" },
		});
	});

	it("is not told without the name", async () => {
		const { people, received } = await startSlack();
		await people.channel("channel_rename", "C1");
		expect(received).toEqual([]);
	});
});

describe("a channel with a new id", () => {
	const ids = { channel: undefined, old_channel_id: "G1", new_channel_id: "C9" };

	it("is told of the place that it was, with the place that it is, once", async () => {
		const { people, received } = await startSlack();
		const { payload } = await people.channel("channel_id_changed", "G1", ids);
		await people.deliver(payload);
		const [moved, again] = received;
		expect(moved).toMatchObject({
			place: { key: "slack:T1:G1", kind: "channel" },
			act: {
				kind: "moved",
				before: "G1",
				after: "C9",
				to: { key: "slack:T1:C9", address: '{"channel":"C9"}' },
			},
		});
		expect(again?.businessKey).toBe(moved?.businessKey);
	});

	it.each([{ old_channel_id: undefined }, { new_channel_id: undefined }, { new_channel_id: "" }])(
		"is not told without both ids: %j",
		async (broken) => {
			const { people, received } = await startSlack();
			await people.channel("channel_id_changed", "G1", { ...ids, ...broken });
			expect(received).toEqual([]);
		},
	);
});

describe("a channel that is shared", () => {
	it("is told with whom", async () => {
		const { people, received } = await startSlack();
		await people.channel("channel_shared", "C1", { connected_team_id: "E9" });
		expect(only(received)).toMatchObject({
			place: { key: "slack:T1:C1", kind: "channel" },
			person: { id: "UBOT", workspace: "T1" },
			act: { kind: "shared", workspace: "E9" },
		});
	});

	it("is not told without", async () => {
		const { people, received } = await startSlack();
		await people.channel("channel_shared", "C1");
		expect(received).toEqual([]);
	});
});

describe("what Slack tells of places and people", () => {
	it("names the channel and the person of a command and of a press, where they have names", async () => {
		const { slack, server, people, received } = await startSlack();
		await people.command({ text: "housing" });
		const items = [{ label: "Useful", action: "answers.feedback" }];
		await people.mention({ text: "housing" });
		const { place } = received[1] ?? only([]);
		await slack.send(place, { summary: "s", blocks: [{ kind: "buttons", items }] }, "d1");
		const card = server.visible("C1").at(-1);
		if (card) await people.press(card, "Useful");
		await people.command({ text: "housing", channel: "D1" });
		expect(received.map(({ place, person }) => [place.name, person.name])).toEqual([
			["channel-c1", "1"],
			[undefined, undefined],
			["channel-c1", "1"],
			[undefined, "1"],
		]);
	});

	it("knows a person's own place before there is a conversation, and in their own workspace", async () => {
		const { people, received } = await startSlack();
		await people.mention({ text: "housing" });
		await people.mention({ text: "housing", home: "T2" });
		await people.direct({ text: "housing", thread: "1.1" });
		expect(received.map(({ person }) => [person.direct.key, person.direct.kind])).toEqual([
			["slack:T1:direct:U1", "direct"],
			["slack:T2:direct:U1", "direct"],
			["slack:T1:direct:U1", "direct"],
		]);
	});

	it("does not take a conversation with somebody else for the person's own place", async () => {
		const { people, received } = await startSlack();
		await people.command({ text: "housing", channel: "DOTHERS" });
		expect(only(received).person.direct.key).toBe("slack:T1:direct:U1");
	});
});
