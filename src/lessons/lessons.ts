import type { Caller } from "#chat/caller.ts";
import type { Feature } from "#chat/feature.ts";
import { createDispatch } from "#chat/handling/dispatch.ts";
import type { Block } from "#chat/message.ts";
import { held } from "#delivery/broadcasts/held.ts";
import type { Db } from "#storage/open.ts";
import { createApproving } from "./coordinator/approving.ts";
import { press } from "./coordinator/manageCard.ts";
import { createRecalling } from "./coordinator/recalling.ts";
import { createReleasing } from "./coordinator/releasing.ts";
import { createWriting } from "./coordinator/writing.ts";
import { createDue } from "./due.ts";
import { type LessonsOptions, outOfDate } from "./handling.ts";
import { findLesson, keyOf, toLesson } from "./lesson.ts";
import { createPages } from "./pages.ts";
import { forget, forgetAgency, holds, merge } from "./personal.ts";
import { createBriefed } from "./practice/briefed.ts";
import { createReading } from "./practice/reading.ts";
import { follow, follows } from "./subscriptions/moving.ts";
import { agencyBlocks } from "./subscriptions/ofAgency.ts";
import { createSubscribing } from "./subscriptions/subscribing.ts";
import { createDecidingDigests, isDigest, unsureBlocks } from "./subscriptions/unsureDigests.ts";
import { titleOf } from "./text/lessonText.ts";
import { type Ask, readAsk } from "./wording/readAsk.ts";

/** The second job: lessons, from a draft to every channel that wants them, and out of it again. */
export function createLessons(options: LessonsOptions): Feature<Db> {
	const { db } = options;
	const forEverybody = {
		...createReading(options),
		...createBriefed(options),
		...createSubscribing(options),
	};
	const forCoordinators = {
		...createWriting(options),
		...createApproving(options),
		...createReleasing(options),
		...createRecalling(options),
		...createDecidingDigests(options),
	};

	const run = createDispatch(options, { forEverybody, forCoordinators }, outOfDate);

	return {
		name: "lessons",
		commands: (text) => readAsk(text) !== undefined,
		async owns(incoming) {
			const { act } = incoming;
			if (act.kind === "pressed") return act.action.startsWith("lessons.");
			if (act.kind === "said") return readAsk(act.text) !== undefined;
			return follows(db, incoming);
		},
		async handle(incoming, caller, now) {
			const { act } = incoming;
			const event = { incoming, caller, now, value: act.kind === "pressed" ? act.value : null };
			if (act.kind === "pressed") return run(act.action.replace(/^lessons\./, ""), event);
			const ask = act.kind === "said" ? readAsk(act.text) : undefined;
			return ask ? run(verbs[ask], event) : follow(options, event);
		},
		due: createDue(options),
		helps: ({ roles }) => [
			{ name: "The newest lessons", text: "lessons" },
			{ name: "Get new lessons here", text: "subscribe" },
			{ name: "See what comes here", text: "subscription" },
			...(roles.includes("coordinator") ? [{ name: "Write a lesson", text: "new lesson" }] : []),
		],
		home: async (caller) => [
			...(await ownBlocks(db, caller)),
			...(await agencyBlocks(db, caller)),
			...(await taskBlocks(db, caller)),
		],
		holds: (person) => holds(db, person),
		...{ forget, merge, forgetAgency },
		pages: createPages(options),
	};
}

const verbs: Record<Ask, string> = {
	list: "list",
	new: "new",
	newReview: "newReview",
	subscribe: "subscribe",
	subscription: "subscription",
	unsubscribe: "askUnsubscribe",
};

async function ownBlocks(db: Db, { person }: Caller): Promise<Block[]> {
	const own = person ? await db.subscription.findUnique({ where: { personId: person } }) : null;
	const paused = own?.state === "paused";
	return [
		{ kind: "heading", text: "Lessons" },
		{
			kind: "prose",
			text: paused ? pausedForYou : `New lessons ${own ? "come" : "do not come"} to you here.`,
		},
		{
			kind: "buttons",
			items: [
				{ label: "Newest lessons", action: "lessons.list" },
				...(paused ? [{ label: "Go on", action: "lessons.subscribe" }] : []),
				own
					? { label: "My subscription", action: "lessons.subscription" }
					: { label: "Subscribe me", action: "lessons.subscribe" },
			],
		},
	];
}

const pausedForYou =
	"New lessons do not come to you at present: I could not write to you. Type “subscribe” and they go on, with what was missed.";

const mostTasks = 5;

/** What waits for a coordinator: lessons and corrections to approve, copies and digests that may not have arrived. */
async function taskBlocks(db: Db, { roles, person }: Caller): Promise<Block[]> {
	if (!roles.includes("coordinator")) return [];
	const waiting = (
		await db.lesson.findMany({ where: { OR: [{ state: "waiting" }, { proposedBy: { not: null } }] } })
	)
		.map(toLesson)
		.filter(({ authorId, proposed, proposedBy }) =>
			proposed ? proposed.asked && proposedBy !== person : authorId !== person,
		);
	const unsure = await held(db);
	const counts = new Map<string, number>();
	for (const { group } of unsure) {
		if (!group?.startsWith(keyOf({ id: "" }))) continue;
		const id = group.split(":")[1] ?? "";
		counts.set(id, (counts.get(id) ?? 0) + 1);
	}
	const blocks: Block[] = waiting.slice(0, mostTasks).flatMap((lesson): Block[] => [
		{ kind: "prose", text: `“${titleOf(lesson.kind, lesson.text)}” waits for your approval.` },
		{ kind: "buttons", items: [press("Look and decide", "manage", lesson)] },
	]);
	for (const [id, count] of [...counts].slice(0, mostTasks)) {
		const lesson = await findLesson(db, id);
		if (!lesson) continue;
		const copies = count === 1 ? "1 copy" : `${count} copies`;
		blocks.push(
			{
				kind: "prose",
				text: `“${titleOf(lesson.kind, lesson.text)}”: nobody can tell whether ${copies} arrived.`,
			},
			{ kind: "buttons", items: [press("Look and decide", "progress", lesson)] },
		);
	}
	return [...blocks, ...(await unsureBlocks(db, unsure.filter(isDigest).slice(0, mostTasks)))];
}
