import type { Choices, Field, Form, Json, Option } from "#chat/message.ts";
import type { Place } from "#chat/platform.ts";

/** Who fills something in: what they type when asked, and the places that they know by name. */
export type Filler = { ask(question: string): Promise<string>; channel(name: string): Place };

type Values = { [name: string]: Json };
type Read = { value: Json } | { wrong: string };

/**
 * Asks field by field, again where an answer will not do, and resolves with the value that the press of
 * the submit button brings.
 */
export async function fillIn(block: Form | Choices, filler: Filler): Promise<Json> {
	const fields = block.kind === "form" ? block.fields : [asField(block)];
	const answers: Values = {};
	for (const field of fields) answers[field.name] = await answer(field, filler);
	const { value } = block.submit;
	return { ...(isObject(value) ? value : {}), ...answers };
}

function asField({ name, label, options, multiple }: Choices): Field {
	return { name, label, options, input: multiple ? "some" : "one" };
}

async function answer(field: Field, { ask, channel }: Filler): Promise<Json> {
	for (let note = ""; ; ) {
		const typed = (await ask(`${note}${question(field)}`)).trim();
		const read = typed ? written(field, typed, channel) : untouched(field);
		if (!("wrong" in read)) return read.value;
		note = `${read.wrong}\n`;
	}
}

function untouched(field: Field): Read {
	const now = standing(field);
	if (now !== undefined) return { value: now };
	return field.optional ? { value: nothing(field) } : { wrong: "This cannot be left empty." };
}

function written(field: Field, typed: string, channel: Filler["channel"]): Read {
	// A lone hyphen empties a field in which something stands.
	if (typed === "-" && field.optional) return { value: nothing(field) };
	switch (field.input) {
		case "line":
		case "text":
			return field.most && typed.length > field.most
				? { wrong: `Please keep it to ${field.most} characters.` }
				: { value: typed };
		case "date":
			return /^\d{4}-\d\d-\d\d$/.test(typed) && !Number.isNaN(Date.parse(typed))
				? { value: typed }
				: { wrong: "Please type a date such as 2026-04-14." };
		case "time":
			return /^([01]\d|2[0-3]):[0-5]\d$/.test(typed)
				? { value: typed }
				: { wrong: "Please type a time such as 09:30." };
		case "one":
			return chosenOne(field.options, typed);
		case "some":
			return chosenSome(field.options, typed);
		case "channel":
			return { value: channel(typed) };
	}
}

function chosenOne(options: Option[], typed: string): Read {
	const value = valueAt(options, typed);
	return value === undefined ? { wrong: "Please type the number of your choice." } : { value };
}

function chosenSome(options: Option[], typed: string): Read {
	const values = typed
		.split(/[\s,]+/)
		.filter(Boolean)
		.map((number) => valueAt(options, number));
	const value = [...new Set(values)].filter((each) => each !== undefined);
	return values.includes(undefined)
		? { wrong: "Please type the numbers of your choices, parted by commas." }
		: { value };
}

function valueAt(options: Option[], number: string): string | undefined {
	return /^\d+$/.test(number) ? options[Number(number) - 1]?.value : undefined;
}

function nothing({ input }: Field): Json {
	return input === "some" ? [] : null;
}

/** What stands in a field already. */
function standing(field: Field): string | string[] | undefined {
	return field.input === "channel" ? undefined : field.value;
}

function question(field: Field): string {
	const now = standing(field);
	const notes = [
		field.optional ? "optional" : "",
		field.input === "some" ? "numbers, parted by commas" : "",
		field.input === "channel" ? "the channel's name" : "",
		now?.length ? `enter keeps “${[now].flat().join(", ")}”` : "",
		now?.length && field.optional ? "a hyphen empties it" : "",
	].filter(Boolean);
	const label = [field.label, field.hint, notes.length > 0 ? `(${notes.join("; ")})` : ""].filter(Boolean);
	const options = "options" in field ? field.options.map(({ label }, at) => `  ${at + 1}. ${label}`) : [];
	return `${[label.join(" "), ...options].join("\n")}\n> `;
}

function isObject(value: Json | undefined): value is Values {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
