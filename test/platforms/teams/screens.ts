import type { Json } from "#chat/message.ts";
import type { TeamsServer } from "../../support/teamsServer.ts";
import type { Where } from "../ground.ts";

export type Card = unknown;
/** A button of a card, as far as its press needs it. */
export type Button = {
	verb: string;
	data: { [name: string]: Json } & { press?: { input?: { id: string; name: string } } };
};
type OnScreen = { id: string; card: Card; thread?: string };

/** What Teams shows to people, worked out from the calls that the server took. */
export function createScreens(server: TeamsServer) {
	const refused = new Set<number>();
	const replaced = new Map<string, Card>();

	/** The people for whom private chats were opened, by the chats' ids. */
	const owners = (): Map<string, string> => {
		const chats = [...new Set(server.posts().flatMap(({ path }) => /a:private-\d+/.exec(path) ?? []))];
		const opened = server.calls.filter(
			({ method, path }) => method === "POST" && /conversations$/.test(path),
		);
		const order = (chat: string) => Number(chat.split("-")[1]);
		chats.sort((a, b) => order(a) - order(b));
		const members = opened.map(({ body }) => String((body.members as { id: string }[])[0]?.id));
		return new Map(chats.map((chat, at) => [chat, (members[at] ?? "").replace("29:", "a:")]));
	};
	/** The latest card that a call put in the place of a posted one. */
	const updated = (id: string): Card | undefined =>
		server.calls.findLast(({ method, path }) => method === "PUT" && path.endsWith(`/${id}`));

	return {
		/** The bot's messages in a person's private chats, or in the channel, oldest first. */
		sees(who: string, where: Where): OnScreen[] {
			const private_ = owners();
			return server.posts().flatMap(({ path, body }, at) => {
				const id = `post-${at}`;
				const conversation = path.split("/")[3] ?? "";
				const thread = conversation.split(";messageid=")[1];
				const owner = private_.get(conversation) ?? conversation;
				const here = where === "direct" ? owner === `a:${who}` : thread !== undefined;
				if (refused.has(at) || !here) return [];
				const card = replaced.get(id) ?? updated(id) ?? body.attachments;
				return [{ id, card, ...(thread ? { thread } : {}) }];
			});
		},
		/** The post with this number, counted from 0, was not accepted. */
		refused: (at: number) => void refused.add(at),
		/** The answer to a press: a card in it takes the place of the pressed one. */
		answered(id: string, text: string) {
			const body = text ? (JSON.parse(text) as { type?: string; value?: Card }) : {};
			if (body.type === "application/vnd.microsoft.card.adaptive") replaced.set(id, body.value);
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
