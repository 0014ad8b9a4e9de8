import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Block, Message, Press } from "#chat/message.ts";
import type { Situation } from "#questionnaires/conversation/situation.ts";
import type { Questionnaire } from "#questionnaires/script/questionnaire.ts";
import { readQuestionnaire } from "#questionnaires/script/readQuestionnaire.ts";

const folder = join(import.meta.dirname, "../../prisma/content");

/** The starter questionnaire, as its file is. */
export const starterYaml = readFileSync(join(folder, "questionnaire.yaml"), "utf8");

/** The starter questionnaire. */
export const starter = read(starterYaml);

/** The starter questionnaire's file as the version so many after it. */
export function newerYaml(by = 1): string {
	return starterYaml.replace(`version: ${starter.version}`, `version: ${starter.version + by}`);
}

/** The starter questionnaire where no item depends on an answer, in anonymous mode. */
export const anonymous = read(
	starterYaml
		.replace("mode: confidential", "mode: anonymous")
		.replace(/ {4}shownIf:\n {6}- .*\n/, "")
		.replace("id: seminar-follow-up", "id: anonymous-follow-up"),
);

/** A questionnaire from YAML that has to be in order. */
export function read(yaml: string): Questionnaire {
	const found = readQuestionnaire(yaml);
	if ("problems" in found) throw new Error(found.problems.join("\n"));
	return found.questionnaire;
}

/** A conversation on the starter questionnaire, six weeks after a seminar. */
export function situation(more: Partial<Situation> = {}): Situation {
	return {
		questionnaire: starter,
		invitation: "invitation-1",
		seminar: "Hidden harm",
		closesAt: new Date("2026-05-12T22:59:59Z"),
		now: new Date("2026-04-14T09:00:00Z"),
		mustNotKeep: () => false,
		...more,
	};
}

/** The buttons of a message, those of its questions included. */
export function presses(message: Message): Press[] {
	return message.blocks.flatMap((block: Block) => {
		if (block.kind === "choices" || block.kind === "form") return [block.submit];
		return block.kind === "buttons" ? block.items.flatMap((item) => ("action" in item ? [item] : [])) : [];
	});
}
