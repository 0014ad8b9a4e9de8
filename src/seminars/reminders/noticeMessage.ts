import type { Block, Message } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import type { Seminar, SeminarNotice } from "#generated/client.ts";
import { type Material, materialsOf } from "../seminar.ts";
import { joinLink, materialBlocks, type Names, particulars, whenAndWhere } from "../wording/facts.ts";
import { localDate, timesInWords } from "../wording/localTime.ts";
import { giveUp, press } from "../wording/press.ts";

/**
 * What a notice says to each whom it is for. It names dates, never "tomorrow": a message may be read on
 * another day than it was written.
 */
export function noticeMessage(
	notice: SeminarNotice,
	seminar: Seminar,
	names: Names,
	materials: Material[] = materialsOf(seminar),
): Message {
	const toDelegates = notice.audience === "delegates";
	switch (notice.kind) {
		case "announcement":
			return announcement(seminar, names);
		case "reminder":
			return toDelegates ? reminder(notice, seminar) : channelReminder(seminar);
		case "moved":
			return moved(seminar, toDelegates);
		case "cancelled":
			return cancelled(seminar, toDelegates);
		case "followUp":
			return followUp(seminar, materials);
	}
}

function announcement(seminar: Seminar, names: Names): Message {
	return message([
		{ kind: "heading", text: `Seminar: ${seminar.title}` },
		...particulars(seminar, names),
		{
			kind: "buttons",
			items: [
				press("Book a place", "book", seminar, "primary"),
				press("Places and details", "show", seminar),
			],
		},
	]);
}

function reminder(notice: SeminarNotice, seminar: Seminar): Message {
	const onTheDay = localDate(notice.dueAt) === localDate(seminar.startsAt);
	return message([
		{ kind: "heading", text: `Reminder: ${seminar.title}` },
		{ kind: "prose", text: "You have a place at this seminar." },
		{ kind: "facts", items: whenAndWhere(seminar) },
		{
			kind: "buttons",
			items: [
				...joinLink(seminar),
				...(onTheDay ? [press("I’m here", "here", seminar, "primary")] : []),
				press("Calendar entry", "calendar", seminar),
				press("What I need to take part", "askNeeds", seminar),
				giveUp("I cannot come", seminar, "booked"),
			],
		},
		{ kind: "prose", text: "To get no more reminders, write “stop reminders”." },
	]);
}

function channelReminder(seminar: Seminar): Message {
	return message([
		{ kind: "heading", text: `Coming up: ${seminar.title}` },
		{ kind: "facts", items: whenAndWhere(seminar) },
		{
			kind: "buttons",
			items: [
				press("Book a place", "book", seminar, "primary"),
				press("Places and details", "show", seminar),
			],
		},
	]);
}

function moved(seminar: Seminar, toDelegates: boolean): Message {
	const blocks: Block[] = [
		{ kind: "heading", text: `Changed: ${seminar.title}` },
		{ kind: "prose", text: "The time or the place of this seminar has changed. This is how it is now:" },
		{ kind: "facts", items: whenAndWhere(seminar) },
	];
	if (!toDelegates)
		return message([...blocks, { kind: "buttons", items: [press("Places and details", "show", seminar)] }]);
	return message([
		...blocks,
		{
			kind: "prose",
			text: "Your place, or your turn on the waiting list, is kept. If you have it in your calendar, take the entry again: it replaces the old one.",
		},
		{
			kind: "buttons",
			items: [
				...joinLink(seminar),
				press("Calendar entry", "calendar", seminar),
				press("I cannot come", "cancel", seminar),
			],
		},
	]);
}

function cancelled(seminar: Seminar, toDelegates: boolean): Message {
	const text = `The seminar “${seminar.title}” on ${timesInWords(seminar)} will not take place.`;
	const blocks: Block[] = [
		{ kind: "heading", text: `Cancelled: ${seminar.title}` },
		{ kind: "prose", text },
	];
	if (!toDelegates) return message(blocks);
	return message([
		...blocks,
		{ kind: "prose", text: "You need do nothing. The calendar entry takes it out of your calendar." },
		{
			kind: "buttons",
			items: [
				press("Calendar entry", "calendar", seminar),
				{ label: "Other seminars", action: "seminars.list" },
			],
		},
	]);
}

/** What can be read afterwards, and the form for what somebody will do differently. */
export function followUp(seminar: Seminar, materials: Material[], first?: string): Message {
	return message([
		{ kind: "heading", text: `After “${seminar.title}”` },
		...(first ? [{ kind: "prose" as const, text: first }] : []),
		...materialBlocks(materials),
		{
			kind: "prose",
			text: "What is one thing you will do differently? I keep your line for you and bring it back when I ask, some weeks from now, how it went. Please leave out names and case details.",
		},
		{
			kind: "form",
			fields: [
				{
					name: "commitment",
					label: "One thing I will do differently",
					input: "line",
					most: 300,
					optional: true,
				},
			],
			submit: {
				label: "Keep this",
				action: "seminars.commit",
				value: { seminar: seminar.id },
				tone: "primary",
			},
		},
	]);
}
