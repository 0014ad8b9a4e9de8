import { z } from "zod";
import type { Role } from "#chat/caller.ts";
import type { Handled } from "#chat/feature.ts";
import { dayInWords, momentInWords } from "#chat/localTime.ts";
import type { Message, Press } from "#chat/message.ts";
import { message, sentence } from "#chat/plain.ts";
import type { Db } from "#storage/open.ts";
import { lockPeople } from "../agencies.ts";
import { ensurePerson } from "../person.ts";
import { peopleOf } from "../reach.ts";
import { actorOf, grantRole, type Held, type RoleChange, revokeRole, rolesHeld } from "../roles.ts";
import { issueCode, tryCode, useCode } from "../standing/codes.ts";
import { change, letKnow, type PeopleParts, type Turn, tell, tellSentence } from "./turn.ts";

/** What somebody is to the bot. */
export function whoAmI(parts: PeopleParts, turn: Turn): Handled<Db> {
	const { agency, roles } = turn.caller;
	const standing =
		roles.length > 0 ? roles.map((role) => called(role, agency.name)).join(", and ") : undefined;
	return tell(
		parts,
		turn,
		message([
			{
				kind: "prose",
				text: `You are with ${agency.name}. ${standing ? `You are ${standing}.` : "You may ask, book and answer, as everybody may."}`,
			},
			{
				kind: "prose",
				text: "To be given a role, type “my code” and read the code to a lead or a coordinator.",
			},
			{ kind: "buttons", items: [{ label: "My code", action: "people.code" }, myData] },
		]),
	);
}

/** The button that leads to what is held. */
export const myData: Press = { label: "What you hold about me", action: "people.data" };

/** A code by which somebody can be given a role. */
export function giveCode(parts: PeopleParts, turn: Turn): Handled<Db> {
	const { incoming, caller, now } = turn;
	return change(parts, turn, async (tx) => {
		const person = await ensurePerson(tx, incoming, caller, now);
		const { code, until } = await issueCode(tx, person, "role", now);
		return sentence(
			`Your code is ${code}. Read it to whoever gives you a role. It works once, until ${momentInWords(until)}. It lets nobody write or act as you.`,
		);
	});
}

/** Gives a role to whoever owns the code. */
export function make(
	parts: PeopleParts,
	turn: Turn,
	{ role, code }: { role: Role; code?: string },
): Handled<Db> {
	const { incoming, caller, now } = turn;
	if (caller.roles.length === 0) return tellSentence(parts, turn, notYours);
	if (role === "coordinator" && !caller.roles.includes("coordinator"))
		return tellSentence(parts, turn, "Only a coordinator can make somebody a coordinator.");
	if (!code) return tellSentence(parts, turn, askForCode(role));
	return change(parts, turn, async (tx) => {
		await lockPeople(tx);
		const by = await ensurePerson(tx, incoming, caller, now);
		const tried = await tryCode(tx, code, { by, purpose: "role", now });
		if ("refused" in tried) return sentence(codeRefused[tried.refused]);
		const ended = await grantRole(tx, actorOf(caller, by), { personId: tried.owner, role }, now);
		const person = (await peopleOf(tx, [tried.owner], "notices")).get(tried.owner);
		if (ended !== "done" || !person) return sentence(notChanged(ended));
		await useCode(tx, code, "role");
		const standing = called(role, person.agency.name);
		const text = `You are now ${standing}. Type “home” to see what you can do.`;
		const told = await letKnow(parts, tx, turn, person, text);
		return sentence(
			`Done. ${person.name ?? "They"} ${person.name ? "is" : "are"} now ${standing}. ${whetherTold(told)}`,
		);
	});
}

/** Who holds which role, with buttons to take it away: a lead sees the leads of their agency. */
export async function listRoles(parts: PeopleParts, turn: Turn, from = 0): Promise<Handled<Db>> {
	const { caller } = turn;
	if (caller.roles.length === 0) return tellSentence(parts, turn, notYours);
	const held = await rolesHeld(parts.db, caller.roles.includes("coordinator") ? undefined : caller.agency.id);
	return tell(parts, turn, rolesCard(held, from));
}

function rolesCard(all: Held[], from: number): Message {
	const shown = all.slice(from, from + aPage);
	const more = all.length - from - shown.length;
	return message([
		{ kind: "heading", text: "Leads and coordinators" },
		{
			kind: "facts",
			items: shown.map(({ name, role, agency, since }) => ({
				name,
				text: `${role === "lead" ? `lead of ${agency.name}` : `coordinator, ${agency.name}`}, since ${dayInWords(since)}`,
			})),
		},
		{ kind: "prose", text: `To add one, ask them to type “my code” to me. ${askForCode("lead")}` },
		{
			kind: "buttons",
			items: [
				...shown.map(({ name, role, personId }) => ({
					label: `Take away: ${name}, ${role}`,
					action: "people.askRevoke",
					value: { person: personId, role },
				})),
				...(more > 0
					? [{ label: `More (${more})`, action: "people.roles", value: { from: from + aPage } }]
					: []),
			],
		},
	]);
}

const aPage = 8;

/** Asks once before a role is taken away. */
export async function askRevoke(parts: PeopleParts, turn: Turn, value: unknown): Promise<Handled<Db>> {
	const which = roleValue.safeParse(value);
	if (!which.success || turn.caller.roles.length === 0) return tellSentence(parts, turn, notYours);
	const { person: id, role } = which.data;
	const person = (await peopleOf(parts.db, [id], "notices")).get(id);
	if (!person) return tellSentence(parts, turn, notChanged("nobody"));
	return tell(
		parts,
		turn,
		message([
			{
				kind: "prose",
				text: `Is ${person.name ?? "this person"} no longer to be ${called(role, person.agency.name)}?`,
			},
			{
				kind: "buttons",
				items: [
					{
						label: "Take the role away",
						action: "people.revoke",
						value: { person: id, role },
						tone: "danger",
					},
					{ label: "Leave it", action: "people.leave" },
				],
			},
		]),
	);
}

/** Takes a role away. */
export function revoke(parts: PeopleParts, turn: Turn, value: unknown): Handled<Db> {
	const which = roleValue.safeParse(value);
	if (!which.success || turn.caller.roles.length === 0) return tellSentence(parts, turn, notYours);
	const { incoming, caller, now } = turn;
	const { person: personId, role } = which.data;
	return change(parts, turn, async (tx) => {
		const by = await ensurePerson(tx, incoming, caller, now);
		const ended = await revokeRole(tx, actorOf(caller, by), { personId, role }, now);
		const person = (await peopleOf(tx, [personId], "notices")).get(personId);
		if (ended !== "done" || !person) return sentence(notChanged(ended));
		const was = called(role, person.agency.name);
		if (personId === by) return sentence(`Done. You are no longer ${was}.`);
		const text = `You are no longer ${was}. You can still ask, book and answer.`;
		const told = await letKnow(parts, tx, turn, person, text);
		return sentence(
			`Done. ${person.name ?? "They"} ${person.name ? "is" : "are"} no longer ${was}. ${whetherTold(told)}`,
		);
	});
}

const roleValue = z.object({ person: z.string().max(60), role: z.enum(["lead", "coordinator"]) });

function whetherTold(told: boolean): string {
	return told ? "I have told them." : "I cannot write to them at present, so please tell them.";
}

/** What somebody with a role is. */
function called(role: Role, agency: string): string {
	return role === "lead" ? `a lead of ${agency}` : "a coordinator of the partnership";
}

function askForCode(role: Role): string {
	return `A name does not tell me who is meant. Ask them to type “my code” to me and to give you the code. Then type the code and “${role}”, such as “K7-4PX3 ${role}”.`;
}

/** What is said to a code that cannot be used. */
export const codeRefused = {
	wrong: "That code is not right, or it has run out. Ask for a new one and type it again.",
	"too many": "Too many codes were wrong. Please wait an hour and try again.",
	own: "That is your own code. Give it to whoever is to give you the role.",
};

const notYours =
	"Roles are given and taken by leads, for their own agency, and by coordinators. You can ask one of them.";

function notChanged(ended: RoleChange): string {
	switch (ended) {
		case "so already":
			return "It is so already. Nothing was changed.";
		case "not allowed":
			return "You can do that for leads of your own agency only. A coordinator can do the rest.";
		case "the last coordinator":
			return "There must always be one coordinator. Make somebody else one first; then this can be done.";
		default:
			return "I know nobody by that any more. Nothing was changed.";
	}
}
