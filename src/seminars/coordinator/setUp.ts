import { z } from "zod";
import type { Handler } from "#chat/handling/event.ts";
import { privately, privateSentence } from "#chat/handling/privately.ts";
import type { Json, Message } from "#chat/message.ts";
import { message, sentence } from "#chat/plain.ts";
import type { Db } from "#storage/open.ts";
import { known, outOfDate, type SeminarsOptions, seminarOf } from "../handling.ts";
import { lockSeminar } from "../seminar.ts";
import { type Draft, readDraft, type Written } from "../setup/draft.ts";
import { callOff, changeSeminar, createSeminar, openSeminar } from "../setup/keep.ts";
import { markOf, writtenOf } from "../setup/written.ts";
import { press, seminarValue } from "../wording/press.ts";
import { manageCard } from "./cards.ts";
import { readForm, type Shown, setUpForm } from "./setUpForm.ts";
import { talliesOf } from "./tallies.ts";

type AllKnown = Awaited<ReturnType<typeof known>>;

/** `open` is what a button was to bring about. One that does not say turns it round. */
const waitingValue = seminarValue.extend({ open: z.boolean().optional() });
const applyValue = z.object({ id: seminarValue.shape.seminar, shown: z.string().catch("") });

/** How a coordinator sets a seminar up, changes it, opens it and calls it off. */
export function createSetUp(options: SeminarsOptions): Record<string, Handler<Db>> {
	const { db } = options;

	const manage = async (
		tx: Db,
		id: string,
		now: Date,
		names: AllKnown["names"],
		first?: string,
	): Promise<Message> => {
		const seminar = await tx.seminar.findUnique({
			where: { id },
			include: {
				holds: true,
				notices: {
					where: { kind: { in: ["reminder", "followUp"] } },
					orderBy: [{ dueAt: "asc" }, { id: "asc" }],
				},
			},
		});
		return seminar ? manageCard(seminar, await talliesOf(tx, id), names, now, first) : sentence(outOfDate);
	};

	/** A button that changes one seminar, after which it is shown anew with what came of it. */
	const onSeminar =
		(act: (tx: Db, id: string, now: Date, value: Json) => Promise<string | undefined>): Handler<Db> =>
		async (event) => {
			const value = seminarValue.safeParse(event.value);
			if (!value.success) return privateSentence(options, event, outOfDate);
			const { names } = await known(options);
			return privately(
				options,
				event,
				async (tx) => {
					const first = await act(tx, value.data.seminar, event.now, event.value);
					return manage(tx, value.data.seminar, event.now, names, first);
				},
				"replace",
			);
		};

	const asNew: Handler<Db> = async (event) => {
		const all = await known(options);
		return privately(options, event, async () => setUpForm({}, all, []));
	};

	const change: Handler<Db> = async (event) => {
		const value = seminarValue.safeParse(event.value);
		const all = await known(options);
		const seminar = value.success && (await withHolds(db, value.data.seminar));
		if (!seminar) return privateSentence(options, event, outOfDate);
		return privately(options, event, async () => changeForm(seminar, all));
	};

	/** A form that came back: kept, or shown again with what is wrong. */
	const filledIn =
		(of: Shown | undefined): Handler<Db> =>
		async (event) => {
			const read = readForm(event.value);
			if (!read) return privateSentence(options, event, outOfDate);
			const all = await known(options);
			const written: Written = { ...read, id: of?.id ?? "" };
			const draft = readDraft(written, all);
			const again = (problems: Parameters<typeof setUpForm>[2]) => setUpForm(written, all, problems, of);
			if ("problems" in draft) return privately(options, event, async () => again(draft.problems), "replace");
			return privately(
				options,
				event,
				async (tx) => {
					const changed = of && (await changedMeanwhile(tx, of, draft, all));
					if (changed) return changeForm(changed, all, changedSince);
					const kept = of
						? await changeSeminar(tx, draft, event.now)
						: await createSeminar(tx, draft, event.now);
					if (kept.kind === "refused") return again([{ field: "Seminar", text: kept.problem }]);
					return manage(tx, draft.id, event.now, all.names, said[kept.kind]);
				},
				"replace",
			);
		};

	const apply: Handler<Db> = async (event) => {
		const value = applyValue.safeParse(event.value);
		return value.success ? filledIn(value.data)(event) : privateSentence(options, event, outOfDate);
	};

	const askCallOff: Handler<Db> = async (event) => {
		const seminar = await seminarOf(db, event);
		if (!seminar) return privateSentence(options, event, outOfDate);
		return privately(options, event, async () =>
			message([
				{
					kind: "prose",
					text: `Cancel “${seminar.title}”? Everybody who booked or waits is told, and it cannot be taken back.`,
				},
				{
					kind: "buttons",
					items: [
						press("Yes, cancel it", "callOff", seminar, "danger"),
						press("No, keep it", "manage", seminar),
					],
				},
			]),
		);
	};

	return {
		new: asNew,
		create: filledIn(undefined),
		...{ change, apply, askCallOff },
		manage: onSeminar(async () => undefined),
		announce: onSeminar(async (tx, id, now) =>
			(await openSeminar(tx, id, now))
				? "It is open for booking, and the subscribed channels will be told."
				: "It was open already, was cancelled, or has begun.",
		),
		callOff: onSeminar(async (tx, id, now) =>
			(await callOff(tx, id, now))
				? "It is cancelled, and those who booked will be told."
				: "It was cancelled already, or is over.",
		),
		waiting: onSeminar(async (tx, id, _, value) => {
			const wanted = waitingValue.safeParse(value);
			const seminar = await lockSeminar(tx, id);
			if (!seminar || !wanted.success) return undefined;
			const { open: waitingList = !seminar.waitingList } = wanted.data;
			await tx.seminar.update({ where: { id }, data: { waitingList } });
			return waitingList
				? "There is a waiting list now."
				: "The waiting list is closed: those who wait keep their turn.";
		}),
	};
}

type WithHolds = NonNullable<Awaited<ReturnType<typeof withHolds>>>;

function withHolds(db: Db, id: string) {
	return db.seminar.findUnique({ where: { id }, include: { holds: true } });
}

/** The form to change a seminar as it stands: it counts for that alone. */
function changeForm(seminar: WithHolds, all: AllKnown, first?: string): Message {
	const written = writtenOf(seminar, all.names);
	return setUpForm(written, all, [], { id: seminar.id, shown: markOf(written) }, first);
}

/** The seminar as it stands, where that is neither what the form was shown for nor what it asks for. Locks it. */
async function changedMeanwhile(
	tx: Db,
	{ id, shown }: Shown,
	draft: Draft,
	{ names }: AllKnown,
): Promise<WithHolds | undefined> {
	await lockSeminar(tx, id);
	const seminar = await withHolds(tx, id);
	const fine = [shown, markOf(writtenOf(draft, names))];
	return seminar && !fine.includes(markOf(writtenOf(seminar, names))) ? seminar : undefined;
}

const changedSince =
	"It has changed since you looked, so I have not kept your changes. This is how it stands now: please make them again.";

const said = {
	new: "Kept as a draft. Look it over, then announce it.",
	changed: "The changes are kept.",
	moved: "The changes are kept, and those who booked will be told of the new time or place.",
};
