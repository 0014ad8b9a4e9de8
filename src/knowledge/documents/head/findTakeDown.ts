import { DateTime } from "luxon";
import { findDates } from "./findDate.ts";

const label =
	/^(?:take[- ]?down(?: date| on| by)?|remove(?:d)? (?:on|by)|available until|expires(?: on)?)\s*:\s*/i;
// A report is taken down; so are other things in a report.
const stays =
	/\b(?:report|review|document|summary|copy|briefing|publication|page)\b[^.]{0,80}?\b(?:available|published|remain|stay|hosted|kept|online)\b/i;
const goes =
	/\b(?:report|review|document|summary|copy|briefing|publication|page)\b[^.]{0,80}?\b(?:removed|taken down|withdrawn|unpublished)\b/i;
const lasting =
	/\b(?:for|after)\s+(?:a (?:maximum )?period of\s+|up to\s+)?(\d{1,2}|one|two|three|five|six|twelve|eighteen)\s+(month|year)s?\b/i;
const counts = new Map(
	Object.entries({ one: 1, two: 2, three: 3, five: 5, six: 6, twelve: 12, eighteen: 18 }),
);

/** The day from which a paper says that it is no longer to be shown, such as "2028-05-03"; null where it says none. */
export function findTakeDown(texts: string[], publishedOn: string | null): string | null {
	for (const text of texts)
		for (const sentence of text.split(/(?<=[.!?])\s+/)) {
			const day = labelledDay(sentence) ?? saidDay(sentence) ?? dayAfter(sentence, publishedOn);
			if (day?.length === 10 && day > (publishedOn ?? "")) return day;
		}
	return null;
}

function labelledDay(sentence: string): string | undefined {
	return label.test(sentence) ? findDates(sentence).found[0] : undefined;
}

function saidDay(sentence: string): string | undefined {
	const before = stays.test(sentence)
		? /\buntil\s/i
		: goes.test(sentence)
			? /\b(?:on|by|after|from)\s/gi
			: undefined;
	if (!before) return undefined;
	const rests = sentence.split(before).slice(1);
	return rests.flatMap((rest) => findDates(rest.slice(0, 30)).found)[0];
}

function dayAfter(sentence: string, publishedOn: string | null): string | undefined {
	const [, many = "", unit = ""] =
		stays.test(sentence) || goes.test(sentence) ? (lasting.exec(sentence) ?? []) : [];
	if (!many || publishedOn?.length !== 10) return undefined;
	const count = counts.get(many.toLowerCase()) ?? Number(many);
	const later = DateTime.fromISO(publishedOn).plus({ [`${unit.toLowerCase()}s`]: count });
	return later.toISODate() ?? undefined;
}
