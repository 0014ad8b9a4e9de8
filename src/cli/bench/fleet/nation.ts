import type { Place } from "#chat/platform.ts";
import { Prisma } from "#generated/client.ts";
import { placeOf } from "#platforms/slack/address.ts";
import { channelPlace } from "#platforms/teams/address.ts";
import type { Db } from "#storage/open.ts";

/** So many channels, spread over so many workspaces of a platform. */
export type Part = { platform: "slack" | "teams"; workspaces: number; channels: number };

/** The channels of a part, and where the far end is that they belong to. */
export function places(part: Part, teamsUrl: string): Place[] {
	return Array.from({ length: part.channels }, (_, at) => {
		const workspace = workspaceName(part.platform, at % part.workspaces);
		if (part.platform === "slack") return placeOf(workspace, { channel: `C${workspace}x${at}` });
		const conversationId = `19:${workspace}x${at}@thread.tacv2`;
		return channelPlace({ serviceUrl: teamsUrl, conversationId, botId: "28:bot", tenantId: workspace });
	});
}

/** The workspace that a channel or conversation belongs to. */
export function workspaceOf(conversation: string): string {
	return /(T\d+)x\d+/.exec(conversation)?.[1] ?? "";
}

/** Writes the channels to a table of their own and returns the query of announcing to each so many times. */
export async function writePlaces(db: Db, given: Place[], times: number): Promise<Prisma.Sql> {
	await db.$executeRaw`
		CREATE TABLE "BenchPlace" AS
		SELECT p."key" AS "placeKey", p."platform", p."workspace", p."kind" AS "placeKind", p."address"
		FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
			AS p("key" text, "platform" text, "workspace" text, "kind" text, "address" text)`;
	return Prisma.sql`
		SELECT lpad(n::text, 4, '0') || ' ' || p."placeKey" AS "key", p."platform", p."workspace", p."placeKey",
			p."placeKind", p."address", NULL::text AS "person", n::text AS "message"
		FROM "BenchPlace" p CROSS JOIN generate_series(1, ${times}::int) AS n`;
}

function workspaceName(platform: Part["platform"], at: number): string {
	return `T${platform === "slack" ? 1 : 2}${String(at).padStart(4, "0")}`;
}
