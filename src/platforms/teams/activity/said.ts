import { z } from "zod";
import type { TeamsActivity } from "./activity.ts";

const mention = z.looseObject({
	type: z.literal("mention"),
	text: z.string().nullish(),
	mentioned: z.looseObject({ id: z.string() }),
});

/** What the person wrote to the bot, as plain text without its mention; undefined when it is not addressed to it. */
export function said(activity: TeamsActivity): string | undefined {
	const { entities, from, recipient, conversation } = activity;
	if (from.id === recipient.id || from.role === "bot") return undefined;
	const mentions = (entities ?? []).flatMap((entity) => {
		const parsed = mention.safeParse(entity);
		return parsed.success && parsed.data.mentioned.id === recipient.id ? [parsed.data] : [];
	});
	if (conversation.conversationType !== "personal" && mentions.length === 0) return undefined;
	const text = mentions.reduce(
		(rest, { text }) => (text ? rest.replaceAll(text, " ") : rest),
		activity.text ?? "",
	);
	const words = toPlainText(text);
	return words === "" && isCard(activity) ? undefined : words;
}

/** A card that somebody posts, such as one that a search gave them, asks nothing. */
function isCard({ attachments }: TeamsActivity): boolean {
	return (
		attachments?.some(({ contentType }) => contentType?.startsWith("application/vnd.microsoft.card.")) ??
		false
	);
}

/** The tags that Teams writes. What else stands between angle brackets was typed by the person. */
const newline = /<(?:br|\/p|\/div|\/li|\/tr|\/h[1-6]|\/blockquote|\/pre)\s*\/?>/gi;
const tag =
	/<\/?(?:a|at|attachment|b|blockquote|br|code|codeblock|div|em|emoji|font|h[1-6]|hr|i|img|li|ol|p|pre|s|span|strike|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul)(?:\s[^<>]*)?\/?>/gi;
const entity = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi;
const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** Teams' HTML as plain text: tags dropped, entities read, spaces evened out. */
export function toPlainText(html: string): string {
	return html
		.replace(newline, "\n")
		.replace(tag, "")
		.replace(entity, (whole, decimal, hex, name) =>
			name
				? (named[name.toLowerCase()] ?? whole)
				: character(decimal ? Number(decimal) : Number.parseInt(hex, 16)),
		)
		.replace(/[ \t\u00a0]+/g, " ")
		.replace(/ ?\r?\n ?/g, "\n")
		.replace(/\n{3,}/g, "\n\n")
		.trim();
}

function character(code: number): string {
	return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
}
