/**
 * What a person typed, out of Slack's markup: no ids, no entities, and no mention of the bot.
 * Other people appear as "someone", because only the name would tell who they are.
 */
export function readable(text: string, botUser: string | undefined): string {
	return text
		.replace(/<([^<>]+)>/g, (_, inside: string) => reference(inside, botUser))
		.replaceAll("&lt;", "<")
		.replaceAll("&gt;", ">")
		.replaceAll("&amp;", "&")
		.replace(/[^\S\n]+/g, " ")
		.trim();
}

function reference(inside: string, botUser: string | undefined): string {
	const bar = inside.indexOf("|");
	const target = bar < 0 ? inside : inside.slice(0, bar);
	const label = bar < 0 ? "" : inside.slice(bar + 1);
	if (target.startsWith("@")) return target.slice(1) === botUser ? " " : "someone";
	if (target.startsWith("#")) return label ? `#${label}` : "a channel";
	if (target.startsWith("!subteam")) return label || "a group";
	if (target.startsWith("!")) return label || `@${target.slice(1).split("^")[0]}`;
	return label || target.replace(/^mailto:/, "");
}
