import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { subscribedPlaces } from "#lessons/subscriptions/subscribedPlaces.ts";
import { useDatabase } from "../support/database.ts";
import { ann, carl, cora, hal, homes, kent, lena, openPartnership, type Partnership } from "./partnership.ts";
import { addThemes, approve, release, wanted } from "./written.ts";

const database = useDatabase();
let partnership: Partnership;
let refused: string[] = [];
const team = { workspace: kent, channel: "team" };
const tenancy = { workspace: homes, channel: "tenancy" };
const inTeam = { ...ann, ...team };

beforeEach(async () => {
	refused = [];
	partnership = await openPartnership(database.storage, {
		withoutContent: true,
		treat: ({ key }) =>
			refused.some((part) => key.includes(part))
				? { kind: "never", reason: "the bot is not in the channel (not_in_channel)" }
				: undefined,
	});
	await addThemes(database.db);
	await partnership.grant("coordinator", cora);
	await partnership.grant("coordinator", carl);
	await partnership.grant("lead", lena);
});
afterEach(() => partnership.stop());

const cards = (where: Parameters<Partnership["standing"]>[0]) =>
	partnership.standing(where).filter((text) => text.includes(wanted.headline));

describe("A subscription", () => {
	it("says who made it, is seen by all, and changed only by the lead, a coordinator or who made it", async () => {
		expect(await partnership.say("subscribe", inTeam)).toContain("Ann Dale subscribed this channel");
		expect(await partnership.say("subscribe", inTeam)).toContain("This is subscribed already.");
		const bob = { ...team, person: "bob", name: "Bob Fox" };
		expect(await partnership.say("subscription", bob)).toContain("Subscribed by: Ann Dale");
		for (const label of ["Change what comes", "End the subscription"])
			expect(await partnership.press(label, bob)).toContain("Only the lead of the agency");
		await partnership.press("Change what comes", { ...lena, ...team });
		const kept = await partnership.press(
			"Keep",
			{ ...lena, ...team },
			{
				themes: ["housing"],
				audience: ["commissioners"],
				area: "Kent",
				detail: "headline",
				rhythm: "weekly",
				quiet: "none",
			},
		);
		expect(kept).toContain("Themes: Housing");
		expect(kept).toContain("When: all of a week together, on Mondays at 09:00");
		expect(await partnership.say("unsubscribe", { ...hal, ...team })).toContain(
			"Only the lead of the agency",
		);
		await partnership.say("unsubscribe", { ...lena, ...team });
		expect(await partnership.press("Yes, end it", { ...lena, ...team })).toContain("is ended");
		expect(await partnership.say("subscription", inTeam)).toContain(
			"No new lessons come in this channel yet.",
		);
	});

	it("is the channel's, whatever thread it was asked for in", async () => {
		await partnership.say("subscribe", { ...inTeam, thread: "42" });
		expect(await database.db.subscription.findFirstOrThrow()).toMatchObject({
			placeKey: "terminal:kent-police:team",
		});
		expect(await partnership.say("subscription", { ...inTeam, thread: "43" })).toContain(
			"This is what comes here.",
		);
	});

	it("brings only what it wants: by theme, audience and area", async () => {
		await partnership.say("subscribe", inTeam);
		await partnership.press("Change what comes", inTeam);
		const wants = { detail: "summary", rhythm: "atOnce", quiet: "none" };
		await partnership.press("Keep", inTeam, {
			...wants,
			themes: ["housing"],
			audience: ["front line: police"],
			area: "Kent",
		});
		await release(partnership, { title: "Other theme" }, cora, carl);
		await release(
			partnership,
			{ title: "Other audience", themes: ["housing"], audience: ["commissioners"] },
			cora,
			carl,
		);
		await release(partnership, { title: "Other area", themes: ["housing"], area: "Surrey" }, cora, carl);
		expect(cards(team)).toEqual([]);
		await release(
			partnership,
			{ title: "This one", themes: ["housing"], audience: ["front line: police"], area: "kent" },
			cora,
			carl,
		);
		expect(cards(team)).toHaveLength(1);
	});

	it("of a person is one, wherever they write, and goes with linked accounts", async () => {
		expect(await partnership.say("subscribe", hal)).toContain("You are subscribed");
		expect(await partnership.say("subscribe", ann)).toContain("You are subscribed");
		const [one, other] = await database.db.subscription.findMany({ orderBy: { since: "asc" } });
		await database.db.$transaction(
			(tx) =>
				partnership.lessons.merge?.(tx, other?.personId ?? "", one?.personId ?? "", partnership.now()) ??
				Promise.resolve(),
		);
		await release(partnership, {}, cora, carl);
		expect(
			cards({ workspace: homes, person: "hal" }).length + cards({ workspace: kent, person: "ann" }).length,
		).toBe(1);
	});

	it("follows a channel that is renamed (M12), and its lead hears of it once", async () => {
		await partnership.say("subscribe", inTeam);
		const told = await partnership.happen(() => partnership.terminal.rename("new-team", inTeam));
		expect(told).toBe("The channel “team” is called “new-team” now. New lessons go on coming there.");
		expect(await partnership.happen(() => partnership.terminal.rename("new-team", inTeam))).toBe("");
		expect(await database.db.subscription.findFirstOrThrow()).toMatchObject({
			name: "new-team",
			state: "active",
		});
	});

	it("follows a channel that has another id, with what waits for it and what has been said in it", async () => {
		await partnership.say("subscribe", inTeam);
		await release(partnership, {}, cora, carl);
		partnership.at("2026-04-14T20:30:00Z");
		await release(partnership, { title: "In the night" }, cora, carl);
		const before = await database.db.subscription.findFirstOrThrow();
		await partnership.happen(() => partnership.terminal.move("unit", inTeam));
		const unit = { workspace: kent, channel: "unit" };
		expect(await database.db.subscription.findFirstOrThrow()).toEqual({
			...{ ...before, channel: "terminal:kent-police:unit", placeKey: "terminal:kent-police:unit" },
			...{ address: "unit", name: "unit" },
		});
		const waiting = await database.db.delivery.findMany({ where: { notBefore: { not: null } } });
		expect(waiting).toMatchObject([{ placeKey: "terminal:kent-police:unit", address: "unit" }]);
		const { id } = await database.db.lesson.findFirstOrThrow({ where: { number: 1 } });
		await partnership.pressRaw("lessons.recall", { lesson: id, reason: "It was not agreed." }, cora);
		expect(partnership.standing(unit).at(-1)).toContain("was recalled on 14 April 2026");
	});

	it("under a channel's new id gives way to the one that the channel had", async () => {
		await partnership.say("subscribe", inTeam);
		const { id } = await database.db.subscription.findFirstOrThrow();
		const inUnit = { ...ann, workspace: kent, channel: "unit" };
		await partnership.say("subscribe", inUnit);
		await partnership.happen(() => partnership.terminal.move("unit", inTeam));
		expect(await database.db.subscription.findMany()).toMatchObject([
			{ id, placeKey: "terminal:kent-police:unit" },
		]);
	});

	it("goes on in a channel that is shared with another agency, and its lead hears of it once", async () => {
		await partnership.say("subscribe", inTeam);
		await database.db.workspace.create({
			data: { platform: "terminal", id: "homes-two", agencyId: homes, state: "joined" },
		});
		expect(await partnership.happen(() => partnership.terminal.share("homes-two", inTeam))).toBe(
			"The channel “team” is shared with Medway Homes now. New lessons go on coming there.",
		);
		expect(await partnership.happen(() => partnership.terminal.share("homes-two", inTeam))).toBe("");
		expect(await partnership.happen(() => partnership.terminal.share(kent, inTeam))).toBe("");
		expect((await database.db.subscription.findFirstOrThrow()).state).toBe("active");
	});

	it("pauses in a channel that is shared with strangers, until somebody who works there wants it", async () => {
		await partnership.say("subscribe", inTeam);
		const told = await partnership.happen(() => partnership.terminal.share("strangers", inTeam));
		expect(told).toContain("it was shared with an organisation that has not been let in");
		expect(told.split("New lessons no longer come to the channel “team”")).toHaveLength(2);
		expect(await partnership.happen(() => partnership.terminal.share("strangers", inTeam))).toBe("");
		await release(partnership, {}, cora, carl);
		expect(cards(team)).toEqual([]);
		await partnership.say("subscribe", inTeam);
		await partnership.tick();
		expect(cards(team)).toHaveLength(1);
	});

	it.each([
		["renamed", (at: typeof inTeam) => partnership.terminal.rename("other", at)],
		["moved", (at: typeof inTeam) => partnership.terminal.move("unit", at)],
		["shared", (at: typeof inTeam) => partnership.terminal.share("strangers", at)],
		["left", (at: typeof inTeam) => partnership.terminal.leave("removed", at)],
	])("that there is not makes nobody hear anything of a channel that is %s", async (_, act) => {
		expect(await partnership.happen(() => act(inTeam))).toBe("");
	});

	it("pauses where the bot has to go, tells the leads once, and brings what was missed when it is back", async () => {
		await partnership.say("subscribe", inTeam);
		await partnership.happen(() => partnership.terminal.leave("removed", inTeam));
		const again = await partnership.happen(() => partnership.terminal.leave("deleted", inTeam));
		expect(again).toBe("");
		const told = partnership.standing({ workspace: kent, person: "lena" });
		expect(
			told.filter((text) => text.includes("New lessons no longer come to the channel “team”")),
		).toHaveLength(1);
		expect(told.at(-1)).toContain("when I am added there again or somebody of your agency types “subscribe”");
		await approve(partnership, {}, cora, carl);
		const flight = await partnership.press("Who gets it, and release", carl);
		expect(flight).toContain("team (Kent Police): I was taken out of it");
		await partnership.press("Release now", carl);
		await partnership.tick();
		expect(cards(team)).toEqual([]);
		expect(await partnership.happen(() => partnership.terminal.arrive(inTeam))).toContain("I am back here");
		await partnership.tick();
		await partnership.tick();
		expect(cards(team)).toHaveLength(1);
		await release(partnership, { title: "The next" }, cora, carl);
		expect(partnership.standing(team).filter((text) => text.includes("The next"))).toHaveLength(1);
	});

	it("pauses where posting fails for good, while the others get theirs (M4, M21)", async () => {
		await partnership.say("subscribe", inTeam);
		await partnership.say("subscribe", { ...hal, ...tenancy });
		refused = ["team"];
		await release(partnership, {}, cora, carl);
		expect(await partnership.tick()).toContain(
			"the last lesson could not be posted (the bot is not in the channel (not_in_channel))",
		);
		expect(cards(tenancy)).toHaveLength(1);
		expect(await database.db.subscription.findFirstOrThrow({ where: { name: "team" } })).toMatchObject({
			state: "paused",
		});
		expect(await partnership.press("Progress and report", carl)).toContain(
			"Failed: 1\n1: the bot is not in the channel",
		);
		refused = [];
		await partnership.say("subscribe", inTeam);
		await partnership.tick();
		await partnership.tick();
		expect(cards(team)).toHaveLength(1);
	});

	it("of a person to whom posting fails pauses without a word to anybody else, and goes on when they ask", async () => {
		const hanna = { person: "hanna", name: "Hanna Frost", workspace: homes };
		await partnership.grant("lead", hanna);
		await partnership.say("subscribe", hal);
		await partnership.say("subscribe", inTeam);
		refused = ["hal"];
		await release(partnership, {}, cora, carl);
		expect(await partnership.tick()).toBe("");
		const { personId } = await database.db.subscription.findFirstOrThrow({ where: { state: "paused" } });
		const caller = {
			agency: { id: homes, name: "Medway Homes", sector: "housing" as const },
			...{ roles: [], person: personId ?? "" },
		};
		const home = async () => JSON.stringify(await partnership.lessons.home?.(caller, partnership.now()));
		expect(await home()).toContain("Type “subscribe” and they go on, with what was missed.");
		expect(await partnership.lessons.holds?.(personId ?? "")).toContainEqual({
			name: "Lessons",
			text: "You get new lessons in your direct conversation. At present that is paused.",
		});
		refused = [];
		await partnership.say("subscribe", hal);
		await partnership.tick();
		expect(cards({ workspace: homes, person: "hal" })).toHaveLength(1);
		expect(await home()).toContain("New lessons come to you here.");
	});

	it("that pauses on Teams goes on only where somebody asks: Teams does not tell of a channel that the bot is back", async () => {
		await partnership.say("subscribe", inTeam);
		await database.db.subscription.updateMany({ data: { platform: "teams" } });
		const told = await partnership.happen(() => partnership.terminal.leave("removed", inTeam));
		expect(told).toContain(
			"It goes on, with what was missed, when somebody of your agency types “subscribe” there.",
		);
	});

	it("waits for the end of the quiet hours", async () => {
		await partnership.say("subscribe", inTeam);
		partnership.at("2026-04-14T20:30:00Z");
		await approve(partnership, {}, cora, carl);
		expect(await partnership.press("Who gets it, and release", carl)).toContain(
			"1 of these, who get it when those end, the last on 15 April 2026 at 08:00",
		);
		await partnership.press("Release now", carl);
		await partnership.tick();
		const [row] = await database.db.delivery.findMany({ where: { key: { startsWith: "lesson:" } } });
		expect(row?.notBefore).toEqual(new Date("2026-04-15T07:00:00Z"));
	});

	it("of a channel that two workspaces share is one, and is sent once", async () => {
		const shared = (workspace: string) => ({
			...{ platform: "slack" as const, workspace, key: `slack:${workspace}:C1`, kind: "channel" as const },
			...{ address: '{"channel":"C1"}', name: "shared" },
		});
		for (const workspace of ["T1", "T2"]) {
			const place = shared(workspace);
			const direct = { ...place, key: `slack:${workspace}:direct:U1`, kind: "direct" as const };
			const incoming = {
				...{
					eventId: workspace,
					businessKey: workspace,
					place,
					act: { kind: "said" as const, text: "subscribe" },
				},
				person: { id: "U1", workspace, name: "Una", direct },
			};
			await database.db.workspace.create({
				data: { platform: "slack", id: workspace, agencyId: kent, state: "joined" },
			});
			const caller = { agency: { id: kent, name: "Kent Police", sector: "police" as const }, roles: [] };
			const handled = await partnership.lessons.handle(incoming, caller, partnership.now());
			if (!("reply" in handled)) throw new Error("The guard has nothing to do with it.");
			await database.db.$transaction(async (tx) => void (await handled.save?.(tx)));
		}
		await approve(partnership, {}, cora, carl);
		const flight = await partnership.press("Who gets it, and release", carl);
		expect(flight).toContain("Gets it at once: 1 channel and");
		expect(flight).toContain("1 channel shared between workspaces, each counted once and sent once");
	});

	it("of a person who stopped everything brings nothing (M21)", async () => {
		await partnership.say("subscribe", hal);
		const { personId } = await database.db.subscription.findFirstOrThrow();
		await database.db.optOut.create({
			data: { personId: personId ?? "", from: "all", since: partnership.now() },
		});
		await approve(partnership, {}, cora, carl);
		expect(await partnership.press("Who gets it, and release", carl)).toContain(
			"they asked for no more messages",
		);
		await partnership.press("Release now", carl);
		await partnership.tick();
		expect(cards({ workspace: homes, person: "hal" })).toEqual([]);
	});
});

describe("What seminars ask for", () => {
	it("is the subscribed channels of a theme and of the agencies invited", async () => {
		await partnership.say("subscribe", inTeam);
		await partnership.say("subscribe", { ...hal, ...tenancy });
		await partnership.say("subscribe", hal);
		const names = async (filter: Partial<Parameters<typeof subscribedPlaces>[1]>) =>
			(await subscribedPlaces(database.db, { themes: [], sectors: [], agencies: [], ...filter })).map(
				({ name }) => name,
			);
		expect(await names({})).toEqual(["team", "tenancy"]);
		expect(await names({ sectors: ["housing"] })).toEqual(["tenancy"]);
		expect(await names({ sectors: ["housing"], agencies: [kent] })).toEqual(["team", "tenancy"]);
		await database.db.subscription.updateMany({ where: { name: "team" }, data: { themes: ["housing"] } });
		expect(await names({ themes: ["stalking"] })).toEqual(["tenancy"]);
	});
});
