import type { Caller } from "#chat/caller.ts";
import type { Feature, Handled } from "#chat/feature.ts";
import type { Log } from "#chat/log.ts";
import type { Block } from "#chat/message.ts";
import type { Incoming } from "#chat/platform.ts";
import type { Say } from "#delivery/ledger.ts";
import type { peopleOf } from "#people/reach.ts";
import type { Client, Db } from "#storage/open.ts";
import { askWhatIsDue } from "./asking/ask.ts";
import { forgetAgency, forgetPerson, heldOf, mergePeople } from "./asking/person.ts";
import { type Attended, planInvitations } from "./asking/plan.ts";
import { closeWhatIsDue, forgetOldVersions } from "./closing/close.ts";
import { releaseSome } from "./closing/release.ts";
import { noteCard } from "./conversation/cards.ts";
import { bare } from "./conversation/matchOption.ts";
import { changeIn } from "./conversation/understand.ts";
import { coordinate, pressedWish, typedWish } from "./coordinator/coordinate.ts";
import { waitingLines } from "./coordinator/lines.ts";
import { pages } from "./coordinator/pages.ts";
import type { CoordinatorParts } from "./coordinator/parts.ts";
import { shareWhatIsDue } from "./coordinator/share.ts";
import { newestResults } from "./results/snapshots.ts";
import { newestOfAll } from "./script/shelf.ts";
import { converse, stopAll } from "./talking/converse.ts";
import { awaitsWords, type Heard, hearPressed, hearTyped, openFor } from "./talking/hear.ts";
import type { Secrets } from "./talking/secrets.ts";
import { showAgain } from "./talking/showAgain.ts";

/** What the fourth job needs of the others. */
export type QuestionnaireParts = CoordinatorParts & {
	db: Client;
	say: Say;
	peopleOf: typeof peopleOf;
	secrets: Secrets;
	/** What the guard sees in a text that is to be kept. */
	screen: (text: string) => { kind: string } | undefined;
	/** Who was at which seminar, as known by now. */
	attended: (now: Date) => Promise<Attended[]>;
	/** Answers a question that somebody asks in the middle of a questionnaire. */
	answer: (incoming: Incoming, caller: Caller, now: Date) => Promise<Handled<Db>>;
	log: Log;
};

/**
 * The fourth job: asks people some weeks after a seminar what it led to, as a conversation, and tells
 * coordinators what they found, without telling who said it.
 */
export function createQuestionnaires(parts: QuestionnaireParts): Feature<Db> {
	const { db, secrets, screen } = parts;
	// Whether it is a disclosure the guard has decided before; what asks the bot to behave otherwise gives nobody away.
	const mustNotKeep = (text: string) => givesAway.includes(screen(text)?.kind ?? "");
	const conversing = { ...parts, mustNotKeep };

	const heard = async (
		{ act, place }: Incoming,
		{ person }: Caller,
		now: Date,
	): Promise<Heard | undefined> => {
		if (act.kind === "pressed") return hearPressed(act);
		if (act.kind !== "said" || place.kind !== "direct" || !person) return undefined;
		return hearTyped(db, person, act.text, secrets, now);
	};

	const wished = ({ act, place }: Incoming) => {
		if (act.kind === "pressed") return pressedWish(act.action, act.value);
		return act.kind === "said" && place.kind === "direct" ? typedWish(act.text) : undefined;
	};

	/** Their question is answered first, and then they are back where they were. */
	const answerFirst = async (
		incoming: Incoming,
		caller: Caller,
		{ invitation }: Heard,
		now: Date,
	): Promise<Handled<Db>> => {
		const answered = await parts.answer(incoming, caller, now);
		if ("forGuard" in answered) return answered;
		return {
			reply: answered.reply,
			async save(tx) {
				const reply = (await answered.save?.(tx)) ?? answered.reply;
				const last = await showAgain(tx, invitation, secrets, now);
				return { ...reply, ...(last ? { last } : {}) };
			},
		};
	};

	return {
		name: "questionnaires",
		awaitsWords: async ({ place }, { person }, now) =>
			place.kind === "direct" && person !== undefined && awaitsWords(db, person, secrets, now),
		commands: (text) => changeIn(text) !== undefined || typedWish(text) !== undefined,
		async owns(incoming, caller, now) {
			const { act } = incoming;
			if (act.kind === "pressed") return act.action.startsWith("questionnaires.");
			const wish = wished(incoming);
			if (wish) return wish.verb === "list" || caller.roles.includes("coordinator");
			if (asksForOwn(incoming)) return true;
			return (await heard(incoming, caller, now)) !== undefined;
		},
		async handle(incoming, caller, now) {
			const wish = wished(incoming);
			if (wish) return coordinate(parts, wish, incoming, caller, now);
			const what = await heard(incoming, caller, now);
			if (!what) return { reply: { say: [noteCard(asksForOwn(incoming) ? nothingOpen : outOfDate)] } };
			if (what.question) return answerFirst(incoming, caller, what, now);
			const turn = { ...what, person: caller.person ?? "", place: incoming.person.direct };
			return { reply: { say: [] }, save: (tx: Db) => converse(tx, turn, conversing, now) };
		},
		due: [
			{
				name: "questionnaires.plan",
				every: "7 * * * *",
				run: async (now) => void (await planInvitations(db, await parts.attended(now), now)),
			},
			{ name: "questionnaires.ask", every: "*/5 * * * *", run: (now) => askWhatIsDue(conversing, now) },
			{ name: "questionnaires.share", every: "*/10 * * * *", run: (now) => shareWhatIsDue(parts, now) },
			{ name: "questionnaires.close", every: "40 3 * * *", run: (now) => closeDay(parts, now) },
		],
		helps: ({ roles }) => [
			{ name: "Questions after a seminar", text: "questionnaire" },
			...(roles.includes("coordinator")
				? [
						{ name: "Questionnaires: try, schedule", text: "questionnaires" },
						{ name: "Response and results", text: "response rate, results" },
					]
				: []),
		],
		home: async (caller, now) => [...(await ownBlocks(db, caller, now)), ...(await taskBlocks(db, caller))],
		holds: (person) => heldOf(db, person),
		forget: (tx, person) => forgetPerson(tx, person),
		spare: (tx, person, now) => stopAll(tx, person, parts, now),
		merge: (tx, from, into) => mergePeople(tx, from, into),
		forgetAgency: (tx, agencyId) => forgetAgency(tx, agencyId),
		pages: pages(parts),
	};
}

async function ownBlocks(db: Db, { person }: Caller, now: Date): Promise<Block[]> {
	const open = person ? await openFor(db, person, now) : null;
	if (!open || (open.state !== "asked" && open.state !== "answering")) return [];
	const value = { i: open.id };
	return [
		{ kind: "prose", text: "There are short questions for you about a seminar." },
		{ kind: "buttons", items: [{ label: "Answer them", action: "questionnaires.resume", value }] },
	];
}

async function taskBlocks(db: Db, { roles }: Caller): Promise<Block[]> {
	if (!roles.includes("coordinator")) return [];
	return [
		{ kind: "heading", text: "Questionnaires" },
		...(await waitingLines(db)),
		{ kind: "buttons", items: [{ label: "Questionnaires and results", action: "questionnaires.list" }] },
	];
}

/** What the guard sees in words that may point to a person or a case, or that it cannot read. */
const givesAway = ["identify", "personal-data", "unread"];

const nothingOpen = "There are no questions for you just now. They come some weeks after a seminar.";
const outOfDate = "That button is out of date. If there are questions for you, “questionnaire” brings them.";

function asksForOwn({ act, place }: Incoming): boolean {
	return (
		act.kind === "said" && place.kind === "direct" && /^(?:the |my )?questionnaire$/.test(bare(act.text))
	);
}

/** Once a day, at night: results are taken a last time while they are whole; then what is over is closed. */
async function closeDay({ db, secrets }: QuestionnaireParts, now: Date): Promise<void> {
	await releaseSome(db, secrets, now);
	for (const questionnaire of await newestOfAll(db)) await newestResults(db, questionnaire, now);
	await closeWhatIsDue(db, secrets, now);
	await forgetOldVersions(db);
}
