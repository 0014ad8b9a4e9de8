import { z } from "zod";
import type { TeamsActivity } from "./activity.ts";

const shape = z.looseObject({
	parameters: z
		.array(z.looseObject({ name: z.string().nullish(), value: z.unknown() }))
		.max(20)
		.nullish(),
});
const mostCharacters = 1_000;

/** What was typed into the search; empty when it has only been opened. Undefined when it is no search of ours. */
export function searched({ value }: TeamsActivity): string | undefined {
	const query = shape.safeParse(value).data;
	if (!query) return undefined;
	const typed = query.parameters?.find(({ name }) => name !== "initialRun")?.value;
	return typeof typed === "string" ? typed.trim().slice(0, mostCharacters).toWellFormed() : "";
}
