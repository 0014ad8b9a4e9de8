import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const manifest = JSON.parse(readFileSync("manifests/slack.json", "utf8"));
const folder = "src/platforms/slack";
const source = readdirSync(folder)
	.map((name) => readFileSync(`${folder}/${name}`, "utf8"))
	.join("\n");

/** What each call and event of ours needs, by Slack's reference. Asking who the bot is needs nothing. */
const callScopes: Record<string, string[]> = {
	"auth.test": [],
	"chat.postMessage": ["chat:write"],
	"chat.postEphemeral": ["chat:write"],
	"chat.update": ["chat:write"],
	"chat.delete": ["chat:write"],
	"conversations.history": ["im:history", "channels:history", "groups:history"],
	"conversations.replies": ["im:history", "channels:history", "groups:history"],
};
const eventScopes: Record<string, string[]> = {
	app_home_opened: [],
	app_mention: ["app_mentions:read"],
	member_joined_channel: ["channels:read", "groups:read"],
	"message.im": ["im:history"],
};

describe("the manifest for Slack", () => {
	const calls = [
		...new Set([...source.matchAll(/client\.([a-z]+\.[a-zA-Z]+)\(/g)].map(([, name]) => name ?? "")),
	];
	const events: string[] = manifest.settings.event_subscriptions.bot_events;

	it("subscribes to the events that the code listens to, and to no other", () => {
		const heard = /of \[([^\]]+)\]\)\s+app\.event/.exec(source)?.[1]?.match(/\w+/g) ?? [];
		expect(events.map((name) => name.replace(/\.im$/, "")).sort()).toEqual(heard.sort());
	});

	it("asks for the permissions that the code uses, and for no other", () => {
		expect(calls.sort()).toEqual(Object.keys(callScopes).sort());
		const used = [
			"commands",
			...calls.flatMap((name) => callScopes[name] ?? []),
			...events.flatMap((name) => eventScopes[name] ?? []),
		];
		const { bot, bot_optional } = manifest.oauth_config.scopes;
		expect([...bot, ...bot_optional].sort()).toEqual([...new Set(used)].sort());
	});

	it("lets a workspace go without the permission to read its channels", () => {
		expect(manifest.oauth_config.scopes.bot_optional).toEqual(["channels:history", "groups:history"]);
	});

	it("sends everything to the one address, and escapes what people type", () => {
		const { event_subscriptions, interactivity } = manifest.settings;
		const [command] = manifest.features.slash_commands;
		const address = "https://YOUR-ADDRESS/slack/events";
		expect([event_subscriptions.request_url, interactivity.request_url, command.url]).toEqual(
			Array(3).fill(address),
		);
		expect(command).toMatchObject({ command: "/lessons", should_escape: true });
	});

	it("keeps to Slack's lengths", () => {
		const { name, description, long_description } = manifest.display_information;
		expect(name.length).toBeLessThanOrEqual(35);
		expect(description.length).toBeLessThanOrEqual(140);
		expect(long_description.length).toBeGreaterThanOrEqual(175);
		expect(long_description.length).toBeLessThanOrEqual(4000);
		expect(manifest.features.bot_user.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
	});
});
