import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { removalEvents } from "#platforms/slack/installing/removed.ts";
import { optionalScopes, scopes } from "#platforms/slack/installing/scopes.ts";
import { eventNames, shortcuts as known } from "#platforms/slack/receive.ts";

const manifest = JSON.parse(readFileSync("manifests/slack.json", "utf8"));
const folder = "src/platforms/slack";
const source = readdirSync(folder, { recursive: true, encoding: "utf8" })
	.filter((name) => name.endsWith(".ts"))
	.map((name) => readFileSync(`${folder}/${name}`, "utf8"))
	.join("\n");

/** What each call needs, by Slack's reference. Whose token it is, signing in and homes need nothing. */
const callScopes: Record<string, string[]> = {
	"auth.revoke": [],
	"auth.teams.list": [],
	"auth.test": [],
	"chat.delete": ["chat:write"],
	"chat.postEphemeral": ["chat:write"],
	"chat.postMessage": ["chat:write"],
	"chat.update": ["chat:write"],
	"conversations.history": ["im:history", "channels:history", "groups:history"],
	"conversations.info": ["channels:read", "groups:read"],
	"conversations.open": ["im:write"],
	"conversations.replies": ["im:history", "channels:history", "groups:history"],
	"oauth.v2.access": [],
	"views.publish": [],
};
/** What each event needs. */
const eventScopes: Record<string, string[]> = {
	app_home_opened: [],
	app_mention: ["app_mentions:read"],
	app_uninstalled: [],
	channel_archive: ["channels:read"],
	channel_deleted: ["channels:read"],
	// Slack tells it of private channels alone.
	channel_id_changed: ["groups:read"],
	channel_left: ["channels:read"],
	channel_rename: ["channels:read"],
	channel_shared: ["channels:read", "groups:read"],
	group_archive: ["groups:read"],
	group_deleted: ["groups:read"],
	group_left: ["groups:read"],
	group_rename: ["groups:read"],
	member_joined_channel: ["channels:read", "groups:read"],
	member_left_channel: ["channels:read", "groups:read"],
	"message.im": ["im:history"],
	tokens_revoked: [],
};

describe("the manifest for Slack", () => {
	const called = [...source.matchAll(/client\.([a-z]+(?:\.[a-z0-9]+)?\.[a-zA-Z]+)\(/g)];
	const calls = [...new Set(called.map(([, name]) => name ?? ""))];
	const events: string[] = manifest.settings.event_subscriptions.bot_events;
	const asked = manifest.oauth_config.scopes;

	it("subscribes to the events that the code listens to, and to no other", () => {
		const heard = [...eventNames, ...removalEvents];
		expect(events.map((name) => name.replace(/\.im$/, "")).sort()).toEqual(heard.sort());
	});

	it("asks for the permissions that the code uses, and for no other", () => {
		expect(calls.sort()).toEqual(Object.keys(callScopes).sort());
		expect(events).toEqual(Object.keys(eventScopes));
		const used = ["commands", ...Object.values({ ...callScopes, ...eventScopes }).flat()];
		expect([...asked.bot, ...asked.bot_optional].sort()).toEqual([...new Set(used)].sort());
	});

	it("asks for what the install page says, in the same words of duty", () => {
		expect(asked.bot).toEqual(Object.keys(scopes));
		expect(asked.bot_optional).toEqual(Object.keys(optionalScopes));
	});

	it("lets a workspace go without the permissions that only look up what became of a message", () => {
		const needed = Object.entries(callScopes)
			.filter(([name]) => !name.startsWith("conversations."))
			.flatMap(([, each]) => each);
		const always = [...needed, ...Object.values(eventScopes).flat(), "commands"];
		expect(asked.bot_optional.filter((scope: string) => always.includes(scope))).toEqual([]);
	});

	it("sends everything to the one address, and escapes what people type", () => {
		const { event_subscriptions, interactivity } = manifest.settings;
		const [command] = manifest.features.slash_commands;
		const address = "https://YOUR-ADDRESS/slack/events";
		expect([event_subscriptions.request_url, interactivity.request_url, command.url]).toEqual(
			Array(3).fill(address),
		);
		expect(manifest.oauth_config.redirect_urls).toEqual(["https://YOUR-ADDRESS/slack/oauth_redirect"]);
		expect(command).toMatchObject({ command: "/lessons", should_escape: true });
	});

	it("offers the shortcuts and the home that the code knows, and can be installed in whole organisations", () => {
		const { shortcuts, app_home } = manifest.features;
		expect(shortcuts).toMatchObject(known.map((callback_id) => ({ type: "message", callback_id })));
		expect(app_home).toMatchObject({ home_tab_enabled: true, messages_tab_enabled: true });
		expect(manifest.settings).toMatchObject({ org_deploy_enabled: true, token_rotation_enabled: true });
	});

	it("keeps to Slack's lengths", () => {
		const { name, description, long_description } = manifest.display_information;
		expect(name.length).toBeLessThanOrEqual(35);
		expect(description.length).toBeLessThanOrEqual(140);
		expect(long_description.length).toBeGreaterThanOrEqual(175);
		expect(long_description.length).toBeLessThanOrEqual(4000);
		expect(manifest.features.bot_user.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
		for (const shortcut of manifest.features.shortcuts) {
			expect(shortcut.name.length).toBeLessThanOrEqual(24);
			expect(shortcut.description.length).toBeLessThanOrEqual(150);
		}
	});
});
