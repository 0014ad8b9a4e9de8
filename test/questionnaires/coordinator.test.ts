import { describe, expect, it } from "vitest";
import type { Caller } from "#chat/caller.ts";
import { plain } from "#chat/plain.ts";
import { useDatabase } from "../support/database.ts";
import { answerAll, hasAnswered, openHouse } from "./house.ts";
import { presses, starter } from "./samples.ts";

const database = useDatabase();
const coordinator = ["coordinator" as const];

/** Two seminars; so many answer on the first, and so many on the second. */
async function answered(first: number, second = 0) {
	const house = await openHouse(database.db, starter);
	await database.db.questionnaireSchedule.create({
		data: {
			...{ questionnaireId: starter.id, daysAfter: 42, remindOn: [5, 12], openFor: 28 },
			since: new Date("2026-01-01"),
		},
	});
	const people = (seminar: string) => Array.from({ length: 36 }, (_, at) => `${seminar}-${at}`);
	house.wasAt(people("s1"), "s1");
	house.wasAt(people("s2"), "s2");
	house.at("2026-04-14T09:00:00Z");
	await house.due("plan");
	await house.due("ask");
	const some = [...people("s1").slice(0, first), ...people("s2").slice(0, second)];
	for (const [at, person] of some.entries()) {
		const helped = at % 3 === 0 ? "a-little" : "quite-a-lot";
		const sector = at % 2 === 0 ? "police" : "health";
		await hasAnswered(database.db, person, { helped, sector }, house.now);
	}
	house.said.length = 0;
	return house;
}

describe("A coordinator", () => {
	it("sees every questionnaire, and others are told kindly that it is not for them", async () => {
		const house = await openHouse(database.db, starter);
		const text = await house.type("carol", "questionnaires", coordinator);
		expect(text).toContain(`After the seminar: version ${starter.version}, confidential, 11 questions`);
		expect(text).toContain("Asked: not yet: press “When it is asked”");
		expect(await house.type("ann", "questionnaires")).toContain("That is for coordinators.");
		expect(await house.type("ann", "results")).toBeUndefined();
		const pressed = await house.happen("ann", {
			kind: "pressed",
			action: "questionnaires.results",
			value: { q: starter.id },
		});
		expect(pressed?.text).toContain("That is for coordinators.");
	});

	it("has commands that the guard need not read, and nothing that somebody in danger would write", async () => {
		const { feature } = await openHouse(database.db, starter);
		const commands = [
			"change 2",
			"change my answer to question 3",
			"results",
			"questionnaires",
			"response rate",
		];
		expect(commands.filter((text) => !feature.commands?.(text))).toEqual([]);
		const others = [
			"stop",
			"I do not want to",
			"change",
			"he hurts me, change 2",
			"results of my injuries",
			"no",
		];
		expect(others.filter((text) => feature.commands?.(text))).toEqual([]);
	});

	it("tries one on themselves, and nothing of it counts or stays", async () => {
		const house = await openHouse(database.db, starter);
		await house.type("carol", "questionnaires", coordinator);
		const begun = await house.press("carol", "Try it myself", {}, coordinator);
		expect(begun?.text).toContain("A trial of “After the seminar”.");
		expect(await answerAll(house, "carol")).toContain("It was a trial: what you answered is deleted.");
		expect(await database.db.questionnaireInvitation.count()).toBe(0);
		expect(await database.db.questionnaireDraft.count()).toBe(0);
		expect(await house.type("carol", "results", coordinator)).toContain("There are no results yet");
	});

	it("says when it is asked, and is told what does not fit", async () => {
		const house = await openHouse(database.db, starter);
		await house.type("carol", "questionnaires", coordinator);
		await house.press("carol", "When it is asked", {}, coordinator);
		const save = (value: Record<string, string | null>) =>
			house.press(
				"carol",
				"Save",
				{ daysAfter: "42", remindOn: "5, 12", openFor: "28", state: "yes", ...value },
				coordinator,
			);
		expect((await save({ daysAfter: "soon" }))?.text).toContain("whole numbers from 1 to 366");
		expect((await save({ remindOn: "5, 12, 20" }))?.text).toContain("at most two days");
		expect((await save({ remindOn: "12, 5" }))?.text).toContain("at most two days");
		expect((await save({ remindOn: null }))?.text).toContain("no reminders");
		expect((await save({}))?.text).toContain(
			"42 days after a seminar, reminders on day 5 and 12, open for 28 days",
		);
		expect(await database.db.auditEntry.count()).toBe(2);
	});

	it("sees how many have answered, in rounded numbers, and never who", async () => {
		const house = await answered(12, 3);
		const text = await house.type("carol", "response rate", coordinator);
		expect(text).toContain("Seminar s1: about 10 of 36 have answered (28%), about 25 have not");
		expect(text).toContain("Seminar s2: fewer than 5 of 36 have answered");
		expect(text).not.toContain("s1-0");
	});

	it("gets the headline, every question, the groups and the seminars beside one another", async () => {
		const house = await answered(24, 14);
		const text = (await house.type("carol", "results", coordinator)) ?? "";
		expect(text).toContain("No. 1, of 14 April 2026.");
		expect(text).toMatch(/63% \(about 25 of about 40 people\) found that the seminar helped/);
		expect(text).toContain("That is 35% of all 72 who were asked");
		expect(text).toContain("Hidden: Not at all");
		expect(text).toContain("https://bot.example/page/questionnaire-results/seminar-follow-up:1");
		const items = await house.press("carol", "Every question", {}, coordinator);
		expect(items?.text).toContain("Themes that were made use of");
		const groups = await house.press("carol", "By agency and sector", {}, coordinator);
		expect(groups?.text).toContain("Kent Police: about 25 of about 40 (63%)");
		expect(groups?.text).toMatch(/Health: about \d+ of about 20/);
		const compared = await house.press("carol", "Compare seminars", {}, coordinator);
		expect(compared?.text).toMatch(/Seminar s1: about 15 of about 25/);
	});

	it("gets the same numbers until five new responses are in", async () => {
		const house = await answered(20);
		const first = await house.type("carol", "results", coordinator);
		for (let at = 20; at < 24; at++) {
			await answerAll(house, `s1-${at}`);
			expect(await house.type("carol", "results", coordinator)).toBe(first);
		}
		await answerAll(house, "s1-24");
		expect(await house.type("carol", "results", coordinator)).toContain("No. 2");
	}, 30_000);

	it("gets a table that no spreadsheet takes for a formula, and that holds nobody", async () => {
		const house = await answered(24);
		await database.db.questionnaireSeminar.update({
			where: { id: "s1" },
			data: { title: "=HYPERLINK(“x”)" },
		});
		await house.type("carol", "results", coordinator);
		const page = await house.feature.pages?.["questionnaire-results"]?.("seminar-follow-up:1", house.now);
		expect(page?.type).toBe("csv");
		expect(page?.body).toContain("all,,helped");
		expect(page?.body).toContain(",'=HYPERLINK(“x”),");
		expect(page?.body).toContain(",hidden,");
		expect(page?.body).not.toMatch(/s1-\d|in private|stalking/);
		for (const line of page?.body.split("\r\n") ?? []) expect(line).not.toMatch(/(?:^|,)"?[=+@-]/);
		expect(
			await house.feature.pages?.["questionnaire-results"]?.("seminar-follow-up:9", house.now),
		).toBeUndefined();
		expect(await house.feature.pages?.["questionnaire-report"]?.("nothing", house.now)).toBeUndefined();
	});

	it("reads what people wrote line by line, and shows what may be shown", async () => {
		const house = await answered(6);
		house.at("2026-05-14T02:40:00Z");
		await house.due("close");
		const home = (roles: Caller["roles"]) =>
			house.feature.home?.({ agency: { id: "a", name: "A", sector: "police" }, roles }, house.now);
		expect(JSON.stringify(await home(["coordinator"]))).toContain(
			"12 lines that people wrote wait to be read",
		);
		expect(await home(["lead"])).toEqual([]);
		await house.type("carol", "results", coordinator);
		const read = await house.press("carol", "What people wrote", {}, coordinator);
		expect(read?.text).toContain("What people wrote: 12 to read");
		expect((await house.press("carol", "Show it in the report", {}, coordinator))?.text).toContain(
			"11 to read",
		);
		expect((await house.press("carol", "Withhold it", {}, coordinator))?.text).toContain("10 to read");
		expect(
			await database.db.questionnaireLine.groupBy({
				by: ["decision"],
				_count: true,
				orderBy: { decision: "asc" },
			}),
		).toEqual([
			{ decision: "waiting", _count: 10 },
			{ decision: "shown", _count: 1 },
			{ decision: "withheld", _count: 1 },
		]);
		expect(await database.db.questionnaireLine.findMany({ where: { decision: "withheld" } })).toMatchObject([
			{ text: "" },
		]);
	});

	/** Two coordinators who have the same line before them, and what is kept of it. */
	async function bothRead() {
		const house = await answered(6);
		const now = house.now;
		await database.db.agency.create({ data: { id: "kent", name: "Kent", sector: "police", createdAt: now } });
		for (const id of ["carol", "dora"])
			await database.db.person.create({
				data: {
					...{ id, agencyId: "kent", createdAt: now },
					roles: { create: { role: "coordinator", grantedAt: now } },
				},
			});
		house.at("2026-05-14T02:40:00Z");
		await house.due("close");
		for (const who of ["carol", "dora"]) {
			await house.type(who, "results", coordinator);
			await house.press(who, "What people wrote", {}, coordinator);
		}
		const line = await database.db.questionnaireLine.findFirstOrThrow({ orderBy: { id: "asc" } });
		const press = async (who: string, label: string) => {
			const led = await house.press(who, label, { l: line.id }, coordinator);
			return led?.replace && plain(led.replace);
		};
		const kept = async () => ({
			...(await database.db.questionnaireLine.findUniqueOrThrow({ where: { id: line.id } })),
			said: JSON.stringify(await database.db.delivery.findMany()).includes(line.text),
		});
		return { press, kept };
	}

	it("who shows a line that another has withheld is told that it is withheld", async () => {
		const { press, kept } = await bothRead();
		expect((await kept()).said).toBe(true);
		expect(await press("carol", "Withhold it")).toBe("It is withheld, and deleted.");
		expect(await press("dora", "Show it in the report")).toBe("It is withheld, and deleted.");
		expect(await kept()).toMatchObject({ decision: "withheld", text: "", said: false });
	});

	it("withholds a line that another has shown", async () => {
		const { press, kept } = await bothRead();
		expect(await press("carol", "Show it in the report")).toContain("It is shown in the report.");
		expect(await press("dora", "Withhold it")).toBe("It is withheld, and deleted.");
		expect(await kept()).toMatchObject({ decision: "withheld", text: "", said: false });
	});

	it("takes back at once a line that was shown by mistake, and is asked for no other then", async () => {
		const house = await answered(6);
		house.at("2026-05-14T02:40:00Z");
		await house.due("close");
		await house.type("carol", "results", coordinator);
		await house.press("carol", "What people wrote", {}, coordinator);
		const led = await house.press("carol", "Show it in the report", {}, coordinator);
		const shown = await database.db.questionnaireLine.findFirstOrThrow({ where: { decision: "shown" } });
		const [back] = led?.replace ? presses(led.replace) : [];
		if (!back) throw new Error("There is no way back.");
		expect(back.label).toBe("Withhold it after all");
		const act = { kind: "pressed" as const, action: back.action, value: back.value ?? null };
		const withheld = await house.happen("carol", act, coordinator);
		expect(withheld?.replace && plain(withheld.replace)).toContain("It is withheld, and deleted.");
		expect(withheld?.messages).toEqual([]);
		expect(await database.db.questionnaireLine.count({ where: { decision: "shown" } })).toBe(0);
		expect(JSON.stringify(await database.db.delivery.findMany())).not.toContain(shown.text);
	});

	it("reads the lines that are shown, one after the other, and withholds one of them", async () => {
		const house = await answered(6);
		house.at("2026-05-14T02:40:00Z");
		await house.due("close");
		await database.db.questionnaireLine.updateMany({ data: { decision: "shown" } });
		const lines = await database.db.questionnaireLine.findMany({ orderBy: { id: "asc" } });
		await house.type("carol", "results", coordinator);
		const press = async (label: string) => (await house.press("carol", label, {}, coordinator))?.text;
		expect(await press("What people wrote")).toContain("12 lines are shown in the report.");
		expect(await press("Read the lines that are shown")).toContain(lines[0]?.text);
		expect(await press("Next line that is shown")).toContain(lines[1]?.text);
		const withheld = await house.press("carol", "Withhold it after all", {}, coordinator);
		expect(withheld?.replace && presses(withheld.replace)).toMatchObject([
			{ label: "Next line that is shown", value: { after: lines[1]?.id } },
		]);
		for (const line of lines.slice(2)) expect(await press("Next line that is shown")).toContain(line.text);
		expect(await press("Next line that is shown")).toBe("Those were all the lines that the report shows.");
		expect(await database.db.questionnaireLine.findMany({ where: { decision: "withheld" } })).toMatchObject([
			{ id: lines[1]?.id, text: "" },
		]);
	});

	it("comes to the lines that are shown also while others wait", async () => {
		const house = await answered(6);
		house.at("2026-05-14T02:40:00Z");
		await house.due("close");
		await house.type("carol", "results", coordinator);
		await house.press("carol", "What people wrote", {}, coordinator);
		await house.press("carol", "Show it in the report", {}, coordinator);
		const shown = await database.db.questionnaireLine.findFirstOrThrow({ where: { decision: "shown" } });
		const read = await house.press("carol", "Read the lines that are shown", {}, coordinator);
		expect(read?.text).toContain(shown.text);
	});

	it("gives the results back to those who took part, once, with what has changed", async () => {
		const house = await answered(12);
		await house.type("carol", "results", coordinator);
		await house.press("carol", "Share with those who answered", {}, coordinator);
		const share = (changed: string) => house.press("carol", "Share", { changed }, coordinator);
		expect((await share(""))?.text).toContain("Nothing was shared");
		expect((await share("Ask Anna Smith about it, 07700 900123"))?.text).toContain("That was not shared");
		expect((await share("Every team now asks in private."))?.text).toContain(
			"It goes to everybody who answered",
		);
		expect((await share("Every team now asks in private."))?.text).toContain("shared already");
		house.said.length = 0;
		house.gone.add("s1-3");
		await house.due("share");
		await house.due("share");
		expect(house.said.map(({ person }) => person).sort()).toEqual(
			Array.from({ length: 12 }, (_, at) => `s1-${at}`)
				.filter((person) => person !== "s1-3")
				.sort(),
		);
		const [one] = house.said;
		expect(one && plain(one.message)).toContain(
			"What has changed because of them: Every team now asks in private.",
		);
		expect(one?.message.discreet).toBe(true);
	});
});
