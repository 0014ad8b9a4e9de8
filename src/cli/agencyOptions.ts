import { type Sector, sectors } from "#chat/caller.ts";
import { isWorkspaceId } from "#people/agencies.ts";
import type { CommandArgs } from "./command.ts";

/** An agency's sector. */
export const sectorOption = {
	type: "string" as const,
	value: "SECTOR",
	about: `one of: ${sectors.join(", ")}`,
};
/** Where an agency works. */
export const areaOption = {
	type: "string" as const,
	value: "TEXT",
	about: 'where it works, such as "Kent and Medway"',
};
/** Workspaces that are let in without a link. */
export const workspaceOptions = {
	slack: { type: "string" as const, value: "T…", about: "the id of its Slack workspace (E… org-wide)" },
	tenant: { type: "string" as const, value: "GUID", about: "the id of its Teams tenant" },
};

/** A workspace that was named in an option. */
export type Workspace = { platform: "slack" | "teams"; id: string };

/** The workspaces that were named, or what is wrong with an id. */
export function readWorkspaces(values: CommandArgs["values"]): { ids: Workspace[] } | { problem: string } {
	const [slack, tenant] = [text(values.slack), text(values.tenant)?.toLowerCase()];
	if (slack && !isWorkspaceId({ platform: "slack", id: slack }))
		return { problem: "--slack is an id that begins with T, or with E for an organisation." };
	if (tenant && !isWorkspaceId({ platform: "teams", id: tenant }))
		return { problem: "--tenant is a tenant id, a GUID." };
	return {
		ids: [
			...(slack ? [{ platform: "slack" as const, id: slack }] : []),
			...(tenant ? [{ platform: "teams" as const, id: tenant }] : []),
		],
	};
}

/** The sector that was named, if it is one of the list. */
export function readSector(value: CommandArgs["values"][string]): Sector | undefined {
	return sectors.find((sector) => sector === text(value)?.toLowerCase());
}

/** What an option says, if it says anything. */
export function text(value: CommandArgs["values"][string]): string | undefined {
	return typeof value === "string" && value.trim() ? value.trim() : undefined;
}
