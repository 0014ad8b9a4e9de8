import type { Json } from "#chat/message.ts";
import type { TeamsServer } from "../../support/teamsServer.ts";
import type { Where } from "../ground.ts";

export type Card = unknown;
/** A button of a card, as far as its press needs it. */
export type Button = {
	verb: string;
	data: { [name: string]: Json } & { press?: { inputs?: { id: string; name: string; takes: string }[] } };
};
type OnScreen = { id: string; card: Card; thread?: string };

/** What Teams shows to people, worked out from the calls that the server took. */
export function createScreens(server: TeamsServer) {
	/** Cards in the answers to presses, and how many calls had come before them. */
	const replaced = new Map<string, { card: Card; after: number }>();

	/** Whose private chat it is, as the id of the chat that they would write in. */
	const ownerOf = (chat: string) => server.chats.get(chat)?.replace(/^.*:29:/, "a:") ?? chat;
	/** What stands in the place of a posted card: what a call or an answer to a press put there last. Undefined once it was deleted. */
	const standing = (id: string, posted: Card): Card | undefined => {
		const at = server.calls.findLastIndex(
			({ method, path, accepted }) =>
				(method === "PUT" || method === "DELETE") && accepted && path.endsWith(`/${id}`),
		);
		const answer = replaced.get(id);
		if (answer && answer.after > at) return answer.card;
		const call = server.calls[at];
		return call ? call.body.attachments : posted;
	};

	return {
		/** The bot's messages in a person's private chats, or in the channel, oldest first. */
		sees(who: string, where: Where): OnScreen[] {
			return server.posts().flatMap(({ id = "", conversation, accepted, body }) => {
				const thread = conversation.split(";messageid=")[1];
				const here = where === "direct" ? ownerOf(conversation) === `a:${who}` : /^19:/.test(conversation);
				if (!accepted || !here) return [];
				const card = standing(id, body.attachments);
				if (card === undefined) return [];
				return [{ id, card, ...(thread ? { thread } : {}) }];
			});
		},
		/** The answer to a press: a card in it takes the place of the pressed one. */
		answered(id: string, text: string) {
			const body = text ? (JSON.parse(text) as { type?: string; value?: Card }) : {};
			if (body.type === "application/vnd.microsoft.card.adaptive")
				replaced.set(id, { card: body.value, after: server.calls.length });
		},
	};
}

/** The button of a card that says this. */
export function buttonOf(card: Card, label: string): Button | undefined {
	if (typeof card !== "object" || card === null) return undefined;
	const node = card as { type?: string; title?: string };
	if (node.type === "Action.Execute" && node.title === label) return card as Button;
	return Object.values(card).reduce((found, inner) => found ?? buttonOf(inner, label), undefined);
}

const link = /^\[(.*)\]\((\S*)\)$/s;
const shownKeys = ["text", "title", "label", "x", "y", "url"];

/** All words of a card in one text: markdown of TextBlocks undone, other texts as they are. */
export function wordsOf(card: Card): string {
	if (typeof card !== "object" || card === null) return "";
	const node = card as { [key: string]: unknown };
	if (node.type === "TextBlock")
		return String(node.text)
			.replace(link, "$1 $2")
			.replace(/\\([!-/:-@[-`{-~])/g, "$1");
	return Object.entries(node)
		.flatMap(([key, inner]) => {
			if (key === "fallback" || key === "data") return [];
			const said = shownKeys.includes(key) && (typeof inner === "string" || typeof inner === "number");
			return [said ? String(inner) : wordsOf(inner)];
		})
		.filter(Boolean)
		.join(node.type === "RichTextBlock" ? "" : "\n");
}
