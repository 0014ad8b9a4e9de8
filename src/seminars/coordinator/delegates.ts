import { z } from "zod";
import type { Handler } from "#chat/handling/event.ts";
import { privately, privateSentence } from "#chat/handling/privately.ts";
import type { Message } from "#chat/message.ts";
import { message, sentence } from "#chat/plain.ts";
import { agencies } from "#people/agencies.ts";
import type { Db } from "#storage/open.ts";
import { type Imported, importDelegates } from "../delegates/importDelegates.ts";
import { importInWords } from "../delegates/importInWords.ts";
import { listDelegates } from "../delegates/listDelegates.ts";
import { readDelegates } from "../delegates/readDelegates.ts";
import { known, outOfDate, type SeminarsOptions, seminarOf } from "../handling.ts";
import { press, seminarValue } from "../wording/press.ts";
import { backTo, bookingsCard } from "./cards.ts";
import { talliesOf } from "./tallies.ts";

const listValue = seminarValue.extend({ list: z.string().max(20_000).nullish() });

/** How a coordinator sees who booked and what they need, and brings in a booking system's list. */
export function createDelegates(options: SeminarsOptions): Record<string, Handler<Db>> {
	const { db, link, keyed } = options;

	const bookings: Handler<Db> = async (event) => {
		const seminar = await seminarOf(db, event);
		if (!seminar) return privateSentence(options, event, outOfDate);
		const { names } = await known(options);
		return privately(options, event, async (tx) => {
			const delegates = await listDelegates(tx, seminar.id, names);
			const unreachable = delegates
				.filter(({ state, reachable }) => state === "booked" && !reachable)
				.map(({ called }) => called);
			const csv = link("seminar-bookings", seminar.id, event.now);
			return bookingsCard(seminar, await talliesOf(tx, seminar.id), names, csv, unreachable);
		});
	};

	const allNeeds: Handler<Db> = async (event) => {
		const seminar = await seminarOf(db, event);
		if (!seminar) return privateSentence(options, event, outOfDate);
		return privately(options, event, async (tx) => {
			const said = await tx.seminarBooking.count({
				where: { seminarId: seminar.id, needs: { not: null }, state: { not: "cancelled" } },
			});
			if (said === 0) return sentence(`Nobody has said what they need for “${seminar.title}”.`);
			return message([
				{ kind: "heading", text: `What delegates need: ${seminar.title}` },
				{
					kind: "prose",
					text: "The list opens as a page, which shows what is held at that moment. The link works for seven days. Please give it to nobody else.",
				},
				{
					kind: "buttons",
					items: [
						{ label: "Open the list", url: link("seminar-needs", seminar.id, event.now) },
						press("Manage", "manage", seminar),
					],
				},
			]);
		});
	};

	const askDelegates: Handler<Db> = async (event) => {
		const value = seminarValue.safeParse(event.value);
		if (!value.success) return privateSentence(options, event, outOfDate);
		const { seminar } = value.data;
		return privately(options, event, async () =>
			message([
				{
					kind: "prose",
					text: `Paste the list from the booking system, its first line “name, agency, email”. Addresses are not kept: only a mark by which the same delegate is known again. A list of more than about 50 people is better imported by “npm run bot -- seminars delegates FILE --seminar ${seminar}”, which also puts the addresses beside the codes.`,
				},
				{
					kind: "form",
					fields: [
						{ name: "list", label: "The list", hint: "name, agency, email", input: "text", most: 3000 },
					],
					submit: press("Import", "importDelegates", { id: seminar }, "primary"),
				},
			]),
		);
	};

	const bringIn: Handler<Db> = async (event) => {
		const value = listValue.safeParse(event.value);
		if (!value.success) return privateSentence(options, event, outOfDate);
		const { seminar, list: text } = value.data;
		const read = readDelegates(text ?? "", await agencies(db));
		return privately(
			options,
			event,
			async (tx) => {
				const done =
					"problems" in read ? read : await importDelegates(tx, seminar, read.delegates, keyed, event.now);
				if ("problems" in done) return refused(done.problems, seminar);
				return importedCard(done, link("seminar-codes", seminar, event.now));
			},
			"replace",
		);
	};

	return { bookings, allNeeds, askDelegates, importDelegates: bringIn };
}

function importedCard(done: Imported, codes: string): Message {
	return message([
		{ kind: "heading", text: `Imported: ${done.seminar.title}` },
		{ kind: "prose", text: importInWords(done).join("\n") },
		{
			kind: "prose",
			text: "The file has a code and a sentence for each delegate, for your mail merge. Who sends their code to me gets reminders and a calendar entry here.",
		},
		{ kind: "file", name: `${done.seminar.id}-codes.csv`, url: codes },
		backTo(done.seminar),
	]);
}

function refused(problems: string[], seminar: string): Message {
	return message([
		{ kind: "prose", text: ["Nothing was imported. Please mend this first:", ...problems].join("\n") },
		{
			kind: "buttons",
			items: [
				press("Try again", "askDelegates", { id: seminar }),
				press("Manage", "manage", { id: seminar }),
			],
		},
	]);
}
