import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const folder = new URL("../../../manifests/teams/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder));
const manifest = JSON.parse(read("manifest.json").toString());

/** Width and height of a PNG, and whether it has an alpha channel. */
function png(name: string) {
	const bytes = read(name);
	return {
		signature: bytes.subarray(1, 4).toString(),
		size: [bytes.readUInt32BE(16), bytes.readUInt32BE(20)],
		alpha: bytes[25] === 6,
	};
}

// The limits are those of Microsoft's schema for this version.
describe("the Teams manifest", () => {
	it("is of the version it names, with all that this version asks for", () => {
		expect(manifest.manifestVersion).toBe("1.25");
		expect(manifest.$schema).toContain("/teams/v1.25/");
		expect(manifest.version).toMatch(/^\d+\.\d+\.\d+$/);
		for (const key of ["name", "websiteUrl", "privacyUrl", "termsOfUseUrl"])
			expect(manifest.developer[key]).not.toBe("");
		expect(manifest.accentColor).toMatch(/^#[0-9A-F]{6}$/);
	});

	it("keeps within the lengths that Teams allows", () => {
		expect(manifest.name.short.length).toBeLessThanOrEqual(30);
		expect(manifest.name.full.length).toBeLessThanOrEqual(100);
		expect(manifest.description.short.length).toBeLessThanOrEqual(80);
		expect(manifest.description.full.length).toBeLessThanOrEqual(4000);
		expect(manifest.bots).toHaveLength(1);
		const [{ commandLists }] = manifest.bots;
		expect(commandLists.length).toBeLessThanOrEqual(3);
		for (const { commands } of commandLists) {
			expect(commands.length).toBeLessThanOrEqual(12);
			for (const { title, description } of commands) {
				expect(title.length).toBeLessThanOrEqual(128);
				expect(description.length).toBeLessThanOrEqual(128);
			}
		}
	});

	it("marks what each installation fills in, and the bot is the app", () => {
		expect(manifest.id).toBe("{{TEAMS_APP_ID}}");
		expect(manifest.bots[0].botId).toBe(manifest.id);
		const marks = JSON.stringify(manifest).match(/\{\{[^}]*\}\}/g);
		expect([...new Set(marks)].sort()).toEqual([
			"{{DEVELOPER_NAME}}",
			"{{PRIVACY_URL}}",
			"{{PUBLIC_HOST}}",
			"{{TEAMS_APP_ID}}",
			"{{TERMS_URL}}",
		]);
	});

	it("asks for nothing beyond messages that are written to the bot", () => {
		expect(manifest.authorization).toBeUndefined();
		expect(manifest.webApplicationInfo).toBeUndefined();
		expect(manifest.permissions).toBeUndefined();
		expect(manifest.bots[0].scopes).toEqual(["personal", "team", "groupChat"]);
	});

	it("has the two icons that Teams asks for", () => {
		expect(png(manifest.icons.color)).toEqual({ signature: "PNG", size: [192, 192], alpha: true });
		expect(png(manifest.icons.outline)).toEqual({ signature: "PNG", size: [32, 32], alpha: true });
	});
});
