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
	return matching(Prisma.sql`${themes}::text[]`, Prisma.sql`${audience}::text[]`, Prisma.sql`${area}::text`);
}

/** The same for every row of the table "Lesson", which is `l`. */
export const wantingIt = matching(
	listOf("themes"),
	listOf("audience"),
	Prisma.sql`coalesce(l."text"->>'area', '')`,
);

function matching(themes: Prisma.Sql, audience: Prisma.Sql, area: Prisma.Sql): Prisma.Sql {
	return Prisma.sql`(cardinality(s."themes") = 0 OR s."themes" && ${themes})
		AND (cardinality(s."audience") = 0 OR cardinality(${audience}) = 0 OR s."audience" && ${audience})
		AND (s."area" IS NULL OR ${area} = '' OR lower(s."area") = lower(${area}))`;
}

function listOf(field: "themes" | "audience"): Prisma.Sql {
	return Prisma.sql`ARRAY(SELECT jsonb_array_elements_text(coalesce(l."text"->${field}, '[]'::jsonb)))`;
}
