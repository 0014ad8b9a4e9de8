import type { Db } from "#storage/open.ts";
import { lockPeople } from "../agencies.ts";
import { audit } from "../audit.ts";
import { deleteInstallation } from "../installations/installations.ts";
import type { Holders } from "./personData.ts";

/** How long removing an agency of many thousands of people may take, in milliseconds. */
export const removalMs = 600_000;

/**
 * Removes an agency and at once deletes what is held of it: its people with all that features hold of
 * them, what features hold of the agency, what was said in its workspaces, its links. Says in words what
 * was deleted. Its name and the ids of its workspaces stay, so that the settings do not let it in again.
 */
export async function removeAgency(
	tx: Db,
	agencyId: string,
	holders: Holders,
	by: string,
	now: Date,
): Promise<string[]> {
	await lockPeople(tx);
	const people = await tx.person.findMany({ where: { agencyId }, select: { id: true } });
	for (const { id } of people) for (const feature of holders.features) await feature.forget?.(tx, id, now);
	await tx.person.deleteMany({ where: { agencyId } });
	const told: string[] = [];
	for (const feature of holders.features)
		told.push(...((await feature.forgetAgency?.(tx, agencyId, now)) ?? []));
	const workspaces = await tx.workspace.findMany({
		where: { agencyId },
		select: { platform: true, id: true },
	});
	const messages = await holders.ledger.forget(tx, { workspaces });
	for (const { platform, id } of workspaces) if (platform === "slack") await deleteInstallation(tx, id);
	const { count: links } = await tx.installLink.deleteMany({ where: { agencyId } });
	await tx.workspace.updateMany({ where: { agencyId }, data: { state: "left", name: null } });
	await tx.agency.update({ where: { id: agencyId }, data: { state: "removed", area: null } });
	await audit(tx, { by, what: "agency removed", about: agencyId, agencyId }, now);
	return [
		...counted(people.length, "person", "people"),
		...told,
		...counted(messages, "message that had been said there", "messages that had been said there"),
		...counted(links, "install link", "install links"),
		...counted(workspaces.length, "workspace’s access", "workspaces’ access"),
	];
}

function counted(count: number, one: string, many: string): string[] {
	return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
}
