import { beforeEach, describe, expect, it } from "vitest";
import {
	agencyAdd,
	agencyChange,
	agencyLink,
	agencyList,
	agencyRemove,
	agencyResume,
	agencySuspend,
} from "#cli/agencies.ts";
import { type Command, type CommandContext, unconfirmed } from "#cli/command.ts";
import { auditList } from "#cli/people.ts";
import { roleGrant, roleList, roleRevoke } from "#cli/roles.ts";
import { openInstallLink } from "#people/installLinks.ts";
import { useDatabase } from "../support/database.ts";
import {
	callerOf,
	council,
	countingLedger,
	from,
	kent,
	known,
	letIn,
	openParlour,
	start,
} from "./partners.ts";

const database = useDatabase();
beforeEach(() => letIn(database.db));

/** Runs a command with `answer` typed where it asks, or with nobody there. */
async function run(
	command: Command,
	file = "",
	values: Record<string, string | boolean> = {},
	answer?: string,
) {
	const said: string[] = [];
	const io = {
		out: (text: string) => void said.push(text),
		...(answer === undefined ? {} : { ask: async () => answer }),
	};
	const context = {
		...{ db: database.db, cwd: ".", now: start, io },
		...{ publicUrl: "https://bot.example.org", features: [], ledger: countingLedger() },
	} as unknown as CommandContext;
	const exitCode = await command.run({ file, values }, context);
	return { exitCode, output: said.join("\n") };
}

describe("agency", () => {
	it("add prints a link that works, and refuses a name or a workspace that is taken", async () => {
		const { output, exitCode } = await run(agencyAdd, "", { name: "Harbour Housing", sector: "housing" });
		const token = /install\/(\S+)$/.exec(output)?.[1] ?? "";
		expect(exitCode).toBe(0);
		expect(await openInstallLink(database.db, token, start)).toMatchObject({
			agency: { name: "Harbour Housing" },
		});
		expect(await run(agencyAdd, "", { name: "harbour housing", sector: "housing" })).toMatchObject({
			exitCode: 1,
		});
		const taken = await run(agencyAdd, "", { name: "Other", sector: "police", slack: kent.id });
		expect(taken).toEqual({ exitCode: 1, output: `Slack ${kent.id} belongs to another agency already.` });
		expect(await database.db.agency.count()).toBe(6);
	});

	it("add with a tenant needs no link: its first word completes the join", async () => {
		const tenant = "dddddddd-0000-4000-8000-000000000004";
		const { output } = await run(agencyAdd, "", { name: "Harbour", sector: "council", tenant });
		expect(output).not.toContain("install/");
		const home = { platform: "teams", id: tenant } as const;
		expect(await callerOf(database.db, from(home, "someone"))).toMatchObject({ agency: { name: "Harbour" } });
		expect((await run(agencyList)).output).toContain(`Teams ${tenant}: joined on 2026-04-14`);
	});

	it.each([
		[{ name: "Harbour" }, "--sector"],
		[{ name: "Harbour", sector: "army" }, "--sector"],
		[{ name: "Harbour", sector: "police", slack: "X1" }, "begins with T"],
		[{ name: "Harbour", sector: "police", tenant: "kent" }, "a GUID"],
	])("add explains what is wrong with %j", async (values, problem) => {
		expect(await run(agencyAdd, "", values)).toEqual({
			exitCode: 1,
			output: expect.stringContaining(problem),
		});
	});

	it("suspend, resume, change and link act on the agency named, however it is written", async () => {
		expect((await run(agencySuspend, "kent police")).output).toBe("“Kent Police” is paused.");
		expect((await run(agencyLink, "Kent Police")).output).toContain("Resume it first");
		expect((await run(agencyList)).output).toContain("police, PAUSED");
		expect((await run(agencyResume, "Kent Police")).output).toBe("“Kent Police” is let in again.");
		expect((await run(agencyLink, "Kent Police")).output).toContain("/slack/install/");
		expect((await run(agencyChange, "Kent Police", { name: "Medway Homes" })).exitCode).toBe(1);
		expect((await run(agencyChange, "Kent Police", { name: "Police Kent", area: "Kent" })).exitCode).toBe(0);
		expect(await callerOf(database.db, from(kent, "U1"))).toMatchObject({ agency: { name: "Police Kent" } });
		expect(await run(agencySuspend, "Nobody")).toMatchObject({ exitCode: 1 });
	});

	it("remove asks, or says how to say yes, and then says what was deleted", async () => {
		await known(database.db, kent, "ASHA", "lead");
		expect((await run(agencyRemove, "Kent Police")).exitCode).toBe(unconfirmed);
		expect((await run(agencyRemove, "Kent Police", {}, "n")).output).toContain("Nothing was removed.");
		expect(await callerOf(database.db, from(kent, "ASHA"))).toMatchObject({ roles: ["lead"] });
		const { output } = await run(agencyRemove, "Kent Police", {}, "y");
		expect(output).toContain("“Kent Police” is removed. Deleted:\n- 1 person");
		await expect(callerOf(database.db, from(kent, "ASHA"))).rejects.toThrow();
		expect(
			(await run(agencyAdd, "", { name: "Kent Police", sector: "police", slack: kent.id })).exitCode,
		).toBe(0);
		expect(await callerOf(database.db, from(kent, "ASHA"))).toMatchObject({ roles: [] });
	});
});

describe("role", () => {
	it("grant takes a code, and the code is then used up", async () => {
		const parlour = openParlour(database.db);
		const code = /code is (\S+)\./.exec(await parlour.ask(council, "asha", "my code"))?.[1] ?? "";
		expect((await run(roleGrant, `${code} coordinator`)).exitCode).toBe(0);
		expect(await callerOf(database.db, from(council, "asha"))).toMatchObject({ roles: ["coordinator"] });
		expect(await run(roleGrant, `${code} lead`)).toMatchObject({ exitCode: 1 });
	});

	it("grant takes an account that was never met, and of no workspace but ours", async () => {
		expect((await run(roleGrant, "slack:T0KENT:U9 coordinator")).exitCode).toBe(0);
		expect((await run(roleList)).output).toContain(
			"U9 on Slack, coordinator (Kent Police)\n  slack:T0KENT:U9",
		);
		expect(await callerOf(database.db, from(kent, "U9"))).toMatchObject({ roles: ["coordinator"] });
		expect(await run(roleGrant, "slack:T0STRANGE:U9 lead")).toMatchObject({ exitCode: 1 });
		expect(await run(roleGrant, "slack:T0KENT:U9 king")).toMatchObject({ exitCode: 1 });
	});

	it("revoke takes it away, from the last coordinator too", async () => {
		await run(roleGrant, "slack:T0KENT:U9 coordinator");
		expect((await run(roleRevoke, "slack:T0KENT:U9 coordinator")).exitCode).toBe(0);
		expect((await run(roleList)).output).toContain("Nobody has a role yet.");
	});
});

describe("audit list", () => {
	it("says who changed what, latest first", async () => {
		await run(roleGrant, "slack:T0KENT:U9 coordinator");
		const { output } = await run(auditList, "", { most: "2" });
		expect(output.split("\n")[0]).toBe(
			"2026-04-14 09:00  operator  role granted: coordinator  U9 on Slack (Kent Police)",
		);
		expect(output.split("\n")).toHaveLength(2);
		expect(await run(auditList, "", { most: "many" })).toMatchObject({ exitCode: 1 });
	});
});
