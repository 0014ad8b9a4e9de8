import { z } from "zod";
import type { Seminar } from "#generated/client.ts";
import type { SeminarsOptions } from "../handling.ts";
import { type Material, materialsOf } from "../seminar.ts";

const lessonValue = z.object({ lesson: z.string() });

/** The id of the lesson that a material is, where it is one. */
export function lessonOf({ read }: Material): string | undefined {
	return lessonValue.safeParse(read?.value).data?.lesson;
}

/** What can be read after a seminar as it is now: lessons by the titles they have, without those taken back. */
export async function materialsNow(
	{ lessons }: Pick<SeminarsOptions, "lessons">,
	seminar: Pick<Seminar, "materials">,
): Promise<Material[]> {
	const linked = materialsOf(seminar);
	const ids = linked.flatMap((each) => lessonOf(each) ?? []);
	if (ids.length === 0) return linked;
	const out = new Map((await lessons(ids)).map(({ id, ...lesson }) => [id, lesson]));
	return linked.flatMap((each) => {
		const lesson = lessonOf(each);
		return lesson === undefined ? each : (out.get(lesson) ?? []);
	});
}
