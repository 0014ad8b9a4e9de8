import { z } from "zod";

const text = z.string().trim().min(1, "is empty");
const texts = z.array(z.coerce.string().trim().min(1)).default([]);
const id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "may have only small letters, digits and hyphens");
const maybe = text.optional().transform((value) => value ?? null);
const date = z
	.string()
	.regex(
		/^(?:\d{4}(?:-\d{2}(?:-\d{2})?)?|undated)$/,
		'is not a date such as "2014-03-18", "2016-12" or "2016", nor "undated"',
	);

/** An entry of themes.yaml. */
export const themeShape = z.strictObject({
	id,
	name: text.max(40, "is longer than the 40 characters that a button shows"),
	within: texts,
	summary: text,
	askedAs: texts,
	related: texts,
	roles: texts,
});
const passageShape = z.strictObject({
	id,
	title: text,
	paragraph: maybe,
	page: z
		.int()
		.min(1)
		.optional()
		.transform((page) => page ?? null),
	wording: z.enum(["verbatim", "summary"]),
	scope: z.enum(["national", "local", "both", "unstated"]),
	area: maybe,
	themes: z.array(text).min(1, "is empty: name at least one theme"),
	text,
	footnotes: texts,
	askedAs: texts,
	whatNext: maybe,
});
/** A file of documents. */
export const documentShape = z.strictObject({
	id,
	title: text,
	publisher: text,
	publishedOn: date,
	link: z
		.url({ protocol: /^https$/, error: "is not an https address" })
		.optional()
		.transform((link) => link ?? null),
	via: maybe,
	partnership: maybe,
	pseudonym: maybe,
	takeDownOn: z.iso
		.date('is not a day such as "2028-05-03"')
		.optional()
		.transform((day) => day ?? null),
	passages: z.array(passageShape).min(1, "is empty: a document needs at least one passage"),
});
/** An entry of glossary.yaml. */
export const termShape = z.strictObject({
	term: text,
	aliases: texts,
	meaning: text,
	themes: texts,
	ambiguous: maybe,
});
/** An entry of helplines.yaml. */
export const helplineShape = z.strictObject({
	id,
	name: text,
	number: text,
	forWhom: text,
	hours: maybe,
	checkedOn: z.iso.date('is not a day such as "2026-03-31"'),
	source: text,
});
/** An entry of signposts.yaml. */
export const signpostShape = z.strictObject({ id, about: text, asks: texts, say: text });
/** A line of a file of labelled questions. */
export const labelledShape = z.strictObject({
	id: text,
	question: text,
	expect: z.array(text),
	/** Those that are neither are met before the search is asked, and draw no bands. */
	kind: z.enum([
		"answer",
		"unanswerable",
		"disclosure",
		"identify",
		"injection",
		"chitchat",
		"personal-data",
		"ordinary",
	]),
	after: maybe,
	behaviour: z.string().optional(),
});
