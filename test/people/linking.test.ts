import { beforeEach, describe, expect, it } from "vitest";
import type { Feature } from "#chat/feature.ts";
import { coordinators, leadsOf, mayReach, peopleOf } from "#people/reach.ts";
import { issueCode } from "#people/standing/codes.ts";
import type { Db } from "#storage/open.ts";
import { useDatabase } from "../support/database.ts";
import {
	callerOf,
	council,
	from,
	kent,
	kentTeams,
	known,
	letIn,
	medway,
	minutes,
	openParlour,
	placeOf,
	start,
} from "./partners.ts";

const database = useDatabase();
const moves: string[][] = [];
const bookings: Pick<Feature<Db>, "name" | "owns" | "handle" | "merge"> = {
	name: "bookings",
	owns: () => false,
	handle: async () => ({ reply: { say: [] } }),
	merge: async (_, one, other) => void moves.push([one, other]),
};
let ids: Awaited<ReturnType<typeof letIn>>;
let parlour: ReturnType<typeof openParlour>;
beforeEach(async () => {
	ids = await letIn(database.db);
	moves.length = 0;
	parlour = openParlour(database.db, { others: [bookings] });
});

const offer = async (id = "ASHA", now = start) =>
	/link (\S+)\. Give/.exec(await parlour.ask(kent, id, "link my accounts", now))?.[1] ?? "";
const personOf = async (home: typeof kent | typeof kentTeams, id: string) =>
	(await callerOf(database.db, from(home, id))).person;

async function linked() {
	const code = await offer();
	await parlour.ask(kentTeams, "asha-guid", `link ${code}`, minutes(1));
	await parlour.press(kentTeams, "asha-guid", "Yes, both are mine", minutes(2));
}

it("A code has a digit, so that no word is taken for one", async () => {
	await offer();
	const asha = String(await personOf(kent, "ASHA"));
	for (let count = 0; count < 40; count++)
		expect((await issueCode(database.db, asha, "link", start)).code).toMatch(/^(?=.*\d)\w{2}-\w{4}$/);
});

describe("linking Slack and Teams", () => {
	it("asks whose account it is, joins them, and tells the other account", async () => {
		const code = await offer();
		const asked = await parlour.ask(kentTeams, "asha-guid", `link ${code}`, minutes(1));
		expect(asked).toContain("This joins your account here with the Slack account of ASHA Example.");
		expect(asked).toContain("it stays with that account if you undo this.");
		expect(await personOf(kent, "ASHA")).not.toBe(await personOf(kentTeams, "asha-guid"));
		expect(await parlour.press(kentTeams, "asha-guid", "Yes, both are mine", minutes(2))).toContain("Done.");
		expect(await personOf(kent, "ASHA")).toBe(await personOf(kentTeams, "asha-guid"));
		expect(parlour.toldTo(kent, "ASHA").at(-1)).toContain(
			"A Teams account was linked with this one just now.",
		);
	});

	it("takes what features hold along, and both roles", async () => {
		const [first, second] = [
			await known(database.db, kent, "ASHA", "coordinator"),
			await known(database.db, kentTeams, "asha-guid", "lead"),
		];
		await linked();
		expect(moves).toEqual([[second, first]]);
		expect((await callerOf(database.db, from(kentTeams, "asha-guid"))).roles.toSorted()).toEqual([
			"coordinator",
			"lead",
		]);
		expect(await database.db.person.count()).toBe(1);
	});

	it("is refused to somebody with a role that the code’s owner has not, who would lose it to them", async () => {
		await known(database.db, kent, "ASHA");
		await known(database.db, kentTeams, "asha-guid", "coordinator");
		const code = await offer();
		expect(await parlour.ask(kentTeams, "asha-guid", `link ${code}`, minutes(1))).toBe(
			"You have a role here that your other account has not. Type “link my accounts” here, and type the code in your other account.",
		);
		const press = { kind: "pressed", action: "people.link", value: { code } } as const;
		await parlour.happen(from(kentTeams, "asha-guid", press), minutes(2));
		expect((await callerOf(database.db, from(kent, "ASHA"))).roles).toEqual([]);
		const other = /link (\S+)\. Give/.exec(
			await parlour.ask(kentTeams, "asha-guid", "link my accounts"),
		)?.[1];
		await parlour.ask(kent, "ASHA", `link ${other}`, minutes(3));
		expect(await parlour.press(kent, "ASHA", "Yes, both are mine", minutes(4))).toContain("Done.");
		await parlour.ask(kent, "ASHA", "unlink", minutes(5));
		expect((await callerOf(database.db, from(kentTeams, "asha-guid"))).roles).toEqual(["coordinator"]);
		expect((await callerOf(database.db, from(kent, "ASHA"))).roles).toEqual([]);
	});

	it("is refused when a role was given between the question and the answer to it", async () => {
		const code = await offer();
		await parlour.ask(kentTeams, "asha-guid", `link ${code}`, minutes(1));
		await known(database.db, kentTeams, "asha-guid", "lead");
		expect(await parlour.press(kentTeams, "asha-guid", "Yes, both are mine", minutes(2))).toContain(
			"You have a role here that your other account has not.",
		);
		expect((await callerOf(database.db, from(kent, "ASHA"))).roles).toEqual([]);
	});

	it("reaches them in one place only, where they were last", async () => {
		await linked();
		const person = (await personOf(kent, "ASHA")) ?? "";
		const place = async () =>
			(await peopleOf(database.db, [person], "reminders")).get(person)?.place?.platform;
		expect(await place()).toBe("teams");
		await parlour.ask(kent, "ASHA", "my code", minutes(3));
		expect(await place()).toBe("slack");
		await parlour.people.callerOf(from(kentTeams, "asha-guid"), minutes(4));
		expect(await place()).toBe("teams");
		await parlour.people.callerOf(from(kent, "ASHA"), minutes(5));
		expect(await place()).toBe("slack");
	});

	it("refuses a wrong code, an old one, one's own, and one that was used", async () => {
		const code = await offer();
		expect(await parlour.ask(kent, "ASHA", `link ${code}`)).toContain("the code of this very account");
		expect(await parlour.ask(kentTeams, "asha-guid", "link AA-AAAA")).toContain(
			"not right, or it has run out",
		);
		expect(await parlour.ask(kentTeams, "asha-guid", `link ${code}`, minutes(15))).toContain("has run out");
		await linked();
		expect(await parlour.ask(kentTeams, "somebody", `link ${code}`, minutes(3))).toContain("not right");
	});

	it("refuses a code for a role, which is read out to others", async () => {
		const code = /code is (\S+)\./.exec(await parlour.ask(kent, "ASHA", "my code"))?.[1];
		expect(await parlour.ask(kentTeams, "coordinator", `link ${code}`)).toContain("not right");
	});

	it("keeps the people of two agencies, and of one workspace, apart", async () => {
		const code = await offer();
		expect(await parlour.ask(council, "someone", `link ${code}`)).toContain("two agencies");
		expect(await parlour.ask(medway, "someone", `link ${code}`)).toContain("two agencies");
		expect(await parlour.ask(kent, "OTHER", `link ${code}`)).toContain("same workspace");
		expect(await database.db.person.count({ where: { accounts: { some: {} } } })).toBe(4);
	});

	it("is undone by either, and what is held stays with the first account", async () => {
		const first = await known(database.db, kent, "ASHA", "lead");
		await linked();
		expect(await parlour.ask(kentTeams, "asha-guid", "unlink", minutes(3))).toContain(
			"stays with your Slack account",
		);
		expect(await personOf(kent, "ASHA")).toBe(first);
		expect(await callerOf(database.db, from(kentTeams, "asha-guid"))).toMatchObject({ roles: [] });
		expect(await parlour.ask(kent, "ASHA", "unlink", minutes(4))).toContain("not linked");
	});
});

describe("reaching people", () => {
	it("finds leads of one agency and all coordinators, none of a paused agency, with one place each", async () => {
		await known(database.db, kent, "LEAD", "lead");
		await known(database.db, medway, "OTHER", "lead");
		await known(database.db, council, "COORD", "coordinator");
		expect(await leadsOf(database.db, ids.police)).toMatchObject([
			{
				name: "LEAD Example",
				agency: { name: "Kent Police" },
				place: placeOf("slack", kent.id, "LEAD", "direct"),
			},
		]);
		expect(await coordinators(database.db)).toMatchObject([{ name: "COORD Example" }]);
		await database.db.agency.update({ where: { id: ids.council }, data: { state: "suspended" } });
		expect(await coordinators(database.db)).toEqual([]);
	});

	it("has no place for somebody whose workspace left", async () => {
		const person = await known(database.db, kent, "ASHA");
		await database.db.workspace.update({ where: { platform_id: kent }, data: { state: "left" } });
		const found = await peopleOf(database.db, [person, "unknown"], "notices");
		expect([...found.values()]).toEqual([
			{ person, name: "ASHA Example", agency: { id: ids.police, name: "Kent Police", sector: "police" } },
		]);
	});
});

describe("what is sent unasked", () => {
	it("goes to no place of an agency that is paused, of a workspace that left, or of one that is not known", async () => {
		const at = ({ platform, id }: { platform: "slack" | "teams"; id: string }) =>
			placeOf(platform, id, "C1", "channel");
		const all = [
			at(kent),
			at(medway),
			at(council),
			at({ platform: "slack", id: council.id }),
			at({ platform: "slack", id: "T0STRANGE" }),
		];
		await database.db.agency.update({ where: { id: ids.homes }, data: { state: "suspended" } });
		expect(await mayReach(database.db, all)).toEqual([at(kent), at(council)]);
		await database.db.workspace.update({ where: { platform_id: kent }, data: { state: "left" } });
		expect(await mayReach(database.db, all)).toEqual([at(council)]);
	});
});

describe("somebody who wants less", () => {
	const reaches = async (person: string) => {
		const of = async (purpose: Parameters<typeof peopleOf>[2]) =>
			(await peopleOf(database.db, [person], purpose)).get(person)?.place !== undefined;
		return [await of("reminders"), await of("questionnaires"), await of("notices")];
	};
	const place = placeOf("slack", kent.id, "ASHA", "direct");

	it.each([
		["stop the reminders", [false, true, true], true],
		["stop the questionnaires", [true, false, true], true],
		["stop messaging me", [false, false, false], false],
	])("says “%s”, and is not reached for it until they start it again", async (text, reached, may) => {
		const person = await known(database.db, kent, "ASHA");
		expect(await parlour.ask(kent, "ASHA", text)).toContain("Done.");
		expect(await reaches(person)).toEqual(reached);
		expect(await mayReach(database.db, [place])).toEqual(may ? [place] : []);
		expect(await parlour.press(kent, "ASHA", "Start again")).toContain("again.");
		expect(await reaches(person)).toEqual([true, true, true]);
		expect(await mayReach(database.db, [place])).toEqual([place]);
	});

	it.each(["reminders", "questionnaires"])(
		"who stopped everything is told so when they start the %s alone, and how to have all again",
		async (what) => {
			const person = await known(database.db, kent, "ASHA");
			await parlour.ask(kent, "ASHA", "stop the reminders");
			await parlour.ask(kent, "ASHA", "stop");
			expect(await parlour.ask(kent, "ASHA", `start the ${what}`)).toContain(
				"You stopped all my messages. To have them again, type “start”.",
			);
			expect(await reaches(person)).toEqual([false, false, false]);
			expect(await parlour.press(kent, "ASHA", "Start again")).toBe("Done. You get my messages again.");
			expect(await reaches(person)).toEqual([true, true, true]);
		},
	);

	it("is still answered", async () => {
		await parlour.ask(kent, "ASHA", "stop");
		expect(await parlour.ask(kent, "ASHA", "who am I")).toContain("You are with Kent Police");
	});

	it("types “start”, which is help for everybody else", async () => {
		expect(await parlour.ask(kent, "ASHA", "start")).toBe("not mine");
		await parlour.ask(kent, "ASHA", "stop the reminders");
		expect(await parlour.ask(kent, "ASHA", "start")).toBe("Done. You get reminders again.");
	});

	it.each([
		["stop the reminders", []],
		["stop the questionnaires", ["questionnaires"]],
		["stop everything", ["bookings", "questionnaires"]],
	])("says “%s”, and is told what came of what was open", async (text, spared) => {
		const person = await known(database.db, kent, "ASHA");
		const open = (name: string): Feature<Db> => ({
			...bookings,
			name,
			spare: async (tx, who) => [`${name} of ${who} end, with ${await tx.optOut.count()} opt-out.`],
		});
		const amid = openParlour(database.db, { others: [open("bookings"), open("questionnaires")] });
		const told = await amid.ask(kent, "ASHA", text);
		expect(
			[...told.matchAll(/(\w+) of (\S+) end, with 1 opt-out\./g)].map(([, name, who]) => [name, who]),
		).toEqual(spared.map((name) => [name, person]));
	});

	it("types “stop” to a questionnaire that waits for it, and stops that alone", async () => {
		const waiting: Feature<Db> = { ...bookings, owns: ({ act }) => act.kind === "said" };
		const amid = openParlour(database.db, { others: [waiting, { ...bookings, owns: () => true }] });
		expect(await amid.ask(kent, "ASHA", "stop")).toBe("not mine");
		expect(await amid.ask(kent, "ASHA", "stop messaging me")).toContain("Done.");
	});
});
