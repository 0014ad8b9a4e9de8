import { z } from "zod";
import type { Handler } from "#chat/handling/event.ts";
import { privately, privateSentence } from "#chat/handling/privately.ts";
import { message, sentence } from "#chat/plain.ts";
import type { Db } from "#storage/open.ts";
import { outOfDate, type SeminarsOptions, seminarOf } from "../handling.ts";
import { type Material, materialsOf } from "../seminar.ts";
import { cleanText } from "../wording/cleanText.ts";
import { materialBlocks } from "../wording/facts.ts";
import { press, seminarValue } from "../wording/press.ts";
import { backTo } from "./cards.ts";

const materialsValue = seminarValue.extend({
	materials: z.string().max(4_000).nullish(),
	lessons: z.array(z.string().max(120)).max(100).nullish(),
});

/** How a coordinator links what can be read afterwards: materials, and the lessons that were presented. */
export function createMaterials(options: SeminarsOptions): Record<string, Handler<Db>> {
	const { db } = options;

	const askMaterials: Handler<Db> = async (event) => {
		const seminar = await seminarOf(db, event);
		if (!seminar) return privateSentence(options, event, outOfDate);
		const lessons = (await options.lessons()).slice(0, 100);
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
		const lessons = (await options.lessons())
			.filter(({ id }) => chosen?.includes(id))
			.map(({ id: _, ...lesson }): Material => lesson);
		const kept = [...read.materials, ...lessons];
		return privately(
			options,
			event,
			async (tx) => {
				const { count } = await tx.seminar.updateMany({ where: { id: seminar }, data: { materials: kept } });
				if (count === 0) return sentence(outOfDate);
				const text =
					kept.length === 0 ? "Nothing is linked to this seminar now." : "This is linked to the seminar now:";
				return message([{ kind: "prose", text }, ...materialBlocks(kept), backTo({ id: seminar })]);
			},
			"replace",
		);
	};

	return { askMaterials, materials };
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
