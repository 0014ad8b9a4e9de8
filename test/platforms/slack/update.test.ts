import { describe, expect, it } from "vitest";
import { sentence } from "#chat/plain.ts";
import type { Outcome } from "#chat/platform.ts";
import { placeOf } from "#platforms/slack/address.ts";
import { startSlack } from "../../support/slackBot.ts";
import type { SlackTrouble } from "../../support/slackServer.ts";

const channel = placeOf("T1", { channel: "C1" });
const since = new Date("2026-11-23T09:00:00Z");
const long = sentence("Some agencies did not share what they knew. ".repeat(400).trim());
const idOf = (outcome: Outcome) => (outcome.kind === "sent" ? outcome.messageId : outcome.kind);

describe("a correction", () => {
	it("goes on below where it is longer, in the thread, and takes away what is no longer said", async () => {
		const { slack, server, people, received } = await startSlack();
		await people.mention({ text: "housing" });
		const place = received[0]?.place ?? channel;
		const id = idOf(await slack.send(place, sentence("On housing."), "d1"));
		const longer = idOf(await slack.update(place, id, long));
		const parts = server.visible("C1").slice(1);
		expect(parts.length).toBeGreaterThan(1);
		expect(new Set(parts.map(({ thread }) => thread)).size).toBe(1);
		expect(longer).toBe(`C1/${parts.map(({ ts }) => ts).join(",")}`);
		expect(idOf(await slack.update(place, longer, sentence("Short.")))).toBe(id);
		expect(server.visible("C1").map(({ text }) => text)).toEqual(["<@UBOT> housing", "Short."]);
	});

	it("with nothing to say takes the message away, also where it is gone already", async () => {
		const { slack, server } = await startSlack();
		const id = idOf(await slack.send(channel, long, "d1"));
		server.trouble("chat.delete", { kind: "error", error: "message_not_found" });
		expect((await slack.update(channel, id, { summary: "Gone", blocks: [] })).kind).toBe("sent");
		expect(server.visible("C1")).toHaveLength(1);
	});

	it("is drawn without charts where the workspace does not draw them", async () => {
		const { slack, server } = await startSlack();
		const id = idOf(await slack.send(channel, sentence("Figures"), "d1"));
		server.trouble("chat.update", { kind: "error", error: "invalid_blocks" });
		const bars = [{ label: "Housing", value: 3 }];
		const chart = { kind: "chart" as const, title: "Questions", sentence: "Few.", bars };
		expect((await slack.update(channel, id, { summary: "Figures", blocks: [chart] })).kind).toBe("sent");
		expect(JSON.stringify(server.visible("C1")[0]?.blocks)).not.toContain("data_visualization");
	});

	it.each<[SlackTrouble, object]>([
		[
			{ kind: "slow down", seconds: 7 },
			{ kind: "later", afterSeconds: 7 },
		],
		[{ kind: "drop", accepted: true }, { kind: "later" }],
		[{ kind: "status", status: 503 }, { kind: "later" }],
		[{ kind: "error", error: "message_not_found" }, { kind: "never" }],
	])("that meets %j is told, and is made once", async (trouble, told) => {
		const { slack, server } = await startSlack();
		const id = idOf(await slack.send(channel, sentence("On bail."), "d1"));
		server.trouble("chat.update", trouble);
		expect(await slack.update(channel, id, sentence("Corrected."))).toMatchObject(told);
		expect(server.calls.filter(({ method }) => method === "chat.update")).toHaveLength(1);
	});

	it("that may have posted more below is unknown", async () => {
		const { slack, server } = await startSlack();
		const id = idOf(await slack.send(channel, sentence("On bail."), "d1"));
		server.trouble("chat.postMessage", { kind: "drop", accepted: true });
		expect(await slack.update(channel, id, long)).toMatchObject({ kind: "unknown" });
	});

	it("of what only one person saw is never made", async () => {
		const { slack, people, received } = await startSlack();
		await people.command({ text: "housing" });
		const place = received[0]?.place ?? channel;
		const shown = await slack.send(place, sentence("To you"), "d1");
		for (const id of [idOf(shown), "/", ""])
			expect((await slack.update(place, id, sentence("Corrected."))).kind).toBe("never");
	});
});

describe("looking for what was sent to a person", () => {
	const person = placeOf("T1", { channel: "U1" });

	it("finds it in their direct conversation, which may then be corrected", async () => {
		const { slack, server } = await startSlack();
		server.trouble("chat.postMessage", { kind: "drop", accepted: true });
		expect((await slack.send(person, sentence("A reminder"), "d1")).kind).toBe("unknown");
		const found = await slack.find?.(person, "d1", since);
		if (found?.kind !== "found") throw new Error("It was not found.");
		await slack.update(person, found.messageId, sentence("Corrected."));
		expect(server.visible("D1").map(({ text }) => text)).toEqual(["Corrected."]);
		expect(await slack.find?.(person, "d2", since)).toEqual({ kind: "absent" });
	});
});
