import { describe, expect, it } from "vitest";
import { plain } from "#chat/plain.ts";
import { againCard, firstCard, whoSeesWhat } from "#questionnaires/conversation/firstCard.ts";
import { newProgress, type Progress } from "#questionnaires/conversation/progress.ts";
import type { Reply } from "#questionnaires/conversation/reply.ts";
import { step } from "#questionnaires/conversation/step.ts";
import { anonymous, newerYaml, presses, read, situation, starter, starterYaml } from "./samples.ts";

/** A conversation: what was said, in order, and where it is. */
function talk(at = situation(), from: Progress = newProgress()) {
	let progress = from;
	let last = "";
	const reply = (what: Reply) => {
		const led = step(at, progress, what);
		progress = led.progress;
		last = led.say.map(plain).join("\n\n");
		return led;
	};
	return {
		type: (text: string) => {
			reply({ kind: "typed", text });
			return last;
		},
		press: (item: string, answer: string | string[]) => {
			const { replace, say } = reply({ kind: "answer", item, answer, pressed: true });
			return { replaced: replace ? plain(replace) : undefined, said: say.map(plain).join("\n\n") };
		},
		reply: (what: Reply) => {
			reply(what);
			return last;
		},
		get progress() {
			return progress;
		},
	};
}

describe("The questionnaire as a conversation", () => {
	it("begins with one message: what it is, who sees what, and the first question", () => {
		const card = firstCard(situation(), newProgress());
		if (!card) throw new Error("no card");
		const text = plain(card);
		expect(text).toContain("You were at “Hidden harm”. Has it made a difference? 11 short questions");
		expect(text).toContain(
			"This is confidential. Nobody is shown who said what. You can change your answers until 12 May 2026",
		);
		expect(text).toContain("Question: 1 of 11");
		expect(text).toContain("[4. Quite a lot]");
		expect(card.summary).toContain("4. Quite a lot");
		expect(card.discreet).toBe(true);
	});

	it("says another promise in anonymous mode", () => {
		expect(whoSeesWhat(situation({ questionnaire: anonymous }))).toContain(
			"passed on only with those of at least four others",
		);
	});

	it("goes through from the first question to the thanks, typed", () => {
		const at = talk(situation({ commitment: "I will ask about the children." }));
		expect(at.type("quite a lot")).toContain("Noted: Quite a lot.");
		expect(at.type("risk and children")).toContain("Question: 3 of 11");
		at.type("B, C");
		expect(at.type("yes we have")).toContain("What is one thing that you do differently now?");
		at.type("We ask in private, every time.");
		for (const text of ["4", "agree", "5"]) at.type(text);
		expect(at.type("time and rules")).toContain("At the seminar you wrote: “I will ask about the children.”");
		at.type("stalking?");
		expect(at.type("B")).toContain("That was the last question. Thank you.");
		expect(at.progress).toMatchObject({ state: "finished", at: null });
		expect(Object.keys(at.progress.answers)).toHaveLength(11);
		expect(at.progress.answers).toMatchObject({
			helped: "quite-a-lot",
			themes: ["risk-assessment", "safeguarding-children"],
			"next-seminar": "stalking?",
			sector: "health",
		});
	});

	it("asks only what follows from the answers, and counts accordingly", () => {
		const at = talk();
		expect(at.press("helped", "not-at-all").said).toContain("Question: 2 of 10");
		expect(at.press("helped", "a-little").said).toContain("Question: 2 of 11");
	});

	it("repeats an earlier answer in a later question, as it stands now", () => {
		const questionnaire = read(
			starterYaml.replace(
				"ask: What got in the way?",
				"ask: You answered “{helped}”. What got in the way?\n    otherwise: What got in the way?",
			),
		);
		const at = talk(situation({ questionnaire }));
		expect(at.reply({ kind: "change", item: "in-the-way" })).toContain("\n\nWhat got in the way?");
		at.press("helped", "a-little");
		expect(at.reply({ kind: "change", item: "in-the-way" })).toContain("You answered “A little”. What got");
		at.press("helped", "great-deal");
		expect(at.reply({ kind: "change", item: "in-the-way" })).toContain("You answered “A great deal”.");
	});

	it("asks again for the one answer that is needed, and lets people stop instead", () => {
		const questionnaire = read(
			starterYaml.replace("  - id: helped\n", "  - id: helped\n    required: true\n"),
		);
		const at = talk(situation({ questionnaire }));
		expect(at.type("skip")).toMatch(/This is the one answer that is needed\..*Question: 1 of 11/s);
		at.press("sharing", "agree");
		expect(at.reply({ kind: "finish" })).toContain("needed before you send the others");
		expect(at.type("stop")).toContain("I have stopped");
	});

	it("asks the plain question where there is no commitment to quote", () => {
		const at = talk();
		at.reply({ kind: "change", item: "next-seminar" });
		expect(at.reply({ kind: "go on" })).not.toContain("{");
		expect(at.reply({ kind: "change", item: "next-seminar" })).toContain(
			"What should the next seminar be about?",
		);
	});

	it("puts what was answered in the place of the card that was pressed", () => {
		const { replaced, said } = talk().press("helped", "quite-a-lot");
		expect(replaced).toContain("You answered: Quite a lot");
		expect(replaced).toContain("[Change]");
		expect(said).toContain("Question: 2 of 11");
	});

	it("goes back, changes and returns to where it was", () => {
		const at = talk();
		at.type("4");
		at.type("none");
		expect(at.type("back")).toContain("Your answer so far: None of them yet.");
		expect(at.type("back")).toContain("Your answer so far: Quite a lot.");
		expect(at.type("2")).toContain("Changed: A little.");
		expect(at.progress.at).toBe("taken-to");
		expect(at.type("change 2")).toContain("Which of the themes");
		expect(at.type("change 40")).toContain("There is no question 40: they go from 1 to 11.");
		expect(at.progress.answers).toEqual({ helped: "a-little", themes: ["none"] });
	});

	it("keeps an answer that is skipped over on the way forward", () => {
		const at = talk();
		at.type("4");
		at.type("back");
		at.type("skip");
		expect(at.progress).toMatchObject({ answers: { helped: "quite-a-lot" }, at: "themes" });
	});

	it("gives a press on an old card to the item it belongs to", () => {
		const at = talk();
		for (const text of ["4", "none", "team"]) at.type(text);
		const { said, replaced } = at.press("helped", "a-little");
		expect(replaced).toContain("You answered: A little");
		expect(said).toContain("Changed.");
		expect(said).toContain("Question: 4 of 11");
		expect(at.progress.answers).toMatchObject({ helped: "a-little", themes: ["none"] });
	});

	it("asks nothing twice where a button was pressed twice", () => {
		const at = talk();
		at.press("helped", "a-little");
		const again = at.press("helped", "a-little");
		expect(again.said).toBe("");
		expect(again.replaced).toContain("You answered: A little");
		expect(at.progress.at).toBe("themes");
	});

	it("keeps the answer where an old card is skipped", () => {
		const at = talk();
		for (const text of ["4", "none"]) at.type(text);
		expect(at.reply({ kind: "skip", item: "helped", pressed: true })).toContain("I have kept the answer.");
		expect(at.progress.answers.helped).toBe("quite-a-lot");
	});

	it("says why it asks, and asks again", () => {
		const text = talk().type("why do you ask?");
		expect(text).toContain("The seminar was meant to help in practice.");
		expect(text).toContain("Question: 1 of 11");
	});

	it("says who reads what is written, where it quotes what is shown to nobody else", () => {
		const at = talk(situation({ commitment: "I will ask about the children." }));
		at.reply({ kind: "change", item: "next-seminar" });
		expect(at.reply({ kind: "why", item: "next-seminar" })).toMatch(
			/A coordinator reads what you write now before others see it\. .*wrote at the seminar are shown to you alone/,
		);
	});

	it("leaves a question of theirs to be answered, and stays where it is", () => {
		const led = step(situation(), newProgress(), { kind: "typed", text: "what do reviews say about GPs?" });
		expect(led).toMatchObject({ question: true, say: [], progress: { at: "helped" } });
	});

	it("comes back on the day that is wished, and not after closing", () => {
		const at = talk();
		at.type("4");
		const { say } = step(situation(), at.progress, { kind: "later" });
		expect(say.flatMap(presses).map(({ label }) => label)).toEqual([
			"Tomorrow",
			"On Monday",
			"In a week",
			"Go on now",
		]);
		expect(at.type("1 June")).toContain("before the questionnaire closes on 12 May 2026");
		expect(at.type("Monday")).toContain("I shall come back on 20 April 2026.");
		expect(at.progress).toMatchObject({
			until: "2026-04-20",
			at: "themes",
			answers: { helped: "quite-a-lot" },
		});
		expect(plain(againCard(situation(), at.progress, "asked") ?? { summary: "", blocks: [] })).toContain(
			"You asked me to come back",
		);
		expect(at.type("none")).toContain("Question: 3 of 11");
		expect(at.progress.until).toBeUndefined();
	});

	it("promises what is kept: the link goes only once it has closed for everybody who was at the seminar", () => {
		expect(whoSeesWhat(situation())).toContain(
			"Once it has closed for everybody who was at the seminar, the link to you is destroyed within two days.",
		);
	});

	it("comes back on Monday where the day that is wished is on a weekend, and says so", () => {
		const friday = situation({ now: new Date("2026-04-17T09:00:00Z") });
		const { say } = step(friday, newProgress(), { kind: "later" });
		expect(say.flatMap(presses).map(({ label }) => label)).toEqual(["On Monday", "In a week", "Go on now"]);
		expect(talk(friday).type("tomorrow")).toContain("I shall come back on 20 April 2026.");
	});

	it("stops at once, and lets a confidential answer be sent or taken up again", () => {
		const at = talk();
		at.type("4");
		expect(at.type("please stop")).toContain("does not count");
		expect(at.progress).toMatchObject({ state: "stopped", answers: { helped: "quite-a-lot" } });
		expect(at.reply({ kind: "go on" })).toContain("Question: 2 of 11");
		at.type("stop");
		expect(at.reply({ kind: "finish" })).toContain("Thank you.");
		expect(at.progress.state).toBe("finished");
	});

	it("destroys anonymous answers on stopping, and repeats none of them", () => {
		const at = talk(situation({ questionnaire: anonymous }));
		expect(at.press("helped", "quite-a-lot").replaced).toContain("I do not repeat your answer");
		expect(at.type("none")).not.toContain("None");
		expect(at.type("back")).not.toContain("so far: ");
		expect(at.type("stop")).toContain(
			"What you had answered is destroyed. To stop everything I send, type “stop everything”.",
		);
		expect(at.progress).toEqual({ ...newProgress(), state: "stopped" });
	});

	it("asks the same next, whatever is answered anonymously", () => {
		const said = (answer: string) =>
			talk(situation({ questionnaire: anonymous })).press("helped", answer).said;
		expect(said("not-at-all")).toBe(said("great-deal"));
	});

	it("takes no more changes of an anonymous response that was sent", () => {
		const at = talk(situation({ questionnaire: anonymous }), { ...newProgress(), state: "finished" });
		expect(at.press("helped", "a-little").said).toContain("parted from your name");
		expect(at.progress.answers).toEqual({});
	});

	it("does not keep what may point to a person, and asks again", () => {
		const at = talk(situation({ mustNotKeep: (text) => text.includes("Anna") }));
		at.reply({ kind: "change", item: "differently" });
		expect(at.type("I helped Anna Smith in Deal")).toContain("I have not kept that");
		expect(at.progress.answers).toEqual({});
		expect(at.type("I ask in private")).toContain("Question: 1 of 11");
	});

	it("does not keep 40,000 characters, and says so", () => {
		const at = talk();
		at.reply({ kind: "change", item: "differently" });
		expect(at.type("x".repeat(40_000))).toContain("longer than 600 characters");
		expect(at.progress).toMatchObject({ answers: {}, at: "differently" });
	});

	it("may end without any answer, and without reproach", () => {
		const at = talk();
		for (let count = 0; count < 11; count++) at.type("skip");
		expect(at.progress.state).toBe("stopped");
		expect(at.reply({ kind: "go on" })).toContain("Question: 1 of 11");
	});

	it("goes on in a new version: answers stay, what is gone is left out, what is new is asked", () => {
		const at = talk();
		for (const text of ["4", "none", "team"]) at.type(text);
		const newer = read(
			newerYaml()
				.replace("id: changed-together", "id: changed-since")
				.replace(
					"      - { value: quite-a-lot, label: Quite a lot, also: [a lot, lots, quite a bit, much] }\n",
					"",
				)
				.replace("is: [quite-a-lot, great-deal]", "is: [great-deal]"),
		);
		const after = talk(situation({ questionnaire: newer }), { ...at.progress, at: "changed-together" });
		expect(after.press("changed-together", "yes").said).toContain("That question is not asked any more");
		expect(after.progress.at).toBe("helped");
		expect(after.press("helped", "quite-a-lot").said).toContain("does not fit the question as it stands now");
		expect(after.type("great deal")).toContain("changed anything that you do together");
		expect(after.progress.answers).toMatchObject({ themes: ["none"], "taken-to": ["team"] });
	});

	it("still takes a change after the last question while it is confidential", () => {
		const at = talk(situation(), {
			answers: { helped: "a-little" },
			skipped: [],
			at: null,
			state: "finished",
		});
		expect(at.press("helped", "great-deal").said).toContain("Changed.");
		expect(at.progress).toMatchObject({ state: "finished", answers: { helped: "great-deal" } });
		expect(at.type("change 1")).toContain("Thank you");
	});

	it("asks every item of the starter questionnaire with a reason", () => {
		for (const { why } of starter.items) expect(why).toBeTruthy();
	});
});
