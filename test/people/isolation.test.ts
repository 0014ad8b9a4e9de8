import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Role } from "#chat/caller.ts";
import { grantRole, operator } from "#people/roles.ts";
import { wanted } from "../lessons/written.ts";
import { open as openSeminar } from "../seminars/world.ts";
import { channelMention } from "../support/teamsActivities.ts";
import { type Member, members, openFiveAgencies } from "./fiveAgencies.ts";

type Five = Awaited<ReturnType<typeof openFiveAgencies>>;

/** What somebody may type who wants to know what there is to know. */
const nosy = [
	...["home", "help", "who am i", "what do you hold about me", "roles", "agencies", "audit", "gaps"],
	...["lessons", "subscription", "seminars", "my seminars", "questionnaire", "results", "response rate"],
];

/** Which agencies' own words are in what was posted in each workspace. */
function crossings({ seenAt }: Five) {
	return members.map((member) => ({
		at: member.agency,
		reads: members
			.filter(({ word }) => seenAt(member).some((text) => word.test(text)))
			.map((of) => of.agency),
	}));
}

/** Gives everybody who has been met a role, from the command line. */
async function grantAll({ db, clock }: Five, role: Role): Promise<void> {
	for (const { id } of await db.person.findMany())
		await db.$transaction((tx) => grantRole(tx, operator, { personId: id, role }, clock.now));
}

/** Presses each button of somebody's home, which has what leads look after. */
async function pressAll({ slackServer, slackPeople, house }: Five, member: Member): Promise<void> {
	const { user } = member;
	const home = slackServer
		.visible(slackServer.direct(user), user)
		.findLast(({ text }) => text.startsWith("What I do"));
	if (!home) throw new Error("There is no home.");
	// As it is now: some presses put something else in its place.
	const shown = structuredClone(home);
	const buttons = home.blocks.flatMap(({ elements = [] }) => elements as { text?: { text: string } }[]);
	const labels = buttons.flatMap(({ text }) => text?.text ?? []);
	expect(labels).toEqual(expect.arrayContaining(["Leads and coordinators", "What you hold about me"]));
	for (const label of labels) await slackPeople(member).press(shown, label, { user });
	await house.allSaid();
}

describe("five agencies at once, in three Slacks, one of them org-wide, and two Teams tenants", () => {
	it("are each answered, subscribed and reminded in their own, and read nothing of one another", async () => {
		const five = await openFiveAgencies();
		const { db, say, seenAt, house, clock, log } = five;
		for (const member of members) {
			await say(member, "what did the DHRs say about GPs");
			await say(member, "subscribe", "channel");
			await say(member, "subscribe me");
			expect([member.agency, seenAt(member).filter((text) => text.includes("paragraph 2.2"))]).toEqual([
				member.agency,
				[expect.anything()],
			]);
		}
		await grantAll(five, "lead");

		// What is meant for all: a lesson, and a seminar of which each has another number of places.
		await db.lesson.create({
			data: {
				...{ kind: "lesson", state: "approved", text: wanted, version: 1, releaseAt: clock.now },
				...{ createdAt: clock.now, changedAt: clock.now },
			},
		});
		await house.tick("lesson releases");
		await house.tick("lesson releases");
		await house.allSaid();
		const startsAt = new Date(clock.now.getTime() + 20 * 86_400_000);
		const endsAt = new Date(startsAt.getTime() + 3_600_000);
		const seminar = await openSeminar(db, { capacity: 100, startsAt, endsAt });
		let arrival = 0;
		for (const [at, { agencyId, id: personId }] of (await db.person.findMany()).entries())
			for (let seat = 0; seat <= at; seat++)
				await db.seminarBooking.create({
					data: {
						...{ seminarId: seminar.id, agencyId, state: "booked", arrival: ++arrival, since: clock.now },
						...(seat === 0 ? { personId } : { name: `Delegate ${seat} of ${agencyId}` }),
					},
				});

		for (const text of nosy) await Promise.all(members.map((member) => say(member, text)));
		await Promise.all(members.map((member) => say(member, "subscription", "channel")));
		for (const member of members.filter(({ platform }) => platform === "slack")) await pressAll(five, member);
		expect(crossings(five)).toEqual(members.map(({ agency }) => ({ at: agency, reads: [agency] })));
		for (const member of members) {
			const read = seenAt(member).join("\n");
			const others = await db.agency.findMany({ where: { name: { not: member.agency } } });
			expect([member.agency, others.filter(({ id }) => read.includes(id))]).toEqual([member.agency, []]);
			// In the channel and in private, as both asked for it.
			expect(read.split(wanted.headline).length).toBeGreaterThan(2);
			expect(read).toContain("You are a lead of");
			expect(read).toContain("You have a place.");
			const [own] = await db.agency.findMany({ where: { name: member.agency } });
			if (member.platform === "slack" && member !== members[0])
				expect(read).toContain(`Delegate 1 of ${own?.id}`);
		}
		expect(log.errors()).toEqual([]);
	}, 180_000);

	it("stay apart whatever ids an event names, mixed, missing or forged: nothing is stored, and no one else is told", async () => {
		const five = await openFiveAgencies();
		const { db, say, log, house, slackPeople, slackServer, deliverTeams, teamsServer } = five;
		for (const member of members) await say(member, "subscribe me");
		const rows = async () =>
			JSON.stringify([
				await db.person.findMany(),
				await db.account.findMany(),
				await db.workspace.findMany(),
			]);
		const before = await rows();
		const id = fc.constantFrom("T1", "T2", "T7", "E1", "T-OTHER", "", undefined, null);
		const tenant = fc.constantFrom(
			...members.map(({ workspace }) => workspace),
			"cccccccc-0000-4000-8000-000000000009",
			"",
			undefined,
		);
		let told = 0;

		const asked = fc.record({
			team: id,
			organisation: id,
			home: id,
			authorised: fc.option(id),
			wide: fc.boolean(),
		});
		let number = 0;
		await fc.assert(
			fc.asyncProperty(asked, fc.constantFrom("CT1", "CT2", "CT7"), async (ids, channel) => {
				const user = `UFORGER${++number}`;
				const { status } = await slackPeople(members[0] as Member).deliver(
					forged({ ...ids, channel, user, number }),
				);
				await house.allSaid();
				expect(status).toBeLessThan(500);
				const posts = slackServer.visible(slackServer.direct(user), user);
				for (const { text, from } of posts) {
					told++;
					const named = members.filter(({ word }) => word.test(text));
					// Only the agency that both the event's own workspace and its sender's are of is named, by its own bot.
					for (const { workspace, channel: own } of named) {
						expect(from).toBe(`UBOT${own.slice(1)}`);
						expect([ids.home, ids.authorised, ids.team, ids.organisation]).toContain(workspace);
					}
					expect(named.length).toBeLessThan(2);
				}
			}),
			{ numRuns: 100 },
		);

		const places = fc.record({ tenantId: tenant, sender: tenant, data: tenant });
		await fc.assert(
			fc.asyncProperty(places, async ({ tenantId, sender, data }) => {
				const at = teamsServer.posts().length;
				const user = `29:forger-${++number}`;
				const status = await deliverTeams("aaaaaaaa-0000-4000-8000-000000000001", (serviceUrl, eventId) =>
					channelMention(serviceUrl, "who am i", {
						id: eventId,
						from: {
							id: user,
							name: "Forger",
							aadObjectId: user,
							...(sender === undefined ? {} : { tenantId: sender }),
						},
						conversation: {
							...{ id: `19:forged;messageid=${number}`, conversationType: "channel", isGroup: true },
							...(tenantId === undefined ? {} : { tenantId }),
						},
						channelData: data === undefined ? {} : { tenant: { id: data } },
					}),
				);
				await house.allSaid();
				expect(status).toBeLessThan(500);
				for (const { body } of teamsServer.posts().slice(at)) {
					told++;
					for (const { workspace, word } of members)
						if (word.test(JSON.stringify(body))) expect([tenantId, sender, data]).toContain(workspace);
				}
			}),
			{ numRuns: 100 },
		);
		expect(told).toBeGreaterThan(30);
		expect(await rows()).toBe(before);
		expect(log.errors()).toEqual([]);
	}, 240_000);
});

type Ids = { team: Id; organisation: Id; home: Id; authorised: Id; wide: boolean };
type Id = string | null | undefined;

/** An event that Slack signed, with ids as somebody might wish them to be. */
function forged({
	team,
	organisation,
	home,
	authorised,
	wide,
	channel,
	user,
	number,
}: Ids & { channel: string; user: string; number: number }) {
	const enterprise = { team_id: team, enterprise_id: organisation };
	return {
		...{ type: "event_callback", event_id: `EvForged${number}`, api_app_id: "A1", ...enterprise },
		event_time: 1_700_000_000,
		is_ext_shared_channel: wide,
		authorizations:
			authorised === null
				? null
				: [
						{
							...enterprise,
							team_id: authorised,
							user_id: "UBOTT1",
							is_bot: true,
							is_enterprise_install: wide,
						},
					],
		event: {
			...{ type: "app_mention", user, channel, text: "<@UBOTT1> who am i", channel_type: "channel" },
			...{ ts: `1700000000.${number}`, event_ts: `1700000000.${number}`, team: home, user_team: home },
		},
	};
}
