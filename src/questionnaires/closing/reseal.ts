import type { Client } from "#storage/open.ts";
import type { Secrets } from "#storage/secrets.ts";
import { draftPlace } from "../talking/draft.ts";
import { responsePlace } from "./release.ts";

const chunk = 100;

/** Encrypts with the present key the anonymous answers that were encrypted with an older one. */
export async function resealAnswers(db: Client, secrets: Secrets): Promise<void> {
	await resealDrafts(db, secrets);
	await resealWaiting(db, secrets);
}

async function resealDrafts(db: Client, secrets: Secrets): Promise<void> {
	for (let last = ""; ; ) {
		const rows = await db.questionnaireDraft.findMany({
			where: { sealed: { not: null }, invitationId: { gt: last } },
			orderBy: { invitationId: "asc" },
			take: chunk,
		});
		for (const { invitationId, sealed } of rows) {
			const again = sealed && resealed(sealed, draftPlace(invitationId), secrets);
			// An answer that came in meanwhile is sealed anew already.
			if (again)
				await db.questionnaireDraft.updateMany({ where: { invitationId, sealed }, data: { sealed: again } });
		}
		const end = rows.at(-1);
		if (!end) return;
		last = end.invitationId;
	}
}

async function resealWaiting(db: Client, secrets: Secrets): Promise<void> {
	for (let last = ""; ; ) {
		const rows = await db.questionnaireSealed.findMany({
			where: { id: { gt: last } },
			orderBy: { id: "asc" },
			take: chunk,
		});
		for (const { id, sealed } of rows) {
			const again = resealed(sealed, responsePlace(id), secrets);
			if (again) await db.questionnaireSealed.updateMany({ where: { id, sealed }, data: { sealed: again } });
		}
		const end = rows.at(-1);
		if (!end) return;
		last = end.id;
	}
}

/** The same under the present key; nothing where it is that already. */
function resealed(sealed: string, place: string, secrets: Secrets): string | undefined {
	return secrets.isCurrent(sealed) ? undefined : secrets.seal(secrets.open(sealed, place), place);
}
