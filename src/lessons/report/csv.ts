import { toCsv } from "#chat/files/csv.ts";
import { momentInWords } from "#chat/localTime.ts";
import type { Copy } from "./report.ts";

/** What became of each copy, as a table for spreadsheets. */
export function copiesCsv(copies: Copy[]): string {
	const rows = copies.map(({ agency, channel, platform, outcome, reason, at, came, changed, whyNot }) => [
		...[agency, channel, platform, outcome, reason],
		...[at ? momentInWords(at) : "", came, changed, whyNot],
	]);
	const header = ["agency", "channel", "platform", "outcome", "reason", "sent at", "came"];
	return toCsv([[...header, "changed in place", "why not"], ...rows]);
}
