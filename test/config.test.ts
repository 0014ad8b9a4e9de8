import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "../src/config.ts";
import { settings } from "../src/settings.ts";

const guid = "11111111-2222-4333-8444-555555555555";
const secrets = {
	SECRETS_KEY: Buffer.alloc(32, 3).toString("base64"),
	PUBLIC_URL: "https://bot.example.org",
};
const slack = {
	...secrets,
	SLACK_BOT_TOKEN: "xoxb-1-2-abc",
	SLACK_SIGNING_SECRET: "0123456789abcdef",
	SLACK_WORKSPACES: "T0001, T0002",
};
const teams = {
	...secrets,
	TEAMS_APP_ID: guid,
	TEAMS_APP_PASSWORD: "secret",
	TEAMS_HOME_TENANT: guid,
	TEAMS_TENANTS: guid,
};

describe("The settings", () => {
	it("run in local mode when no credentials are given, whatever else is set", () => {
		const config = readConfig({ PORT: "0", CONTACT: "the duty desk" });
		expect(config).toMatchObject({ local: true, port: 0, contact: "the duty desk", dataDir: ".data" });
		expect(config.slack).toBeUndefined();
		expect(config.teams?.credentials).toBeUndefined();
	});

	it("never leave out authentication once a credential is there", () => {
		for (const name of ["TEAMS_APP_ID", "TEAMS_APP_PASSWORD", "TEAMS_HOME_TENANT"])
			expect(() => readConfig({ ...teams, [name]: undefined })).toThrow(name);
		expect(readConfig(teams).teams?.credentials?.appId).toBe(guid);
		expect(readConfig(slack).teams).toBeUndefined();
	});

	it("refuse production without credentials, and say what is missing", () => {
		expect(() => readConfig({ NODE_ENV: "production" })).toThrow(/SLACK_CLIENT_ID.*TEAMS_APP_ID/s);
		expect(readConfig({ NODE_ENV: "production", ...slack }).local).toBe(false);
	});

	it("name every problem at once, each with what the setting is for, and never its value", () => {
		const read = () =>
			readConfig({ PORT: "seven", SLACK_BOT_TOKEN: "xoxp-canary", DATABASE_URL: "mysql://canary@host/db" });
		expect(read).toThrow(ConfigError);
		try {
			read();
		} catch (error) {
			const { message } = error as Error;
			for (const name of [
				"PORT",
				"SLACK_BOT_TOKEN",
				"SLACK_SIGNING_SECRET",
				"SLACK_WORKSPACES",
				"DATABASE_URL",
			])
				expect(message).toContain(name);
			expect(message).toContain(settings.DATABASE_URL.purpose);
			expect(message).not.toContain("canary");
		}
	});

	it("send the bot's token over https alone, loopback apart", () => {
		expect(() => readConfig({ ...slack, SLACK_API_URL: "http://slack.example/api/" })).toThrow(
			"SLACK_API_URL",
		);
		expect(readConfig({ ...slack, SLACK_API_URL: "http://127.0.0.1:9/api/" }).slack?.apiUrl).toBe(
			"http://127.0.0.1:9/api/",
		);
	});

	it("let in nobody but whom they name", () => {
		expect(() => readConfig({ ...slack, SLACK_WORKSPACES: " , " })).toThrow("SLACK_WORKSPACES");
		expect(readConfig({ ...teams, TEAMS_TENANTS: "" }).teams?.tenants).toEqual([]);
		expect(readConfig(slack).slack?.workspaces).toEqual(["T0001", "T0002"]);
	});

	it("need a key and an address once there are credentials, and a key of the right length", () => {
		for (const name of ["SECRETS_KEY", "PUBLIC_URL"])
			expect(() => readConfig({ ...teams, [name]: undefined })).toThrow(name);
		expect(() => readConfig({ ...teams, SECRETS_KEY: "c2hvcnQ=" })).toThrow("32 bytes");
		expect(() => readConfig({ ...teams, PUBLIC_URL: "http://bot.example.org" })).toThrow("PUBLIC_URL");
		expect(readConfig(teams).secrets?.key).toEqual(Buffer.alloc(32, 3));
	});

	it("let many Slack workspaces install the app where there is a client, without a bot token", () => {
		const many = { ...slack, SLACK_BOT_TOKEN: undefined, SLACK_WORKSPACES: undefined };
		const client = { SLACK_CLIENT_ID: "1.2", SLACK_CLIENT_SECRET: "shh" };
		expect(readConfig({ ...many, ...client }).slack).toMatchObject({
			signingSecret: slack.SLACK_SIGNING_SECRET,
		});
		expect(() => readConfig({ ...many, SLACK_CLIENT_ID: "1.2" })).toThrow("SLACK_CLIENT_SECRET");
	});

	it("use Socket Mode with an app-level token, and need no signing secret then", () => {
		const config = readConfig({ ...slack, SLACK_SIGNING_SECRET: undefined, SLACK_APP_TOKEN: "xapp-1" });
		expect(config.slack).toMatchObject({ appToken: "xapp-1" });
	});

	it("need an address in Socket Mode too where Teams or an install page is set up beside it", () => {
		const socket = { ...slack, PUBLIC_URL: undefined, SLACK_APP_TOKEN: "xapp-1" };
		const client = { SLACK_BOT_TOKEN: undefined, SLACK_CLIENT_ID: "1.2", SLACK_CLIENT_SECRET: "shh" };
		expect(readConfig(socket).publicUrl).toBeUndefined();
		expect(() => readConfig({ ...teams, ...socket })).toThrow("PUBLIC_URL");
		expect(() => readConfig({ ...socket, ...client })).toThrow("PUBLIC_URL");
	});

	it("say of a token that ends why it does, and what to make instead", () => {
		const read = () => readConfig({ ...slack, SLACK_BOT_TOKEN: "xoxe.xoxb-1-canary" });
		expect(read).toThrow(/SLACK_BOT_TOKEN .*token rotation.*manifests -- --trial/);
		expect(read).not.toThrow("canary");
	});

	it("stand in .env.example, each with its purpose and its default, and nothing else does", () => {
		const example = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
		const entries = [...example.matchAll(/^# (.+)\n#([A-Z_]+)=(.*)$/gm)].map(([, purpose, name, value]) => ({
			name,
			purpose: purpose?.toLowerCase(),
			value,
		}));
		expect(entries).toEqual(
			Object.entries(settings).map(([name, { purpose, shape }]) => {
				const byDefault = shape.safeParse(undefined).data ?? "";
				return { name, purpose: purpose.toLowerCase(), value: String(byDefault) };
			}),
		);
		expect(example.match(/^#?[A-Z_]+=/gm)).toHaveLength(entries.length);
	});
});
