/** What the bot asks of a workspace, and why, in words for whoever decides. The manifest says the same. */
export const scopes = {
	"app_mentions:read": "Read messages that mention it",
	"channels:read":
		"Know the names of the public channels that it was added to or is to post in, and when they change",
	"chat:write": "Post messages under its own name, where it was added or to a person",
	commands: "Offer the command /lessons, and “Ask the reviews” in the menu of a message",
	"groups:read": "Know the names of the private channels that it was added to, and when they change",
	"im:history": "Read what people write to it directly",
} as const;

/** What it can do without. Slack lets whoever installs it leave these out. */
export const optionalScopes = {
	"channels:history": "Look up, after a fault, whether a message of its own arrived in a public channel",
	"groups:history": "The same in a private channel that it was added to",
	"im:write": "The same in its conversation with a person",
} as const;
