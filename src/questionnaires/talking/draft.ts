import { Prisma } from "#generated/client.ts";
import { type Answers, answersThatCount, newProgress, type Progress } from "../conversation/progress.ts";
import type { Questionnaire } from "../script/questionnaire.ts";
import type { Secrets } from "./secrets.ts";

/** What is kept of a conversation that goes on: open in confidential mode, sealed in anonymous mode. */
export type Draft = { progress: unknown; sealed: string | null };

/** How far somebody is with an invitation, by its draft if there is one. */
export function readDraft({ progress, sealed }: Draft, invitation: string, secrets: Secrets): Progress {
	if (sealed) return JSON.parse(secrets.open(sealed, draftPlace(invitation)));
	return progress ? (progress as Progress) : newProgress();
}

/** How a draft is kept: one row, so that an answer is kept whole or not at all. */
export function keptDraft(
	{ id, commitment }: { id: string; commitment: string | null },
	questionnaire: Questionnaire,
	progress: Progress,
	{ secrets, now }: { secrets: Secrets; now: Date },
): Prisma.Sql {
	const anonymous = questionnaire.mode === "anonymous";
	const open = anonymous ? null : JSON.stringify(progress);
	const sealed = anonymous ? secrets.seal(padded(progress, questionnaire), draftPlace(id)) : null;
	const finished = !anonymous && progress.state === "finished";
	const counted = finished
		? JSON.stringify(answersThatCount(questionnaire, progress, commitment ?? undefined))
		: null;
	return Prisma.sql`
		INSERT INTO "QuestionnaireDraft" AS d ("invitationId", "progress", "sealed", "counted", "finishedAt")
		VALUES (${id}, ${open}::jsonb, ${sealed}, ${counted}::jsonb, ${finished ? now : null}::timestamp)
		ON CONFLICT ("invitationId") DO UPDATE SET "progress" = EXCLUDED."progress", "sealed" = EXCLUDED."sealed",
			"counted" = EXCLUDED."counted",
			"finishedAt" = CASE WHEN EXCLUDED."finishedAt" IS NULL THEN NULL ELSE coalesce(d."finishedAt", EXCLUDED."finishedAt") END`;
}

/** How a draft is destroyed. */
export function droppedDraft(invitation: string): Prisma.Sql {
	return Prisma.sql`DELETE FROM "QuestionnaireDraft" WHERE "invitationId" = ${invitation}`;
}

/** A text that is as long for every answer that the questionnaire takes, so that its encryption tells no length. */
export function padded(content: Progress | Answers, questionnaire: Questionnaire): string {
	const text = JSON.stringify(content);
	const unit = mostBytes(questionnaire);
	const bytes = Buffer.byteLength(text);
	return text + " ".repeat(Math.ceil(bytes / unit) * unit - bytes);
}

/** More than any draft takes. A character takes six bytes at most, when JSON has to escape it. */
function mostBytes({ items }: Questionnaire): number {
	const each = items.map((item) => (item.kind === "text" ? 6 * item.most : 500) + 4 * item.id.length);
	return 1000 + each.reduce((sum, bytes) => sum + bytes, 0);
}

/** What a sealed draft is bound to. */
export function draftPlace(invitation: string): string {
	return `questionnaire draft ${invitation}`;
}
