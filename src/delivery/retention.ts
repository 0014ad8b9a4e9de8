import { Prisma } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";

/** How many days what is kept. */
export type RetentionDays = { answers: number; outcomes: number };

/** Deletes what has been kept long enough: texts of what was said (their rows stay), memories, counts. */
export async function purge(db: Db, days: RetentionDays, now: Date): Promise<void> {
	const before = (count: number) => new Date(now.getTime() - count * 86_400_000);
	const [saidBefore, countedBefore] = [before(days.answers), before(days.outcomes)];
	const late = {
		createdAt: { lt: saidBefore },
		OR: [{ notBefore: null }, { notBefore: { lt: saidBefore } }],
	};
	await db.delivery.updateMany({
		where: { ...late, state: "queued" },
		data: { state: "failed", reason: "It was not sent within the retention period.", dueAt: null },
	});
	await db.delivery.updateMany({
		where: { ...late, said: { not: Prisma.DbNull } },
		data: { said: Prisma.DbNull },
	});
	await db.$executeRaw`
		UPDATE "SharedMessage" SET "said" = NULL WHERE "createdAt" < ${saidBefore} AND "said" IS NOT NULL
			AND "id" NOT IN (SELECT "shared" FROM "Delivery" WHERE "dueAt" IS NOT NULL AND "shared" IS NOT NULL)`;
	// Who asked about what is nobody's business longer than the answer itself. Earlier versions named some "private:".
	await db.delivery.updateMany({
		where: {
			createdAt: { lt: saidBefore },
			OR: [{ key: { startsWith: "reply:" } }, { key: { startsWith: "private:" } }],
			address: { not: "" },
		},
		data: { cites: [], address: "" },
	});
	await db.$executeRaw`DELETE FROM "Pace" WHERE greatest("nextAt", "silentUntil") < ${before(1)}`;
	await db.receivedEvent.deleteMany({ where: { expiresAt: { lte: now } } });
	await db.conversation.deleteMany({ where: { expiresAt: { lte: now } } });
	await db.questionOutcome.deleteMany({ where: { hour: { lt: countedBefore } } });
	await db.answerFeedback.deleteMany({ where: { hour: { lt: countedBefore } } });
	await db.guardCount.deleteMany({ where: { hour: { lt: countedBefore } } });
}
