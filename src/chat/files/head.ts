import { parse as parseYaml, YAMLParseError } from "yaml";
import type { z } from "zod";

/**
 * Reads Markdown that begins with a head in YAML between two lines of “---”: the head, checked, and what
 * stands below it. Tells in words what is wrong with the head.
 */
export function readHead<Shape extends z.ZodObject>(
	file: string,
	shape: Shape,
): { head: z.output<Shape>; body: string } | { problems: string[] } {
	const [, head, body = ""] =
		/^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n([\s\S]*))?$/.exec(file) ?? [];
	if (head === undefined)
		return { problems: ["The file does not begin with a head between two lines of “---”."] };
	let value: unknown;
	try {
		value = parseYaml(head);
	} catch (error) {
		const line = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined;
		return { problems: [`The head cannot be read${line ? `: look at line ${line + 1}` : ""}.`] };
	}
	const parsed = shape.safeParse(value ?? {});
	if (parsed.success) return { head: parsed.data, body };
	const fields = Object.keys(shape.shape).join(", ");
	return { problems: parsed.error.issues.map((issue) => inWords(issue, fields)) };
}

function inWords(issue: z.core.$ZodIssue, fields: string): string {
	if (issue.code === "unrecognized_keys")
		return `There is no field “${issue.keys.join("”, “")}”. The fields of the head are: ${fields}.`;
	return `${issue.path.join(", ") || "The head"}: is not what is expected there.`;
}
