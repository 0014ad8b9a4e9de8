import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Agency, Caller, Role } from "#chat/caller.ts";
import type { Handled, Page } from "#chat/feature.ts";
import type { Json, Message, Press } from "#chat/message.ts";
import { plain, sentence } from "#chat/plain.ts";
import type { Incoming, Place } from "#chat/platform.ts";
import { say } from "#delivery/ledger.ts";
import { screen } from "#guard/screen.ts";
import type { SeminarsOptions } from "#seminars/handling.ts";
import { createSeminars } from "#seminars/seminars.ts";
import type { Client, Db } from "#storage/open.ts";
import { createTestLog } from "../../support/log.ts";
import { directPlace, keyed, schedule } from "../world.ts";

type Acting = { agency: Agency; name: string; roles?: Role[]; channel?: string };

/** The feature on a database, with people who speak to it and press its buttons, as the bot brings them to it. */
export function createStage(db: Client, changes: Partial<SeminarsOptions> = {}) {
	let now = new Date("2026-04-14T10:20:00Z");
	const log = createTestLog();
	const channels: Place[] = [];
	const feature = createSeminars({
		...{ db, say, screen, keyed, schedule, log: log.log },
		themes: async () => [{ id: "housing", name: "Housing and homelessness" }],
		link: (kind, id) => `https://bot.example.org/page/${kind}/${id}`,
		subscribedPlaces: async () => channels,
		lessons: async () => [],
		offerHours: 24,
		keepDays: { needs: 14, names: 180 },
		...changes,
	});
	const shown = new Map<string, Message[]>();
	const show = (key: string, ...messages: Message[]) =>
		shown.set(key, [...(shown.get(key) ?? []), ...messages]);

	const callerOf = async ({ agency, name, roles = [] }: Acting): Promise<Caller> => {
		const account = await db.account.findFirst({ where: { userId: name, workspaceId: agency.id } });
		return { agency, roles, ...(account ? { person: account.personId } : {}) };
	};
	const happen = async (acting: Acting, act: Incoming["act"]): Promise<Message[]> => {
		const direct = directPlace(acting.name, acting.agency.id);
		const place: Place = acting.channel
			? { ...direct, key: acting.channel, address: acting.channel, kind: "channel" }
			: direct;
		const eventId = randomUUID();
		const person = { id: acting.name, workspace: acting.agency.id, name: acting.name, direct };
		const incoming = { eventId, businessKey: eventId, place, person, act };
		const caller = await callerOf(acting);
		if (!(await feature.owns(incoming, caller, now))) return [];
		const said = await commit(db, await feature.handle(incoming, caller, now));
		show(place.key, ...said);
		return said;
	};

	return {
		log,
		channels,
		feature,
		at(time: string) {
			now = new Date(time);
		},
		/** Says something and resolves with the text of what it is answered with, here or in private. */
		async say(acting: Acting, text: string): Promise<string> {
			return (await happen(acting, { kind: "said", text })).map(plain).join("\n\n");
		},
		/** Presses the button with this label on the newest message to this person that has it, with what is filled in. */
		async press(acting: Acting, label: string, filled: Record<string, Json> = {}): Promise<string> {
			const key = acting.channel ?? directPlace(acting.name, acting.agency.id).key;
			const messages = [...(await toldAt(db, key)), ...(shown.get(key) ?? [])];
			const found = messages
				.toReversed()
				.flatMap(presses)
				.find((each) => each.label === label);
			if (!found) throw new Error(`No button says "${label}".`);
			const value = { ...(found.value as object), ...filled } as Json;
			return (await happen(acting, { kind: "pressed", action: found.action, value })).map(plain).join("\n\n");
		},
		/** What stands already in the newest form that this person has before them. */
		filledIn({ agency, name }: Acting): Record<string, Json> {
			const blocks = (shown.get(directPlace(name, agency.id).key) ?? []).flatMap((each) => each.blocks);
			const form = blocks.findLast((block) => block.kind === "form");
			return Object.fromEntries(
				(form?.fields ?? []).map((field) => [field.name, ("value" in field && field.value) || null]),
			);
		},
		/** Presses whatever somebody makes up. */
		async pressRaw(acting: Acting, action: string, value: Json): Promise<string> {
			return (await happen(acting, { kind: "pressed", action, value })).map(plain).join("\n\n");
		},
		/** Looks at all that is regular. */
		async tick(time: string): Promise<void> {
			now = new Date(time);
			for (const due of feature.due ?? []) await due.run(now);
			expect(log.errors()).toEqual([]);
		},
		/** What was sent somewhere unasked, in order. */
		async told(where: Acting | string): Promise<string[]> {
			const key = typeof where === "string" ? where : directPlace(where.name, where.agency.id).key;
			return (await toldAt(db, key)).map(plain);
		},
		/** What is behind a link. */
		async open(url: string): Promise<Page> {
			const [kind = "", id = ""] = url.split("/page/")[1]?.split("/") ?? [];
			const page = await feature.pages?.[kind]?.(id, now);
			if (!page) throw new Error(`Nothing is behind ${url}.`);
			return page;
		},
	};
}

/** Writes as the bot does, in one transaction, and resolves with all that the person is shown. */
async function commit(db: Client, handled: Handled<Db>): Promise<Message[]> {
	if ("forGuard" in handled) return [sentence("The guard answers.")];
	const reply = (await db.$transaction(async (tx) => handled.save?.(tx))) ?? handled.reply;
	return [...(reply.replace ? [reply.replace] : []), ...reply.say];
}

async function toldAt(db: Client, key: string): Promise<Message[]> {
	const rows = await db.delivery.findMany({
		where: { placeKey: key, state: "queued" },
		orderBy: { sequence: "asc" },
	});
	const shared = new Map(
		(await db.sharedMessage.findMany({})).map(({ id, said }) => [id, said as unknown as Message]),
	);
	return rows.map(({ said, shared: id }) => (said as unknown as Message) ?? shared.get(id ?? ""));
}

function presses(message: Message): Press[] {
	return message.blocks.flatMap((block) => {
		if (block.kind === "buttons") return block.items.flatMap((item) => ("action" in item ? [item] : []));
		return block.kind === "form" || block.kind === "choices" ? [block.submit] : [];
	});
}
