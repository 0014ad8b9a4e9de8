import { z } from "zod";
import type { Handler } from "#chat/handling/event.ts";
import { privately, privateSentence } from "#chat/handling/privately.ts";
import { message, sentence } from "#chat/plain.ts";
import type { Db } from "#storage/open.ts";
import { lessonOf } from "../day/materialsNow.ts";
import { tellOfMaterials } from "../day/tellOfMaterials.ts";
import { outOfDate, type SeminarsOptions, seminarOf } from "../handling.ts";
import { lockSeminar, type Material, materialsOf } from "../seminar.ts";
import { cleanText } from "../wording/cleanText.ts";
import { materialBlocks } from "../wording/facts.ts";
import { press, seminarValue } from "../wording/press.ts";
import { backTo } from "./cards.ts";

/** As many as a list of any platform takes. */
const mostLessons = 100;

const materialsValue = seminarValue.extend({
	materials: z.string().max(4_000).nullish(),
	lessons: z
		.array(z.string().regex(/^[\w-]{1,120}$/))
		.max(mostLessons)
		.nullish(),
});

/** How a coordinator links what can be read afterwards: materials, and the lessons that were presented. */
export function createMaterials(options: SeminarsOptions): Record<string, Handler<Db>> {
	const { db } = options;

	/** Those that are linked stand first, however old they are: what is not in the form would be unlinked by it. */
	const lessonsToName = async (linked: Material[]) => {
		const ids = linked.flatMap((each) => lessonOf(each) ?? []);
		const newest = (await options.lessons()).filter(({ id }) => !ids.includes(id));
		return [...(await options.lessons(ids)), ...newest].slice(0, mostLessons);
	};

	const askMaterials: Handler<Db> = async (event) => {
		const seminar = await seminarOf(db, event);
		if (!seminar) return privateSentence(options, event, outOfDate);
		const linked = materialsOf(seminar);
		const lessons = await lessonsToName(linked);
		return privately(options, event, async () =>
			message([
				{
					kind: "prose",
					text: `What can be read after “${seminar.title}”? Delegates find it on the seminar, which is under “my seminars”, and in the message after it. Where that has gone out already, I send it to them once.`,
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
									.filter(({ read }) => !read)
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
											.map(({ id }) => id)
											.filter((id) => linked.some((each) => lessonOf(each) === id)),
									},
								]
							: []),
					],
					submit: press("Keep", "materials", seminar, "primary"),
				},
			]),
		);
	};

	const materials: Handler<Db> = async (event) => {
		const value = materialsValue.safeParse(event.value);
		if (!value.success) return privateSentence(options, event, outOfDate);
		const { seminar, lessons: chosen } = value.data;
		const read = readMaterials(cleanText(value.data.materials ?? ""));
		if ("problem" in read)
			return privateSentence(
				options,
				event,
				`Nothing was kept: ${read.problem}. Please open the form again.`,
			);
		const lessons = await options.lessons(chosen ?? []);
		const kept = [...read.materials, ...lessons.map(({ id: _, ...lesson }): Material => lesson)];
		return privately(
			options,
			event,
			async (tx) => {
				const before = await lockSeminar(tx, seminar);
				if (!before) return sentence(outOfDate);
				await tx.seminar.update({ where: { id: seminar }, data: { materials: kept } });
				const had = new Set(materialsOf(before).map(nameOf));
				const more = kept.some((each) => !had.has(nameOf(each)));
				const told = more && (await tellOfMaterials(tx, before, kept, options, event.now));
				const text =
					kept.length === 0 ? "Nothing is linked to this seminar now." : "This is linked to the seminar now:";
				return message([
					{ kind: "prose", text },
					...materialBlocks(kept),
					...(told ? [{ kind: "prose" as const, text: "I send it to those who were there." }] : []),
					backTo(before),
				]);
			},
			"replace",
		);
	};

	return { askMaterials, materials };
}

/** What tells a material from others, whatever a lesson is called by now. */
function nameOf(material: Material): string {
	return lessonOf(material) ?? asLine(material);
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
