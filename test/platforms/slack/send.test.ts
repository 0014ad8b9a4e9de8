import { describe, expect, it } from "vitest";
import type { Message } from "#chat/message.ts";
import { sentence } from "#chat/plain.ts";
import type { Outcome, Place } from "#chat/platform.ts";
import { placeOf } from "#platforms/slack/address.ts";
import { only, startSlack } from "../../support/slackBot.ts";
import { type SlackTrouble, slackWorkspace } from "../../support/slackServer.ts";

const channel = placeOf("T1", { channel: "C1" });
const direct = placeOf("T1", { channel: "D1" });
const since = new Date("2026-11-23T08:59:00Z");
const long: Message = {
	summary: "A long answer",
	blocks: Array.from({ length: 4 }, (_, at) => ({
		kind: "quote",
		text: `${at} ${"words and words ".repeat(180)}`,
	})),
};
/** A message that holds something to keep away from anybody who looks over a shoulder. */
const discreet: Message = sentence("Call 999 if you are in danger.", { discreet: true });

describe("sending", () => {
	it("posts once, with the whole meaning for those who cannot see the blocks", async () => {
		const { slack, server } = await startSlack();
		const outcome = await slack.send(
			channel,
			{ summary: "Fish & <chips>", blocks: [{ kind: "heading", text: "Fish" }] },
			"d1",
		);
		const message = only(server.visible("C1"));
		expect(outcome).toEqual({ kind: "sent", messageId: `C1/${message.ts}` });
		expect(message.text).toBe("Fish &amp; &lt;chips&gt;");
		expect(message.metadata).toEqual({ event_type: "delivery", event_payload: { id: "d1", part: 1, of: 1 } });
		expect(server.calls.at(-1)?.args).toMatchObject({ unfurl_links: false, unfurl_media: false });
	});

	it("answers in the thread", async () => {
		const { slack, server, people, received } = await startSlack();
		const { ts } = await people.mention({ text: "housing" });
		await slack.send(only(received).place, sentence("An answer"), "d1");
		expect(server.visible("C1")[1]).toMatchObject({ thread: ts, text: "An answer" });
	});

	it("splits what is too long, and names all parts", async () => {
		const { slack, server } = await startSlack();
		const outcome = await slack.send(channel, long, "d1");
		const sent = server.visible("C1");
		expect(sent.length).toBeGreaterThan(1);
		expect(outcome).toEqual({ kind: "sent", messageId: `C1/${sent.map(({ ts }) => ts).join(",")}` });
	});

	it("takes back the first parts when a later one is refused, so that a retry doubles nothing", async () => {
		const { slack, server } = await startSlack();
		server.trouble("chat.postMessage", { kind: "slow down", seconds: 7 }, { after: 1 });
		expect(await slack.send(channel, long, "d1")).toEqual({
			kind: "later",
			reason: "Slack asks to slow down",
			afterSeconds: 7,
		});
		expect(server.calls.filter(({ method }) => method === "chat.postMessage")).toHaveLength(2);
		expect(server.visible("C1")).toEqual([]);
	});

	it("does not call a message sent of which a part may be missing", async () => {
		const { slack, server } = await startSlack();
		server.trouble("chat.postMessage", { kind: "drop", accepted: false }, { after: 1 });
		expect(await slack.send(channel, long, "d1")).toMatchObject({ kind: "unknown" });
		expect(await slack.find?.(channel, "d1", since)).toEqual({ kind: "absent" });
		expect(server.visible("C1")).toEqual([]);
	});

	it("leaves out charts where a workspace does not draw them", async () => {
		const { slack, server } = await startSlack();
		server.trouble("chat.postMessage", { kind: "error", error: "invalid_blocks" });
		const bars = [{ label: "Housing", value: 3 }];
		const outcome = await slack.send(
			channel,
			{ summary: "Figures", blocks: [{ kind: "chart", title: "Questions", sentence: "Few.", bars }] },
			"d1",
		);
		expect(outcome.kind).toBe("sent");
		expect(JSON.stringify(only(server.visible("C1")).blocks)).toContain("Housing: 3");
		expect(JSON.stringify(only(server.visible("C1")).blocks)).not.toContain("data_visualization");
	});

	it("notifies of a discreet message in neutral words only, and then shows it", async () => {
		const { slack, server } = await startSlack();
		const outcome = await slack.send(direct, discreet, "d1");
		const message = only(server.visible("D1"));
		expect(outcome).toEqual({ kind: "sent", messageId: `D1/${message.ts}` });
		expect(server.notifications).toEqual([
			{ channel: "D1", phone: "You have a reply.", desktop: "You have a reply." },
		]);
		expect(message.text).toBe("Call 999 if you are in danger.");
		expect(JSON.stringify(message.blocks)).toContain("Call 999");
	});

	it("does not leave neutral words behind when the message itself is refused", async () => {
		const { slack, server } = await startSlack();
		server.trouble("chat.update", { kind: "slow down", seconds: 3 });
		expect(await slack.send(direct, discreet, "d1")).toMatchObject({ kind: "later", afterSeconds: 3 });
		expect(server.visible("D1")).toEqual([]);
	});

	it("shows a discreet message all the same when only the answer to the update was lost", async () => {
		const { slack, server } = await startSlack();
		server.trouble("chat.update", { kind: "drop", accepted: false });
		expect((await slack.send(direct, discreet, "d1")).kind).toBe("sent");
		expect(only(server.visible("D1")).text).toContain("999");
	});

	it.each([true, false])(
		"puts a discreet message in the place of neutral words by the fourth try",
		async (accepted) => {
			const { slack, server } = await startSlack();
			server.trouble("chat.update", { kind: "drop", accepted }, { times: 3 });
			expect((await slack.send(direct, discreet, "d1")).kind).toBe("sent");
			expect(only(server.visible("D1")).text).toContain("999");
			expect(server.notifications).toHaveLength(1);
		},
	);

	it("takes neutral words back when the fourth try fails as well, to begin anew later", async () => {
		const { slack, server } = await startSlack();
		server.trouble("chat.update", { kind: "drop", accepted: true }, { times: 4 });
		expect((await slack.send(direct, discreet, "d1")).kind).toBe("later");
		expect(server.calls.filter(({ method }) => method === "chat.update")).toHaveLength(4);
		expect(server.visible("D1")).toEqual([]);
	});

	it("mentions nobody, whatever it says", async () => {
		const { slack, server } = await startSlack();
		await slack.send(channel, sentence("<!channel> <@U1> @here <#C1>"), "d1");
		await slack.send(channel, sentence("<!channel> <@U1>", { discreet: true }), "d2");
		expect(server.mentions).toEqual([]);
	});
});

describe("the answer to a command", () => {
	it("is seen by its sender alone", async () => {
		const { slack, server, people, received } = await startSlack();
		await people.command({ text: "housing" });
		expect((await slack.send(only(received).place, sentence("An answer"), "d1")).kind).toBe("sent");
		expect(server.visible("C1", "U1").map(({ text }) => text)).toEqual(["An answer"]);
		expect(server.visible("C1", "U2")).toEqual([]);
	});

	it("reaches a channel that the bot is not in, and, when it is too late for that, the person", async () => {
		const { slack, server, people, received, clock } = await startSlack();
		await people.command({ text: "housing", channel: "C2" });
		const { place } = only(received);
		await slack.send(place, sentence("An answer"), "d1");
		expect(server.visible("C2", "U1").map(({ text }) => text)).toEqual(["An answer"]);
		clock.now = new Date(clock.now.getTime() + 31 * 60_000);
		await slack.send(place, sentence("A late answer"), "d2");
		expect(server.visible("C2", "U1")).toHaveLength(1);
		expect(server.visible("D1").map(({ text }) => text)).toEqual(["A late answer"]);
	});

	it("is sent to no address but Slack's", async () => {
		const { slack, server, people, received } = await startSlack();
		const { payload } = await people.command({ text: "housing", channel: "C2" });
		const elsewhere = String(payload.response_url).replace("127.0.0.1", "localhost");
		for (const url of [elsewhere, elsewhere.replace("http:", "ftp:"), "localhost", ""]) {
			await people.deliver({ ...payload, response_url: url }, { form: true });
			const place = received.at(-1)?.place;
			if (place) await slack.send(place, sentence("An answer"), "d1");
		}
		expect(server.calls.filter(({ method }) => method === "response_url")).toEqual([]);
		expect(server.visible("C2", "U1")).toEqual([]);
	});

	it("reaches a conversation between two other people", async () => {
		const { slack, server, people, received } = await startSlack();
		await people.command({ text: "housing", channel: "DOTHERS" });
		expect((await slack.send(only(received).place, sentence("An answer"), "d1")).kind).toBe("sent");
		expect(server.visible("DOTHERS", "U1").map(({ text }) => text)).toEqual(["An answer"]);
		expect(server.visible("DOTHERS", "U2")).toEqual([]);
	});
});

describe("a private answer", () => {
	it("stands where the person wrote, and only they see it", async () => {
		const { slack, server, people, received } = await startSlack();
		await people.mention({ text: "my partner hits me" });
		expect((await slack.sendPrivately(only(received), discreet)).kind).toBe("sent");
		expect(server.visible("C1", "U1").at(-1)?.text).toContain("Call 999");
		expect(server.visible("C1", "U2")).toHaveLength(1);
		expect(server.notifications).toEqual([
			{ channel: "C1", desktop: "You have a reply. Only you can see it." },
		]);
	});

	it("stands in the thread when the thread had begun, because Slack hides it in a new one", async () => {
		const { slack, server, people, received } = await startSlack();
		const { ts } = await people.mention({ text: "housing" });
		const first = only(received);
		await slack.send(first.place, sentence("An answer"), "d1");
		await slack.sendPrivately(first, discreet);
		await people.mention({ text: "my partner hits me", thread: ts });
		if (received[1]) await slack.sendPrivately(received[1], discreet);
		expect(
			server
				.visible("C1", "U1")
				.filter(({ onlyFor }) => onlyFor)
				.map(({ thread }) => thread),
		).toEqual([undefined, ts]);
	});

	it("stays in a direct conversation", async () => {
		const { slack, server, people, received } = await startSlack();
		await people.direct({ text: "my partner hits me" });
		await slack.sendPrivately(only(received), discreet);
		expect(server.visible("D1").map(({ text }) => text)).toEqual([
			"my partner hits me",
			"Call 999 if you are in danger.",
		]);
	});

	it("goes to the person's direct conversation where the channel takes none", async () => {
		const { slack, server, people, received } = await startSlack();
		await people.mention({ text: "my partner hits me" });
		server.trouble("chat.postEphemeral", { kind: "error", error: "user_not_in_channel" });
		await slack.sendPrivately(only(received), discreet);
		expect(server.visible("C1")).toHaveLength(1);
		expect(server.visible("D1").map(({ text }) => text)).toEqual(["Call 999 if you are in danger."]);
	});

	it("says in the open only where to write, when nothing private is left", async () => {
		const { slack, server, people, received } = await startSlack();
		const { ts } = await people.mention({ text: "my partner hits me" });
		server.trouble("chat.postEphemeral", { kind: "error", error: "user_not_in_channel" });
		server.trouble("chat.postMessage", { kind: "error", error: "messages_tab_disabled" }, { channel: "U1" });
		expect((await slack.sendPrivately(only(received), discreet)).kind).toBe("never");
		expect(server.visible("C1")[1]).toMatchObject({
			thread: ts,
			text: "I can answer this in a direct message. Please write to me there.",
		});
		expect(server.visible("D1")).toEqual([]);
	});

	it("waits when one private way is busy and the others are closed", async () => {
		const { slack, server, people, received } = await startSlack();
		await people.mention({ text: "my partner hits me" });
		server.trouble("chat.postEphemeral", { kind: "slow down", seconds: 7 });
		server.trouble("chat.postMessage", { kind: "error", error: "messages_tab_disabled" }, { channel: "U1" });
		expect(await slack.sendPrivately(only(received), discreet)).toMatchObject({
			kind: "later",
			afterSeconds: 7,
		});
		expect(server.visible("C1")).toHaveLength(1);
	});

	it("reaches the person although the answer to the neutral words was lost", async () => {
		const { slack, server, people, received } = await startSlack();
		await people.direct({ text: "my partner hits me" });
		server.trouble("chat.postMessage", { kind: "drop", accepted: false });
		expect((await slack.sendPrivately(only(received), discreet)).kind).toBe("sent");
		expect(server.visible("D1").filter(({ text }) => text.includes("999"))).toHaveLength(1);
	});

	it("is not said again by another way when it may have arrived", async () => {
		const { slack, server, people, received } = await startSlack();
		await people.mention({ text: "my partner hits me" });
		server.trouble("chat.postEphemeral", { kind: "drop", accepted: true });
		expect((await slack.sendPrivately(only(received), discreet)).kind).toBe("unknown");
		expect(server.calls.filter(({ method }) => method.startsWith("chat."))).toHaveLength(1);
	});
});

describe("what Slack answers", () => {
	const troubles: [string, SlackTrouble, Partial<Outcome>][] = [
		["a request to slow down", { kind: "slow down", seconds: 12 }, { kind: "later", afterSeconds: 12 }],
		["a request to slow down without a time", { kind: "slow down" }, { kind: "later", afterSeconds: 30 }],
		["a refusal that passes", { kind: "error", error: "rate_limited" }, { kind: "later" }],
		["a refusal that does not", { kind: "error", error: "is_archived" }, { kind: "never" }],
		["a refusal nobody has heard of", { kind: "error", error: "brand_new_error" }, { kind: "never" }],
		["an error that may hide a success", { kind: "error", error: "internal_error" }, { kind: "unknown" }],
		["a failure after it accepted", { kind: "status", status: 503, accepted: true }, { kind: "unknown" }],
		["a failure", { kind: "status", status: 500 }, { kind: "unknown" }],
		["a broken connection", { kind: "drop", accepted: true }, { kind: "unknown" }],
		["no answer in time", { kind: "hang", accepted: true }, { kind: "unknown" }],
		["something that is not from Slack", { kind: "nonsense" }, { kind: "unknown" }],
	];

	it.each(troubles)("%s is told apart, and nothing is posted twice", async (_, trouble, expected) => {
		const { slack, server, logged } = await startSlack({ timeoutMs: 150 });
		server.trouble("chat.postMessage", trouble);
		expect(await slack.send(channel, sentence("A secret answer"), "d1")).toMatchObject(expected);
		expect(server.calls.filter(({ method }) => method === "chat.postMessage")).toHaveLength(1);
		expect(server.visible("C1").length).toBeLessThanOrEqual(1);
		expect(JSON.stringify(logged)).not.toContain("secret");
	});

	it("is never when the bot may not, or the place is gone", async () => {
		const { slack } = await startSlack({ workspaces: [slackWorkspace({ scopes: [] })] });
		expect(await slack.send(channel, sentence("x"), "d1")).toEqual({
			kind: "never",
			reason: "the bot was not given a permission that it needs (missing_scope)",
		});
		const other = await startSlack();
		const to = (id: string): Place => placeOf("T1", { channel: id });
		for (const id of ["C2", "C3", "C404"])
			expect((await other.slack.send(to(id), sentence("x"), "d1")).kind).toBe("never");
	});

	it("is later when there is no Slack to be reached", async () => {
		const { slack, server } = await startSlack();
		await server.stop();
		expect(await slack.send(channel, sentence("x"), "d1")).toMatchObject({ kind: "later" });
	});
});

describe("looking for a delivery", () => {
	it("finds it where it was posted although the answer was lost", async () => {
		const { slack, server } = await startSlack();
		server.trouble("chat.postMessage", { kind: "drop", accepted: true });
		expect((await slack.send(channel, sentence("x"), "d1")).kind).toBe("unknown");
		expect(await slack.find?.(channel, "d1", since)).toEqual({
			kind: "found",
			messageId: `C1/${only(server.visible("C1")).ts}`,
		});
		expect(await slack.find?.(channel, "d2", since)).toEqual({ kind: "absent" });
	});

	it("looks in the thread", async () => {
		const { slack, people, received } = await startSlack();
		await people.mention({ text: "housing" });
		const { place } = only(received);
		await slack.send(place, sentence("x"), "d1");
		expect(await slack.find?.(place, "d1", since)).toMatchObject({ kind: "found" });
	});

	it("reads on where there are many messages", async () => {
		const { slack } = await startSlack();
		for (let at = 0; at < 130; at++) await slack.send(channel, sentence(String(at)), `d${at}`);
		expect(await slack.find?.(channel, "d129", since)).toMatchObject({ kind: "found" });
	});

	it("takes back what arrived in part", async () => {
		const { slack, server } = await startSlack();
		await slack.send(channel, long, "d1");
		const last = server.visible("C1").at(-1);
		if (last) last.metadata = undefined;
		expect(await slack.find?.(channel, "d1", since)).toEqual({ kind: "absent" });
		expect(server.visible("C1")).toEqual([last]);
	});

	it("does not take neutral words for the message that was to follow", async () => {
		const { slack, server } = await startSlack();
		server.trouble("chat.postMessage", { kind: "drop", accepted: true });
		expect((await slack.send(direct, discreet, "d1")).kind).toBe("later");
		expect(await slack.find?.(direct, "d1", since)).toEqual({ kind: "absent" });
		expect(server.visible("D1")).toHaveLength(1);
	});

	it("cannot tell without the permission to read, or of what one person saw", async () => {
		const { slack } = await startSlack({ workspaces: [slackWorkspace({ scopes: ["chat:write"] })] });
		expect(await slack.find?.(channel, "d1", since)).toMatchObject({ kind: "cannot tell" });
		const toOne = placeOf("T1", { channel: "C1", onlyFor: "U1" });
		expect(await slack.find?.(toOne, "d1", since)).toMatchObject({ kind: "cannot tell" });
	});
});
