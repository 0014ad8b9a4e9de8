import { DateTime } from "luxon";
import { zone } from "#chat/localTime.ts";
import type { Content, Document } from "./held.ts";

/** Whether a document's take-down day has begun, in British time: from then on nothing of it is shown. */
export function isTakenDown({ takeDownOn }: Pick<Document, "takeDownOn">, now: Date): boolean {
	return takeDownOn !== null && beginningOf(takeDownOn) <= now.getTime();
}

/** What of a content still stands at that time. */
export function standing(content: Content, now: Date): Content {
	return { ...content, documents: content.documents.filter((document) => !isTakenDown(document, now)) };
}

/** When the next document is taken down after that time, in milliseconds; infinity when none is. */
export function nextTakeDown({ documents }: Pick<Content, "documents">, now: Date): number {
	const later = documents
		.map(({ takeDownOn }) => (takeDownOn === null ? Number.POSITIVE_INFINITY : beginningOf(takeDownOn)))
		.filter((at) => at > now.getTime());
	return Math.min(Number.POSITIVE_INFINITY, ...later);
}

function beginningOf(day: string): number {
	return DateTime.fromISO(day, { zone }).startOf("day").toMillis();
}
