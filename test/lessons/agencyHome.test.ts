import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTalk, type Talk } from "../support/talk.ts";

let talk: Talk;
const ann = { person: "ann", channel: "team" };
const lena = { person: "lena" };

beforeAll(async () => {
	talk = await openTalk();
	await talk.grant("lead", lena);
});
afterAll(async () => {
	expect(talk.log.errors()).toEqual([]);
	await talk.stop();
});

describe("A lead's home", () => {
	it("says that no channel of the agency gets lessons, and how one comes to", async () => {
		expect(await talk.ask("home", lena)).toContain("No channel gets lessons yet. Type “subscribe” in one.");
	});

	it("lists the agency's channels, and why one is paused", async () => {
		await talk.ask("subscribe", ann);
		const home = await talk.ask("home", lena);
		expect(home).toContain("Channels of Agency local");
		expect(home).toContain("team: a summary, at once.");
		await talk.storage.db.subscription.updateMany({
			data: { state: "paused", why: "I was taken out of it" },
		});
		expect(await talk.ask("home", lena)).toContain("team: paused, because I was taken out of it.");
		await talk.storage.db.subscription.updateMany({ data: { state: "active", why: null } });
	});

	it("changes and ends them from there, and says of which channel it speaks", async () => {
		await talk.ask("home", lena);
		await talk.act("Change what comes: team", lena);
		expect(await talk.press("Leave it as it is", lena)).toContain("This is what comes to “team”.");
		await talk.ask("home", lena);
		await talk.act("Change what comes: team", lena);
		const wants = { themes: [], audience: [], area: "", detail: "headline", rhythm: "weekly", quiet: "none" };
		await talk.act("Keep", lena, wants);
		const kept = talk.shown.at(-1);
		expect(JSON.stringify(kept?.message)).toContain("From now on this comes to “team”.");
		expect(await talk.storage.db.subscription.findFirstOrThrow()).toMatchObject({
			...{ detail: "headline", rhythm: "weekly", name: "team", twins: [] },
		});
		await talk.ask("home", lena);
		expect(JSON.stringify(await talk.act("End: team", lena))).toContain(
			"No more lessons come to “team” then.",
		);
		expect(await talk.press("Yes, end it", lena)).toContain("no more lessons come to “team”");
		expect(await talk.storage.db.subscription.count()).toBe(0);
	});

	it("is the lead's alone", async () => {
		await talk.ask("subscribe", ann);
		const { id } = await talk.storage.db.subscription.findFirstOrThrow();
		expect(await talk.ask("home", { person: "zoe" })).not.toContain("Channels of");
		await talk.terminal.press("lessons.subscription", { subscription: id }, { person: "zoe" });
		await talk.house.allSaid();
		expect(JSON.stringify(talk.shown.at(-1)?.message)).toContain("No new lessons come to you yet");
	});
});
