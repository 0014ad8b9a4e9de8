import { z } from "zod";
import type { Caller } from "#chat/caller.ts";
import type { Feature, Handled, Line } from "#chat/feature.ts";
import { sentence } from "#chat/plain.ts";
import type { Db } from "#storage/open.ts";
import { stopped } from "./privacy/optOuts.ts";
import { purgePeople } from "./privacy/retention.ts";
import { askAgency, giveAgencyLink, listAgencies, pauseAgency, takeAgency } from "./talk/agenciesTalk.ts";
import { showAudit } from "./talk/auditTalk.ts";
import { askDelete, deleteData, showData } from "./talk/dataTalk.ts";
import { sayHome, showHome } from "./talk/homeTalk.ts";
import { askLink, link, offerLink, unlink } from "./talk/linkTalk.ts";
import { askRevoke, giveCode, listRoles, make, revoke, whoAmI } from "./talk/rolesTalk.ts";
import { startSending, stopSending } from "./talk/stopTalk.ts";
import { change, holders, type PeopleParts, type Turn, tellSentence } from "./talk/turn.ts";
import { isCommand, type Wish, wishOf } from "./talk/wishes.ts";

/** Who somebody is to the bot: their home, their data, their role, and which agencies are let in. */
export function createPeopleFeature(parts: PeopleParts): Feature<Db> {
	return {
		name: "people",
		commands: isCommand,
		async owns(incoming, caller, now) {
			const { act } = incoming;
			if (act.kind === "opened") return true;
			if (act.kind === "pressed") return act.action.startsWith("people.");
			const wish = act.kind === "said" ? wishOf(act.text) : undefined;
			return wish !== undefined && isMeant(parts, { incoming, caller, now }, wish);
		},
		async handle(incoming, caller, now) {
			const turn = { incoming, caller, now };
			const { act } = incoming;
			if (act.kind === "opened") return showHome(parts, turn);
			if (act.kind === "pressed") return press(parts, turn, act.action, act.value);
			const wish = act.kind === "said" ? wishOf(act.text) : undefined;
			return wish ? fulfil(parts, turn, wish) : outOfDate(parts, turn);
		},
		due: [
			{
				name: "people retention",
				every: "23 3 * * *",
				run: (now) => purgePeople(parts.db, parts.retentionDays, holders(parts), now),
			},
		],
		helps,
	};
}

/** Whether these words are meant for this room, from whom they come: "audit" from a practitioner is a question. */
async function isMeant(parts: PeopleParts, turn: Turn, wish: Wish): Promise<boolean> {
	const { roles, person } = turn.caller;
	switch (wish.kind) {
		case "roles":
			return roles.length > 0;
		case "agencies":
		case "audit":
			return roles.includes("coordinator");
		case "stop":
			return !wish.bare || !(await isAwaited(parts, turn));
		case "start":
			return !wish.bare || (person !== undefined && (await stopped(parts.db, person)).length > 0);
		case "act":
			return parts.acting !== undefined;
		default:
			return true;
	}
}

/** Whether another feature is waiting for just these words; the last of all takes whatever is said. */
async function isAwaited(parts: PeopleParts, { incoming, caller, now }: Turn): Promise<boolean> {
	const others = parts.features().slice(0, -1);
	for (const feature of others)
		if (feature.name !== "people" && (await feature.owns(incoming, caller, now))) return true;
	return false;
}

function fulfil(parts: PeopleParts, turn: Turn, wish: Wish): Promise<Handled<Db>> | Handled<Db> {
	switch (wish.kind) {
		case "home":
			return sayHome(parts, turn);
		case "who am i":
			return whoAmI(parts, turn);
		case "my code":
			return giveCode(parts, turn);
		case "make":
			return make(parts, turn, wish);
		case "roles":
			return listRoles(parts, turn);
		case "link":
			return wish.code ? askLink(parts, turn, wish.code) : offerLink(parts, turn);
		case "unlink":
			return unlink(parts, turn);
		case "my data":
			return showData(parts, turn);
		case "delete my data":
			return askDelete(parts, turn);
		case "stop":
			return stopSending(parts, turn, wish.from);
		case "start":
			return startSending(parts, turn, wish.from);
		case "agencies":
			return listAgencies(parts, turn);
		case "add agency":
			return askAgency(parts, turn);
		case "audit":
			return showAudit(parts, turn);
		case "act":
			return act(parts, turn, wish.as);
	}
}

function press(
	parts: PeopleParts,
	turn: Turn,
	action: string,
	value: unknown,
): Promise<Handled<Db>> | Handled<Db> {
	const { from, before } = paged.parse(value);
	switch (action) {
		case "people.code":
			return giveCode(parts, turn);
		case "people.data":
			return showData(parts, turn);
		case "people.askDelete":
			return askDelete(parts, turn);
		case "people.delete":
			return deleteData(parts, turn);
		case "people.roles":
			return listRoles(parts, turn, from);
		case "people.askRevoke":
			return askRevoke(parts, turn, value);
		case "people.revoke":
			return revoke(parts, turn, value);
		case "people.link":
			return link(parts, turn, value);
		case "people.start":
			return startSending(parts, turn, startValue.parse(value).from);
		case "people.agencies":
			return listAgencies(parts, turn, from);
		case "people.askAgency":
			return askAgency(parts, turn);
		case "people.addAgency":
			return takeAgency(parts, turn, value);
		case "people.agencyLink":
			return giveAgencyLink(parts, turn, value);
		case "people.suspend":
			return pauseAgency(parts, turn, value, "suspended");
		case "people.resume":
			return pauseAgency(parts, turn, value, "active");
		case "people.audit":
			return showAudit(parts, turn, before);
		case "people.leave":
			return tellSentence(parts, turn, "All right. Nothing was changed.");
		default:
			return outOfDate(parts, turn);
	}
}

function act(parts: PeopleParts, { incoming, caller, now }: Turn, as: string): Handled<Db> {
	const { acting } = parts;
	if (!acting) return outOfDate(parts, { incoming, caller, now });
	return change(parts, { incoming, caller, now }, async (tx) =>
		sentence(await acting.become(tx, incoming, caller, as, now)),
	);
}

function outOfDate(parts: PeopleParts, turn: Turn): Handled<Db> {
	return tellSentence(parts, turn, "That button is out of date. Please type “home”.");
}

function helps({ roles }: Caller): Line[] {
	return [
		{ name: "Your own page", text: "home" },
		{ name: "Your data", text: "what do you hold about me" },
		{ name: "Fewer messages", text: "stop the reminders" },
		...(roles.length > 0 ? [{ name: "Give a role", text: "roles" }] : []),
		...(roles.includes("coordinator") ? [{ name: "Who is let in", text: "agencies" }] : []),
	];
}

const paged = z
	.object({ from: z.number().int().min(0).max(10_000).default(0), before: z.string().max(60).optional() })
	.catch({ from: 0 });
const startValue = z.object({ from: z.enum(["reminders", "questionnaires", "all"]) }).catch({ from: "all" });
