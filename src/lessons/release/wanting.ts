import { Prisma } from "#generated/client.ts";
import type { LessonText } from "../text/lessonText.ts";

/**
 * The condition that a subscription meets which wants a lesson like this; `s` is the table "Subscription".
 * Who named nothing wants everything, and what names nobody is for all.
 */
export function wanting({
	themes,
	audience,
	area,
}: Pick<LessonText, "themes" | "audience" | "area">): Prisma.Sql {
	return Prisma.sql`(cardinality(s."themes") = 0 OR s."themes" && ${themes}::text[])
		AND (cardinality(s."audience") = 0 OR cardinality(${audience}::text[]) = 0 OR s."audience" && ${audience}::text[])
		AND (s."area" IS NULL OR ${area} = '' OR lower(s."area") = lower(${area}))`;
}
