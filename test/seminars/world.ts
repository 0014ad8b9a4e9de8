import { createHmac } from "node:crypto";
import type { Agency, Sector } from "#chat/caller.ts";
import type { Place } from "#chat/platform.ts";
import { readSchedule, type Schedule } from "#seminars/reminders/schedule.ts";
import type { Draft } from "#seminars/setup/draft.ts";
import { createSeminar, openSeminar } from "#seminars/setup/keep.ts";
import type { Client, Db } from "#storage/open.ts";

/** A time before everything that these tests are about. */
export const longAgo = new Date("2026-01-02T12:00:00Z");

/** A schedule as the settings have it by default. */
export const schedule = readSchedule({
	reminders: "-7d 10:00, -1d 10:00, -2h",
	channels: "-14d 10:00",
	followUp: "+1d 10:00",
	quiet: "20:00-08:00",
}) as Schedule;

/** An agency that has been let in, with a workspace named like it. */
export async function letIn(db: Db, name: string, sector: Sector = "police"): Promise<Agency> {
	const id = name.toLowerCase().replaceAll(" ", "-");
	await db.agency.create({ data: { id, name, sector, createdAt: longAgo } });
	await db.workspace.create({ data: { platform: "terminal", id, agencyId: id, name, state: "joined" } });
	return { id, name, sector };
}

/** Where a person is reached directly. */
export function directPlace(person: string, workspace: string): Place {
	const key = `${workspace}/direct/${person}`;
	return { platform: "terminal", workspace, key, address: key, kind: "direct" };
}

/** Somebody of an agency whom the bot knows. */
export async function meet(db: Db, agency: Agency, name: string): Promise<string> {
	const id = `person-${name}`;
	const direct = directPlace(name, agency.id);
	await db.person.create({ data: { id, agencyId: agency.id, createdAt: longAgo } });
	await db.account.create({
		data: {
			...{ platform: "terminal", workspaceId: agency.id, userId: name, personId: id, name },
			...{ direct, directKey: direct.key, usedAt: longAgo },
		},
	});
	return id;
}

/** A seminar as somebody wants it. */
export function draft(changes: Partial<Draft> = {}): Draft {
	return {
		id: "housing",
		title: "What housing learned",
		about: null,
		startsAt: new Date("2026-05-14T08:30:00Z"),
		endsAt: new Date("2026-05-14T11:30:00Z"),
		venue: "Town Hall, Chatham",
		link: null,
		capacity: 3,
		waitingList: true,
		holds: [],
		sessions: [],
		themes: [],
		access: null,
		sectors: [],
		agencies: [],
		...changes,
	};
}

/** A seminar that can be booked. */
export async function open(db: Client, changes: Partial<Draft> = {}, now = longAgo): Promise<Draft> {
	const wanted = draft(changes);
	await db.$transaction(async (tx) => {
		await createSeminar(tx, wanted, now);
		await openSeminar(tx, wanted.id, now);
	});
	return wanted;
}

/** The hash with a key that the tests give. */
export function keyed(text: string): string {
	return createHmac("sha256", "a key for tests").update(text).digest("base64url");
}
