import type { Caller } from "#chat/caller.ts";
import type { Handled } from "#chat/feature.ts";
import type { Block } from "#chat/message.ts";
import { sentence } from "#chat/plain.ts";
import type { Db } from "#storage/open.ts";
import type { AskingOptions, Event } from "./asking.ts";
import { coordinatorsCard } from "./cards.ts";
import { waitingEnquiries } from "./enquiry.ts";
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

/** Shows a coordinator the questions that have waited longest, on cards that follow what becomes of them. */
export function showWaiting({ say }: Pick<AskingOptions, "say">, { incoming, now }: Event): Handled<Db> {
	return {
		reply: { say: [] },
		save: async (tx) => {
			const waiting = await waitingEnquiries(tx, mostAtOnce);
			if (waiting.length === 0) return { say: [sentence("No question waits.")] };
			const place = incoming.person.direct;
			const cards = waiting.map((enquiry) => {
				const group = coordinatorsKey(enquiry);
				const key = `${group}:shown:${incoming.businessKey}`;
				return { key, group, place, message: coordinatorsCard(enquiry), cites: [] };
			});
			await say(tx, cards, now);
			return { say: [] };
		},
	};
}

const mostAtOnce = 5;

function inWords(waiting: number): string {
	if (waiting === 0) return "No question waits for the coordinators.";
	return `${waiting} ${waiting === 1 ? "question waits" : "questions wait"} for the coordinators.`;
}
