import { DateTime } from "luxon";
import { findDates } from "./findDate.ts";

const label =
	/^(?:take[- ]?down(?: date| on| by)?|remove(?:d)? (?:on|by)|available until|expires(?: on)?)\s*:\s*/i;
// A report is taken down; so are letters, records and children in a report. What was done with those stands in the past.
const papers = "(?:report|review|document|summary|copy|briefing|publication|page)s?\\b";
const kinds =
	"overview|full|final|published|executive|anonymised|learning|domestic|homicide|abuse|related|death|review|DHR|DARDR";
const itself = `\\b(?:this|these|the|its|our)\\s+(?:(?:${kinds})\\s+){0,5}${papers}`;
const online = `^(?=.*\\b(?:web\\s?site|web\\s?page|online|internet|publication)\\b).*?\\b${papers}`;
const retold =
	"that|how|who|whose|which|when|where|whether|no|not|found|heard|noted|told|said|says?|recommends?";
const between = `(?:,[^.,;]{1,80},)?(?:(?!\\b(?:${retold})\\b)[^.;]){0,80}?`;
const helping =
	"will|shall|should|must|may|can|is|are|be|to|has|have|been|only|then|also|made|remains?|stays?";
const stays = saysOfItself(
	"available|published|hosted|kept|online|on\\s+(?:[\\p{L}'’]+\\s+){0,6}?(?:web\\s?site|web\\s?page|page)",
);
const goes = saysOfItself("removed|taken\\s+down|withdrawn|unpublished");
const lasting =
	/\b(?:for|after)\s+(?:a (?:maximum )?period of\s+|up to\s+)?(\d{1,2}|one|two|three|five|six|twelve|eighteen)\s+(month|year)s?\b/i;
const counts = new Map(
	Object.entries({ one: 1, two: 2, three: 3, five: 5, six: 6, twelve: 12, eighteen: 18 }),
);

/** The day from which a paper is no longer to be shown, such as "2028-05-03", and the sentence that says so. */
export type TakeDown = { day: string; said: string };

/** When a paper says that it is to be taken down; null where it says nothing of it. */
export function findTakeDown(texts: string[], publishedOn: string | null): TakeDown | null {
	for (const text of texts)
		for (const sentence of text.split(/(?<=[.!?])\s+/)) {
			const day = labelledDay(sentence) ?? saidDay(sentence, publishedOn) ?? dayAfter(sentence, publishedOn);
			if (day?.length === 10 && day > (publishedOn ?? "")) return { day, said: sentence };
		}
	return null;
}

function saysOfItself(what: string): RegExp {
	return new RegExp(`(?:${itself}|${online})${between}(?:\\s+(?:${helping}))+\\s+(?:${what})\\b`, "iu");
}

function labelledDay(sentence: string): string | undefined {
	return label.test(sentence) ? findDates(sentence).found[0] : undefined;
}

function saidDay(sentence: string, publishedOn: string | null): string | undefined {
	const before = stays.test(sentence)
		? /\buntil\s/i
		: goes.test(sentence)
			? /\b(?:on|by|after|from)\s/gi
			: undefined;
	if (!before) return undefined;
	const rests = sentence.split(before).slice(1);
	const days = rests.flatMap((rest) => findDates(rest.slice(0, 30)).found);
	return days.find((day) => day > (publishedOn ?? ""));
}

function dayAfter(sentence: string, publishedOn: string | null): string | undefined {
	const [, many = "", unit = ""] =
		stays.test(sentence) || goes.test(sentence) ? (lasting.exec(sentence) ?? []) : [];
	if (!many || publishedOn?.length !== 10) return undefined;
	const count = counts.get(many.toLowerCase()) ?? Number(many);
	const later = DateTime.fromISO(publishedOn).plus({ [`${unit.toLowerCase()}s`]: count });
	return later.toISODate() ?? undefined;
}
