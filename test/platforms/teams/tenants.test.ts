import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { arrivals, channelMention, execute, personalMessage, search } from "../../support/teamsActivities.ts";
import { startTeamsBot, type TeamsBot } from "../../support/teamsBot.ts";

const service = "http://127.0.0.1:1/";
let bot: TeamsBot;
beforeAll(async () => {
	bot = await startTeamsBot({});
});
afterAll(() => bot.stop());
afterEach(() => {
	bot.received.length = 0;
});

const [kent, leeds, avon] = ["aaaaaaaa-kent", "bbbbbbbb-leeds", "cccccccc-avon"];
const named = fc.option(fc.constantFrom(kent, leeds, avon, kent?.toUpperCase() ?? ""), { nil: undefined });
const press = { verb: "x", data: { press: { action: "answers.themes", card: "c", at: 0 } } };

/** An event in which each of the three places that can name a tenant does, or does not. */
function event(make: (fields: object) => object, of: { place?: string; data?: string; sender?: string }) {
	return make({
		from: { id: "29:ann", aadObjectId: "ann", ...(of.sender ? { tenantId: of.sender } : {}) },
		conversation: {
			id: "19:ward@thread.tacv2",
			conversationType: "channel",
			...(of.place ? { tenantId: of.place } : {}),
		},
		channelData: of.data ? { tenant: { id: of.data } } : {},
	});
}

const makers: ((fields: never) => object)[] = [
	(fields) => channelMention(service, "bail", fields),
	(fields) => execute(service, press, {}, fields),
	(fields) => search(service, "bail", fields),
	(fields) => arrivals(service, fields)[0] ?? {},
];

describe("the tenants of an event", () => {
	it("are those that it names, written in one way; an event that names none goes nowhere", async () => {
		const kinds = fc.constantFrom(...makers);
		await fc.assert(
			fc.asyncProperty(kinds, named, named, named, async (make, place, data, sender) => {
				bot.received.length = 0;
				await bot.deliver(JSON.stringify(event(make as never, { place, data, sender })));
				const [incoming] = bot.received;
				expect(incoming !== undefined).toBe(Boolean(place ?? data));
				if (!incoming) return;
				const own = (sender ?? data ?? place)?.toLowerCase();
				expect(incoming.person.workspace).toBe(own);
				expect(incoming.person.direct.workspace).toBe(own);
				const there = incoming.act.kind === "searched" ? own : (place ?? data)?.toLowerCase();
				expect(incoming.place.workspace).toBe(there);
			}),
			{ numRuns: 200 },
		);
	});

	it("differ in a channel that two share: the place's is its owner's, the sender's their own", async () => {
		await bot.deliver(JSON.stringify(event(makers[0] as never, { place: kent, data: kent, sender: leeds })));
		// Some events name the sender's tenant in the channel data alone.
		await bot.deliver(JSON.stringify(event(makers[0] as never, { place: kent, data: leeds })));
		for (const { place, person } of bot.received)
			expect([place.workspace, person.workspace, person.direct.workspace]).toEqual([kent, leeds, leeds]);
		expect(bot.received).toHaveLength(2);
	});

	it("are the same for a person in a channel and in their private chat, and so is that chat's key", async () => {
		await bot.deliver(personalMessage(service, "bail"));
		await bot.deliver(channelMention(service, "bail"));
		const [alone, among] = bot.received;
		expect(among?.person.direct.key).toBe(alone?.place.key);
		expect(among?.person.direct.workspace).toBe(alone?.place.workspace);
	});
});
