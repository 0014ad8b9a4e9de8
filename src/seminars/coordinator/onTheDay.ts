import { z } from "zod";
import type { Message } from "#chat/message.ts";
import { message, sentence } from "#chat/plain.ts";
import type { Db } from "#storage/open.ts";
import { type Delegate, listDelegates } from "../delegates/listDelegates.ts";
import { type Handler, known, privately, privateSentence, type SeminarsOptions } from "../event.ts";
import { type Material, materialsOf } from "../seminar.ts";
import type { Names } from "../wording/facts.ts";
import { press, seminarValue } from "../wording/press.ts";
import { backTo } from "./cards.ts";

const gone = "I do not know that seminar any more. Write “seminars” for the list.";
/** As many names as a phone shows without getting lost, and a list of any platform takes. */
const namesPerCard = 25;

const attendanceValue = seminarValue.extend({
	back: z.boolean().default(false),
	from: z.int().min(0).max(10_000).default(0),
});
const markValue = attendanceValue.extend({ names: z.array(z.string().max(60)).max(200).nullish() });
const materialsValue = seminarValue.extend({
	materials: z.string().max(4_000).nullish(),
	lessons: z.array(z.string().max(120)).max(100).nullish(),
});

/** What a coordinator notes on the day and after it: who came, and what was shown. */
export function createOnTheDay(options: SeminarsOptions): Record<string, Handler> {
	const { db } = options;

	const attendance: Handler = async (event) => {
		const value = attendanceValue.safeParse(event.value);
		if (!value.success) return privateSentence(options, event, gone);
		const { names } = await known(options);
		return privately(options, event, (tx) => attendanceCard(tx, value.data, names), "replace");
	};

	const mark: Handler = async (event) => {
		const value = markValue.safeParse(event.value);
		if (!value.success) return privateSentence(options, event, gone);
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

	const askMaterials: Handler = async (event) => {
		const value = seminarValue.safeParse(event.value);
		const seminar = value.success && (await db.seminar.findUnique({ where: { id: value.data.seminar } }));
		if (!seminar) return privateSentence(options, event, gone);
		const lessons = (await options.lessons()).slice(0, 100);
		const titles = new Set(lessons.map(({ title }) => title));
		const linked = materialsOf(seminar);
		return privately(options, event, async () =>
			message([
				{
					kind: "prose",
					text: `What can be read after “${seminar.title}”? Delegates find it on the seminar, and in the message after it.`,
				},
				{
					kind: "form",
					fields: [
						{
							...{
								name: "materials",
								label: "Materials",
								hint: "A line each: Title | https://…",
								input: "text",
								most: 3000,
								optional: true,
							},
							value:
								linked
									.filter(({ title }) => !titles.has(title))
									.map(asLine)
									.join("\n") || undefined,
						},
						...(lessons.length > 0
							? [
									{
										...{
											name: "lessons",
											label: "Lessons that were presented",
											input: "some" as const,
											optional: true,
										},
										options: lessons.map(({ id, title }) => ({ label: title, value: id })),
										value: lessons
											.filter(({ title }) => linked.some((each) => each.title === title))
											.map(({ id }) => id),
									},
								]
							: []),
					],
					submit: press("Keep", "materials", seminar, "primary"),
				},
			]),
		);
	};

	const materials: Handler = async (event) => {
		const value = materialsValue.safeParse(event.value);
		if (!value.success) return privateSentence(options, event, gone);
		const { seminar, lessons: chosen } = value.data;
		const read = readMaterials(value.data.materials ?? "");
		if ("problem" in read)
			return privateSentence(
				options,
				event,
				`Nothing was kept: ${read.problem}. Please open the form again.`,
			);
		const lessons = (await options.lessons()).filter(({ id }) => chosen?.includes(id));
		const kept = [
			...read.materials,
			...lessons.map(({ title, url }) => ({ title, ...(url ? { url } : {}) })),
		];
		return privately(
			options,
			event,
			async (tx) => {
				const { count } = await tx.seminar.updateMany({ where: { id: seminar }, data: { materials: kept } });
				if (count === 0) return sentence(gone);
				const text =
					kept.length === 0 ? "Nothing is linked to this seminar now." : "This is linked to the seminar now:";
				return message([
					{ kind: "prose", text },
					...(kept.length > 0
						? [{ kind: "sources" as const, items: kept.map(({ title, url }) => ({ text: title, url })) }]
						: []),
					backTo({ id: seminar }),
				]);
			},
			"replace",
		);
	};

	return { attendance, mark, askMaterials, materials };
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
	const shown = open.slice(from, from + namesPerCard);
	const rest = open.length - from - shown.length;
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
					? [button(`${rest} more names`, "attendance", { back, from: from + namesPerCard })]
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

function asLine({ title, url }: Material): string {
	return url ? `${title} | ${url}` : title;
}

function readMaterials(text: string): { materials: Material[] } | { problem: string } {
	const materials: Material[] = [];
	for (const line of text
		.split("\n")
		.map((each) => each.trim())
		.filter(Boolean)) {
		const [title = "", url, ...more] = line.split("|").map((part) => part.trim());
		if (!title || title.length > 200 || more.length > 0)
			return { problem: `“${line.slice(0, 80)}” is not like “Title | https://…”` };
		if (url !== undefined && !(url.startsWith("https://") && URL.canParse(url)))
			return { problem: `“${url.slice(0, 80)}” is not an https address` };
		materials.push({ title, ...(url ? { url } : {}) });
	}
	return materials.length > 30
		? { problem: "more than 30 materials are too many to find one’s way" }
		: { materials };
}
