import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it, onTestFinished } from "vitest";
import { startProgram } from "../../support/process.ts";

const settings = {
	PUBLIC_URL: "https://lessons.agency.example/bot/",
	TEAMS_APP_ID: "11111111-2222-4333-8444-555555555555",
	PRIVACY_URL: "https://agency.example/privacy",
};
const developer = 'Kent "safer lives" & partners';

/** Runs the command into an empty folder. */
async function build(environment: Record<string, string>, ...args: string[]) {
	const out = await mkdtemp(join(tmpdir(), "manifests-"));
	onTestFinished(() => rm(out, { recursive: true, force: true }));
	const all = ["--out", out, ...args];
	const { code, output } = await startProgram("src/cli/manifests.ts", all, environment).ended;
	return { code, output, out };
}

async function built() {
	const { code, out } = await build(settings, "--developer", developer, "--version", "1.2.3");
	expect(code).toBe(0);
	const zip = await readFile(join(out, "teams.zip"));
	const files = unzipSync(zip);
	return { out, zip, files, manifest: JSON.parse(strFromU8(files["manifest.json"] ?? new Uint8Array())) };
}

async function validator(version: string) {
	const path = `@microsoft/app-manifest/build/json-schemas/teams/v${version}/MicrosoftTeams.schema.json`;
	const schema = JSON.parse(await readFile(createRequire(import.meta.url).resolve(path), "utf8"));
	const ajv = new Ajv.default({ strict: false, allErrors: true });
	addFormats.default(ajv);
	return ajv.compile(schema);
}

/** Width and height of a PNG, and whether it has an alpha channel. */
function png(file: Uint8Array = new Uint8Array(32)) {
	const bytes = Buffer.from(file);
	return {
		signature: bytes.subarray(1, 4).toString(),
		size: [bytes.readUInt32BE(16), bytes.readUInt32BE(20)],
		alpha: bytes[25] === 6,
	};
}

describe("the Teams app package", () => {
	it("holds exactly the manifest and the two icons that Teams asks for, of the right sizes", async () => {
		const { files, manifest } = await built();
		expect(Object.keys(files).sort()).toEqual(["color.png", "manifest.json", "outline.png"]);
		expect(png(files[manifest.icons.color])).toEqual({ signature: "PNG", size: [192, 192], alpha: true });
		expect(png(files[manifest.icons.outline])).toEqual({ signature: "PNG", size: [32, 32], alpha: true });
	});

	it("has a manifest that Microsoft's schema for its version takes, and one with a fault is not taken", async () => {
		const { manifest } = await built();
		expect(manifest.$schema).toContain(`/teams/v${manifest.manifestVersion}/`);
		const validate = await validator(manifest.manifestVersion);
		expect([validate(manifest), validate.errors]).toEqual([true, null]);
		expect(validate({ ...manifest, id: "not-a-guid" })).toBe(false);
		expect(validate({ ...manifest, name: { short: "x".repeat(31), full: "x" } })).toBe(false);
	});

	it("is filled in with this installation's details, and the bot is the app", async () => {
		const { manifest } = await built();
		expect(JSON.stringify(manifest)).not.toMatch(/\{\{|\}\}/);
		expect(manifest).toMatchObject({
			version: "1.2.3",
			id: settings.TEAMS_APP_ID,
			developer: {
				name: developer,
				websiteUrl: "https://lessons.agency.example/bot",
				privacyUrl: settings.PRIVACY_URL,
				termsOfUseUrl: settings.PRIVACY_URL,
			},
			validDomains: ["lessons.agency.example"],
		});
		expect(manifest.bots[0].botId).toBe(manifest.id);
		expect(manifest.composeExtensions[0].botId).toBe(manifest.id);
	});

	it("is the same, byte by byte, when it is built again", async () => {
		expect((await built()).zip).toEqual((await built()).zip);
	});

	it("asks for nothing beyond messages that are written to the bot, and searches", async () => {
		const { manifest } = await built();
		for (const key of ["authorization", "webApplicationInfo", "permissions", "devicePermissions"])
			expect(manifest[key]).toBeUndefined();
		expect(manifest.bots[0].scopes).toEqual(["personal", "team", "groupChat"]);
		expect(manifest.composeExtensions[0].commands).toHaveLength(1);
		expect(manifest.composeExtensions[0].commands[0]).toMatchObject({ type: "query", initialRun: true });
	});
});

describe("the Slack manifest", () => {
	it("is written with this installation's address", async () => {
		const { out } = await built();
		const text = await readFile(join(out, "slack.json"), "utf8");
		expect(JSON.parse(text).display_information.name).toBe("DHR Lessons");
		expect(text).not.toContain("YOUR-ADDRESS");
		expect(text).toContain("https://lessons.agency.example/bot/slack/events");
	});

	it("is otherwise the one that is kept here", async () => {
		const { out } = await built();
		const kept = await readFile("manifests/slack.json", "utf8");
		expect(await readFile(join(out, "slack.json"), "utf8").then(JSON.parse)).toEqual(
			JSON.parse(kept.replaceAll("https://YOUR-ADDRESS", "https://lessons.agency.example/bot")),
		);
	});

	it("for a trial asks for a token that stays, also where an app in Teams is set up", async () => {
		const { code, out } = await build(settings, "--trial");
		expect(code).toBe(0);
		const text = await readFile(join(out, "slack.json"), "utf8");
		expect(JSON.parse(text).settings).toMatchObject({
			token_rotation_enabled: false,
			socket_mode_enabled: false,
			event_subscriptions: { request_url: "https://lessons.agency.example/bot/slack/events" },
		});
		await expect(readFile(join(out, "teams.zip"))).rejects.toThrow();
	});

	it("for a trial without an address uses Socket Mode, and names no address at all", async () => {
		const { code, output, out } = await build({}, "--trial");
		expect([code, output]).toEqual([0, expect.stringContaining("Socket Mode")]);
		const text = await readFile(join(out, "slack.json"), "utf8");
		expect(text).not.toMatch(/url|https:/i);
		const { settings: made, features } = JSON.parse(text);
		expect(made).toMatchObject({
			token_rotation_enabled: false,
			socket_mode_enabled: true,
			interactivity: { is_enabled: true },
		});
		expect(made.event_subscriptions.bot_events).toContain("message.im");
		expect(features.slash_commands).toMatchObject([{ command: "/lessons" }]);
		expect((await build({ PUBLIC_URL: "http://lessons.agency.example" }, "--trial")).code).toBe(1);
	});
});

describe("npm run manifests", () => {
	it("says all that is missing or wrong, and writes nothing", async () => {
		const { code, output, out } = await build(
			{ PUBLIC_URL: "http://lessons.agency.example", TEAMS_APP_ID: "seven" },
			...["--version", "one", "--developer", "x".repeat(33)],
		);
		expect(code).toBe(1);
		for (const name of ["PUBLIC_URL", "TEAMS_APP_ID", "PRIVACY_URL", "--version", "--developer"])
			expect(output).toContain(`${name} must`);
		await expect(readFile(join(out, "teams.zip"))).rejects.toThrow();
		await expect(readFile(join(out, "slack.json"))).rejects.toThrow();
	});

	it("writes Slack's alone for whoever has no app in Teams, and says what Teams' takes", async () => {
		const { code, output, out } = await build({ PUBLIC_URL: settings.PUBLIC_URL });
		expect(code).toBe(0);
		expect(await readFile(join(out, "slack.json"), "utf8")).toContain("https://lessons.agency.example/bot/");
		expect(output).toContain("For Teams set TEAMS_APP_ID and PRIVACY_URL");
		await expect(readFile(join(out, "teams.zip"))).rejects.toThrow();
		expect((await build({}, "--developer", "Kent")).output).toContain("PUBLIC_URL must");
	});

	it("explains itself, also when an option is not known", async () => {
		expect(await build({}, "--help")).toMatchObject({
			code: 0,
			output: expect.stringContaining("--developer"),
		});
		expect(await build({}, "--colour")).toMatchObject({
			code: 1,
			output: expect.stringContaining("--terms"),
		});
	});
});
