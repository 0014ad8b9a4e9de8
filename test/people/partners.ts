import type { Caller, Role } from "#chat/caller.ts";
import type { Feature, Handled } from "#chat/feature.ts";
import type { Json, Message, Press } from "#chat/message.ts";
import { plain } from "#chat/plain.ts";
import type { Incoming, Place, PlatformName } from "#chat/platform.ts";
import { addAgency, expectWorkspace } from "#people/agencies.ts";
import { createPeople } from "#people/people.ts";
import { createPeopleFeature } from "#people/peopleFeature.ts";
import { ensurePerson } from "#people/person.ts";
import { grantRole, operator } from "#people/roles.ts";
import { createActing } from "#people/standing/acting.ts";
import type { Client, Db } from "#storage/open.ts";

export const start = new Date("2026-04-14T09:00:00Z");
export const minutes = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
export const days = (count: number) => minutes(count * 24 * 60);

/** The workspaces of the partnership: three of Slack, one of them org-wide, and two tenants. */
export const kent = { platform: "slack", id: "T0KENT" } as const;
export const medway = { platform: "slack", id: "T0MEDWAY" } as const;
export const trust = { platform: "slack", id: "E0TRUST" } as const;
export const council = { platform: "teams", id: "aaaaaaaa-0000-4000-8000-000000000001" } as const;
export const probation = { platform: "teams", id: "bbbbbbbb-0000-4000-8000-000000000002" } as const;

type Workspace = { platform: PlatformName; id: string };

/** Lets five agencies in, and returns their ids. Kent Police has a tenant besides its Slack. */
export async function letIn(db: Client) {
	const add = (
		name: string,
		sector: "police" | "housing" | "health" | "council" | "probation",
		...all: Workspace[]
	) =>
		db.$transaction(async (tx) => {
			const agency = await addAgency(tx, { name, sector }, "operator", start);
			if (!agency) throw new Error("There is one already.");
			for (const workspace of all) await expectWorkspace(tx, agency.id, workspace, "operator", start);
			return agency.id;
		});
	return {
		police: await add("Kent Police", "police", kent, kentTeams),
		homes: await add("Medway Homes", "housing", medway),
		trust: await add("Garden Trust", "health", trust),
		council: await add("County Council", "council", council),
		probation: await add("Probation East", "probation", probation),
	};
}

export const kentTeams = { platform: "teams", id: "cccccccc-0000-4000-8000-000000000003" } as const;

let events = 0;

/** An event of somebody; in their direct conversation unless `at` says which channel of which workspace. */
export function from(
	home: Workspace,
	id: string,
	act: Incoming["act"] = { kind: "said", text: "hello" },
	at?: { workspace: string; channel: string },
): Incoming {
	const direct = placeOf(home.platform, home.id, id, "direct");
	const event = `e${++events}`;
	return {
		...{ eventId: event, businessKey: event, act },
		place: at ? placeOf(home.platform, at.workspace, at.channel, "channel") : direct,
		person: { id, workspace: home.id, name: `${id} Example`, direct },
	};
}

export function placeOf(platform: PlatformName, workspace: string, key: string, kind: Place["kind"]): Place {
	return { platform, workspace, key: `${platform}:${workspace}:${key}`, address: key, kind };
}

/** The row of somebody who did more than ask. */
export async function known(db: Client, home: Workspace, id: string, ...roles: Role[]): Promise<string> {
	const incoming = from(home, id);
	const caller = await createPeople({ db }).callerOf(incoming, start);
	if ("refused" in caller) throw new Error(caller.refused);
	return db.$transaction(async (tx) => {
		const personId = await ensurePerson(tx, incoming, caller, start);
		for (const role of roles) await grantRole(tx, operator, { personId, role }, start);
		return personId;
	});
}

/** A ledger that deletes nothing and counts what it was asked for. */
export function countingLedger() {
	const asked: object[] = [];
	return {
		asked,
		forget: async (_: Db, where: object) => {
			asked.push(where);
			return 0;
		},
	};
}

/** One thing that was said: where, and what. */
export type Said = { place: Place; message: Message; text: string };

/** The feature as the bot runs it: who calls, whether it is meant, and one transaction for each event. */
export function openParlour(db: Client, options: { local?: boolean; others?: Feature<Db>[] } = {}) {
	const acting = options.local ? createActing(db) : undefined;
	const people = createPeople({ db, acting });
	const ledger = countingLedger();
	const said: Said[] = [];
	const put = (place: Place, message: Message) => void said.push({ place, message, text: plain(message) });
	const feature: Feature<Db> = createPeopleFeature({
		db,
		features: () => [feature, ...(options.others ?? [])],
		say: async (_, rows) => {
			for (const { place, message } of rows) put(place, message);
		},
		screen: (text) => (text.includes("he hit me") ? { kind: "disclosure" } : undefined),
		ledger,
		publicUrl: "https://bot.example.org",
		acting,
		retentionDays: { people: 730, audit: 2190, answers: 30 },
	});

	/** What was said to this event and elsewhere because of it; "not mine" where another feature would have it. */
	const happen = async (
		incoming: Incoming,
		now = start,
	): Promise<Said[] | "not let in" | "not mine" | "for the guard"> => {
		const caller = await people.callerOf(incoming, now);
		if ("refused" in caller) return "not let in";
		if (!(await feature.owns(incoming, caller, now))) return "not mine";
		const handled: Handled<Db> = await feature.handle(incoming, caller, now);
		if ("forGuard" in handled) return "for the guard";
		const before = said.length;
		await db.$transaction(async (tx) => {
			const decided = await handled.save?.(tx);
			for (const message of (decided ?? handled.reply).say) put(incoming.place, message);
		});
		if (handled.reply.replace) put(incoming.place, handled.reply.replace);
		return said.slice(before);
	};

	const textOf = (all: Awaited<ReturnType<typeof happen>>, place: Place) =>
		typeof all === "string"
			? all
			: all
					.filter((one) => one.place.key === place.key)
					.map(({ text }) => text)
					.join("\n---\n");

	return {
		feature,
		people,
		ledger,
		said,
		happen,
		/** Says something in the direct conversation and resolves with what is answered there. */
		async ask(home: Workspace, id: string, text: string, now = start): Promise<string> {
			const incoming = from(home, id, { kind: "said", text });
			return textOf(await happen(incoming, now), incoming.place);
		},
		/** Presses the button with this label on what was said last that has one; `values` fills in a form. */
		async press(
			home: Workspace,
			id: string,
			label: string,
			now = start,
			values: { [name: string]: Json } = {},
		): Promise<string> {
			const found = said
				.toReversed()
				.flatMap(({ message }) => pressesOf(message))
				.find((press) => press.label === label);
			if (!found) throw new Error(`No button says "${label}".`);
			const value = { ...((found.value ?? {}) as { [name: string]: Json }), ...values };
			const incoming = from(home, id, { kind: "pressed", action: found.action, value });
			return textOf(await happen(incoming, now), incoming.place);
		},
		/** What somebody was told in their direct conversation since the last `said` was cleared. */
		toldTo: (home: Workspace, id: string) =>
			said
				.filter(({ place }) => place.key === placeOf(home.platform, home.id, id, "direct").key)
				.map(({ text }) => text),
	};
}

export function pressesOf(message: Message): Press[] {
	return message.blocks.flatMap((block) => {
		if (block.kind === "form" || block.kind === "choices") return [block.submit];
		return block.kind === "buttons" ? block.items.flatMap((item) => ("action" in item ? [item] : [])) : [];
	});
}

/** A caller as the bot sees them. */
export async function callerOf(db: Client, incoming: Incoming, now = start): Promise<Caller> {
	const caller = await createPeople({ db }).callerOf(incoming, now);
	if ("refused" in caller) throw new Error(caller.refused);
	return caller;
}
