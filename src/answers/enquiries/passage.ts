import { createHash } from "node:crypto";
import type { DocumentInput } from "#knowledge/publish.ts";
import type { Draft } from "./enquiry.ts";

/** The same for the same draft, and another for any other: what a button that was shown below it carries. */
export function markOf({ title, text, theme }: Draft): string {
	return createHash("sha256")
		.update(JSON.stringify([title, text, theme]))
		.digest("base64url");
}

/** A coordinator's answer as a document of one passage: in the partnership's own words, and dated. */
export function documentOf(enquiry: string, { title, text, theme }: Draft, now: Date): DocumentInput {
	const id = `enquiry-${enquiry}`;
	return {
		id,
		title: "Answers to practitioners’ questions",
		publisher: "the partnership’s coordinators",
		publishedOn: now.toISOString().slice(0, 10),
		link: null,
		via: null,
		origin: "imported",
		partnership: null,
		pseudonym: null,
		takeDownOn: null,
		passages: [
			{
				id: `${id}-1`,
				paragraph: null,
				page: null,
				footnotes: [],
				title,
				text,
				wording: "summary",
				scope: "unstated",
				area: null,
				themes: [theme],
				askedAs: [],
				whatNext: null,
			},
		],
	};
}
