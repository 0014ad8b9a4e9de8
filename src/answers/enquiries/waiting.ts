import { z } from "zod";
import type { Caller } from "#chat/caller.ts";
import type { Handled } from "#chat/feature.ts";
import { actName } from "#chat/handling/actName.ts";
import type { Block, Message } from "#chat/message.ts";
import { message, sentence } from "#chat/plain.ts";
import type { Db } from "#storage/open.ts";
import type { AskingOptions, Event } from "./asking.ts";
import { coordinatorsCard } from "./cards.ts";
import { type Waits, waitingEnquiries } from "./enquiry.ts";
import { coordinatorsKey } from "./show.ts";

/** A coordinator's part of the home: how many questions wait, and the way to them. */
export async function waitingBlocks(db: Db, caller: Caller): Promise<Block[]> {
	if (!caller.roles.includes("coordinator")) return [];
	const waiting = await db.enquiry.count({ where: { state: { in: ["open", "taken"] } } });
	return [
		{ kind: "heading", text: "Questions" },
		{ kind: "prose", text: inWords(waiting) },
		{
			kind: "buttons",
			items: [
				...(waiting > 0 ? [{ label: "Questions that wait", action: "answers.enquiry-waiting" }] : []),
				{ label: "What is asked and not answered", action: "answers.gaps" },
			],
		},
	];
}

/**
 * Shows a coordinator the questions that have waited longest, on cards that follow what becomes of them; or those
 * after them, where `value` says so. Says how many more there are, with the way on to them.
 */
export function showWaiting(
	{ say }: Pick<AskingOptions, "say">,
	{ incoming, now }: Event,
	value: unknown,
): Handled<Db> {
	const after = waitingValue.safeParse(value).data?.after;
	return {
		reply: { say: [] },
		save: async (tx) => {
			const { first, more } = await waitingEnquiries(tx, mostAtOnce, after);
			const last = first.at(-1);
			if (!last) return { say: [sentence(after ? "No more questions wait." : "No question waits.")] };
			const place = incoming.person.direct;
			const cards = first.map((enquiry) => {
				const group = coordinatorsKey(enquiry);
				const key = `${group}:shown:${incoming.businessKey}`;
				return { key, group, place, message: coordinatorsCard(enquiry), cites: [] };
			});
			const key = `enquiries-waiting:${actName(incoming)}`;
			const onward = more > 0 ? [{ key, place, message: moreCard(more, last), cites: [] }] : [];
			await say(tx, [...cards, ...onward], now);
			return { say: [] };
		},
	};
}

function moreCard(more: number, { id, askedAt }: Waits): Message {
	const value = { after: { id, askedAt: askedAt.toISOString() } };
	return message([
		{ kind: "prose", text: `${more} more ${more === 1 ? "question waits" : "questions wait"}.` },
		{ kind: "buttons", items: [{ label: "Show more", action: "answers.enquiry-waiting", value }] },
	]);
}

const mostAtOnce = 5;
const waitingValue = z.object({
	after: z.object({ id: z.uuid(), askedAt: z.iso.datetime().transform((time) => new Date(time)) }),
});

function inWords(waiting: number): string {
	if (waiting === 0) return "No question waits for the coordinators.";
	return `${waiting} ${waiting === 1 ? "question waits" : "questions wait"} for the coordinators.`;
}
