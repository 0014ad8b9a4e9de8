import type { Agency } from "#chat/caller.ts";
import { readCsv } from "../files/csv.ts";
import { named } from "../wording/named.ts";

/** A delegate as a booking system lists them. */
export type Listed = { line: number; name: string; agency: Agency; email: string };

/** The most delegates in one list: more than any seminar takes. */
const mostRows = 5_000;
/** More problems than this are counted, not listed. */
const mostProblems = 20;

/** Reads a booking system's list with the columns name, agency and email. Tells every problem by line; other columns are passed over. */
export function readDelegates(
	text: string,
	agencies: Agency[],
): { delegates: Listed[] } | { problems: string[] } {
	const table = readCsv(text, { needs: ["name", "agency", "email"], mostRows });
	if ("problem" in table) return { problems: [table.problem] };
	if (table.rows.length === 0) return { problems: ["The list has no delegates."] };
	const problems: string[] = [];
	const seen = new Map<string, number>();
	const delegates = table.rows.flatMap(({ line, cells }): Listed[] => {
		const { name = "", agency: agencyText = "", email = "" } = cells;
		const agency = named(agencyText, agencies);
		const wrong = problemIn({ name, agencyText, email }, agency);
		const before = seen.get(normalEmail(email));
		if (before && !wrong) problems.push(`Line ${line}: the same e-mail address is on line ${before}.`);
		if (wrong) problems.push(`Line ${line}: ${wrong}.`);
		seen.set(normalEmail(email), before ?? line);
		return agency && !wrong && !before ? [{ line, name, agency, email }] : [];
	});
	if (problems.length === 0) return { delegates };
	const more = problems.length - mostProblems;
	return { problems: [...problems.slice(0, mostProblems), ...(more > 0 ? [`And ${more} more.`] : [])] };
}

/** An address as it is compared: however it is capitalised, it is the same. */
export function normalEmail(email: string): string {
	return email.trim().normalize("NFC").toLowerCase();
}

function problemIn(
	{ name, agencyText, email }: { name: string; agencyText: string; email: string },
	agency: Agency | undefined,
): string | undefined {
	if (!name) return "the name is missing";
	if (name.length > 120) return "the name is longer than 120 characters";
	if (!agencyText) return "the agency is missing";
	if (!agency) return `“${agencyText.slice(0, 80)}” is not an agency that has been let in`;
	if (!email) return "the e-mail address is missing";
	if (email.length > 254 || !/^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/.test(email))
		return "the e-mail address is not one";
	return undefined;
}
