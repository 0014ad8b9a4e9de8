import { momentInWords } from "#chat/localTime.ts";
import type { Block, Message, Press } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import type { Held } from "#delivery/broadcasts/held.ts";
import type { Progress } from "#delivery/broadcasts/progress.ts";
import type { Lesson } from "../lesson.ts";
import type { Preflight } from "../release/preflight.ts";
import type { Changed } from "../report/report.ts";
import { titleOf } from "../text/lessonText.ts";
import { press, stateInWords } from "./manageCard.ts";

/** How many places of one kind are named, and how many unsure copies are shown with their buttons. */
const mostListed = 20;
const mostDecided = 5;

/** Who would get a lesson, who would not and why, when it would be done; and the buttons that release it. */
export function preflightCard(lesson: Lesson, flight: Preflight, at: Date): Message {
	const { channels, people, weekly, waiting, quietUntil, shared, unreachable, finishes } = flight;
	return message([
		{ kind: "heading", text: `Before it goes out: ${titleOf(lesson.kind, lesson.text)}` },
		{
			kind: "facts",
			items: [
				{
					name: "Gets it at once",
					text: `${counted(channels, "channel")} and ${counted(people, "person", "people")} in their direct conversation`,
				},
				{ name: "With the weekly digest", text: String(weekly) },
				...(waiting > 0 && quietUntil
					? [
							{
								name: "In their quiet hours",
								text: `${waiting} of these, who get it when those end, the last on ${momentInWords(quietUntil)}`,
							},
						]
					: []),
				{ name: "Cannot be reached", text: String(unreachable.length) },
				{
					name: "Duplicates",
					text: `${shared === 0 ? "none known" : `${counted(shared, "channel")} shared between workspaces, each counted once and sent once`}. A channel that is copied to another platform by other means gets it on both: that I cannot know.`,
				},
				{
					name: "Would be done",
					text: `${momentInWords(finishes)} at the earliest, if it starts ${lesson.releaseAt ? momentInWords(at) : "now"} (quiet hours aside)`,
				},
			],
		},
		...listed(
			"Cannot be reached:",
			unreachable.map(({ name, agency, why }) => `${name} (${agency}): ${why}`),
		),
		...releaseBlocks(lesson),
	]);
}

/** Places, a line each, as many as there is room for; nothing where there are none. */
function listed(first: string, all: string[]): Block[] {
	if (all.length === 0) return [];
	const lines = all.slice(0, mostListed);
	const more = all.length - lines.length;
	return [prose([first, ...lines, ...(more > 0 ? [`… and ${more} more.`] : [])].join("\n"))];
}

function releaseBlocks(lesson: Lesson): Block[] {
	return [
		{
			kind: "buttons",
			items: [press("Release now", "releaseNow", lesson, "primary"), press("Back", "manage", lesson)],
		},
		{
			kind: "form",
			fields: [
				{ name: "day", label: "Or release it on", input: "date" },
				{ name: "time", label: "At", hint: "Time in the United Kingdom.", input: "time" },
			],
			submit: press("Release then", "releaseAt", lesson),
		},
	];
}

/** How a release stands. */
export type Standing = {
	progress: Progress;
	changed: Changed;
	held: (Held & { name: string })[];
	agencies: { agency: string; sent: number; of: number }[];
	briefed: { agency: string; teams: number; people: number }[];
	/** Where every copy is listed. */
	csv: string;
};

/** How far a release is, and when it is done the report of it: by outcome, by agency, and what waits for a decision. */
export function progressCard(lesson: Lesson, standing: Standing, first?: string): Message {
	const { progress, changed, held, agencies, briefed, csv } = standing;
	const { queued, sent, unsure, withdrawn, failed } = progress;
	const failures = failed.reduce((sum, { count }) => sum + count, 0);
	const of = queued + sent + unsure + withdrawn + failures;
	return message([
		...(first ? [prose(first)] : []),
		{ kind: "heading", text: titleOf(lesson.kind, lesson.text) },
		...(lesson.plannedAt || of > 0
			? [{ kind: "progress" as const, label: "Done with", done: of - queued, of }]
			: [prose("It has not been handed to the channels yet. Look again in some seconds.")]),
		{
			kind: "facts",
			items: [
				{ name: "State", text: `${stateInWords(lesson)}${stopped[progress.state]}` },
				{ name: "Sent", text: String(sent) },
				{ name: "Still waiting", text: String(queued) },
				{ name: "Unsure whether they arrived", text: String(unsure) },
				{
					name: "Failed",
					text:
						failures === 0
							? "0"
							: [String(failures), ...failed.map(({ reason, count }) => `${count}: ${reason}`)].join("\n"),
				},
				{ name: "Not sent", text: String(withdrawn) },
				...(changed.of > 0
					? [{ name: "Copies changed in place", text: `${changed.done} of ${changed.of}` }]
					: []),
				{ name: "Briefed", text: briefedInWords(briefed) },
			],
		},
		...listed(
			mayStand,
			changed.failed.map(({ place, agency, reason }) => `${place} (${agency}): ${reason}`),
		),
		...chartOf(agencies),
		...heldBlocks(lesson, held),
		{ kind: "file", name: "lesson-copies.csv", url: csv },
		{ kind: "buttons", items: controls(lesson, progress) },
	]);
}

const mayStand =
	"The old text may still stand in these places. Please ask somebody there to delete it. The table has them all.";

/** All together, and agency by agency. */
function briefedInWords(briefed: Standing["briefed"]): string {
	const total = (what: "teams" | "people") => briefed.reduce((sum, one) => sum + one[what], 0);
	const inWords = (teams: number, people: number) =>
		`${counted(teams, "team")}, ${counted(people, "person", "people")}`;
	const lines = briefed
		.slice(0, mostListed)
		.map(({ agency, teams, people }) => `${agency}: ${inWords(teams, people)}`);
	const more = briefed.length - lines.length;
	return [
		inWords(total("teams"), total("people")),
		...lines,
		...(more > 0 ? [`… and ${counted(more, "more agency", "more agencies")}`] : []),
	].join("\n");
}

const stopped = { running: "", paused: ". Sending is paused", cancelled: ". Sending was stopped" };

/** The most that both platforms draw. */
const mostBars = 20;

function chartOf(agencies: Standing["agencies"]): Block[] {
	if (agencies.length === 0) return [];
	const shown = agencies.toSorted((a, b) => b.sent - a.sent).slice(0, mostBars);
	const whole = agencies.filter(({ sent, of }) => sent === of).length;
	const more = agencies.length - shown.length;
	return [
		{
			kind: "chart",
			title: "Copies sent, by agency",
			sentence: `In ${whole} of ${counted(agencies.length, "agency", "agencies")} every copy was sent.${more > 0 ? ` Shown are the ${mostBars} with the most; the table has the other ${more}.` : ""}`,
			bars: shown.map(({ agency, sent, of }) => ({ label: `${agency} (of ${of})`, value: sent })),
		},
	];
}

function heldBlocks(lesson: Lesson, held: Standing["held"]): Block[] {
	const more = held.length - mostDecided;
	const blocks = held.slice(0, mostDecided).flatMap(({ id, name, reason }): Block[] => {
		const value = { lesson: lesson.id, delivery: id };
		return [
			prose(
				`Nobody can tell whether it arrived in ${name}: ${reason || "no answer came"} Please look there, then decide.`,
			),
			{
				kind: "buttons",
				items: [
					{ label: "Send again", action: "lessons.sendAgain", value },
					{ label: "Leave it", action: "lessons.leave", value },
				],
			},
		];
	});
	return more > 0 ? [...blocks, prose(`${more} more wait for a decision after these.`)] : blocks;
}

function controls(lesson: Lesson, { state, queued }: Progress): Press[] {
	const running = state === "running" && (queued > 0 || !lesson.plannedAt) && lesson.state !== "recalled";
	return [
		press("Refresh", "progress", lesson),
		...(running ? [press("Pause", "pause", lesson)] : []),
		...(state === "paused" ? [press("Go on", "resume", lesson, "primary")] : []),
		...(running || state === "paused" ? [press("Stop sending", "askCancel", lesson, "danger")] : []),
		press("Back", "manage", lesson),
	];
}

function counted(count: number, one: string, many = `${one}s`): string {
	return `${count} ${count === 1 ? one : many}`;
}

function prose(text: string): Block {
	return { kind: "prose", text };
}
