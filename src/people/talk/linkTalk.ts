import { z } from "zod";
import type { Handled } from "#chat/feature.ts";
import { momentInWords } from "#chat/localTime.ts";
import { message, sentence } from "#chat/plain.ts";
import type { Db } from "#storage/open.ts";
import { lockPeople } from "../agencies.ts";
import { platformTitle } from "../names.ts";
import { ensurePerson } from "../person.ts";
import { peopleOf } from "../reach.ts";
import { linkPeople, type NotLinked, unlinkAccounts, whyNotOne } from "../standing/accounts.ts";
import { issueCode, tryCode, useCode } from "../standing/codes.ts";
import { codeRefused } from "./rolesTalk.ts";
import { change, letKnow, type PeopleParts, type Turn, tellSentence } from "./turn.ts";

/** A code to type in one's other account. */
export function offerLink(parts: PeopleParts, turn: Turn): Handled<Db> {
	const { incoming, caller, now } = turn;
	return change(parts, turn, async (tx) => {
		const person = await ensurePerson(tx, incoming, caller, now);
		const { code, until } = await issueCode(tx, person, "link", now);
		return sentence(
			`If you have both Slack and Teams, type this to me in the other one, before ${momentInWords(until)}: link ${code}. Give it to nobody: whoever types it is taken for you.`,
		);
	});
}

/** Asks once whether the code's account is the caller's own, naming whose it is. */
export function askLink(parts: PeopleParts, turn: Turn, code: string): Handled<Db> {
	return change(parts, turn, async (tx) => {
		const found = await ownerOfCode(tx, turn, code);
		if ("refused" in found) return sentence(found.refused);
		const account = await tx.account.findFirst({
			where: { personId: found.owner },
			orderBy: { usedAt: "desc" },
		});
		const whose = `the ${platformTitle(account?.platform ?? "")} account${account?.name ? ` of ${account.name}` : ` with the id ${account?.userId}`}`;
		return message([
			{
				kind: "prose",
				text: `This joins your account here with ${whose}. Whoever uses that account then sees what I hold about you, and it stays with that account if you undo this. Are both yours?`,
			},
			{
				kind: "buttons",
				items: [
					{ label: "Yes, both are mine", action: "people.link", value: { code }, tone: "primary" },
					{ label: "No, leave it", action: "people.leave" },
				],
			},
		]);
	});
}

/** Makes the code's owner and the caller one person, and lets the other account know. */
export function link(parts: PeopleParts, turn: Turn, value: unknown): Handled<Db> {
	const { incoming, now } = turn;
	const code = codeValue.safeParse(value).data?.code ?? "";
	return change(parts, turn, async (tx) => {
		const found = await ownerOfCode(tx, turn, code);
		if ("refused" in found) return sentence(found.refused);
		const other = (await peopleOf(tx, [found.owner], "notices")).get(found.owner);
		await useCode(tx, code, "link");
		await linkPeople(tx, found.owner, found.by, parts.features(), now);
		const here = platformTitle(incoming.place.platform);
		if (other)
			await letKnow(
				parts,
				tx,
				turn,
				other,
				`A ${here} account was linked with this one just now. If that was not you, type “unlink” and tell a coordinator.`,
			);
		return sentence(
			"Done. Your accounts are linked. I write to the one that you used last. To undo it, type “unlink”.",
		);
	});
}

/** Whose code the caller has typed, where the two may become one. */
async function ownerOfCode(
	tx: Db,
	{ incoming, caller, now }: Turn,
	code: string,
): Promise<{ owner: string; by: string } | { refused: string }> {
	await lockPeople(tx);
	const by = await ensurePerson(tx, incoming, caller, now);
	const tried = await tryCode(tx, code, { by, purpose: "link", now });
	if ("refused" in tried) return { refused: linkRefused[tried.refused] };
	const why = await whyNotOne(tx, tried.owner, by);
	return why ? { refused: notLinked[why] } : { owner: tried.owner, by };
}

/** Parts linked accounts again. */
export function unlink(parts: PeopleParts, turn: Turn): Handled<Db> {
	const { incoming, caller, now } = turn;
	const nothing = "Your accounts are not linked, so there is nothing to undo.";
	const { person } = caller;
	if (!person) return tellSentence(parts, turn, nothing);
	return change(parts, turn, async (tx) => {
		const { platform } = incoming.place;
		const first = await tx.account.findFirst({ where: { personId: person, linkedAt: null } });
		if (!(await unlinkAccounts(tx, person, now))) return sentence(nothing);
		const stays = platformTitle(first?.platform ?? platform);
		return sentence(
			`Done. Your accounts are no longer linked. What I hold about you stays with your ${stays} account, and so do your roles.`,
		);
	});
}

const codeValue = z.object({ code: z.string().max(20) });

const linkRefused = {
	...codeRefused,
	wrong:
		"That code is not right, or it has run out. Type “link my accounts” in the other account for a new one.",
	own: "That is the code of this very account. Type it to me in your other one.",
};

const notLinked: Record<NotLinked, string> = {
	"other agency": "Those accounts belong to two agencies, so I keep them apart.",
	"same workspace": "Those accounts are in the same workspace, so I keep them apart.",
	"loses a role":
		"You have a role here that your other account has not. Type “link my accounts” here, and type the code in your other account.",
	nobody: linkRefused.wrong,
};
