import { afterEach, describe, expect, it } from "vitest";
import type { Json } from "#chat/message.ts";
import { plain } from "#chat/plain.ts";
import { useDatabase } from "../support/database.ts";
import { answerAll, openHouse } from "./house.ts";
import { anonymous, newerYaml, read, starter } from "./samples.ts";

const database = useDatabase();
const coordinator = ["coordinator" as const];
const houses: Awaited<ReturnType<typeof openHouse>>[] = [];

afterEach(() => {
	for (const { log } of houses.splice(0)) expect(log.errors()).toEqual([]);
});

/** A seminar on 3 March, followed up after six weeks. */
async function sixWeeksLater(people: string[], questionnaire = starter) {
	const house = await openHouse(database.db, questionnaire);
	houses.push(house);
	await house.type("carol", "questionnaires", coordinator);
	await house.press("carol", "When it is asked", {}, coordinator);
	await house.press(
		"carol",
		"Save",
		{ daysAfter: "42", remindOn: "5, 12", openFor: "28", state: "yes" },
		coordinator,
	);
	house.said.length = 0;
	house.wasAt(people, "s1", { commitment: "I will ask about the children." });
	return house;
}

describe("Asking people after a seminar", () => {
	it("writes to each of them once, six weeks later, mid-morning", async () => {
		const house = await sixWeeksLater(["ann", "bob"]);
		house.at("2026-04-13T09:30:00Z");
		await house.due("plan");
		await house.due("ask");
		expect(house.said).toEqual([]);
		house.at("2026-04-14T08:59:00Z");
		await house.due("plan");
		await house.due("plan");
		await house.due("ask");
		expect(house.said).toEqual([]);
		house.at("2026-04-14T09:00:00Z");
		await house.due("ask");
		await house.due("ask");
		expect(house.said.map(({ person }) => person).sort()).toEqual(["ann", "bob"]);
		expect(plain(house.last("ann") ?? { summary: "", blocks: [] })).toContain("You were at “Seminar s1”.");
		expect(await database.db.delivery.count()).toBe(2);
	});

	it("writes to nobody at night or at the weekend", async () => {
		const house = await sixWeeksLater(["ann"]);
		house.at("2026-04-14T20:00:00Z");
		await house.due("plan");
		house.at("2026-04-18T10:00:00Z");
		await house.due("ask");
		expect(house.said).toEqual([]);
	});

	it("reminds twice at most, on the chosen days, and then no more", async () => {
		const house = await sixWeeksLater(["ann"]);
		const days: string[] = [];
		for (let day = 14; day <= 60; day++) {
			house.at(new Date(Date.UTC(2026, 3, day, 10)).toISOString());
			await house.due("plan");
			const before = house.said.length;
			await house.due("ask");
			if (house.said.length > before) days.push(house.now.toISOString().slice(5, 10));
		}
		expect(days).toEqual(["04-14", "04-20", "04-27"]);
		expect(house.said.map(({ message }) => plain(message).split("\n")[0])).toEqual([
			expect.stringContaining("You were at"),
			expect.stringContaining("A reminder of the questions"),
			expect.stringContaining("I shall not remind you again."),
		]);
	});

	it.each([
		["a reply", "4"],
		["stop", "stop"],
		["skip", "skip"],
	])("reminds no more after %s", async (_, text) => {
		const house = await asked(["ann"]);
		await house.type("ann", text);
		const before = house.said.length;
		for (let day = 16; day <= 60; day++) {
			house.at(new Date(Date.UTC(2026, 3, day, 10)).toISOString());
			await house.due("ask");
		}
		expect(house.said.length).toBe(before);
	});

	it("reminds on two days where both reminders fall due at once", async () => {
		const house = await asked(["ann"]);
		await database.db.questionnaireSchedule.updateMany({ data: { remindOn: [3, 4] } });
		house.at("2026-04-24T10:00:00Z");
		await house.due("ask");
		await house.due("ask");
		expect(house.said).toHaveLength(2);
		house.at("2026-04-27T10:00:00Z");
		await house.due("ask");
		expect(house.said).toHaveLength(3);
	});

	it("says that it reminds no more where the next reminder would come after closing", async () => {
		const house = await asked(["ann"]);
		house.at("2026-05-13T10:00:00Z");
		await house.due("ask");
		expect(plain(house.last("ann") ?? { summary: "", blocks: [] })).toContain(
			"I shall not remind you again.",
		);
	});

	it("reminds nobody who cannot be reached, until they can, and gives up when it closes", async () => {
		const house = await asked(["ann", "bob"]);
		house.gone.add("ann").add("bob");
		house.at("2026-04-20T10:00:00Z");
		await house.due("ask");
		expect(house.said).toHaveLength(2);
		house.gone.delete("ann");
		house.at("2026-04-21T10:00:00Z");
		await house.due("ask");
		expect(house.said.slice(2).map(({ person }) => person)).toEqual(["ann"]);
		house.at("2026-05-14T10:00:00Z");
		await house.due("ask");
		const states = await database.db.questionnaireInvitation.findMany({ orderBy: { personId: "asc" } });
		expect(states).toMatchObject([{ state: "asked" }, { state: "unreachable", nextAt: null }]);
	});

	it("asks nobody new while it is paused, also where it was planned before", async () => {
		const house = await sixWeeksLater(["ann"]);
		house.at("2026-04-14T09:00:00Z");
		await house.due("plan");
		await database.db.questionnaireSchedule.updateMany({ data: { paused: true } });
		await house.due("ask");
		expect(house.said).toEqual([]);
		await database.db.questionnaireSchedule.updateMany({ data: { paused: false } });
		house.at("2026-04-15T09:00:00Z");
		await house.due("ask");
		expect(house.said).toHaveLength(1);
	});

	it("comes back once on the day that somebody chose", async () => {
		const house = await asked(["ann"]);
		await house.type("ann", "4");
		await house.type("ann", "remind me on 24 April");
		house.at("2026-04-23T10:00:00Z");
		await house.due("ask");
		const before = house.said.length;
		house.at("2026-04-24T09:00:00Z");
		await house.due("ask");
		await house.due("ask");
		expect(house.said.length).toBe(before + 1);
		expect(plain(house.last("ann") ?? { summary: "", blocks: [] })).toContain("You asked me to come back");
	});

	it("reminds as planned whoever pressed Later and chose no day, or none that it is open on", async () => {
		const house = await asked(["ann", "bob"]);
		for (const person of ["ann", "bob"])
			expect((await house.press(person, "Later"))?.text).toContain("When shall I ask again?");
		expect(await house.type("bob", "remind me on 1 August")).toContain("before the questionnaire closes");
		for (const day of ["20", "21", "27"]) {
			house.at(`2026-04-${day}T10:00:00Z`);
			await house.due("ask");
		}
		for (const person of ["ann", "bob"])
			expect(
				house.said
					.filter((each) => each.person === person)
					.slice(-2)
					.map(({ message }) => plain(message).split("\n")[0]),
			).toEqual([
				expect.stringContaining("A reminder of the questions"),
				expect.stringContaining("I shall not remind you again."),
			]);
	});

	it("comes back on the day that was chosen, though Later was pressed again and no other day chosen", async () => {
		const house = await asked(["ann"]);
		await house.type("ann", "4");
		await house.type("ann", "remind me on 24 April");
		await house.press("ann", "Later");
		house.at("2026-04-24T09:00:00Z");
		await house.due("ask");
		expect(plain(house.last("ann") ?? { summary: "", blocks: [] })).toContain("You asked me to come back");
	});

	it("asks nobody two questionnaires at once", async () => {
		const house = await sixWeeksLater(["ann"]);
		house.wasAt(["ann"], "s2");
		house.at("2026-04-15T09:00:00Z");
		await house.due("plan");
		await house.due("ask");
		expect(house.said).toHaveLength(1);
		await answerAll(house, "ann");
		house.said.length = 0;
		house.at("2026-04-20T09:00:00Z");
		await house.due("ask");
		expect(house.said).toHaveLength(1);
	});

	it("is held up by nobody whose invitation cannot be said", async () => {
		const house = await sixWeeksLater(["ann", "bob", "cid"]);
		house.at("2026-04-15T09:00:00Z");
		await house.due("plan");
		await database.db.questionnaireInvitation.updateMany({
			where: { personId: "bob" },
			data: { questionnaireId: "not-held" },
		});
		await house.due("ask");
		expect(house.said.map(({ person }) => person).sort()).toEqual(["ann", "cid"]);
		expect(house.log.errors()).toHaveLength(1);
		house.log.lines.length = 0;
	});

	async function asked(people: string[], questionnaire = starter) {
		const house = await sixWeeksLater(people, questionnaire);
		house.at("2026-04-15T09:00:00Z");
		await house.due("plan");
		await house.due("ask");
		return house;
	}

	it("keeps each answer, and thanks at the end", async () => {
		const house = await asked(["ann"]);
		expect(await answerAll(house, "ann")).toContain("That was the last question. Thank you.");
		const draft = await database.db.questionnaireDraft.findFirst();
		expect(draft?.counted).toMatchObject({ helped: "quite-a-lot", sector: "health" });
		expect(await database.db.questionnaireInvitation.findFirst()).toMatchObject({
			state: "finished",
			nextAt: null,
		});
	});

	it("keeps both of two answers that come at once, in order", async () => {
		const house = await asked(["ann"]);
		await Promise.all([house.type("ann", "4"), house.type("ann", "none")]);
		const draft = await database.db.questionnaireDraft.findFirst();
		expect(draft?.progress).toMatchObject({
			answers: { helped: "quite-a-lot", themes: ["none"] },
			at: "taken-to",
		});
	});

	it("goes on after days, and in a new version of the questionnaire", async () => {
		const house = await asked(["ann"]);
		await house.type("ann", "4");
		await house.type("ann", "none");
		const newer = read(newerYaml().replace("Where did you take what", "To whom did you take what"));
		const { shelve } = await import("#questionnaires/script/shelf.ts");
		await database.db.$transaction((tx) => shelve(tx, newer, house.now));
		house.at("2026-04-19T20:00:00Z");
		expect(await house.type("ann", "questionnaire")).toContain("To whom did you take what");
		expect(await house.type("ann", "team")).toContain("Question: 4 of 11");
		expect((await database.db.questionnaireDraft.findFirst())?.progress).toMatchObject({
			answers: { helped: "quite-a-lot", themes: ["none"], "taken-to": ["team"] },
		});
	});

	it("answers a question in between, and asks again where they were", async () => {
		const house = await asked(["ann"]);
		await house.type("ann", "4");
		const text = await house.type("ann", "what do the reviews say about GPs?");
		expect(text).toMatch(/^The answer\.[\s\S]*Back to where we were:[\s\S]*Question: 2 of 11/);
	});

	it("keeps no question without its mark as what somebody wrote, but asks which is meant", async () => {
		const house = await asked(["ann"]);
		for (const text of ["4", "none", "team", "yes"]) await house.type("ann", text);
		const question = "what did the DHRs say about GPs";
		expect(await house.type("ann", question)).toMatch(
			/whether that is your answer or a question to me.*Question: 5 of 11/s,
		);
		const kept = async () => (await database.db.questionnaireDraft.findFirst())?.progress;
		expect(await kept()).not.toMatchObject({ answers: { differently: expect.anything() } });
		expect(await house.type("ann", `${question}?`)).toContain("The answer.");
		expect(await house.type("ann", `answer: ${question}`)).toContain("Question: 6 of 11");
		expect(await kept()).toMatchObject({ answers: { differently: question } });
	});

	it("leaves what people ask to the other jobs, and takes none of it for an answer", async () => {
		const house = await asked(["ann"]);
		expect(await house.type("ann", "what do the reviews say about GPs?")).toBeUndefined();
		expect(await house.type("ann", "lessons")).toBeUndefined();
		for (const text of ["4", "none", "team", "yes"]) await house.type("ann", text);
		house.at("2026-04-17T10:00:00Z");
		expect(await house.type("ann", "gp lessons")).toBeUndefined();
		expect(await house.type("bob", "4")).toBeUndefined();
		expect((await database.db.questionnaireDraft.findFirst())?.progress).not.toMatchObject({
			answers: { differently: expect.anything() },
		});
	});

	it.each([
		["helped", "some lessons on coercive control", "4 of 5"],
		["helped", "nothing on stalking", "I'd say quite a lot"],
		["themes", "information sharing", "2 and G"],
		["themes", "safeguarding children", "none"],
		["themes", "gps", "B"],
		["themes", "gps", "answer: gps"],
		["changed-together", "yes lessons", "yes"],
		["sector", "lessons for police", "A"],
		["sector", "police", "a"],
	])("takes for an answer to %s after a pause not “%s”, but “%s”", async (at, query, answer) => {
		const house = await asked(["ann"]);
		const { id } = await database.db.questionnaireInvitation.findFirstOrThrow();
		await house.type("ann", "4");
		const progress = { answers: {}, skipped: [], at, state: "asking" };
		await database.db.questionnaireDraft.update({ where: { invitationId: id }, data: { progress } });
		house.at("2026-04-22T10:00:00Z");
		expect(await house.type("ann", query)).toBeUndefined();
		await house.type("ann", answer);
		expect(await database.db.questionnaireDraft.findFirst()).toMatchObject({
			progress: { answers: { [at]: expect.anything() } },
		});
	});

	it("takes for the first answer no query that has the name of an answer in it", async () => {
		const house = await asked(["ann"]);
		expect(await house.type("ann", "some lessons on coercive control")).toBeUndefined();
		expect(await house.type("ann", "quite a lot")).toContain("Question: 2 of 11");
	});

	it("finds the one that is open, also after another was finished; what was finished can still be changed", async () => {
		const house = await asked(["ann"]);
		await database.db.questionnaireInvitation.updateMany({ data: { nextAt: null } });
		house.wasAt(["ann"], "s2");
		house.at("2026-04-21T09:00:00Z");
		await house.due("plan");
		await house.due("ask");
		const { id } = await database.db.questionnaireInvitation.findFirstOrThrow({ where: { seminarId: "s2" } });
		const finished = { answers: { helped: "a-little" }, skipped: [], at: null, state: "finished" };
		await database.db.questionnaireInvitation.update({ where: { id }, data: { state: "finished" } });
		await database.db.questionnaireDraft.create({ data: { invitationId: id, progress: finished } });
		expect(await house.type("ann", "change 1")).toContain("Your answer so far: A little.");
		await house.type("ann", "5");
		expect(await database.db.questionnaireDraft.findFirst()).toMatchObject({
			progress: { answers: { helped: "great-deal" } },
		});
		expect(await house.type("ann", "questionnaire")).toContain("Question: 1 of 1");
	});

	it("takes a card of somebody else's for nothing, and says so", async () => {
		const house = await asked(["ann", "bob"]);
		const { text } = (await house.press("ann", "4. Quite a lot")) ?? { text: "" };
		expect(text).toContain("Question: 2 of 11");
		const id =
			(await database.db.questionnaireInvitation.findFirst({ where: { personId: "bob" } }))?.id ?? "";
		const other = await house.happen("ann", {
			kind: "pressed",
			action: "questionnaires.answer",
			value: { i: id, q: "helped", v: "a-little" },
		});
		expect(other?.text).toContain("That question was for somebody else");
		expect(await database.db.questionnaireDraft.count()).toBe(1);
	});

	it.each<Json>([null, 7, {}, { i: 7 }, { i: "x".repeat(500) }, { i: "no", q: "helped", v: { a: 1 } }])(
		"answers a press with any value (%#)",
		async (value) => {
			const house = await asked(["ann"]);
			const led = await house.happen("ann", { kind: "pressed", action: "questionnaires.answer", value });
			expect(led?.text).toBeTruthy();
		},
	);

	it("says what it holds, forgets it, and joins two accounts of one person", async () => {
		const house = await asked(["ann", "bob"]);
		await house.type("ann", "4");
		expect(await house.feature.holds?.("ann")).toMatchObject([
			{
				name: "Questions after “Seminar s1”",
				text: expect.stringContaining(
					"until two days after they have closed for everybody who was at the seminar",
				),
			},
		]);
		await database.db.$transaction(async (tx) => house.feature.merge?.(tx, "ann", "bob", house.now));
		expect(await database.db.questionnaireInvitation.findMany()).toMatchObject([
			{ personId: "bob", state: "answering" },
		]);
		expect(await database.db.questionnaireDraft.findMany()).toMatchObject([
			{ progress: { answers: { helped: "quite-a-lot" } } },
		]);
		await database.db.$transaction(async (tx) => house.feature.forget?.(tx, "bob", house.now));
		expect(await database.db.questionnaireInvitation.count()).toBe(0);
		expect(await database.db.questionnaireDraft.count()).toBe(0);
	});

	it("parts confidential answers from people when it closes", async () => {
		const people = Array.from({ length: 7 }, (_, at) => `p${at}`);
		const house = await asked(people);
		for (const person of people.slice(0, 6)) await answerAll(house, person);
		await house.type("p6", "4");
		house.at("2026-05-14T02:40:00Z");
		await house.due("close");
		// What presses were answered with is remembered for a day.
		expect(await database.db.questionnaireDraft.count()).toBe(7);
		house.at("2026-05-15T02:40:00Z");
		await house.due("close");
		expect(await database.db.questionnaireDraft.count()).toBe(0);
		const responses = await database.db.questionnaireResponse.findMany();
		expect(responses).toHaveLength(7);
		expect(JSON.stringify(responses)).not.toContain("in private");
		expect(await database.db.questionnaireLine.count()).toBe(12);
		// Neither what was said nor how much it was tells an answer.
		expect(await database.db.delivery.count()).toBe(0);
		expect(await database.db.questionnaireInvitation.count({ where: { said: 0, spokeAt: null } })).toBe(7);
		const invitations = await database.db.questionnaireInvitation.findMany();
		expect(invitations.every(({ commitment, state }) => commitment === null && state === "finished")).toBe(
			true,
		);
		expect(await house.press("p0", "1. Not at all")).toMatchObject({
			text: "This questionnaire has closed. Thank you all the same.",
		});
	});

	it("stops with all else that somebody wants no more of: what they answered does not count", async () => {
		const house = await asked(["ann", "bob", "cid"]);
		for (const person of ["ann", "bob"]) await house.type(person, "4");
		const spare = (person: string) =>
			database.db.$transaction(async (tx) => house.feature.spare?.(tx, person, house.now));
		expect(await spare("ann")).toEqual([
			"What you answered of the questionnaire does not count. To go on with it after all, type “questionnaire”.",
		]);
		expect(await spare("cid")).toEqual([]);
		expect(await house.type("ann", "none")).toBeUndefined();
		expect(
			await database.db.questionnaireInvitation.findMany({ orderBy: { personId: "asc" } }),
		).toMatchObject([
			{ personId: "ann", state: "stopped", nextAt: null },
			{ personId: "bob", state: "answering" },
			{ personId: "cid", state: "stopped", nextAt: null },
		]);
		house.at("2026-05-15T02:40:00Z");
		await house.due("close");
		expect(await database.db.questionnaireResponse.count()).toBe(1);
	});

	it("destroys what was answered anonymously with all else that somebody wants no more of", async () => {
		const house = await asked(["ann"], anonymous);
		await house.type("ann", "4");
		expect(await database.db.questionnaireDraft.count()).toBe(1);
		const spared = database.db.$transaction(async (tx) => house.feature.spare?.(tx, "ann", house.now));
		expect(await spared).toEqual(["What you had answered of the questionnaire is destroyed."]);
		expect(await database.db.questionnaireDraft.count()).toBe(0);
	});

	it("leaves “stop” to the bot after a pause, and takes what can mean nothing but the questions", async () => {
		const house = await asked(["ann"]);
		house.at("2026-05-05T10:00:00Z");
		expect(await house.type("ann", "stop")).toBeUndefined();
		expect(await house.type("ann", "Please stop!")).toBeUndefined();
		expect(await house.type("ann", "stop this questionnaire")).toContain("I have stopped");
	});

	it("counts nothing of somebody who stopped, unless they send it", async () => {
		const house = await asked(["ann", "bob"]);
		for (const person of ["ann", "bob"]) {
			await house.type(person, "4");
			await house.type(person, "stop");
		}
		await house.press("bob", "Send what I answered");
		house.at("2026-05-15T02:40:00Z");
		await house.due("close");
		expect(await database.db.questionnaireResponse.count()).toBe(1);
	});
});
