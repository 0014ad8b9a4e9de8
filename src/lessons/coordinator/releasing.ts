import { z } from "zod";
import type { FeatureEvent, Handler } from "#chat/handling/event.ts";
import { momentInWords } from "#chat/localTime.ts";
import type { Message } from "#chat/message.ts";
import { message, sentence } from "#chat/plain.ts";
import { cancel, pause, resume } from "#delivery/broadcasts/control.ts";
import { leave } from "#delivery/broadcasts/held.ts";
import { audit } from "#people/audit.ts";
import type { Db } from "#storage/open.ts";
import { type LessonsOptions, outOfDate } from "../handling.ts";
import { groupsOf, type Lesson } from "../lesson.ts";
import { preflight } from "../release/preflight.ts";
import { briefedByAgency, byAgency, changedOf, heldOf, progressOf } from "../report/report.ts";
import { keepQuiet, sendAgainTo } from "../subscriptions/quiet.ts";
import { atLocalTime, beginningOf } from "../wording/localTime.ts";
import { managed, onLesson } from "./inHand.ts";
import { press } from "./manageCard.ts";
import { preflightCard, progressCard } from "./releaseCards.ts";

/** How an approved lesson goes out: who gets it, now or at a time, and how it goes on from there. */
export function createReleasing(options: LessonsOptions): Record<string, Handler<Db>> {
	const { people, link, rates } = options;

	const show = async (tx: Db, lesson: Lesson, { now }: FeatureEvent, first?: string): Promise<Message> => {
		const progress = await progressOf(tx, lesson);
		const changed = await changedOf(tx, lesson);
		const held = await heldOf(tx, lesson);
		const agencies = await byAgency(tx, lesson);
		const briefed = await briefedByAgency(tx, lesson);
		const csv = link("lesson-copies", lesson.id, now);
		return progressCard(lesson, { progress, changed, held, agencies, briefed, csv }, first);
	};

	/** Something done to a release, after which it is shown how far that is. */
	const onRelease =
		(
			what: string | undefined,
			act: (tx: Db, lesson: Lesson, by: string, event: FeatureEvent) => Promise<string | undefined>,
		): Handler<Db> =>
		(event) =>
			onLesson(options, event, async (tx, lesson, by) => {
				if (lesson.number === null && lesson.state !== "approved") return sentence(outOfDate);
				const first = await act(tx, lesson, by, event);
				if (what) await audit(tx, { by, what, about: lesson.id }, event.now);
				return show(tx, lesson, event, first);
			});

	const decide = (verb: "sendAgain" | "leave"): Handler<Db> =>
		onRelease(
			`lesson copy decided: ${verb === "leave" ? "left" : "sent again"}`,
			async (tx, lesson, by, { value, now }) => {
				const id = z.looseObject({ delivery: z.string().max(60) }).safeParse(value).data?.delivery;
				const one = (await heldOf(tx, lesson)).find((each) => each.id === id);
				if (!one) return "Somebody has decided about that one already.";
				if (verb === "sendAgain") return sendAgainTo(tx, one.name, { id: one.id, by, now });
				await leave(tx, { ids: [one.id] }, by);
				return `${one.name} is left as it is.`;
			},
		);

	return {
		preflight: (event) =>
			onLesson(options, event, async (tx, lesson) => {
				if (lesson.state !== "approved") return sentence(outOfDate);
				const at = lesson.releaseAt ?? event.now;
				return preflightCard(lesson, await preflight({ db: tx, people, rates }, lesson, at), at);
			}),
		releaseNow: (event) => setTime(options, event, async () => event.now),
		releaseAt: (event) =>
			setTime(options, event, async (lesson) => {
				const given = z
					.looseObject({ day: z.string().max(20), time: z.string().max(20) })
					.safeParse(event.value);
				const at = given.success ? atLocalTime(given.data.day, given.data.time) : undefined;
				if (!at) return "There is no such day and time. Please choose both.";
				if (at <= event.now) return "That time is over. Please choose a later one, or release it now.";
				if (lesson.takeDownOn && at >= beginningOf(lesson.takeDownOn))
					return "That is after its take-down date.";
				return at;
			}),
		hold: (event) =>
			onLesson(options, event, async (tx, lesson, by, known) => {
				const { count } = await tx.lesson.updateMany({
					where: { id: lesson.id, state: "approved" },
					data: { releaseAt: null },
				});
				if (count > 0) await audit(tx, { by, what: "lesson release held", about: lesson.id }, event.now);
				const first = count > 0 ? "It is not released. It stays approved." : "It is out already.";
				return managed(options, tx, lesson.id, by, known, event.now, first);
			}),
		progress: onRelease(undefined, async () => undefined),
		pause: onRelease("lesson release paused", async (tx, lesson) => {
			for (const { group } of groupsOf(lesson)) await pause(tx, group);
			return "Paused. What was being sent at this moment still arrives.";
		}),
		resume: onRelease("lesson release resumed", async (tx, lesson, _by, { now }) => {
			let waiting = 0;
			for (const { group } of groupsOf(lesson)) {
				await resume(tx, group);
				waiting += await keepQuiet(tx, { group }, now);
			}
			return waiting > 0 ? "It goes on, and where these are quiet hours, when they end." : "It goes on.";
		}),
		askCancel: (event) =>
			onLesson(options, event, async (_tx, lesson) =>
				message([
					{
						kind: "prose",
						text: "Stop sending it? Channels that have it keep it; the others do not get it, and that cannot be taken back. To take it back from everywhere, recall it instead.",
					},
					{
						kind: "buttons",
						items: [
							press("Yes, stop sending", "cancel", lesson, "danger"),
							press("No, go on", "progress", lesson),
						],
					},
				]),
			),
		cancel: onRelease("lesson release cancelled", async (tx, lesson) => {
			let withdrawn = 0;
			for (const { group } of groupsOf(lesson))
				withdrawn += await cancel(tx, group, "A coordinator stopped the sending.");
			return `Stopped. ${withdrawn} that had not gone out will not.`;
		}),
		sendAgain: decide("sendAgain"),
		leave: decide("leave"),
	};
}

/** Sets when an approved lesson goes out, if the time given can be one. Going out is the schedule's. */
function setTime(
	options: LessonsOptions,
	event: FeatureEvent,
	timeFor: (lesson: Lesson) => Promise<Date | string>,
): ReturnType<Handler<Db>> {
	return onLesson(options, event, async (tx, lesson, by, known) => {
		const { now } = event;
		const show = (first: string) => managed(options, tx, lesson.id, by, known, now, first);
		if (lesson.state !== "approved") return show("It is not waiting to be released.");
		const at = await timeFor(lesson);
		if (typeof at === "string") return show(at);
		await tx.lesson.update({ where: { id: lesson.id }, data: { releaseAt: at } });
		await audit(tx, { by, what: "lesson release set", about: lesson.id }, now);
		if (at > now) return show(`It will be released on ${momentInWords(at)}.`);
		return message([
			{
				kind: "prose",
				text: "It is being released: within some seconds it is in what I answer from, and on its way to the channels.",
			},
			{ kind: "buttons", items: [press("Progress and report", "progress", lesson, "primary")] },
		]);
	});
}
