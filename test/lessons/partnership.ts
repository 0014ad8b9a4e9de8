import { expect } from "vitest";
import { createAnswers } from "#answers/answers.ts";
import type { Role, Sector } from "#chat/caller.ts";
import type { Page } from "#chat/feature.ts";
import type { Json, Message, Press } from "#chat/message.ts";
import { plain } from "#chat/plain.ts";
import type { Incoming, Outcome, Place, Platform } from "#chat/platform.ts";
import { createDelivery } from "#delivery/worker.ts";
import { screen, soundsLikeSmallTalk } from "#guard/screen.ts";
import { createLibrary } from "#knowledge/library.ts";
import { loadPack } from "#knowledge/pack.ts";
import type { LessonsOptions } from "#lessons/handling.ts";
import { createLessons } from "#lessons/lessons.ts";
import { createPeople } from "#people/people.ts";
import { grantRole, operator } from "#people/roles.ts";
import { address } from "#platforms/terminal/address.ts";
import { createTerminal, type Shown, type Terminal } from "#platforms/terminal/index.ts";
import type { Storage } from "#storage/open.ts";
import { contentFolder } from "../../src/assemble.ts";
import { createBot } from "../../src/bot.ts";
import { createTestLog } from "../support/log.ts";
import { rates } from "../support/rates.ts";

export type From = Parameters<Terminal["say"]>[1] & { person: string };

/** The agencies of these tests, each with a workspace named like it. */
export const kent = "kent-police";
export const homes = "medway-homes";

/** Who speaks: two coordinators, a lead, and people who only work there. */
export const cora: From = { person: "cora", name: "Cora Ames", workspace: kent };
export const carl: From = { person: "carl", name: "Carl Birch", workspace: homes };
export const lena: From = { person: "lena", name: "Lena Cole", workspace: kent };
export const ann: From = { person: "ann", name: "Ann Dale", workspace: kent };
export const hal: From = { person: "hal", name: "Hal Eden", workspace: homes };

type Changes = {
	/** Leaves what is held empty: quicker, where nothing is asked. */
	withoutContent?: boolean;
	/** What becomes of a post, in place of its being sent. */
	treat?: (place: Place, message: Message) => Outcome | undefined;
	/** What becomes of a change in place, likewise. */
	change?: (place: Place) => Outcome | undefined;
	digest?: LessonsOptions["digest"];
};

/** Lessons and answers on an embedded database, with a bot, its worker, two agencies and their people. */
export async function openPartnership(storage: Storage, changes: Changes = {}) {
	const { db } = storage;
	const log = createTestLog();
	let now = new Date("2026-04-14T10:20:00Z");
	const clock = () => now;
	let shown: Shown[] = [];
	const all: Shown[] = [];
	const terminal = createTerminal((each) => {
		shown.push(each);
		all.push(each);
	});
	const platform: Platform = {
		...terminal,
		send: async (place, message, id) => changes.treat?.(place, message) ?? terminal.send(place, message, id),
		update: async (place, id, message) => changes.change?.(place) ?? terminal.update(place, id, message),
	};
	const people = createPeople({ db });
	const library = createLibrary(db, clock);
	const delivery = createDelivery({
		storage,
		platforms: [platform],
		clock,
		log: log.log,
		rates,
		mayReach: people.mayReach,
	});
	const link = (kind: string, id: string) => `https://bot.example.org/page/${kind}/${id}`;
	const shared = { db, people, library, say: delivery.say, screen, link, log: log.log };
	const lessons = createLessons({
		...shared,
		ask: (theme) => ({ label: "Ask", action: "answers.theme", value: { theme } }),
		digest: changes.digest ?? { weekday: 1, minutes: 9 * 60 },
		quiet: "20:00-08:00",
		rates,
		follow: async () => {},
	});
	const answers = createAnswers({
		...shared,
		...{
			contact: "your DA lead",
			soundsLikeSmallTalk,
			report: () => {},
			helps: () => [],
			keepEnquiriesDays: 30,
		},
		keyed: (text: string) => text,
		subscribe: { label: "Get new lessons here", action: "lessons.subscribe" },
		meant: async () => undefined,
	} as Parameters<typeof createAnswers>[0]);
	if (!changes.withoutContent) await loadPack(db, contentFolder);
	await letIn(storage);
	const features = [lessons, answers];
	const receive = createBot({
		...{
			db,
			features,
			platforms: [platform],
			clock,
			log: log.log,
			say: delivery.say,
			contact: "your DA lead",
		},
		callerOf: people.callerOf,
		helplines: async () => [],
		pause: async () => {},
		read: async () => undefined,
	} as Parameters<typeof createBot>[0]);
	await delivery.start();
	await terminal.start(receive);

	const after = async (act: () => Promise<unknown>): Promise<Shown[]> => {
		shown = [];
		await act();
		await delivery.drain();
		expect(log.errors()).toEqual([]);
		return shown;
	};
	const texts = (each: Shown[]) => each.map(({ message }) => plain(message)).join("\n\n");
	const seenBy = (from: From): Shown[] => {
		const { key } = address({ workspace: "", ...from });
		return all.filter(({ place }) => place.key === key || place.channel?.key === key);
	};
	/** The button with this label on the newest message that a person can see here. */
	const button = (label: string, from: From): Press => {
		const found = seenBy(from)
			.toReversed()
			.flatMap(({ message }) => presses(message))
			.find((each) => each.label === label);
		if (!found) throw new Error(`Nothing that ${from.person} sees says “${label}”.`);
		return found;
	};
	const press = async (label: string, from: From, filled: Record<string, Json> = {}): Promise<string> => {
		const { action, value } = button(label, from);
		return texts(await after(() => terminal.press(action, { ...(value as object), ...filled }, from)));
	};
	return {
		...{ db, log, terminal, lessons, library, all, press },
		/** Says something and resolves with all that is shown then, wherever. */
		say: async (text: string, from: From) => texts(await after(() => terminal.say(text, from))),
		button,
		/** Presses a button that somebody has or had before them. */
		pressIt: async ({ action, value = null }: Press, from: From) =>
			texts(await after(() => terminal.press(action, value, from))),
		/** Presses whatever somebody makes up. */
		pressRaw: async (action: string, value: Json, from: From) =>
			texts(await after(() => terminal.press(action, value, from))),
		happen: async (act: () => Promise<unknown>) => texts(await after(act)),
		/** All the messages that stand in a channel or a direct conversation now, oldest first. */
		standing(where: { workspace: string; channel?: string; person?: string }): string[] {
			const { key } = address({ person: "", ...where });
			const messages = new Map<string, string>();
			for (const { place, message, id, insteadOf } of all)
				if (place.key === key && id) messages.set(insteadOf ?? id, plain(message));
			return [...messages.values()];
		},
		/** Looks at what is regular, at this time if one is given. */
		async tick(time?: string) {
			if (time) now = new Date(time);
			return texts(
				await after(async () => {
					for (const due of lessons.due ?? []) await due.run(now);
				}),
			);
		},
		at: (time: string) => {
			now = new Date(time);
		},
		now: () => now,
		/** What is behind a link. */
		async open(url: string): Promise<Page> {
			const [kind = "", id = ""] = url.split("/page/")[1]?.split("/") ?? [];
			const page = await lessons.pages?.[kind]?.(id, now);
			if (!page) throw new Error(`Nothing is behind ${url}.`);
			return page;
		},
		async grant(role: Role, from: From) {
			const place = address({ workspace: "", ...from });
			const incoming: Incoming = {
				...{
					eventId: `grant ${from.person}`,
					businessKey: `grant ${from.person}`,
					place,
					act: { kind: "arrived" },
				},
				person: { id: from.person, workspace: from.workspace ?? "", name: from.name, direct: place },
			};
			const caller = await people.callerOf(incoming, now);
			if ("refused" in caller) throw new Error(caller.refused);
			return db.$transaction(async (tx) => {
				const personId = await people.ensurePerson(tx, incoming, caller, now);
				await grantRole(tx, operator, { personId, role }, now);
				return personId;
			});
		},
		async stop() {
			await terminal.stop();
			await delivery.stop();
		},
	};
}

export type Partnership = Awaited<ReturnType<typeof openPartnership>>;

async function letIn({ db }: Storage): Promise<void> {
	const agencies: [string, string, Sector][] = [
		[kent, "Kent Police", "police"],
		[homes, "Medway Homes", "housing"],
	];
	for (const [id, name, sector] of agencies) {
		await db.agency.create({ data: { id, name, sector, createdAt: new Date("2026-01-02T12:00:00Z") } });
		await db.workspace.create({ data: { platform: "terminal", id, agencyId: id, name, state: "joined" } });
	}
}

function presses(message: Message): Press[] {
	return message.blocks.flatMap((block) => {
		if (block.kind === "buttons") return block.items.flatMap((item) => ("action" in item ? [item] : []));
		return block.kind === "form" || block.kind === "choices" ? [block.submit] : [];
	});
}
