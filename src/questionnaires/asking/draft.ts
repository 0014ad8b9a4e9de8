import { Prisma } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import { type Answers, answersThatCount, newProgress, type Progress } from "../conversation/progress.ts";
import type { Questionnaire } from "../script/questionnaire.ts";
import type { Secrets } from "./secrets.ts";

/** How far somebody is with an invitation. */
export async function readDraft(db: Db, invitation: string, secrets: Secrets): Promise<Progress> {
	const row = await db.questionnaireDraft.findUnique({ where: { invitationId: invitation } });
	if (row?.sealed) return JSON.parse(secrets.open(row.sealed, boundTo(invitation)));
	return row?.progress ? (row.progress as Progress) : newProgress();
}

/** Keeps how far somebody is: one row, so that an answer is kept whole or not at all. */
export async function keepDraft(
	tx: Db,
	invitation: { id: string; commitment: string | null },
	questionnaire: Questionnaire,
	progress: Progress,
	{ secrets, now, before }: { secrets: Secrets; now: Date; before: Progress },
): Promise<void> {
	if (questionnaire.mode === "anonymous")
		return write(tx, invitation.id, {
			sealed: secrets.seal(padded(progress, questionnaire), boundTo(invitation.id)),
		});
	const finished = progress.state === "finished";
	const already = before.state === "finished";
	await write(tx, invitation.id, {
		progress,
		...(finished
			? { counted: answersThatCount(questionnaire, progress, invitation.commitment ?? undefined) }
			: { counted: Prisma.DbNull, finishedAt: null }),
		...(finished && !already ? { finishedAt: now } : {}),
		...(finished && already ? { changedAt: now } : {}),
	});
}

/** Destroys a draft. */
export async function dropDraft(tx: Db, invitation: string): Promise<void> {
	await tx.questionnaireDraft.deleteMany({ where: { invitationId: invitation } });
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

function boundTo(invitation: string): string {
	return `questionnaire draft ${invitation}`;
}

async function write(
	tx: Db,
	invitationId: string,
	row: Omit<Prisma.QuestionnaireDraftUncheckedCreateInput, "invitationId">,
): Promise<void> {
	await tx.questionnaireDraft.upsert({
		where: { invitationId },
		create: { invitationId, ...row },
		update: row,
	});
}
