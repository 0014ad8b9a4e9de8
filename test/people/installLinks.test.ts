import { beforeEach, describe, expect, it } from "vitest";
import { expectWorkspace, setAgencyState } from "#people/agencies.ts";
import { createInstallLink, installAddress, openInstallLink, useInstallLink } from "#people/installLinks.ts";
import { useDatabase } from "../support/database.ts";
import { callerOf, from, kent, letIn, minutes, start } from "./partners.ts";

const database = useDatabase();
let ids: Awaited<ReturnType<typeof letIn>>;
beforeEach(async () => {
	ids = await letIn(database.db);
});

const newWorkspace = { platform: "slack", id: "T0NEW", name: "New" } as const;
const make = () => createInstallLink(database.db, ids.homes, "slack", "operator", start);
const use = (token: string, workspace: Parameters<typeof useInstallLink>[2] = newWorkspace, now = start) =>
	database.db.$transaction((tx) => useInstallLink(tx, token, workspace, now));

describe("an install link", () => {
	it("lets one workspace in, for its agency, and is then used up", async () => {
		const token = await make();
		expect(await openInstallLink(database.db, token, start)).toMatchObject({
			agency: { name: "Medway Homes" },
		});
		expect(await use(token)).toMatchObject({ agency: { name: "Medway Homes" } });
		expect(await callerOf(database.db, from(newWorkspace, "U1"))).toMatchObject({
			agency: { name: "Medway Homes" },
		});
		expect(await use(token, { platform: "slack", id: "T0OTHER" })).toEqual({ refused: "used" });
		expect(await openInstallLink(database.db, token, start)).toEqual({ refused: "used" });
	});

	it("lets in one of many who use it at once", async () => {
		const token = await make();
		const ended = await Promise.all(
			Array.from({ length: 8 }, (_, at) => use(token, { platform: "slack", id: `T0MANY${at}` })),
		);
		expect(ended.filter((one) => "agency" in one)).toHaveLength(1);
		expect(ended.filter((one) => "refused" in one && one.refused === "used")).toHaveLength(7);
	});

	it("runs out after 72 hours", async () => {
		const token = await make();
		expect(await openInstallLink(database.db, token, minutes(72 * 60 - 1))).toMatchObject({
			platform: "slack",
		});
		expect(await openInstallLink(database.db, token, minutes(72 * 60))).toEqual({ refused: "expired" });
		expect(await use(token, newWorkspace, minutes(72 * 60))).toEqual({ refused: "expired" });
	});

	it("is nowhere but with whoever was given it: the database has its hash, the audit neither", async () => {
		const token = await make();
		await use(token);
		const rows = [
			await database.db.installLink.findMany(),
			await database.db.auditEntry.findMany(),
			await database.db.workspace.findMany(),
		];
		expect(JSON.stringify(rows)).not.toContain(token);
		expect(token.length).toBeGreaterThanOrEqual(32);
		expect(installAddress("https://bot.example.org/", token)).toBe(
			`https://bot.example.org/slack/install/${token}`,
		);
	});

	it("that was guessed, or is another platform's, lets nobody in", async () => {
		expect(await use("guessed")).toEqual({ refused: "unknown" });
		expect(await use("")).toEqual({ refused: "unknown" });
		expect(await use(await make(), { platform: "teams", id: "T0NEW" })).toEqual({ refused: "unknown" });
		expect(await database.db.workspace.count({ where: { id: "T0NEW" } })).toBe(0);
	});

	it("cannot take a workspace from another agency, and stays good for its own", async () => {
		const token = await make();
		expect(await use(token, kent)).toEqual({ refused: "taken" });
		expect(await callerOf(database.db, from(kent, "U1"))).toMatchObject({ agency: { name: "Kent Police" } });
		expect(await use(token)).toMatchObject({ agency: { name: "Medway Homes" } });
	});

	it("brings a workspace back that had left", async () => {
		await database.db.workspace.update({
			where: { platform_id: { platform: "slack", id: "T0MEDWAY" } },
			data: { state: "left" },
		});
		expect(await use(await make(), { platform: "slack", id: "T0MEDWAY" })).toMatchObject({
			agency: { name: "Medway Homes" },
		});
		expect(await callerOf(database.db, from({ platform: "slack", id: "T0MEDWAY" }, "U1"))).toMatchObject({
			roles: [],
		});
	});

	it("of an agency that is paused lets nobody in until it is resumed", async () => {
		const token = await make();
		await setAgencyState(database.db, ids.homes, "suspended", "operator", start);
		expect(await use(token)).toEqual({ refused: "suspended" });
		await setAgencyState(database.db, ids.homes, "active", "operator", start);
		expect(await use(token)).toMatchObject({ agency: { name: "Medway Homes" } });
	});
});

describe("a workspace on an agency's list", () => {
	it("belongs to one agency alone", async () => {
		const put = (agency: string) => expectWorkspace(database.db, agency, kent, "operator", start);
		expect(await put(ids.homes)).toBe("taken");
		expect(await put(ids.police)).toBe("expected");
		expect(await callerOf(database.db, from(kent, "U1"))).toMatchObject({ agency: { name: "Kent Police" } });
	});
});
