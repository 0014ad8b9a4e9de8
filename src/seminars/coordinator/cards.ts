import type { Block, Message, Press } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import type { Seminar, SeminarHold, SeminarNotice } from "#generated/client.ts";
import { ruleInWords } from "../reminders/rules.ts";
import { list, type Names, particulars } from "../wording/facts.ts";
import { localDate, momentInWords } from "../wording/localTime.ts";
import { press } from "../wording/press.ts";

/** How many of an agency have a place, are offered one, wait, and came. */
export type Tally = { agencyId: string; booked: number; offered: number; waiting: number; attended: number };

/** A seminar for whoever runs it: how it stands, and what can be done. */
export function manageCard(
	seminar: Seminar & { holds: SeminarHold[]; notices: SeminarNotice[] },
	tallies: Tally[],
	names: Names,
	now: Date,
	first?: string,
): Message {
	const total = (what: Exclude<keyof Tally, "agencyId">) =>
		tallies.reduce((sum, each) => sum + each[what], 0);
	const held = seminar.holds.filter(({ until }) => until > now);
	const items = [
		{ name: "State", text: stateOf(seminar, now) },
		{
			name: "Places",
			text: `${total("booked")} of ${seminar.capacity} taken, ${total("offered")} offered, ${total("waiting")} waiting${seminar.waitingList ? "" : " (the waiting list is closed)"}`,
		},
		...(held.length > 0
			? [
					{
						name: "Held",
						text: list(
							held.map(
								(hold) =>
									`${hold.seats} for ${names.agency(hold.agencyId)} until ${localDate(new Date(hold.until.getTime() - 60_000))}`,
							),
						),
					},
				]
			: []),
		...(seminar.notices.length > 0
			? [{ name: "Reminders", text: seminar.notices.map(noticeInWords).join("\n") }]
			: []),
		{ name: "Code of the day", text: seminar.dayCode },
		{ name: "Short name", text: seminar.id },
	];
	return message([
		{ kind: "heading", text: `Manage: ${seminar.title}` },
		...(first ? [{ kind: "prose" as const, text: first }] : []),
		...particulars(seminar, names),
		{ kind: "facts", items },
		{ kind: "buttons", items: manageButtons(seminar, now) },
	]);
}

/** Bookings by agency, as a chart and as a list. */
export function bookingsCard(
	seminar: Seminar,
	tallies: Tally[],
	names: Names,
	csv: string,
	unreachable: string[],
): Message {
	const sorted = tallies.toSorted(
		(a, b) => b.booked - a.booked || names.agency(a.agencyId).localeCompare(names.agency(b.agencyId)),
	);
	const booked = sorted.reduce((sum, each) => sum + each.booked, 0);
	const most = sorted[0];
	const sentence =
		most && most.booked > 0
			? `${booked} of ${seminar.capacity} places are taken; ${names.agency(most.agencyId)} has most, with ${most.booked}.`
			: `None of the ${seminar.capacity} places is taken yet.`;
	return message([
		{ kind: "heading", text: `Bookings: ${seminar.title}` },
		...(booked > 0
			? [
					{
						kind: "chart" as const,
						title: "Places by agency",
						sentence,
						bars: sorted
							.filter(({ booked: own }) => own > 0)
							.map((each) => ({ label: names.agency(each.agencyId), value: each.booked })),
					},
				]
			: [{ kind: "prose" as const, text: sentence }]),
		...(sorted.length > 0
			? [
					{
						kind: "facts" as const,
						items: sorted.map((each) => ({ name: names.agency(each.agencyId), text: inWords(each) })),
					},
				]
			: []),
		...unreachableBlock(unreachable),
		{ kind: "file", name: `${seminar.id}-bookings.csv`, url: csv },
		{
			kind: "buttons",
			items: [press("What delegates need", "allNeeds", seminar), press("Manage", "manage", seminar)],
		},
	]);
}

/** The buttons of a form's neighbours: back to the whole. */
export function backTo(seminar: Pick<Seminar, "id">): Block {
	return { kind: "buttons", items: [press("Manage", "manage", seminar)] };
}

function manageButtons(seminar: Seminar, now: Date): Press[] {
	const over = seminar.endsAt <= now;
	const running = seminar.state !== "cancelled";
	return [
		...(seminar.state === "draft" && !over
			? [press("Announce and open booking", "announce", seminar, "primary")]
			: []),
		press("Bookings", "bookings", seminar),
		...(running && !over
			? [
					press("Change", "change", seminar),
					...(seminar.state === "open" ? [press("Import delegates", "askDelegates", seminar)] : []),
					waitingButton(seminar),
				]
			: []),
		...(running
			? [press("Attendance", "attendance", seminar), press("Materials and lessons", "askMaterials", seminar)]
			: []),
		...(running && !over ? [press("Cancel the seminar", "askCallOff", seminar, "danger")] : []),
	];
}

function waitingButton({ id, waitingList }: Seminar): Press {
	const label = waitingList ? "Close the waiting list" : "Open a waiting list";
	return { label, action: "seminars.waiting", value: { seminar: id, open: !waitingList } };
}

function stateOf(seminar: Seminar, now: Date): string {
	if (seminar.state === "cancelled") return "cancelled";
	if (seminar.endsAt <= now) return "over";
	return seminar.state === "draft" ? "a draft: nobody can book yet" : "open for booking";
}

function noticeInWords({
	kind,
	which,
	audience,
	dueAt,
	settledAt,
	written,
	unreachable,
	missed,
}: SeminarNotice): string {
	const rule = ruleInWords(which.split(" of ")[0] ?? "");
	const what = `${kind === "followUp" ? "Follow-up" : "Reminder"} to ${audience}, ${rule}`;
	if (!settledAt) return `${what}: due ${momentInWords(dueAt)}`;
	const parts = [
		`${written} sent out`,
		...(unreachable > 0 ? [`${unreachable} not reachable`] : []),
		...(missed > 0 ? [`${missed} missed`] : []),
	];
	return `${what}: ${parts.join(", ")}`;
}

function inWords({ booked, offered, waiting, attended }: Tally): string {
	return [
		`${booked} booked`,
		...(offered > 0 ? [`${offered} offered`] : []),
		...(waiting > 0 ? [`${waiting} waiting`] : []),
		...(attended > 0 ? [`${attended} came`] : []),
	].join(", ");
}

const listed = 20;

function unreachableBlock(names: string[]): Block[] {
	if (names.length === 0) return [];
	const more = names.length - listed;
	const shown = list([...names.slice(0, listed), ...(more > 0 ? [`${more} more`] : [])]);
	return [
		{
			kind: "prose",
			text: `Not reachable by reminders, because they have not linked their chat account by their code, or stopped messages: ${shown}.`,
		},
	];
}
