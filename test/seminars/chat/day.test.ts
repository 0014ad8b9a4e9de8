import { beforeEach, describe, expect, it } from "vitest";
import type { Agency } from "#chat/caller.ts";
import { useDatabase } from "../../support/database.ts";
import { letIn, longAgo, open } from "../world.ts";
import { createStage } from "./stage.ts";

const database = useDatabase();
let stage: ReturnType<typeof createStage>;
let police: Agency;
beforeEach(async () => {
	police = await letIn(database.db, "Kent Police", "police");
	stage = createStage(database.db);
});
const cora = () => ({ agency: police, name: "cora", roles: ["coordinator" as const] });
const ann = () => ({ agency: police, name: "ann" });

describe("On a day with two seminars", () => {
	const morning = "2026-05-14T08:35:00Z";
	const afternoon = "2026-05-14T13:05:00Z";
	beforeEach(async () => {
		await open(database.db);
		await open(database.db, {
			id: "health",
			title: "What health learned",
			startsAt: new Date("2026-05-14T13:00:00Z"),
			endsAt: new Date("2026-05-14T15:00:00Z"),
		});
		for (const seminar of ["housing", "health"]) {
			await database.db.seminar.update({
				where: { id: seminar },
				data: { dayCode: seminar === "health" ? "HHHH" : "MMMM" },
			});
			await stage.pressRaw(ann(), "seminars.book", { seminar });
		}
	});

	/** The seminars at which Ann is noted as there. */
	const noted = async () =>
		(await database.db.seminarBooking.findMany({ where: { attendedAt: { not: null } } })).map(
			({ seminarId }) => seminarId,
		);

	it("“I’m here” with a code is for the one whose code it is, though another comes first", async () => {
		stage.at(morning);
		expect(await stage.say(ann(), "I'm here hhhh")).toContain("noted as here");
		expect(await noted()).toEqual(["health"]);
	});

	it("“here” alone is for the first that is not over", async () => {
		stage.at(morning);
		expect(await stage.say(ann(), "here")).toContain("Welcome to “What housing learned”.");
		stage.at(afternoon);
		expect(await stage.say(ann(), "here")).toContain("Welcome to “What health learned”.");
	});

	it("a code that is wrong is asked for again at the one that is not over", async () => {
		stage.at(afternoon);
		expect(await stage.say(ann(), "I'm here xxxx")).toContain("not the code of the day");
		expect(await stage.press(ann(), "Try again")).toContain("Welcome to “What health learned”.");
	});
});

describe("The list of who is here", () => {
	/** A seminar with thirty delegates from a list, of whom the first twenty-five, by name, are noted as here. */
	beforeEach(async () => {
		await open(database.db, { capacity: 30 });
		await database.db.seminarBooking.createMany({
			data: Array.from({ length: 30 }, (_, at) => ({
				...{ seminarId: "housing", agencyId: police.id, state: "booked" as const, since: longAgo },
				...{ arrival: at + 1, name: `Delegate ${String(at + 1).padStart(2, "0")}` },
				attendedAt: at < 25 ? new Date("2026-05-14T08:20:00Z") : null,
			})),
		});
		stage.at("2026-05-14T08:30:00Z");
	});

	it("begins again where it has become shorter than the page that was asked for", async () => {
		const page = await stage.pressRaw(cora(), "seminars.attendance", { seminar: "housing", from: 25 });
		expect(page).toContain("Noted as here: 25 of 30");
		expect(page).toContain("Delegate 26");
		expect(page).not.toContain("Everybody with a place is noted as here.");
	});

	it("of those to be taken back begins again likewise", async () => {
		const page = await stage.pressRaw(cora(), "seminars.attendance", {
			...{ seminar: "housing", from: 25, back: true },
		});
		expect(page).toContain("Delegate 01");
		expect(page).not.toContain("Nobody is noted as here.");
	});

	it("says that everybody is here only where nobody is left", async () => {
		await database.db.seminarBooking.updateMany({ data: { attendedAt: longAgo } });
		expect(await stage.pressRaw(cora(), "seminars.attendance", { seminar: "housing" })).toContain(
			"Everybody with a place is noted as here.",
		);
	});
});
