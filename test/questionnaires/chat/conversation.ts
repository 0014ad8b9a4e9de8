import type { Questionnaire } from "#questionnaires/script/questionnaire.ts";
import type { Act, Ground } from "../../platforms/ground.ts";
import { newerYaml, read } from "../samples.ts";

/** One thing that somebody does, and what comes of it. */
export type Doing = {
	act: (ground: Ground) => Promise<Act>;
	sees: RegExp;
	/** What is kept by then, beside what was. */
	keeps?: Record<string, unknown>;
};

const say = (text: string) => (ground: Ground) => ground.say(text);
const press =
	(label: string, choose = {}) =>
	(ground: Ground) =>
		ground.press(label, { choose });

/** A whole conversation on the starter questionnaire, with everything that may come in between. */
export const conversation: Doing[] = [
	{ act: press("4. Quite a lot"), sees: /Which of the themes/, keeps: { helped: "quite-a-lot" } },
	{ act: say("what do the reviews say about GPs?"), sees: /Back to where we were.*Which of the themes/s },
	{
		act: press("Save my choice", { v: ["B. Healthcare professionals", "E. Several needs at once"] }),
		sees: /Where did you take/,
		keeps: { themes: ["healthcare", "complex-needs"] },
	},
	{
		act: say("team and supervision"),
		sees: /changed anything that you do together/,
		keeps: { "taken-to": ["supervision", "team"] },
	},
	{ act: say("back"), sees: /Your answer so far: Supervision; A team meeting/ },
	{
		act: say("team"),
		sees: /Changed.*changed anything that you do together/s,
		keeps: { "taken-to": ["team"] },
	},
	{
		act: press("Not yet, but planned"),
		sees: /one thing that you do differently/,
		keeps: { "changed-together": "planned" },
	},
	{ act: say("why do you ask?"), sees: /One real example.*one thing that you do differently/s },
	{
		act: say("I talk to each person alone."),
		sees: /recognising abuse that is not physical/,
		keeps: { differently: "I talk to each person alone." },
	},
	{ act: press("Skip"), sees: /likelier to share information/ },
	{ act: say("change 1"), sees: /how much has it helped you/ },
	{
		act: say("5"),
		sees: /Changed: A great deal.*likelier to share information/s,
		keeps: { helped: "great-deal" },
	},
	{ act: say("agree"), sees: /look again at the risk/, keeps: { sharing: "agree" } },
	{
		act: press("5. Strongly agree"),
		sees: /What got in the way, if anything/,
		keeps: { "looking-again": "strongly-agree" },
	},
	{ act: say("time and managers"), sees: /What became of it/, keeps: { "in-the-way": ["time", "managers"] } },
	{
		act: say("More on stalking."),
		sees: /which kind of agency/,
		keeps: { "next-seminar": "More on stalking." },
	},
	{ act: say("housing"), sees: /Would you like to learn more/, keeps: { sector: "housing" } },
	// That question is gone again in the next version.
	{ act: say("yes"), sees: /That was the last question\. Thank you\./ },
];

/** The starter questionnaire, so many versions later: in other words, and in every other version with one more item. */
export function version(later: number): Questionnaire {
	const more = `
  - id: learned
    kind: yes-no-planned
    title: Whether anybody wants to learn more
    ask: Would you like to learn more?
`;
	const yaml = newerYaml(later).replace(
		"What got in the way?",
		`What got in the way, if anything (${later})?`,
	);
	return read(later % 2 ? yaml + more : yaml);
}
