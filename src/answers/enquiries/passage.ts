import type { DocumentInput } from "#knowledge/publish.ts";
import type { Draft } from "./enquiry.ts";

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
