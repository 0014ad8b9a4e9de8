import type { Choices, Field, Form } from "#chat/message.ts";
import { type Asked, toInputValue } from "../activity/pressed.ts";
import type { Element } from "./element.ts";

/** An input of a card, and how its answer is read. */
export type Input = { element: Element; asked: Asked };

/** More options than these go behind a drop-down. */
const mostInSight = 8;

/** The input of a question with options. `required` makes the client ask for an answer. */
export function choiceInput(block: Choices, id: string, required: boolean): Input {
	const several = block.multiple ?? false;
	return {
		element: {
			type: "Input.ChoiceSet",
			...{ id, label: block.label, style: "expanded", wrap: true, isMultiSelect: several },
			isRequired: required,
			errorMessage: several ? "Please choose at least one." : "Please choose one.",
			choices: choices(block.options),
		},
		asked: { id, name: block.name, takes: several ? "some" : "one" },
	};
}

/** The inputs of a form. `required` makes the client ask for those that may not be left empty. */
export function formInputs({ fields }: Form, id: string, required: boolean): Input[] {
	return fields.map((field, at) => fieldInput(field, `${id}-${at}`, required && !field.optional));
}

function fieldInput(field: Field, id: string, isRequired: boolean): Input {
	const takes = field.input === "one" || field.input === "some" ? field.input : "text";
	const asked: Asked = { id, name: field.name, takes };
	if (field.input === "channel") return { element: elsewhere(field), asked };
	const common = { id, label: labelOf(field), isRequired, errorMessage: mistakes[field.input] };
	return { element: { ...typed(field), ...common }, asked };
}

/** A card of Teams cannot offer channels. */
function elsewhere(field: Field): Element {
	return {
		type: "RichTextBlock",
		inlines: [{ type: "TextRun", text: `${labelOf(field)} ${insteadOfAChannel}` }],
	};
}

const insteadOfAChannel =
	"Teams lets me offer no channels here. Open that channel instead, and use this app's search beside the message box.";

type Typed = Exclude<Field, { input: "channel" }>;

function typed(field: Typed): Element {
	switch (field.input) {
		case "line":
		case "text":
			return {
				type: "Input.Text",
				isMultiline: field.input === "text",
				...(field.most ? { maxLength: field.most } : {}),
				...(field.value ? { value: field.value } : {}),
			};
		case "date":
			return { type: "Input.Date", ...(field.value ? { value: field.value } : {}) };
		case "time":
			return { type: "Input.Time", ...(field.value ? { value: field.value } : {}) };
		case "one":
			return {
				type: "Input.ChoiceSet",
				style: field.options.length > mostInSight ? "compact" : "expanded",
				wrap: true,
				choices: choices(field.options),
				...(field.value === undefined ? {} : { value: toInputValue(field.value) }),
			};
		case "some":
			return {
				type: "Input.ChoiceSet",
				style: "expanded",
				wrap: true,
				isMultiSelect: true,
				choices: choices(field.options),
				...(field.value ? { value: field.value.map(toInputValue).join(",") } : {}),
			};
	}
}

const mistakes: Record<Typed["input"], string> = {
	line: "Please fill this in.",
	text: "Please fill this in.",
	date: "Please choose a date.",
	time: "Please choose a time.",
	one: "Please choose one.",
	some: "Please choose at least one.",
};

/** The hint is part of the label, since a placeholder is gone once something is typed, and many readers skip it. */
function labelOf({ label, hint, optional }: Field): string {
	const asked = optional ? `${label} (optional)` : label;
	if (!hint) return asked;
	return /[.?!:]$/.test(asked) ? `${asked} ${hint}` : `${asked}: ${hint}`;
}

function choices(options: Choices["options"]): object[] {
	return options.map(({ label, value }) => ({ title: label, value: toInputValue(value) }));
}
