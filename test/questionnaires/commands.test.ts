import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CommandContext } from "#cli/command.ts";
import { questionnairesImport, questionnairesList } from "#cli/questionnaires.ts";
import { useDatabase } from "../support/database.ts";
import { newerYaml, starter, starterYaml } from "./samples.ts";

const database = useDatabase();

/** Runs an import of a file with this text. */
async function importing(text: string, values: Record<string, boolean> = {}, file = "q.yaml") {
	const cwd = await mkdtemp(join(tmpdir(), "questionnaire-"));
	await writeFile(join(cwd, "q.yaml"), text);
	const lines: string[] = [];
	const io = { out: (line: string) => lines.push(line) };
	const context = {
		db: database.db,
		cwd,
		now: new Date("2026-04-14T10:00:00Z"),
		io,
	} as unknown as CommandContext;
	const code = await questionnairesImport.run({ file, values }, context);
	await questionnairesList.run({ file: "", values: {} }, { ...context, io: { out: () => {} } });
	return { code, said: lines.join("\n") };
}

describe("questionnaires import", () => {
	it("holds a questionnaire, once, and a newer version after it", async () => {
		expect(await importing(starterYaml)).toMatchObject({
			code: 0,
			said: expect.stringContaining("11 questions) is held."),
		});
		expect((await importing(starterYaml)).said).toContain("there is nothing to do");
		expect((await importing(newerYaml())).said).toContain("goes on in this version");
		expect(await database.db.questionnaire.count()).toBe(2);
	});

	it("leaves a newer version as it is, and says so", async () => {
		await importing(newerYaml(2));
		expect(await importing(starterYaml)).toEqual({
			code: 1,
			said: `Version ${starter.version + 2} of “seminar-follow-up” is held already. Raise version to ${starter.version + 3}.`,
		});
		expect(await database.db.questionnaire.count()).toBe(1);
	});

	it("refuses a change without a new version, and another promise under the same id", async () => {
		await importing(starterYaml);
		expect((await importing(starterYaml.replace("After the seminar", "Afterwards"))).said).toBe(
			`Version ${starter.version} of “seminar-follow-up” is held already. Raise version to ${starter.version + 1}.`,
		);
		const anonymous = newerYaml()
			.replace("mode: confidential", "mode: anonymous")
			.replace(/ {4}shownIf:\n {6}- .*\n/, "");
		expect((await importing(anonymous)).said).toContain("needs another id");
	});

	it("says all that is wrong, and changes nothing", async () => {
		const wrong = starterYaml.replace("id: themes", "id: helped").replace("kind: multiple", "kind: slider");
		const { code, said } = await importing(wrong);
		expect(code).toBe(1);
		expect(said).toContain("must be one of: scale, single, multiple");
		expect(await importing(starterYaml, { check: true })).toMatchObject({ code: 0 });
		expect(await importing("", {}, "none.yaml")).toMatchObject({
			code: 1,
			said: expect.stringContaining("There is no file"),
		});
		expect(await importing("", {}, ".")).toMatchObject({
			code: 1,
			said: expect.stringContaining("is a folder"),
		});
		expect(await database.db.questionnaire.count()).toBe(0);
	});
});
