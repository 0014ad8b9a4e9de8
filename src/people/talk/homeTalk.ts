import type { Caller } from "#chat/caller.ts";
import type { Handled } from "#chat/feature.ts";
import type { Block, Message } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import type { Db } from "#storage/open.ts";
import { myData } from "./rolesTalk.ts";
import { type PeopleParts, type Turn, tell } from "./turn.ts";

/** The caller's home, said to them. */
export async function sayHome(parts: PeopleParts, turn: Turn): Promise<Handled<Db>> {
	return tell(parts, turn, await homeOf(parts, turn));
}

/** The caller's home, on the bot's own page in their client. */
export async function showHome(parts: PeopleParts, turn: Turn): Promise<Handled<Db>> {
	return { reply: { say: [], replace: await homeOf(parts, turn) } };
}

async function homeOf(parts: PeopleParts, { caller, now }: Turn): Promise<Message> {
	const theirs: Block[] = [];
	for (const feature of parts.features()) theirs.push(...((await feature.home?.(caller, now)) ?? []));
	return message([
		{ kind: "heading", text: "What I do" },
		{
			kind: "prose",
			text: "I am an automated assistant. I show what Domestic Homicide Reviews found, with its source, bring new lessons, book seminars, and ask some weeks later what changed. Ask me in your own words, or type “help”.\nIf you or someone else is in danger now, call 999.",
		},
		...theirs,
		...own(caller),
	]);
}

/** Who somebody is, what is held of them, and what leads and coordinators look after. */
function own(caller: Caller): Block[] {
	const tasks = [
		...(caller.roles.length > 0 ? [{ label: "Leads and coordinators", action: "people.roles" }] : []),
		...(caller.roles.includes("coordinator")
			? [
					{ label: "Agencies", action: "people.agencies" },
					{ label: "Who changed what", action: "people.audit" },
				]
			: []),
	];
	return [
		{ kind: "heading", text: "You" },
		{
			kind: "facts",
			items: [
				{ name: "Agency", text: caller.agency.name },
				...(caller.roles.length > 0 ? [{ name: "Roles", text: caller.roles.join(", ") }] : []),
			],
		},
		{ kind: "buttons", items: [myData, ...tasks] },
	];
}
