import type { PlatformName } from "#chat/platform.ts";
import type { Db } from "#storage/open.ts";
import { audit } from "./audit.ts";

/** Expected workspaces were heard from: they have joined. Once, however many first contacts come together. */
export async function completeJoin(tx: Db, platform: PlatformName, ids: string[], now: Date): Promise<void> {
	const joined = await tx.workspace.updateManyAndReturn({
		where: { platform, id: { in: ids }, state: "expected" },
		data: { state: "joined", joinedAt: now },
	});
	for (const { id, agencyId } of joined)
		await audit(
			tx,
			{ by: "first contact", what: "workspace joined", about: `${platform}:${id}`, agencyId },
			now,
		);
}

/** The bot was taken out of a workspace: it is let in no more until it joins anew. Repeats change nothing. */
export async function leaveWorkspace(tx: Db, platform: PlatformName, id: string, now: Date): Promise<void> {
	const [left] = await tx.workspace.updateManyAndReturn({
		where: { platform, id, state: { not: "left" } },
		data: { state: "left", leftAt: now },
	});
	if (left)
		await audit(
			tx,
			{ by: "platform", what: "workspace left", about: `${platform}:${id}`, agencyId: left.agencyId },
			now,
		);
}
