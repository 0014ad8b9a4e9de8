import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Envelope, Press } from "#platforms/slack/reading/payloads.ts";
import { fromPress } from "#platforms/slack/reading/press.ts";
import { fromEvent } from "#platforms/slack/receive.ts";

/** Ids of workspaces and organisations, ours and others', mixed up; also missing and empty. */
const team = fc.constantFrom("T1", "T2", "T9", "E1", "E2", "", null, undefined);
const maybe = fc.constantFrom(true, false, null, undefined);
const said = fc.record({
	type: fc.constantFrom(
		"message",
		"app_mention",
		"app_home_opened",
		"channel_archive",
		"member_joined_channel",
	),
	channel: fc.constantFrom("C1", "D1", "G1"),
	channel_type: fc.constantFrom("im", "channel"),
	user: fc.constantFrom("U1", "UBOT"),
	tab: fc.constantFrom("home", "messages"),
	ts: fc.constant("1.1"),
	text: fc.constant("bail"),
	user_team: team,
	source_team: team,
	team,
});
const authorization = fc.record({
	team_id: team,
	enterprise_id: team,
	user_id: fc.constant("UBOT"),
	is_bot: fc.constant(true),
	is_enterprise_install: maybe,
});
const envelope = fc.record({
	type: fc.constant("event_callback"),
	event_id: fc.constant("Ev1"),
	team_id: team,
	enterprise_id: team,
	is_ext_shared_channel: maybe,
	authorizations: fc.option(fc.array(authorization, { maxLength: 2 })),
	event: said,
});

describe("whose workspace an event is of, however its ids are mixed, missing or forged", () => {
	it("is what Slack authorised us for; and whoever wrote it is of ours only where that is certain", () => {
		let met = 0;
		fc.assert(
			fc.property(envelope, (given) => {
				const read = Envelope.safeParse(given);
				const incoming = read.success ? fromEvent(read.data) : undefined;
				if (!read.success || !incoming) return;
				met++;
				const { place, person } = incoming;
				const [ours] = read.data.authorizations ?? [];
				const known = ours
					? [ours.team_id, ours.enterprise_id, read.data.team_id, read.data.enterprise_id]
					: [read.data.team_id, read.data.enterprise_id];
				expect(known.filter(Boolean)).toContain(place.workspace);
				if (ours?.is_enterprise_install && ours.enterprise_id)
					expect(place.workspace).toBe(ours.enterprise_id);
				else if (ours?.team_id) expect(place.workspace).toBe(ours.team_id);
				// An id of somebody else's is never lost: whoever it names has to be let in, too.
				const named = read.data.event.user_team ?? read.data.event.source_team ?? read.data.event.team;
				const isSaid = incoming.act.kind === "said";
				if (isSaid && named && person.workspace !== named) {
					expect(place.workspace).toMatch(/^[TE]/);
					expect(person.workspace).toBe(place.workspace);
					expect(read.data.is_ext_shared_channel === false || named === ours?.team_id).toBe(true);
				}
				expect(person.workspace).not.toBe("");
			}),
			{ numRuns: 3000 },
		);
		expect(met).toBeGreaterThan(300);
	});

	it("holds for presses as well", () => {
		const press = fc.record({
			type: fc.constant("block_actions"),
			trigger_id: fc.constant("1"),
			user: fc.record({ id: fc.constant("U1"), team_id: team }),
			team: fc.option(fc.record({ id: team })),
			enterprise: fc.option(fc.record({ id: team })),
			is_enterprise_install: maybe,
			container: fc.constant({ message_ts: "1.1", channel_id: "C1" }),
			actions: fc.constant([{ type: "button", action_id: "answers.feedback", action_ts: "1.2" }]),
		});
		let met = 0;
		fc.assert(
			fc.property(press, (given) => {
				const read = Press.safeParse(given);
				const incoming = read.success ? fromPress(read.data) : undefined;
				if (!read.success || !incoming) return;
				met++;
				const { place, person } = incoming;
				const { user, team, enterprise } = read.data;
				expect([user.team_id, team?.id, enterprise?.id]).toContain(place.workspace);
				if (user.team_id) expect(person.workspace).toBe(user.team_id);
			}),
			{ numRuns: 2000 },
		);
		expect(met).toBeGreaterThan(200);
	});
});
