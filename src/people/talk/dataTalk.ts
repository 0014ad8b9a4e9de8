import type { Handled, Line } from "#chat/feature.ts";
import { momentInWords } from "#chat/localTime.ts";
import { message, sentence } from "#chat/plain.ts";
import type { Db } from "#storage/open.ts";
import { lockPeople } from "../agencies.ts";
import { forgetPerson, holdsOf } from "../privacy/personData.ts";
import { isLastCoordinator } from "../roles.ts";
import { change, holders, type PeopleParts, type Turn, tell, tellSentence } from "./turn.ts";

/** Everything that is held about the caller, in words. */
export async function showData(parts: PeopleParts, turn: Turn): Promise<Handled<Db>> {
	const lines = await gather(parts, turn);
	if (lines.length === 0)
		return tellSentence(
			parts,
			turn,
			`Nothing under your name. You have only asked me things, and what you ask is not kept. ${ofEverybody(parts)}`,
		);
	return tell(
		parts,
		turn,
		message([
			{ kind: "heading", text: "What I hold about you" },
			{ kind: "facts", items: lines },
			{ kind: "prose", text: ofEverybody(parts) },
			{
				kind: "buttons",
				items: [{ label: "Delete my data", action: "people.askDelete", tone: "danger" }],
			},
		]),
	);
}

/** Asks once before everything is deleted. */
export async function askDelete(parts: PeopleParts, turn: Turn): Promise<Handled<Db>> {
	const lines = await gather(parts, turn);
	const what = lines.length > 0 ? lines.map(({ name }) => name.toLowerCase()).join(", ") : undefined;
	return tell(
		parts,
		turn,
		message([
			{
				kind: "prose",
				text: what
					? `This deletes all that I hold about you: ${what}. Places that you booked are given up with it. It cannot be undone.`
					: "I hold nothing under your name. I can still delete what I said to you here.",
			},
			{
				kind: "buttons",
				items: [
					{ label: "Yes, delete it", action: "people.delete", tone: "danger" },
					{ label: "Keep it", action: "people.leave" },
				],
			},
		]),
	);
}

/** Deletes everything, and gives a receipt. */
export function deleteData(parts: PeopleParts, turn: Turn): Handled<Db> {
	const { incoming, caller, now } = turn;
	return change(parts, turn, async (tx) => {
		const { person } = caller;
		await lockPeople(tx);
		if (person && (await isLastCoordinator(tx, person)))
			return sentence(
				"You are the only coordinator, and the partnership needs one. Make somebody else one first, or ask whoever runs this bot to take the role from you; then type “delete my data” again.",
			);
		const gone = person ? await forgetPerson(tx, person, holders(parts), person, now) : [];
		const here = await parts.ledger.forget(tx, { places: [incoming.person.direct.key] });
		const deleted = [...gone, ...(here > 0 ? [`what I had said to you here (${here})`] : [])];
		return message([
			{ kind: "heading", text: `Done, on ${momentInWords(now)}` },
			{
				kind: "prose",
				text: deleted.length > 0 ? `Deleted: ${deleted.join("; ")}.` : "There was nothing to delete.",
			},
			{
				kind: "prose",
				text: `What stays: the record that this was done, under a random id; counts without names; what conversations were last about, for a day; this receipt, and what I said to others that has your name in it, such as “… subscribed this channel”, for at most ${parts.retentionDays.answers} days; and the conversation itself in your organisation’s Slack or Teams, which is theirs to delete.`,
			},
		]);
	});
}

async function gather(parts: PeopleParts, { caller }: Turn): Promise<Line[]> {
	const { person } = caller;
	if (!person) return [];
	const own = await holdsOf(parts.db, person);
	const others = [];
	for (const feature of parts.features()) others.push(...((await feature.holds?.(person)) ?? []));
	return [...own, ...others];
}

function ofEverybody({ retentionDays }: PeopleParts): string {
	return `Of everybody, for a short time: what I said and where (${retentionDays.answers} days), and what our conversation was last about (one day). Your organisation’s Slack or Teams keeps the conversation itself by its own rules.`;
}
