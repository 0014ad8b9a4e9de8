import { z } from "zod";
import type { Caller } from "#chat/caller.ts";
import type { Handled } from "#chat/feature.ts";
import type { Json, Message } from "#chat/message.ts";
import { sentence } from "#chat/plain.ts";
import type { Incoming } from "#chat/platform.ts";
import { ensurePerson } from "#people/person.ts";
import type { Db } from "#storage/open.ts";
import { bare } from "../conversation/matchOption.ts";
import { responseRates } from "../results/responseRates.ts";
import { newestResults, resultsNumbered } from "../results/snapshots.ts";
import type { Questionnaire } from "../script/questionnaire.ts";
import { newest, newestOfAll } from "../script/shelf.ts";
import { decidedCard, decideLine, type Reader, showNextLine, showShownLine } from "./lines.ts";
import { listCard } from "./listCard.ts";
import { namesOf } from "./names.ts";
import type { CoordinatorParts } from "./parts.ts";
import { compareCard, groupsCard, itemsCard, ratesCard, resultsCard, tooFew } from "./resultsCards.ts";
import { keepSchedule, scheduleForm } from "./schedule.ts";
import { keepSharing, shareForm } from "./share.ts";
import { beginTrial } from "./trial.ts";

/** What a coordinator wants, with which questionnaire. */
export type Wish = { verb: string; value: Json };

const typed: [RegExp, string][] = [
	[/^(?:all |the )?questionnaires$/, "list"],
	[/^(?:the |questionnaire )?results(?: of the (?:questionnaire|seminars?))?$/, "results"],
	[/^(?:the )?response(?:s| rates?)?$/, "rates"],
	[/^try (?:the |a )?questionnaire$/, "try"],
];
const verbs = new Set(
	"list try schedule scheduled rates results items groups compare lines decide share shared".split(" "),
);

/** What was typed, if it is one of the coordinators' words. */
export function typedWish(text: string): Wish | undefined {
	const verb = typed.find(([pattern]) => pattern.test(bare(text)))?.[1];
	return verb ? { verb, value: {} } : undefined;
}

/** What was pressed, if it is one of the coordinators' buttons. */
export function pressedWish(action: string, value: Json): Wish | undefined {
	const verb = action.split(".")[1] ?? "";
	return verbs.has(verb) ? { verb, value } : undefined;
}

const shape = z.object({
	q: z.string().max(80).optional(),
	n: z.number().int().min(1).optional(),
	l: z.string().max(80).optional(),
	d: z.enum(["shown", "withheld"]).optional(),
	/** The line after which to go on, of those that are shown. */
	after: z.string().max(80).optional(),
	changed: z.string().nullish(),
});

/** Does what a coordinator wishes. Their right to it is looked at each time. */
export async function coordinate(
	parts: CoordinatorParts,
	{ verb, value }: Wish,
	incoming: Incoming,
	caller: Caller,
	now: Date,
): Promise<Handled<Db>> {
	if (!caller.roles.includes("coordinator"))
		return says(
			sentence("That is for coordinators. If you should be one, please ask whoever coordinates your area."),
		);
	if (verb === "list") return says(await listCard(parts.db));
	const read = shape.safeParse(value);
	const questionnaire = read.success ? await wanted(parts.db, read.data.q) : undefined;
	if (!read.success || !questionnaire) return says(await listCard(parts.db));
	const by = caller.person ?? "";
	switch (verb) {
		case "try":
			return {
				reply: { say: [] },
				save: async (tx) => ({
					say: await beginTrial(tx, questionnaire, await ensurePerson(tx, incoming, caller, now), {
						...parts,
						now,
					}),
				}),
			};
		case "schedule":
			return says((await scheduleForm(parts.db, questionnaire.id)) ?? (await listCard(parts.db)));
		case "scheduled": {
			const kept = keepSchedule(value, by, now);
			if ("problem" in kept) return says(sentence(kept.problem));
			return { reply: { say: [] }, save: async (tx) => ({ say: [await kept.save(tx)] }) };
		}
		case "rates":
			return says(await ratesCard(parts.db, questionnaire));
		case "lines":
			return lines(parts, questionnaire, read.data, { person: by, place: incoming.place }, now);
		case "decide":
			return decide(parts, questionnaire, read.data, { person: by, place: incoming.place }, now);
		case "shared":
			return share(parts, questionnaire, read.data, by, now);
		default:
			return says(await results(parts, verb, questionnaire, read.data.n, now));
	}
}

/** The questionnaire that is meant: the one named, or the only one there is. */
async function wanted(db: Db, id: string | undefined): Promise<Questionnaire | undefined> {
	if (id) return newest(db, id);
	const all = await newestOfAll(db);
	return all.length === 1 ? all[0] : undefined;
}

async function results(
	parts: CoordinatorParts,
	verb: string,
	questionnaire: Questionnaire,
	number: number | undefined,
	now: Date,
): Promise<Message> {
	const found = number
		? await resultsNumbered(parts.db, questionnaire.id, number)
		: await newestResults(parts.db, questionnaire, now);
	const address = (kind: string, id: string) => parts.link(kind, id, now);
	if (verb === "results")
		return resultsCard(questionnaire, found, await responseRates(parts.db, questionnaire.id), address);
	if (!found) return sentence(tooFew);
	if (verb === "items") return itemsCard(questionnaire, found);
	if (verb === "share") return shareForm(questionnaire, found.number);
	const names = await namesOf(parts.db, questionnaire, parts.agencies);
	return verb === "compare"
		? compareCard(questionnaire, found, names)
		: groupsCard(questionnaire, found, names);
}

function lines(
	{ say }: CoordinatorParts,
	questionnaire: Questionnaire,
	{ after }: z.output<typeof shape>,
	reader: Reader,
	now: Date,
): Handled<Db> {
	return {
		reply: { say: [] },
		save: (tx) =>
			after === undefined
				? showNextLine(tx, questionnaire, reader, say, now)
				: showShownLine(tx, questionnaire, after, reader, say, now),
	};
}

function decide(
	{ say }: CoordinatorParts,
	questionnaire: Questionnaire,
	{ l, d, after }: z.output<typeof shape>,
	reader: Reader,
	now: Date,
): Handled<Db> {
	if (!l || !d) return says(sentence("That button is out of date. Please type “results”."));
	return {
		reply: { say: [] },
		async save(tx) {
			const decision = await decideLine(tx, l, d, reader.person, now);
			const replace = decidedCard(questionnaire, l, decision, after);
			if (after !== undefined) return { say: [], replace };
			return { ...(await showNextLine(tx, questionnaire, reader, say, now)), replace };
		},
	};
}

function share(
	{ screen }: CoordinatorParts,
	questionnaire: Questionnaire,
	{ n, changed }: z.output<typeof shape>,
	by: string,
	now: Date,
): Handled<Db> {
	const whatChanged = changed?.trim() ?? "";
	if (!n || whatChanged.length < 10)
		return says(sentence("Please write in a sentence what has changed. Nothing was shared."));
	const seen = screen(whatChanged);
	if (seen?.kind === "disclosure") return { forGuard: whatChanged };
	if (seen || whatChanged.length > 1000)
		return says(
			sentence(
				"That was not shared, because it is too long or may point to a person or a case. Please write it without names and details.",
			),
		);
	return {
		reply: { say: [] },
		async save(tx) {
			const kept = await keepSharing(
				tx,
				{ questionnaireId: questionnaire.id, number: n, whatChanged },
				by,
				now,
			);
			return {
				say: [
					sentence(
						kept === "noted"
							? "Thank you. It goes to everybody who answered, in working hours."
							: "These results were shared already. Newer ones can be shared again.",
					),
				],
			};
		},
	};
}

function says(message: Message): Handled<Db> {
	return { reply: { say: [message] } };
}
