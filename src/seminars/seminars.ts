import type { Feature, Handled } from "#chat/feature.ts";
import { createDispatch } from "#chat/handling/dispatch.ts";
import type { FeatureEvent } from "#chat/handling/event.ts";
import { privateSentence } from "#chat/handling/privately.ts";
import type { Block } from "#chat/message.ts";
import type { Incoming } from "#chat/platform.ts";
import type { Db } from "#storage/open.ts";
import { createAttendance } from "./coordinator/attendance.ts";
import { createDelegates } from "./coordinator/delegates.ts";
import { createMaterials } from "./coordinator/materials.ts";
import { createSetUp } from "./coordinator/setUp.ts";
import { meantToday, seminarsToday } from "./day/checkIn.ts";
import { agencyBlocks, createOfAgency } from "./delegates/ofAgency.ts";
import { createDue } from "./due.ts";
import { outOfDate, type SeminarsOptions } from "./handling.ts";
import { createPages } from "./pages.ts";
import { forget, forgetAgency, holds, merge } from "./personal.ts";
import { createBookings, ownBookings } from "./practitioner/bookings.ts";
import { createOwnWords } from "./practitioner/ownWords.ts";
import { standInWords } from "./practitioner/seminarCards.ts";
import { timesInWords } from "./wording/localTime.ts";
import { type Ask, readAsk } from "./wording/readAsk.ts";

/** The third job: seminars, from the announcement to what people do differently afterwards. */
export function createSeminars(options: SeminarsOptions): Feature<Db> {
	const { db } = options;
	const forEverybody = {
		...createBookings(options),
		...createOwnWords(options),
		...createOfAgency(options),
	};
	const forCoordinators = {
		...createSetUp(options),
		...createDelegates(options),
		...createAttendance(options),
		...createMaterials(options),
	};

	const run = createDispatch(options, { forEverybody, forCoordinators }, outOfDate);

	const runAsk = async (ask: Ask, event: FeatureEvent): Promise<Handled<Db>> => {
		if (ask.ask === "code") return run("code", { ...event, value: ask.code });
		if (ask.ask !== "here") return run(ask.ask, event);
		const { caller, now } = event;
		const all = caller.person ? await seminarsToday(db, caller.person, now) : [];
		const today = meantToday(all, now, ask.code);
		if (!ask.code || !today) return run("here", event);
		return run("arrive", { ...event, value: { seminar: today.id, code: ask.code } });
	};

	return {
		name: "seminars",
		async owns({ act }: Incoming, caller, now) {
			if (act.kind === "pressed") return act.action.startsWith("seminars.");
			const ask = act.kind === "said" ? readAsk(act.text) : undefined;
			// "Here" alone is small talk, but for somebody whose seminar is today.
			if (ask?.ask === "here" && !ask.code)
				return caller.person !== undefined && (await seminarsToday(db, caller.person, now)).length > 0;
			return ask !== undefined;
		},
		async handle(incoming, caller, now) {
			const { act } = incoming;
			const event = { incoming, caller, now, value: act.kind === "pressed" ? act.value : null };
			if (act.kind === "pressed") return run(act.action.replace(/^seminars\./, ""), event);
			const ask = act.kind === "said" ? readAsk(act.text) : undefined;
			return ask ? runAsk(ask, event) : privateSentence(options, event, outOfDate);
		},
		due: createDue(options),
		helps: ({ roles }) => [
			{ name: "Seminars", text: "seminars" },
			{ name: "Your places at seminars", text: "my seminars" },
			...(roles.includes("coordinator") ? [{ name: "Set up a seminar", text: "new seminar" }] : []),
		],
		async home(caller, now): Promise<Block[]> {
			const own = await ownBookings(db, caller.person, now);
			const items = own.map(({ seminar, state }) => ({
				name: seminar.title,
				text: `${timesInWords(seminar)}, ${seminar.venue}. ${standInWords(seminar, state)}`,
			}));
			return [
				{ kind: "heading", text: "My seminars" },
				items.length > 0
					? { kind: "facts", items }
					: { kind: "prose", text: "You have no place at a coming seminar." },
				{
					kind: "buttons",
					items: [
						{ label: "Seminars", action: "seminars.list" },
						...(caller.roles.includes("coordinator")
							? [{ label: "New seminar", action: "seminars.new" }]
							: []),
					],
				},
				...(await agencyBlocks(db, caller, now)),
			];
		},
		holds: (person) => holds(db, person),
		...{ forget, merge, forgetAgency },
		pages: createPages(options),
	};
}
