import type { Moved, Place } from "#chat/platform.ts";
import type { Db } from "#storage/open.ts";

/**
 * Follows a channel that has another id, in the transaction `tx`: what waits for it is sent there, and what was
 * said in it, threads included, can still be corrected and recalled. Resolves with how many messages that are.
 */
export async function followMoved(
	tx: Db,
	{ platform, workspace, key }: Place,
	{ before, after }: Pick<Moved, "before" | "after">,
): Promise<number> {
	return tx.$executeRaw`
		UPDATE "Delivery" SET
			"placeKey" = replace("placeKey", ${before}, ${after}),
			"conversation" = replace("conversation", ${before}, ${after}),
			"address" = replace("address", ${before}, ${after}),
			"messageId" = replace("messageId", ${before}, ${after})
		WHERE "platform" = ${platform} AND "workspace" = ${workspace}
			AND ("conversation" = ${key} OR "placeKey" = ${key})`;
}
