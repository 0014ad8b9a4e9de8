import { z } from "zod";

const text = z.string().trim().min(1, "is empty");
const id = z.string().regex(/^[a-z][a-z0-9-]*$/, "may have only small letters, digits and hyphens");
const days = z.number().int("is not a whole number of days").min(1).max(366);

/** As many as a person can take in on a telephone, and as every platform shows at once. */
const mostOptions = 12;

const optionShape = z.strictObject({
	value: id,
	label: text.max(70, "is longer than the 70 characters that a button shows"),
	/** What people type for it. */
	also: z.array(z.coerce.string()).default([]),
	/** Beside a scale, not a point of it, such as "No chance to use it yet". */
	outside: z.boolean().default(false),
	/** Of several, chosen by itself, such as "None of these". */
	alone: z.boolean().default(false),
});

/** All that must hold for an item to be asked. `given` is what was known before: the person's commitment. */
const conditionShape = z.union([
	z.strictObject({ item: id, is: z.array(z.string()).min(1, "names no answer") }),
	z.strictObject({ item: id, isNot: z.array(z.string()).min(1, "names no answer") }),
	z.strictObject({ item: id, answered: z.boolean() }),
	z.strictObject({ given: z.literal("commitment") }),
]);

const common = {
	id,
	ask: text.max(600, "is longer than 600 characters"),
	/** Asked in its place where `ask` repeats something that is not there. */
	otherwise: text.max(600, "is longer than 600 characters").optional(),
	/** What its results are called; without it, what is asked. */
	title: text.max(80, "is longer than 80 characters").optional(),
	/** The answer to "why do you ask?". */
	why: text.max(600, "is longer than 600 characters").optional(),
	required: z.boolean().default(false),
	shownIf: z.array(conditionShape).default([]),
};
const options = z
	.array(optionShape)
	.min(2, "has fewer than two options")
	.max(mostOptions, `has more than ${mostOptions} options, which nobody can take in on a telephone`);

const itemShape = z.discriminatedUnion("kind", [
	z.strictObject({ kind: z.literal("scale"), ...common, options }),
	z.strictObject({ kind: z.literal("single"), ...common, options }),
	z.strictObject({ kind: z.literal("multiple"), ...common, options }),
	z.strictObject({ kind: z.literal("yes-no-planned"), ...common }),
	z.strictObject({ kind: z.literal("number"), ...common, least: z.number().int(), most: z.number().int() }),
	z.strictObject({
		kind: z.literal("text"),
		...common,
		most: z.number().int().min(20).max(2000).default(600),
	}),
]);

/** What a file holds. */
export const questionnaireShape = z.strictObject({
	id,
	/** Raised with every change. */
	version: z.number().int().min(1),
	title: text.max(80, "is longer than 80 characters"),
	/** Confidential: linked to the person until closing. Anonymous: never linked once finished. */
	mode: z.enum(["confidential", "anonymous"]),
	/** How it is asked, unless a coordinator says otherwise. */
	asked: z.strictObject({
		daysAfter: days,
		remindOn: z.array(days).max(2, "has more than two reminders: at most two are sent").default([]),
		openFor: days,
	}),
	/** The one figure that stands first: who gave one of these answers to this item. */
	headline: z.strictObject({ item: id, is: z.array(z.string()).min(1, "names no answer"), says: text }),
	/** The item by which the headline is told apart, such as the sector. */
	sector: id.optional(),
	items: z.array(itemShape).min(1, "is empty").max(40, "has more than 40 items"),
});

/** A questionnaire in one version. */
export type Questionnaire = z.output<typeof questionnaireShape>;
export type Item = Questionnaire["items"][number];
export type ItemOption = z.output<typeof optionShape>;
export type Condition = Item["shownIf"][number];

const yesNoPlanned: ItemOption[] = [
	{
		value: "yes",
		label: "Yes",
		also: ["yep", "yeah", "yup", "y", "we have", "it has", "i have", "definitely", "it did", "👍"],
	},
	{
		value: "planned",
		label: "Not yet, but planned",
		also: ["planned", "soon", "not yet", "planning to", "we plan to", "in progress", "working on it"],
	},
	{
		value: "no",
		label: "No",
		also: ["nope", "nah", "n", "we have not", "we haven't", "it has not", "it hasn't", "i haven't", "👎"],
	},
].map((option) => ({ ...option, outside: false, alone: false }));

/** What can be chosen as the answer to an item; nothing where it is written. */
export function optionsOf(item: Item): ItemOption[] {
	if (item.kind === "yes-no-planned") return yesNoPlanned;
	return item.kind === "number" || item.kind === "text" ? [] : item.options;
}
