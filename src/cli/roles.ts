import type { Role } from "#chat/caller.ts";
import { lockPeople } from "#people/agencies.ts";
import { personAt } from "#people/person.ts";
import { grantRole, operator, type RoleChange, revokeRole, rolesHeld } from "#people/roles.ts";
import { ownerOf, readCode, useCode } from "#people/standing/codes.ts";
import type { Db } from "#storage/open.ts";
import { type Command, type CommandArgs, type CommandContext, refuse } from "./command.ts";

const who =
	"WHO is the code that they get from the bot by typing “my code”, or platform:workspace:user, such as slack:T0123:U0456.";

/** Gives somebody a role. */
export const roleGrant: Command = {
	name: "role grant",
	takes: "WHO ROLE",
	about: `Makes somebody a lead of their agency, or a coordinator. ${who}`,
	options: {},
	needs: "schema",
	example: "npm run bot -- role grant K7-4PX3 coordinator",
	run: (args, context) => change(args, context, grantRole, "has the role now"),
};

/** Takes a role from somebody. */
export const roleRevoke: Command = {
	name: "role revoke",
	takes: "WHO ROLE",
	about: `Takes a role away. ${who}`,
	options: {},
	needs: "schema",
	example: "npm run bot -- role revoke slack:T0123:U0456 lead",
	run: (args, context) => change(args, context, revokeRole, "has the role no more"),
};

/** Lists who holds which role. */
export const roleList: Command = {
	name: "role list",
	takes: "",
	about: "Lists the leads and coordinators.",
	options: {},
	needs: "schema",
	example: "npm run bot -- role list",
	async run(_, { db, io }) {
		const held = await rolesHeld(db);
		if (held.length === 0) io.out("Nobody has a role yet. “role grant” gives one.");
		for (const { name, role, agency, accounts, since } of held)
			io.out(
				`${name}, ${role === "lead" ? `lead of ${agency.name}` : `coordinator (${agency.name})`}\n  ${accounts.join(", ")}, since ${since.toISOString().slice(0, 10)}`,
			);
		return 0;
	},
};

async function change(
	{ file }: CommandArgs,
	{ db, io, now }: CommandContext,
	apply: typeof grantRole,
	done: string,
): Promise<number> {
	const [named = "", role = ""] = file.split(/\s+(?=\S+$)/);
	if (!isRole(role)) return refuse(io, "The role is lead or coordinator.");
	const ended = await db.$transaction(async (tx) => {
		await lockPeople(tx);
		const personId = await findPerson(tx, named, now);
		const changed = personId ? await apply(tx, operator, { personId, role }, now) : "nobody";
		if (changed === "done" && readCode(named)) await useCode(tx, named, "role");
		return changed;
	});
	io.out(ended === "done" ? `Done: ${named} ${done}.` : notChanged(ended));
	return ended === "done" || ended === "so already" ? 0 : 1;
}

async function findPerson(tx: Db, named: string, now: Date): Promise<string | undefined> {
	if (readCode(named)) return ownerOf(tx, named, "role", now);
	const [platform, workspaceId, ...rest] = named.split(":");
	const userId = rest.join(":");
	if (!platform || !workspaceId || !userId) return undefined;
	return personAt(tx, { platform, workspaceId, userId }, now);
}

function isRole(text: string): text is Role {
	return text === "lead" || text === "coordinator";
}

function notChanged(ended: RoleChange): string {
	return ended === "so already"
		? "It is so already: there is nothing to do."
		: "Nobody is known by that: the code has run out, or the workspace is not one that is let in.";
}
