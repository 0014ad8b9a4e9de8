import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { settings } from "../../src/settings.ts";

const page = readFileSync("docs/privacy.md", "utf8");
const models = readdirSync("prisma")
	.filter((file) => file.endsWith(".prisma"))
	.flatMap((file) =>
		[...readFileSync(`prisma/${file}`, "utf8").matchAll(/^model (\w+)/gm)].map(([, name]) => name),
	);

/** Tables that are about no person and no agency: what is held, what is sent and how fast, and keys. */
const ofNobody = [
	...[
		"Broadcast",
		"Document",
		"GlossaryTerm",
		"Helpline",
		"KnowledgeState",
		"LabelledQuestion",
		"LessonDigest",
	],
	...[
		"Pace",
		"Passage",
		"Questionnaire",
		"QuestionnaireSchedule",
		"QuestionnaireSeminar",
		"QuestionnaireSharing",
	],
	...["SecretsProof", "SeminarNotice", "Signpost", "TextVector", "Theme"],
];

describe("docs/privacy.md", () => {
	it("names every table in which something of people or agencies is, and no other", () => {
		const named = [...page.matchAll(/\| (`\w+`(?:, `\w+`)*) \|$/gm)].flatMap(([, all = ""]) =>
			[...all.matchAll(/\w+/g)].map(([name]) => name),
		);
		expect([...new Set(named), ...ofNobody].toSorted()).toEqual(models.toSorted());
	});

	it("gives every period as the settings have it", () => {
		const given = [...page.matchAll(/`([A-Z_]+_DAYS)` \((\d+)\)/g)];
		for (const [, name = "", days] of given)
			expect([name, settings[name as keyof typeof settings].shape.parse(undefined)]).toEqual([
				name,
				Number(days),
			]);
		const periods = Object.keys(settings).filter((name) => name.endsWith("_DAYS"));
		expect([...new Set(given.map(([, name]) => name))].toSorted()).toEqual(periods.toSorted());
	});
});
