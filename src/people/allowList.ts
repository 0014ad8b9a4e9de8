import type { Incoming, PlatformName } from "#chat/platform.ts";

/** Whether an event comes from an agency that has been let in: both where it happened and whoever did it. */
export type AllowList = (incoming: Incoming) => boolean;

/** Lets in the workspaces named for each platform, and no others. A platform that is not named lets nobody in. */
export function allowList(workspaces: Partial<Record<PlatformName, string[]>>): AllowList {
	return ({ place, person }) => {
		const letIn = workspaces[place.platform] ?? [];
		return letIn.includes(place.workspace) && letIn.includes(person.workspace);
	};
}
