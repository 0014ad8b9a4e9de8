import type { Handled } from "#chat/feature.ts";
import type { Message } from "#chat/message.ts";
import { message, sentence } from "#chat/plain.ts";
import type { Db } from "#storage/open.ts";
import { ensurePerson } from "../person.ts";
import { type From, startAgain, stop } from "../privacy/optOuts.ts";
import { change, type PeopleParts, type Turn, tellSentence } from "./turn.ts";

/** Sends the caller no more of it. */
export function stopSending(parts: PeopleParts, turn: Turn, from: From): Handled<Db> {
	const { incoming, caller, now } = turn;
	return change(parts, turn, async (tx) => {
		const person = await ensurePerson(tx, incoming, caller, now);
		await stop(tx, person, from, now);
		const ended: string[] = [];
		for (const feature of parts.features())
			if (from === "all" || from === feature.name)
				ended.push(...((await feature.spare?.(tx, person, now)) ?? []));
		const text =
			from === "all"
				? "Done. I write to you no more, unless you ask me something. To have my messages again, type “start”."
				: `Done. I send you no more ${from}. You can still ask me anything. To have them again, type “start the ${from}”.`;
		return withStart([text, ...ended].join(" "), from);
	});
}

function withStart(text: string, from: From): Message {
	return message([
		{ kind: "prose", text },
		{ kind: "buttons", items: [{ label: "Start again", action: "people.start", value: { from } }] },
	]);
}

/** Sends it to the caller again. */
export function startSending(parts: PeopleParts, turn: Turn, from: From): Handled<Db> {
	const { person } = turn.caller;
	if (!person) return tellSentence(parts, turn, nothingStopped);
	return change(parts, turn, async (tx) => {
		const ended = await startAgain(tx, person, from);
		if (ended === "all is stopped") return withStart(allStopped, "all");
		if (ended.length === 0) return sentence(nothingStopped);
		const what = ended.includes("all") ? "my messages" : ended.join(" and ");
		return sentence(`Done. You get ${what} again.`);
	});
}

const allStopped = "You stopped all my messages. To have them again, type “start”.";
const nothingStopped = "You had not stopped that, so nothing was changed.";
