import { toCsv } from "#chat/files/csv.ts";
import { legible } from "#chat/wording/legible.ts";
import type { Seminar } from "#generated/client.ts";
import type { Keyed } from "#storage/keyed.ts";
import { momentInWords } from "../wording/localTime.ts";

const codeLength = 8;

/**
 * The code that links an imported delegate's booking to whoever sends it, such as "KMRT-4XCA". It is made
 * from the booking and the key each time, so that it need not be stored to be handed out again.
 */
export function codeFor(bookingId: string, keyed: Keyed): string {
	const bytes = Buffer.from(keyed(`delegate code ${bookingId}`), "base64url");
	const code = Array.from(bytes.subarray(0, codeLength), (byte) => legible[byte % legible.length]).join("");
	return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** What is stored of a code, so that it is known when it comes. Spaces, hyphens and capitals do not matter. */
export function hashOfCode(code: string, keyed: Keyed): string {
	return keyed(`delegate code given ${code.replace(/[^a-z0-9]/gi, "").toUpperCase()}`);
}

/** A delegate with a place, for the list that goes back to the coordinator. */
export type Coded = { name: string; agency: string; email?: string; code?: string };

/** The list for a mail merge: a line each with the code and a sentence that tells what to do with it. */
export function codesCsv(seminar: Pick<Seminar, "title" | "startsAt">, delegates: Coded[]): string {
	const withEmail = delegates.some(({ email }) => email !== undefined);
	const rows = delegates.map(({ name, agency, email = "", code }) => [
		name,
		agency,
		...(withEmail ? [email] : []),
		code ?? "",
		code ? sentenceFor(seminar, code) : "Linked already: reminders reach this delegate.",
	]);
	return toCsv([["name", "agency", ...(withEmail ? ["email"] : []), "code", "sentence"], ...rows]);
}

function sentenceFor({ title, startsAt }: Pick<Seminar, "title" | "startsAt">, code: string): string {
	return `Your place at “${title}” on ${momentInWords(startsAt)} is booked. For reminders and a calendar entry in Slack or Teams, send the DHR lessons bot this message: place code ${code}`;
}
