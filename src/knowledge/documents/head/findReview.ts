import { namesBody } from "../reading/findPersonal.ts";
import type { Head } from "./readHead.ts";

/** What the report of one review says of itself. */
export type Review = {
	/** The body that published it; null where none is named. */
	partnership: string | null;
	/** The name that it gives the person who died, such as "Anna"; null where it gives none, or what may be a real name. */
	pseudonym: string | null;
};

const review = /\b(?:domestic homicide review|domestic abuse[- ]related death review|DHR|DARDR)(?!s)\b/i;
const report =
	/\b(?:overview report|executive summary|(?:in)?to the (?:circumstances of the )?(?:death|murder|homicide)|(?:death|murder|homicide) of|concerning|in respect of)\b/i;

const name =
	"((?:Adult|Victim|Child|M[rs]s?)\\s\\p{Lu}\\b|\\p{Lu}\\p{Ll}+(?:[-’']\\p{Lu}\\p{Ll}+)*)(?!\\p{L})";
const quoted = `["“‘']${name}["”’']`;
const pseudonyms = [
	`(?:[Dd]eath|[Mm]urder|[Hh]omicide|[Kk]illing|DHR|DARDR|[Rr]eview)\\s+(?:of\\s+|into\\s+|[–:-]\\s*)?${quoted}`,
	`(?:[Dd]eath|[Mm]urder|[Hh]omicide|[Kk]illing)\\s+of\\s+${name}(?!\\s+(?:and\\s+)?\\p{Lu})`,
	`[Pp]seudonym(?:\\s+(?:of|is|was))?:?\\s+["“‘']?${name}(?!\\s+\\p{Lu})`,
	`(?:known as|referred to (?:\\p{Ll}+ ){0,4}as|(?:is|be) called)\\s+["“‘']?${name}["”’']?\\s*(?:\\p{Ll}|[,.)])`,
	`${name}\\s+is\\s+a\\s+pseudonym`,
].map((pattern) => new RegExp(pattern, "u"));

/** What a paper says of the review that it is the report of; undefined where it is no report of a single review. */
export function findReview(head: Head, beginning: string): Review | undefined {
	const lines = [
		head.title ?? "",
		...head.plain,
		...head.labelled.map(({ label, value }) => `${label}: ${value}`),
	];
	const whole = lines.join(" \n ");
	if (!review.test(whole) || /\b(?:reviews|DHRs|DARDRs)\b/i.test(head.title ?? "")) return undefined;
	const pseudonym =
		labelled(head, /^pseudonym$/i) ?? firstOf(pseudonyms, whole) ?? firstOf(pseudonyms.slice(2), beginning);
	if (!report.test(whole) && pseudonym === null) return undefined;
	const partnerships = [...lines, head.publisher ?? ""].flatMap((line) =>
		line.split(/\s+[–—|-]\s+|[,;:]\s+/),
	);
	const partnership = partnerships.find(
		(line) => /\bpartnership\b/i.test(line) && line.length <= 100 && /^\p{Lu}/u.test(line),
	);
	return { partnership: partnership?.trim() ?? publishing(head), pseudonym };
}

function publishing({ publisher }: Head): string | null {
	return publisher && namesBody(publisher) ? publisher : null;
}

function labelled({ labelled }: Head, label: RegExp): string | null {
	return labelled.find((one) => label.test(one.label) && one.value)?.value.replace(/["“”‘’]/g, "") ?? null;
}

function firstOf(patterns: RegExp[], text: string): string | null {
	for (const pattern of patterns) {
		const found = pattern.exec(text)?.[1];
		if (found && !namesBody(found)) return found;
	}
	return null;
}

/** The address at which a paper's head says that it can be read. */
export function findLink({ labelled, plain }: Head): string | null {
	const values = labelled.map(({ label, value }) => `${label}:${value}`);
	for (const text of [...values, ...plain]) {
		const link = /https:\/\/[^\s<>"”)]+[^\s<>"”).,;]/.exec(text)?.[0];
		if (link && URL.canParse(link)) return link;
	}
	return null;
}
