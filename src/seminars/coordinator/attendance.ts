import { z } from "zod";
import type { Handler } from "#chat/handling/event.ts";
import { privately, privateSentence } from "#chat/handling/privately.ts";
import type { Message } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import type { Db } from "#storage/open.ts";
import { type Delegate, listDelegates } from "../delegates/listDelegates.ts";
import { known, outOfDate, type SeminarsOptions } from "../handling.ts";
import type { Names } from "../wording/facts.ts";
import { press, seminarValue } from "../wording/press.ts";

/** As many names as a phone shows without getting lost, and a list of any platform takes. */
const namesPerCard = 25;

const attendanceValue = seminarValue.extend({
	back: z.boolean().default(false),
	from: z.int().min(0).max(10_000).default(0),
});
const markValue = attendanceValue.extend({
	names: z
		.array(z.string().regex(/^[\w-]{1,60}$/))
		.max(200)
		.nullish(),
});

/** How a coordinator notes who came, by tapping names. */
export function createAttendance(options: SeminarsOptions): Record<string, Handler<Db>> {
	const attendance: Handler<Db> = async (event) => {
		const value = attendanceValue.safeParse(event.value);
		if (!value.success) return privateSentence(options, event, outOfDate);
		const { names } = await known(options);
		return privately(options, event, (tx) => attendanceCard(tx, value.data, names), "replace");
	};

	const mark: Handler<Db> = async (event) => {
		const value = markValue.safeParse(event.value);
		if (!value.success) return privateSentence(options, event, outOfDate);
		const { seminar, back, names: chosen } = value.data;
		const { names } = await known(options);
		return privately(
			options,
			event,
			async (tx) => {
				await tx.seminarBooking.updateMany({
					where: {
						seminarId: seminar,
						id: { in: chosen ?? [] },
						state: "booked",
						seminar: { startsAt: { lte: new Date(event.now.getTime() + early) } },
					},
					data: { attendedAt: back ? null : event.now },
				});
				return attendanceCard(tx, { seminar, back, from: 0 }, names);
			},
			"replace",
		);
	};

	return { attendance, mark };
}

/** How long before the start people may be noted as there. */
const early = 3 * 3_600_000;

async function attendanceCard(
	tx: Db,
	{ seminar, back, from }: { seminar: string; back: boolean; from: number },
	names: Names,
): Promise<Message> {
	const delegates = (await listDelegates(tx, seminar, names)).filter(({ state }) => state === "booked");
	const came = delegates.filter(({ attendedAt }) => attendedAt);
	const open = delegates.filter(({ attendedAt }) => (attendedAt !== null) === back);
	// Names leave the list as they are noted, so that one that was long may end before here by now.
	const first = from < open.length ? from : 0;
	const shown = open.slice(first, first + namesPerCard);
	const rest = open.length - first - shown.length;
	const button = (label: string, verb: string, value: object) => ({
		label,
		action: `seminars.${verb}`,
		value: { seminar, ...value },
	});
	return message([
		{ kind: "progress", label: "Noted as here", done: came.length, of: delegates.length },
		...(shown.length > 0
			? [
					{
						kind: "choices" as const,
						name: "names",
						label: back ? "Who is not here after all?" : "Who is here?",
						options: shown.map((each) => ({ label: nameWithAgency(each, names), value: each.id })),
						multiple: true,
						submit: {
							...button(back ? "Take back" : "Note as here", "mark", { back }),
							tone: "primary" as const,
						},
					},
				]
			: [
					{
						kind: "prose" as const,
						text: back ? "Nobody is noted as here." : "Everybody with a place is noted as here.",
					},
				]),
		{
			kind: "buttons",
			items: [
				...(rest > 0
					? [button(`${rest} more names`, "attendance", { back, from: first + namesPerCard })]
					: []),
				back
					? button("Who is here?", "attendance", { back: false })
					: button("Take somebody back", "attendance", { back: true }),
				press("Manage", "manage", { id: seminar }),
			],
		},
	]);
}

function nameWithAgency({ called, agencyId }: Delegate, names: Names): string {
	const agency = names.agency(agencyId);
	return called.includes(agency) ? called : `${called}, ${agency}`;
}
