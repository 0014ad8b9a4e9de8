import { z } from "zod";
import type { Caller } from "#chat/caller.ts";
import type { Feature, Handled, Line } from "#chat/feature.ts";
import { privately, privateSentence } from "#chat/handling/privately.ts";
import type { Message, Press } from "#chat/message.ts";
import { sentence } from "#chat/plain.ts";
import type { Incoming, Place, Pressed } from "#chat/platform.ts";
import type { Held } from "#knowledge/held.ts";
import type { Library } from "#knowledge/library.ts";
import type { Meant } from "#knowledge/search/meant.ts";
import type { Found } from "#knowledge/search/search.ts";
import { saidRole } from "#knowledge/words/roles.ts";
import type { Db } from "#storage/open.ts";
import { briefingOn } from "./briefing/briefing.ts";
import { briefingPage } from "./briefing/show.ts";
import { welcomeCard } from "./cards/about.ts";
import { searchResults } from "./cards/searchResults.ts";
import type { AskingOptions } from "./enquiries/asking.ts";
import { channelAskIn, createEnquiries } from "./enquiries/enquiries.ts";
import { purgeEnquiries } from "./enquiries/purging.ts";
import { waitingBlocks } from "./enquiries/waiting.ts";
import { gapsOf } from "./gaps/gaps.ts";
import { gapsCard, gapsTable } from "./gaps/show.ts";
import { citedBy, citedLast, citedOfLate, forgetAbout, keepAbout, lastAbout } from "./kept/conversation.ts";
import { keepLens, lensOf } from "./kept/lens.ts";
import { keepOutcome, type Outcome } from "./kept/outcome.ts";
import { type LensAsk, lensIn } from "./lens.ts";
import { meetPress } from "./presses.ts";
import { longest, type RespondOptions, respond } from "./respond.ts";
import { chooseCard } from "./share/share.ts";
import { understand } from "./understand.ts";

/** How a message was met: for the log, and for whoever measures the answers. */
export type Met = { outcome: Outcome; found: Found[] };

type Options = {
	library: Library;
	report: (met: Met) => void;
	/** What a question means, beside what the passages mean; nothing where words alone count. */
	meant: (held: Held, question: string) => Promise<Meant | undefined>;
	/** How long the texts of enquiries are kept, in days. */
	keepEnquiriesDays: number;
	/** The button that has new lessons sent to where it is pressed. */
	subscribe: Press;
	/** The lines of the other features in `help`. */
	helps: (caller: Caller) => Line[];
	/** The address of a page behind a signed link. */
	link: (kind: string, id: string, now: Date) => string;
} & AskingOptions &
	Omit<RespondOptions, "helps" | "printAt" | "lens" | "cited" | "mayShare" | "now" | "meant">;

/**
 * The first job: answers questions about the reviews from what is held. `report` hears how each
 * message was met.
 */
export function createAnswers(options: Options): Feature<Db> {
	const { db, library, people, report, link } = options;
	const enquiries = createEnquiries(options);

	const toMessage = async (
		text: string,
		incoming: Incoming,
		caller: Caller,
		now: Date,
	): Promise<Handled<Db>> => {
		const { key } = incoming.place;
		const [held, before, lens, cited] = await Promise.all([
			library.current(),
			lastAbout(db, key, now),
			lensOf(db, caller.person),
			understand(text.slice(0, longest)).kind === "more" ? citedOfLate(db, key, now) : [],
		]);
		const meant = await options.meant(held, text);
		const { message, outcome, cites, about, found } = respond(held, text, before, {
			...options,
			helps: options.helps(caller),
			printAt: (theme) => link("briefing", theme, now),
			now,
			lens,
			cited,
			meant,
			mayShare: incoming.place.kind === "direct",
		});
		report({ outcome, found });
		const nearest = about?.theme ?? found[0]?.themes[0];
		return {
			reply: { say: [message], cites },
			save: async (tx) => {
				const themes = nearest ? [nearest] : [];
				await keepOutcome(tx, { outcome, themes, sector: caller.agency.sector }, now);
				if (about) await keepAbout(tx, key, about, now);
			},
		};
	};

	const setLens = (ask: LensAsk, incoming: Incoming, caller: Caller, now: Date): Handled<Db> => {
		if (ask.kind === "forget")
			return {
				reply: { say: [sentence("Your role is forgotten. I show everything in the usual order again.")] },
				save: async (tx) => void (caller.person && (await keepLens(tx, caller.person, undefined))),
			};
		const text = `Noted: I show what names ${saidRole(ask.role)} first. What is said stays the same. Type “forget my role” to undo this.`;
		return {
			reply: { say: [sentence(text)] },
			save: async (tx) => {
				await keepLens(tx, await people.ensurePerson(tx, incoming, caller, now), ask.role);
			},
		};
	};

	const meetWords = async (
		text: string,
		incoming: Incoming,
		caller: Caller,
		now: Date,
	): Promise<Handled<Db>> => {
		const lens = incoming.place.kind === "direct" ? lensIn(text) : undefined;
		if (lens) return setLens(lens, incoming, caller, now);
		if (asksForGaps(text)) return showGaps(incoming, caller, now);
		const shared = asksToShare(text) ? await citedLast(db, incoming.place.key) : undefined;
		if (shared)
			return {
				reply: {
					say: [shared.length > 0 ? share(shared, incoming.place) : sentence(nothingToShare)],
				},
			};
		return enquiries.meetWords(text, { incoming, caller, now }) ?? toMessage(text, incoming, caller, now);
	};

	const meet = async (
		pressed: Pressed,
		incoming: Incoming,
		caller: Caller,
		now: Date,
	): Promise<Handled<Db>> => {
		if (pressed.action === "answers.gaps") return showGaps(incoming, caller, now);
		if (pressed.action === "answers.share-message") return shareMessage(pressed, incoming);
		const enquired = await enquiries.meetPress(pressed, { incoming, caller, now });
		if (enquired) return enquired;
		const [held, lens] = await Promise.all([library.current(), lensOf(db, caller.person)]);
		return meetPress({ pressed, incoming, caller, held, lens, now }, options);
	};

	/** A message of the bot's that somebody chose: the menu that this comes from is there beside any message. */
	const shareMessage = async (pressed: Pressed, { person, place }: Incoming): Promise<Handled<Db>> => {
		const chosen = z.string().min(3).max(100).safeParse(pressed.value).data;
		const passages = chosen ? await citedBy(db, person.direct.key, chosen) : [];
		return { reply: { say: [passages.length > 0 ? share(passages, place) : sentence(notAnAnswer)] } };
	};

	const showGaps = async (incoming: Incoming, caller: Caller, now: Date): Promise<Handled<Db>> => {
		const event = { incoming, now };
		if (!caller.roles.includes("coordinator")) return privateSentence(options, event, coordinatorsSeeGaps);
		const [held, gaps] = await Promise.all([library.current(), gapsOf(db, now)]);
		return privately(options, event, async () => gapsCard(held, gaps, link("gaps", "all", now)));
	};

	return {
		name: "answers",
		commands: (text) =>
			lensIn(text) !== undefined ||
			asksForGaps(text) ||
			asksToShare(text) ||
			channelAskIn(text) !== undefined,
		owns: ({ act }) =>
			act.kind === "said" ||
			act.kind === "arrived" ||
			act.kind === "searched" ||
			(act.kind === "pressed" && act.action.startsWith("answers.")),
		async handle(incoming, caller, now) {
			const { act } = incoming;
			switch (act.kind) {
				case "arrived":
					return {
						reply: {
							say: [welcomeCard(await library.current(), incoming.place.kind, options.subscribe)],
							once: `welcome:${incoming.place.key}`,
						},
					};
				case "said":
					return meetWords(act.text, incoming, caller, now);
				case "searched":
					return { reply: { say: [], results: searchResults(await library.current(), act.text) } };
				case "pressed":
					return meet(act, incoming, caller, now);
				default:
					return { reply: { say: [] } };
			}
		},
		due: [
			{
				name: "enquiries",
				every: "23 * * * *",
				run: async (now) => {
					await purgeEnquiries(options, new Date(now.getTime() - options.keepEnquiriesDays * day), now);
				},
			},
		],
		home: (caller) => waitingBlocks(db, caller),
		async holds(person) {
			const lens = await lensOf(db, person);
			const role = lens ? [{ name: "What you said you work as", text: saidRole(lens) ?? lens }] : [];
			return [...role, ...(await enquiries.holds(person))];
		},
		async forget(tx, person, now) {
			const had = await keepLens(tx, person, undefined);
			await forgetAbout(tx, person);
			return [...(had ? ["what you said you work as"] : []), ...(await enquiries.forget(tx, person, now))];
		},
		follow: enquiries.follow,
		forgetAgency: enquiries.forgetAgency,
		async merge(tx, from, into) {
			await enquiries.merge(tx, from, into);
			const role = (await lensOf(tx, into)) ?? (await lensOf(tx, from));
			await keepLens(tx, from, undefined);
			if (role) await keepLens(tx, into, role);
		},
		helps: ({ roles }) =>
			roles.includes("coordinator") ? [{ name: "See what is asked and not answered", text: "gaps" }] : [],
		pages: {
			async briefing(theme, now) {
				const made = briefingOn(await library.current(), theme);
				return made && { type: "html", body: briefingPage(made, now) };
			},
			async gaps(_, now) {
				const body = gapsTable(await library.current(), await gapsOf(db, now));
				return { type: "csv", body, name: "what-is-asked.csv" };
			},
		},
	};
}

const day = 24 * 3_600_000;
const coordinatorsSeeGaps = "Only coordinators can see what is asked and not answered.";
const notAnAnswer =
	"I can share only a lesson that I showed you. Choose “Share with a channel” on an answer of mine in our direct conversation.";
const nothingToShare = "There is no lesson above to share. Ask me something first, then type “share”.";

/** Asks where to; of more passages than one message takes, the first. */
function share(passages: string[], here: Place): Message {
	return chooseCard(passages.slice(0, 6), here);
}

function asksToShare(text: string): boolean {
	return /^\s*share(?: (?:this|it|that))?(?: please)?\s*[.!]?\s*$/i.test(text);
}

function asksForGaps(text: string): boolean {
	return /^\s*(?:show (?:me )?(?:the )?)?gaps\s*[?.!]?\s*$/i.test(text);
}
