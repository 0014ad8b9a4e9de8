import { z } from "zod";
import type { Handled } from "#chat/feature.ts";
import { actName } from "#chat/handling/actName.ts";
import type { Block, Message } from "#chat/message.ts";
import { message, sentence } from "#chat/plain.ts";
import type { Place } from "#chat/platform.ts";
import type { Say } from "#delivery/ledger.ts";
import type { Held } from "#knowledge/held.ts";
import type { Db } from "#storage/open.ts";
import { passageBlocks } from "../cards/answer.ts";
import { outOfDate, type Press } from "../press.ts";

/** What a press of one of the steps of sharing leads to: choose a channel, look, post. */
export function meetSharing(press: Press, options: Options): Handled<Db> | undefined {
	switch (press.pressed.action) {
		case "answers.share":
			return withPassages(press, ({ passages }) => ({
				reply: { say: [chooseCard(passages, press.incoming.place)] },
			}));
		case "answers.share-to":
			return withPassages(press, (shared) => preview(press, shared, options));
		case "answers.share-post":
			return withPassages(press, (shared) => post(press, shared, options));
		case "answers.share-not":
			return { reply: { say: [], replace: sentence("All right. Nothing was posted.") } };
		default:
			return undefined;
	}
}

/** Asks for the channel that these passages are to be posted in; where none can be offered, says how they get there. */
export function chooseCard(passages: string[], here: Place): Message {
	if (!offersChannels(here)) return message([heading, { kind: "prose", text: bySearch }]);
	return message([
		heading,
		{
			kind: "prose",
			text: "Only the lesson and its source are posted, never what you asked. You see it before it goes out.",
		},
		{
			kind: "form",
			fields: [
				{
					name: "channel",
					label: "Channel",
					hint: "I can post only where I have been added.",
					input: "channel",
				},
			],
			submit: { label: "Show me first", action: "answers.share-to", value: { passages }, tone: "primary" },
		},
		notNow,
	]);
}

type Shared = {
	passages: string[];
	channel?: Place;
	/** Names the preview that was shown, and proves that it was this. */
	preview?: { name: string; seal: string };
};

type Options = {
	say: Say;
	/** A hash that nobody can make without the key. */
	keyed: (text: string) => string;
};

function withPassages({ pressed, held }: Press, then: (shared: Shared) => Handled<Db>): Handled<Db> {
	const value = sharedShape.safeParse(pressed.value).data;
	const passages = value?.passages.filter((id) => held.passages.has(id)) ?? [];
	if (!value || passages.length === 0) return outOfDate;
	const { channel, preview } = value;
	return then({
		passages,
		...(channel ? { channel: channel as Place } : {}),
		...(preview ? { preview } : {}),
	});
}

function preview({ incoming, held }: Press, { passages, channel }: Shared, { keyed }: Options): Handled<Db> {
	const { place } = incoming;
	if (!offersChannels(place)) return { reply: { say: [chooseCard(passages, place)] } };
	if (!channel || !within(place, channel)) return { reply: { say: [sentence(noChannel)] } };
	if (!channel.name) return { reply: { say: [sentence(notSeen)] } };
	const name = actName(incoming);
	const seal = keyed(sealed(channel, passages, name));
	const value = { passages, channel: { ...channel }, preview: { name, seal } };
	return {
		reply: {
			say: [],
			replace: message([
				{ kind: "prose", text: `This will be posted in ${channel.name}:` },
				...shown(held, passages),
				{
					kind: "buttons",
					items: [
						{ label: "Post it", action: "answers.share-post", value, tone: "primary" },
						{ label: "Not now", action: "answers.share-not" },
					],
				},
			]),
		},
	};
}

function post({ incoming, held, now }: Press, shared: Shared, { say, keyed }: Options): Handled<Db> {
	const { passages, channel, preview } = shared;
	if (!channel || !within(incoming.place, channel)) return { reply: { say: [sentence(noChannel)] } };
	if (preview?.seal !== keyed(sealed(channel, passages, preview?.name ?? ""))) return outOfDate;
	const key = `share:${preview.name}`;
	const posted = { key, place: channel, message: sharedCard(held, passages), cites: passages };
	return {
		reply: {
			say: [],
			replace: sentence(
				`Posted in ${channel.name ?? "the channel"}. If it does not appear there, I have not been added to it.`,
			),
		},
		save: async (tx) => void (await say(tx, [posted], now)),
	};
}

function sharedCard(held: Held, passages: string[]): Message {
	return message([{ kind: "prose", text: "A colleague shared this lesson." }, ...shown(held, passages)]);
}

function shown(held: Held, passages: string[]): Block[] {
	return passages.flatMap((id) => {
		const passage = held.passages.get(id);
		return passage ? passageBlocks(held, passage) : [];
	});
}

/** A press is untrusted: it may name a place elsewhere. */
function within(here: Place, there: Place): boolean {
	return there.platform === here.platform && there.workspace === here.workspace && there.kind === "channel";
}

/** In Teams no list of channels can be shown, so a channel in what a client there sends was made up. */
function offersChannels({ platform }: Place): boolean {
	return platform !== "teams";
}

function sealed({ platform, workspace, key, address }: Place, passages: string[], preview: string): string {
	return JSON.stringify(["share", platform, workspace, key, address, passages, preview]);
}

const notNow: Block = { kind: "buttons", items: [{ label: "Not now", action: "answers.share-not" }] };
const heading: Block = { kind: "heading", text: "Share with a channel" };
const bySearch =
	"Go to the channel and find the lesson with the search beside the message box there. Only the lesson and its source are posted, never what you asked.";
const noChannel = "No channel was chosen. Please choose one that I have been added to.";
const notSeen =
	"I cannot see that channel. Please add me to it, or choose another. If I am in it already, try again in a moment.";

const sharedShape = z.object({
	passages: z.array(z.string().max(120)).min(1).max(6),
	channel: z
		.object({
			platform: z.enum(["slack", "teams", "terminal"]),
			workspace: z.string().max(255),
			key: z.string().max(500),
			name: z.string().max(200).optional(),
			address: z.string().max(2000),
			kind: z.enum(["direct", "channel"]),
		})
		.nullish()
		.catch(null),
	preview: z
		.object({ name: z.string().max(100), seal: z.string().max(100) })
		.optional()
		.catch(undefined),
});
