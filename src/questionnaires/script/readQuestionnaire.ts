import { parse, YAMLParseError } from "yaml";
import type { z } from "zod";
import { problemsIn } from "./problems.ts";
import { type Questionnaire, questionnaireShape } from "./questionnaire.ts";

/** Larger than any questionnaire that people would finish. */
const largest = 200_000;

/** Reads a questionnaire from YAML, or says all that is wrong with it, one sentence a problem, by item. */
export function readQuestionnaire(yaml: string): { questionnaire: Questionnaire } | { problems: string[] } {
	if (yaml.length > largest) return { problems: ["The file is larger than 200,000 characters."] };
	const found = readYaml(yaml);
	if ("problem" in found) return { problems: [found.problem] };
	return checkQuestionnaire(found.value);
}

/** Checks a questionnaire that was read already, such as one that is kept. */
export function checkQuestionnaire(
	value: unknown,
): { questionnaire: Questionnaire } | { problems: string[] } {
	const checked = questionnaireShape.safeParse(value);
	if (!checked.success) return { problems: checked.error.issues.map((issue) => tell(value, issue)) };
	const problems = problemsIn(checked.data);
	return problems.length > 0 ? { problems } : { questionnaire: checked.data };
}

function readYaml(yaml: string): { value: unknown } | { problem: string } {
	try {
		// An alias may stand for a copy of a copy: files of people need none.
		return { value: parse(yaml, { maxAliasCount: 0 }) };
	} catch (error) {
		const line = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined;
		const why = error instanceof Error ? (error.message.split(/ at line|\n/)[0] ?? "") : "";
		return { problem: `${line ? `Line ${line}: this` : "This"} is not YAML (${why.trim()}).` };
	}
}

/** One problem as a sentence: the item by its id, the key, and what is wrong. */
function tell(value: unknown, issue: z.core.$ZodIssue): string {
	const [first, at, ...rest] = issue.path;
	const item = first === "items" && typeof at === "number" ? itemName(value, at) : undefined;
	const path = (item ? rest : issue.path).map((step) =>
		typeof step === "number" ? `number ${step + 1}` : String(step),
	);
	const where = [item, path.join(" ")].filter(Boolean).join(", ") || "The file";
	if (issue.code === "unrecognized_keys")
		return `${where}: “${issue.keys.join("”, “")}” is not known here; check the spelling.`;
	if (issue.code === "invalid_type" && issue.input === undefined && lookUp(value, issue.path) === undefined)
		return `${where} is missing.`;
	if (issue.code === "invalid_value") return `${where} must be one of: ${issue.values.join(", ")}.`;
	if (issue.code === "invalid_union" && path.at(-1) === "kind")
		return `${where} must be one of: scale, single, multiple, yes-no-planned, number, text.`;
	if (issue.code === "invalid_union")
		return `${where} is no condition. Write, for example: { item: helped, is: [a-lot] }.`;
	return `${where} ${issue.message.replace(/^Invalid input: /, "is not right: ")}.`;
}

function itemName(value: unknown, at: number): string {
	const id = lookUp(value, ["items", at, "id"]);
	return typeof id === "string" ? `Item “${id.slice(0, 60)}”` : `Item ${at + 1}`;
}

function lookUp(value: unknown, path: PropertyKey[]): unknown {
	return path.reduce<unknown>(
		(at, step) =>
			at !== null && typeof at === "object" ? (at as Record<PropertyKey, unknown>)[step] : undefined,
		value,
	);
}
