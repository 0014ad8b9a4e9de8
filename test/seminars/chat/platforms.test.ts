import ICAL from "ical.js";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Act, Ground, OpenGround } from "../../platforms/ground.ts";
import { openSlack } from "../../platforms/slack/harness.ts";
import { openTeams } from "../../platforms/teams/harness.ts";
import { openHouse } from "../../support/house.ts";
import { open } from "../world.ts";

const grounds: [string, OpenGround][] = [
	["Slack", openSlack],
	["Teams", openTeams],
];

describe.each(grounds)("Through %s", (_, openGround) => {
	let ground: Ground;
	let bot: Awaited<ReturnType<typeof openHouse>>;
	beforeAll(async () => {
		bot = await openHouse(async (parts) => {
			ground = await openGround(parts);
			return { platform: await ground.connect(), workspace: ground.workspace };
		}, new Date("2026-04-14T10:20:00Z"));
		await open(bot.storage.db, { title: "What housing learned", capacity: 1 });
	}, 60_000);
	afterEach(() => expect(bot.log.errors()).toEqual([]));
	afterAll(async () => {
		await bot?.stop();
		await ground?.close();
	});

	/** The newest message that somebody sees directly, after what is done. */
	const sees = async (who: string, act?: () => Promise<Act>): Promise<string> => {
		await act?.();
		await bot.house.allSaid();
		return ground.sees(who, "direct").at(-1)?.text ?? "";
	};
	const press = (label: string, who: string) => sees(who, () => ground.press(label, { who }));

	it("somebody finds a seminar, books it, and another waits", async () => {
		expect(await sees("ann", () => ground.say("when is the next seminar?", { who: "ann" }))).toContain(
			"What housing learned",
		);
		expect(await press("Open: What housing learned", "ann")).toContain("1 of 1 places are free");
		expect(await press("Book a place", "ann")).toContain("You have a place at this seminar.");
		await sees("bea", () => ground.say("seminars", { who: "bea" }));
		await press("Open: What housing learned", "bea");
		expect(await press("Join the waiting list", "bea")).toContain("You are number 1 on the waiting list");
	}, 60_000);

	it("the calendar entry is behind the link that they were given", async () => {
		const { id } = await bot.storage.db.seminarBooking.findFirstOrThrow({ where: { state: "booked" } });
		expect(ground.sees("ann", "direct").at(-1)?.text).toContain("housing.ics");
		const page = await bot.house.features
			.find(({ name }) => name === "seminars")
			?.pages?.["seminar-calendar"]?.(id, new Date());
		expect(new ICAL.Component(ICAL.parse(page?.body ?? "")).getFirstPropertyValue("method")).toBe("REQUEST");
	});

	it("a reminder comes, the code of the day is taken, and afterwards one line is kept", async () => {
		await bot.at("2026-05-07T09:00:00Z");
		expect(await sees("ann")).toContain("Reminder: What housing learned");
		expect(ground.sees("bea", "direct").at(-1)?.text).not.toContain("Reminder");
		await bot.at("2026-05-14T06:31:00Z");
		await bot.at("2026-05-14T07:01:00Z");
		expect(await press("I’m here", "ann")).toContain("What is the code of the day?");
		const { dayCode } = await bot.storage.db.seminar.findFirstOrThrow();
		const arrive = () => ground.press("I’m here", { who: "ann", choose: { code: dayCode } });
		expect(await sees("ann", arrive)).toContain("You are noted as here.");
		await bot.at("2026-05-15T09:00:00Z");
		expect(await sees("ann")).toContain("What is one thing you will do differently?");
		const keep = () =>
			ground.press("Keep this", { who: "ann", choose: { commitment: "Ask about control." } });
		expect(await sees("ann", keep)).toContain("Ask about control.");
	}, 60_000);

	it("a coordinator sets one up in a form, and sees what is wrong with it", async () => {
		await bot.promote();
		await sees("ann", () => ground.say("new seminar", { who: "ann" }));
		const choose = {
			...{
				title: "What health learned",
				date: "2026-06-11",
				starts: "09:30",
				ends: "08:30",
				venue: "Library",
				capacity: "12",
			},
			sessions: "Anna’s review | An independent chair",
		};
		const keep = (ends: string) => () =>
			ground.press("Keep as a draft", { who: "ann", choose: { ...choose, ends } });
		expect(await sees("ann", keep("08:30"))).toContain("Ends: 08:30 is not after the start, 09:30.");
		expect(await sees("ann", keep("12:30"))).toContain("Manage: What health learned");
		expect(await press("Announce and open booking", "ann")).toContain("open for booking");
	}, 60_000);
});
