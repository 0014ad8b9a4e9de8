import { expect } from "vitest";
import type { Role } from "#chat/caller.ts";
import type { Json, Message, Press } from "#chat/message.ts";
import { plain } from "#chat/plain.ts";
import type { Incoming } from "#chat/platform.ts";
import { createPeople } from "#people/people.ts";
import { grantRole, operator } from "#people/roles.ts";
import { address } from "#platforms/terminal/address.ts";
import { createTerminal, type Shown, type Terminal } from "#platforms/terminal/index.ts";
import type { Storage } from "#storage/open.ts";
import { assemble, type House, type Report } from "../../src/assemble.ts";
import { readConfig } from "../../src/config.ts";
import { openTestStorage } from "./database.ts";
import { createTestLog } from "./log.ts";

type From = Parameters<Terminal["say"]>[1];

export type Talk = {
	storage: Storage;
	house: House;
	terminal: Terminal;
	/** Every report of how a message was met, in order. */
	reports: Report[];
	log: ReturnType<typeof createTestLog>;
	/** Says something and resolves with what the bot showed to it. */
	say(text: string, from?: From): Promise<Shown[]>;
	/** Says something and resolves with the text of the one message that answers it. */
	ask(text: string, from?: From): Promise<string>;
	/** Presses the button with this label on the message shown last that has one. */
	press(label: string, from?: From): Promise<string>;
	/** Presses a button, or fills in and sends the form, with this label; resolves with all that is shown then. */
	act(label: string, from?: From, values?: { [name: string]: Json }): Promise<Shown[]>;
	/** Gives a person a role. */
	grant(role: Role, from?: From): Promise<void>;
	/** All that was ever shown. */
	shown: Shown[];
	/** Moves the clock on. */
	pass(milliseconds: number): void;
	stop(): Promise<void>;
};

/** The whole bot on the starter content, an embedded database and a clock that stands still. */
export async function openTalk(
	options: { storage?: Storage; contact?: string; workspaces?: string[] } = {},
): Promise<Talk> {
	const storage = options.storage ?? (await openTestStorage());
	const log = createTestLog();
	const reports: Report[] = [];
	let shown: Shown[] = [];
	const everShown: Shown[] = [];
	let now = new Date("2026-04-14T10:20:00Z");
	const terminal = createTerminal((each) => {
		shown.push(each);
		everShown.push(each);
	});
	const house = await assemble({
		storage,
		platforms: [terminal],
		expects: (options.workspaces ?? ["local"]).map((workspace) => ({
			platform: "terminal",
			workspace,
			name: `Agency ${workspace}`,
		})),
		secrets: { key: Buffer.alloc(32, 1) },
		settings: { ...readConfig({ MEANING: "none" }), contact: options.contact ?? "your DA lead" },
		clock: () => now,
		log: log.log,
		report: (report) => reports.push(report),
	});
	const after = async (act: () => Promise<void>): Promise<Shown[]> => {
		shown = [];
		await act();
		await house.allSaid();
		return shown;
	};
	const only = (all: Shown[]): string => {
		expect(all).toHaveLength(1);
		return all.map(({ message }) => plain(message)).join();
	};
	const button = (label: string): Press => {
		const found = everShown
			.toReversed()
			.flatMap(({ message }) => presses(message))
			.find((press) => press.label === label);
		if (!found) throw new Error(`No button says "${label}".`);
		return found;
	};
	return {
		...{ storage, house, terminal, reports, log, shown: everShown },
		say: (text, from) => after(() => terminal.say(text, from)),
		ask: async (text, from) => only(await after(() => terminal.say(text, from))),
		press: async (label, from) => {
			const { action, value = null } = button(label);
			return only(await after(() => terminal.press(action, value, from)));
		},
		act: (label, from, values) => {
			const { action, value = null } = button(label);
			const own = typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
			return after(() => terminal.press(action, values ? { ...own, ...values } : value, from));
		},
		async grant(role, { person = "you", workspace = "local" } = {}) {
			const place = address({ person, workspace });
			const incoming: Incoming = {
				...{ eventId: `grant ${person}`, businessKey: `grant ${person} ${role}`, place },
				...{ person: { id: person, workspace, name: person, direct: place }, act: { kind: "arrived" } },
			};
			const people = createPeople({ db: storage.db });
			const caller = await people.callerOf(incoming, now);
			if ("refused" in caller) throw new Error(caller.refused);
			await storage.db.$transaction(async (tx) => {
				const personId = await people.ensurePerson(tx, incoming, caller, now);
				await grantRole(tx, operator, { personId, role }, now);
			});
		},
		pass: (milliseconds) => {
			now = new Date(now.getTime() + milliseconds);
		},
		async stop() {
			await house.stop();
			if (!options.storage) await storage.close();
		},
	};
}

function presses(message: Message): Press[] {
	return message.blocks.flatMap((block) => {
		if (block.kind === "form" || block.kind === "choices") return [block.submit];
		return block.kind === "buttons" ? block.items.flatMap((item) => ("action" in item ? [item] : [])) : [];
	});
}
