import { z } from "zod";
import type { Handled } from "#chat/feature.ts";
import { dayInWords, momentInWords } from "#chat/localTime.ts";
import { message, sentence } from "#chat/plain.ts";
import type { Db } from "#storage/open.ts";
import {
	addAgency,
	expectWorkspace,
	isWorkspaceId,
	knownAgencies,
	type NewAgency,
	setAgencyState,
	workspaceTaken,
} from "../agencies.ts";
import { createInstallLink, installAddress, installLinkHours } from "../installLinks.ts";
import { platformTitle } from "../names.ts";
import { ensurePerson } from "../person.ts";
import { agencyForm, filledIn, readAgency } from "./agencyForm.ts";
import { change, type PeopleParts, type Turn, tell, tellSentence } from "./turn.ts";

/** The agencies of the partnership, with what a coordinator can do about each. */
export async function listAgencies(parts: PeopleParts, turn: Turn, from = 0): Promise<Handled<Db>> {
	if (!isCoordinator(turn)) return tellSentence(parts, turn, notYours);
	const all = await knownAgencies(parts.db);
	const shown = all.slice(from, from + aPage);
	const more = all.length - from - shown.length;
	return tell(
		parts,
		turn,
		message([
			{ kind: "heading", text: "Agencies" },
			{
				kind: "facts",
				items: shown.map(({ name, sector, area, state, workspaces }) => ({
					name,
					text: [
						area ? `${sector}, ${area}` : sector,
						...(state === "suspended" ? ["paused"] : []),
						...workspaces.map(joined),
						...(workspaces.length === 0 ? ["not joined yet"] : []),
					].join("; "),
				})),
			},
			{
				kind: "buttons",
				items: [
					...shown.flatMap(({ id, name, state }) => [
						{ label: `Link for ${name}`, action: "people.agencyLink", value: { agency: id } },
						state === "active"
							? { label: `Pause ${name}`, action: "people.suspend", value: { agency: id } }
							: { label: `Resume ${name}`, action: "people.resume", value: { agency: id } },
					]),
					...(more > 0
						? [{ label: `More (${more})`, action: "people.agencies", value: { from: from + aPage } }]
						: []),
					{ label: "Add an agency", action: "people.askAgency" },
				],
			},
		]),
	);
}

const aPage = 6;

function joined({
	platform,
	state,
	joinedAt,
}: {
	platform: string;
	state: string;
	joinedAt: Date | null;
}): string {
	const title = platformTitle(platform);
	if (state === "left") return `${title} left`;
	return joinedAt ? `${title} since ${dayInWords(joinedAt)}` : `${title} expected`;
}

/** The form with which an agency is added. */
export function askAgency(parts: PeopleParts, turn: Turn): Handled<Db> {
	if (!isCoordinator(turn)) return tellSentence(parts, turn, notYours);
	return tell(parts, turn, agencyForm({}));
}

/** Adds the agency of a filled-in form. */
export function takeAgency(parts: PeopleParts, turn: Turn, value: unknown): Handled<Db> {
	if (!isCoordinator(turn)) return tellSentence(parts, turn, notYours);
	const given = readAgency(value);
	if (!given)
		return tell(
			parts,
			turn,
			agencyForm(filledIn.parse(value), "Please fill in the name, what it does and what it uses."),
		);
	const { name, sector, area, platform, tenant } = given;
	const words = [name, area].filter(Boolean).join("\n");
	if (parts.screen(words)) return { forGuard: words };
	const id = tenant?.toLowerCase() ?? "";
	if (platform === "teams" && !isWorkspaceId({ platform, id }))
		return tell(
			parts,
			turn,
			agencyForm(
				given,
				"For Teams I need the tenant id: 32 letters and digits in five groups, parted by hyphens.",
			),
		);
	return change(parts, turn, async (tx) => {
		const workspace = platform === "teams" ? { platform, id } : undefined;
		const added = await add(tx, turn, { name, sector, area: area ?? undefined }, workspace);
		if ("problem" in added) return agencyForm(given, added.problem);
		if (workspace)
			return sentence(
				`Done. ${name} is added. As soon as somebody there writes to me in Teams, they have joined.`,
			);
		const link = await newLink(tx, parts, turn, added.agency, added.by);
		return sentence(`Done. ${name} is added. ${link}`);
	});
}

async function add(
	tx: Db,
	{ incoming, caller, now }: Turn,
	agency: NewAgency,
	workspace: { platform: "teams"; id: string } | undefined,
): Promise<{ agency: string; by: string } | { problem: string }> {
	if (workspace && (await workspaceTaken(tx, workspace)))
		return { problem: "That tenant belongs to another agency already." };
	const by = await ensurePerson(tx, incoming, caller, now);
	const added = await addAgency(tx, agency, by, now);
	if (!added) return { problem: "There is an agency of that name already." };
	if (workspace) await expectWorkspace(tx, added.id, workspace, by, now);
	return { agency: added.id, by };
}

/** A new install link for an agency. */
export function giveAgencyLink(parts: PeopleParts, turn: Turn, value: unknown): Handled<Db> {
	return onAgency(parts, turn, value, async (tx, { id, name, state }, by) =>
		state === "suspended" ? `${name} is paused. Resume it first.` : newLink(tx, parts, turn, id, by),
	);
}

/** Lets an agency in no more, or again. A coordinator's own cannot be paused: nobody could resume it in chat. */
export function pauseAgency(
	parts: PeopleParts,
	turn: Turn,
	value: unknown,
	state: "active" | "suspended",
): Handled<Db> {
	return onAgency(parts, turn, value, async (tx, { id, name }, by) => {
		if (id === turn.caller.agency.id)
			return "That is your own agency, so you would shut yourself out. Ask whoever runs this bot.";
		const changed = await setAgencyState(tx, id, state, by, turn.now);
		if (!changed) return "It is so already. Nothing was changed.";
		return state === "suspended"
			? `Done. ${name} is paused: I answer nobody there and write to nobody there, and what I hold stays. What would have gone there meanwhile is not sent later. To let it in again, type “agencies”.`
			: `Done. ${name} is let in again.`;
	});
}

function onAgency(
	parts: PeopleParts,
	turn: Turn,
	value: unknown,
	work: (tx: Db, agency: { id: string; name: string; state: string }, by: string) => Promise<string>,
): Handled<Db> {
	const id = agencyId.safeParse(value).data?.agency;
	if (!isCoordinator(turn)) return tellSentence(parts, turn, notYours);
	return change(parts, turn, async (tx) => {
		const agency = id ? await tx.agency.findUnique({ where: { id, state: { not: "removed" } } }) : null;
		if (!agency) return sentence("That agency is not here any more. Nothing was changed.");
		const by = await ensurePerson(tx, turn.incoming, turn.caller, turn.now);
		return sentence(await work(tx, agency, by));
	});
}

async function newLink(
	tx: Db,
	parts: PeopleParts,
	{ now }: Turn,
	agencyId: string,
	by: string,
): Promise<string> {
	const token = await createInstallLink(tx, agencyId, "slack", by, now);
	const until = new Date(now.getTime() + installLinkHours * 3_600_000);
	return `Send this link to whoever looks after their Slack, and to nobody else: ${installAddress(parts.publicUrl, token)} It works once, until ${momentInWords(until)}.`;
}

function isCoordinator({ caller }: Turn): boolean {
	return caller.roles.includes("coordinator");
}

const agencyId = z.object({ agency: z.string().max(60) });

const notYours = "Agencies are looked after by the coordinators of the partnership. You can ask one of them.";
