import { sectors } from "#chat/caller.ts";
import {
	addAgency,
	agencyNamed,
	changeAgency,
	expectWorkspace,
	type KnownAgency,
	knownAgencies,
	setAgencyState,
	workspaceTaken,
} from "#people/agencies.ts";
import { createInstallLink, installAddress, installLinkHours } from "#people/installLinks.ts";
import { platformTitle } from "#people/names.ts";
import { removalMs, removeAgency } from "#people/privacy/removal.ts";
import type { Db } from "#storage/open.ts";
import {
	areaOption,
	readSector,
	readWorkspaces,
	sectorOption,
	text,
	type Workspace,
	workspaceOptions,
} from "./agencyOptions.ts";
import {
	type Command,
	type CommandArgs,
	type CommandContext,
	confirm,
	refuse,
	unconfirmed,
} from "./command.ts";

const by = "operator";

/** Lets an agency in. */
export const agencyAdd: Command = {
	name: "agency add",
	takes: "",
	about: "Adds an agency and prints the link with which its Slack joins. A Teams tenant needs no link.",
	options: {
		name: { type: "string", value: "TEXT", about: "what it is called" },
		sector: sectorOption,
		area: areaOption,
		...workspaceOptions,
	},
	needs: "schema",
	example: 'npm run bot -- agency add --name "Kent Police" --sector police',
	async run({ values }, context) {
		const { io, db, now } = context;
		const name = text(values.name);
		const sector = readSector(values.sector);
		if (!name || !sector)
			return refuse(
				context.io,
				`An agency needs --name and --sector, which is one of: ${sectors.join(", ")}.`,
			);
		const workspaces = readWorkspaces(values);
		if ("problem" in workspaces) return refuse(context.io, workspaces.problem);
		const ended = await db.$transaction(async (tx): Promise<Ended> => {
			const taken = await firstTaken(tx, workspaces.ids);
			if (taken) return { problem: `${taken} belongs to another agency already.` };
			const agency = await addAgency(tx, { name, sector, area: text(values.area) }, by, now);
			if (!agency) return { problem: `There is an agency called “${name}” already.` };
			return { told: await letIn(tx, agency, workspaces.ids, context) };
		});
		if ("problem" in ended) return refuse(context.io, ended.problem);
		io.out(`“${name}” is added.`);
		for (const line of ended.told) io.out(line);
		return 0;
	},
};

/** Lists the agencies. */
export const agencyList: Command = {
	name: "agency list",
	takes: "",
	about: "Lists the agencies, what they joined with, and which are paused.",
	options: {},
	needs: "schema",
	example: "npm run bot -- agency list",
	async run(_, { db, io }) {
		const all = await knownAgencies(db);
		if (all.length === 0) io.out("There are no agencies yet. “agency add” lets one in.");
		for (const { name, sector, area, state, workspaces } of all) {
			io.out(`${name}\n  ${[sector, area, state === "suspended" && "PAUSED"].filter(Boolean).join(", ")}`);
			for (const { platform, id, name: called, state: standing, joinedAt } of workspaces) {
				const since = joinedAt ? ` on ${joinedAt.toISOString().slice(0, 10)}` : "";
				io.out(`  ${platformTitle(platform)} ${id}${called ? ` (${called})` : ""}: ${standing}${since}`);
			}
		}
		return 0;
	},
};

/** Prints a new link, or lets a further workspace in. */
export const agencyLink: Command = {
	name: "agency link",
	takes: "NAME",
	about: "Prints a new install link for an agency, or lets a further workspace or tenant of it in.",
	options: workspaceOptions,
	needs: "schema",
	example: 'npm run bot -- agency link "Kent Police"',
	run: (args, context) =>
		onAgency(args, context, async (tx, agency) => {
			const workspaces = readWorkspaces(args.values);
			if ("problem" in workspaces) return { problem: workspaces.problem };
			if (agency.state === "suspended") return { problem: `“${agency.name}” is paused. Resume it first.` };
			const taken = await firstTaken(tx, workspaces.ids, agency.id);
			if (taken) return { problem: `${taken} belongs to another agency already.` };
			return { told: await letIn(tx, agency, workspaces.ids, context) };
		}),
};

/** Changes what an agency is called. */
export const agencyChange: Command = {
	name: "agency change",
	takes: "NAME",
	about: "Changes an agency’s name, sector or area.",
	options: {
		name: { type: "string", value: "TEXT", about: "its new name" },
		sector: sectorOption,
		area: areaOption,
	},
	needs: "schema",
	example: 'npm run bot -- agency change "Slack T0123" --name "Kent Police" --sector police',
	run: (args, context) =>
		onAgency(args, context, async (tx, agency) => {
			const { name, sector, area } = args.values;
			const read = readSector(sector);
			if (sector && !read) return { problem: `The sector is one of: ${sectors.join(", ")}.` };
			const change = { name: text(name), sector: read, area: text(area) };
			if (!change.name && !change.sector && !change.area)
				return { problem: "Say what is to change: --name, --sector or --area." };
			const changed = await changeAgency(tx, agency.id, change, by, context.now);
			return changed
				? { told: [`“${change.name ?? agency.name}” is changed.`] }
				: { problem: `There is an agency called “${change.name}” already.` };
		}),
};

/** Lets an agency in no more, for a while. */
export const agencySuspend = stateCommand("suspended");

/** Lets a paused agency in again. */
export const agencyResume = stateCommand("active");

/** Removes an agency and all that is held of it. */
export const agencyRemove: Command = {
	name: "agency remove",
	takes: "NAME",
	about: "Removes an agency, deletes what is held of it at once, and says what that was.",
	options: { yes: { type: "boolean", about: "do not ask" } },
	needs: "schema",
	yes: "yes",
	example: 'npm run bot -- agency remove "Kent Police"',
	async run({ file, values }, context) {
		const { db, io, now, features, ledger } = context;
		const agency = await agencyNamed(db, file);
		if (!agency) return refuse(context.io, noSuch(file));
		if (!values.yes) {
			const people = await db.person.count({ where: { agencyId: agency.id } });
			const question = `Remove “${agency.name}” with all that is held of it and its people (${people})? This cannot be undone.`;
			const said = await confirm(io, question, "Run the same command with --yes at its end.");
			if (said === "nobody") return unconfirmed;
			if (said === "no") {
				io.out("Nothing was removed.");
				return 0;
			}
		}
		const deleted = await db.$transaction(
			(tx) => removeAgency(tx, agency.id, { features, ledger }, by, now),
			{ timeout: removalMs },
		);
		io.out(`“${agency.name}” is removed. Deleted:`);
		for (const line of deleted) io.out(`- ${line}`);
		if (deleted.length === 0) io.out("- nothing was held");
		return 0;
	},
};

function stateCommand(state: "active" | "suspended"): Command {
	const pausing = state === "suspended";
	const verb = pausing ? "suspend" : "resume";
	return {
		name: `agency ${verb}`,
		takes: "NAME",
		about: pausing
			? "Answers nobody of an agency and writes to nobody there; what is held stays."
			: "Lets an agency in again that was paused.",
		options: {},
		needs: "schema",
		example: `npm run bot -- agency ${verb} "Kent Police"`,
		run: (args, context) =>
			onAgency(args, context, async (tx, { id, name }) => {
				const changed = await setAgencyState(tx, id, state, by, context.now);
				if (!changed) return { told: [`“${name}” is ${pausing ? "paused" : "let in"} already.`] };
				return { told: [pausing ? `“${name}” is paused.` : `“${name}” is let in again.`] };
			}),
	};
}

type Ended = { told: string[] } | { problem: string };

async function onAgency(
	{ file }: CommandArgs,
	context: CommandContext,
	work: (tx: Db, agency: KnownAgency) => Promise<Ended>,
): Promise<number> {
	const ended = await context.db.$transaction(async (tx): Promise<Ended> => {
		const agency = await agencyNamed(tx, file);
		return agency ? work(tx, agency) : { problem: noSuch(file) };
	});
	if ("problem" in ended) return refuse(context.io, ended.problem);
	for (const line of ended.told) context.io.out(line);
	return 0;
}

/** Lets the workspaces named in; where no tenant alone was named, a link lets one more in. */
async function letIn(
	tx: Db,
	agency: { id: string; name: string },
	workspaces: Workspace[],
	{ now, publicUrl }: CommandContext,
): Promise<string[]> {
	for (const workspace of workspaces) await expectWorkspace(tx, agency.id, workspace, by, now);
	const told = workspaces.map(
		({ platform, id }) =>
			`${platformTitle(platform)} ${id} has joined as soon as somebody there writes to the bot.`,
	);
	if (workspaces.length > 0 && workspaces.every(({ platform }) => platform === "teams")) return told;
	const token = await createInstallLink(tx, agency.id, "slack", by, now);
	return [
		...told,
		`Send this link to whoever looks after their Slack. It works once, for ${installLinkHours} hours:`,
		installAddress(publicUrl, token),
	];
}

async function firstTaken(tx: Db, workspaces: Workspace[], agencyId?: string): Promise<string | undefined> {
	for (const workspace of workspaces)
		if (await workspaceTaken(tx, workspace, agencyId))
			return `${platformTitle(workspace.platform)} ${workspace.id}`;
	return undefined;
}

function noSuch(name: string): string {
	return `There is no agency called “${name}”. “agency list” lists them.`;
}
