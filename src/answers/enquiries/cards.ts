import type { Block, Message } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import type { Held } from "#knowledge/held.ts";
import type { Enquiry } from "./enquiry.ts";
import { markOf } from "./passage.ts";

/** Asks for the question that is to be sent, and for consent to send it. What is sent of one `form` is one question. */
export function askCard(form: string): Message {
	return message([
		{ kind: "heading", text: "Ask the coordinators" },
		{
			kind: "prose",
			text: "A person will read your question and answer you here. They see the question and your agency, not your name. Please leave out names and anything that could identify a case.",
		},
		{
			kind: "form",
			fields: [{ name: "question", label: "Your question", input: "text", most: 1000 }],
			submit: {
				label: "Send to the coordinators",
				action: "answers.enquiry-send",
				value: { form },
				tone: "primary",
			},
		},
		{ kind: "buttons", items: [{ label: "Not now", action: "answers.enquiry-not-now" }] },
	]);
}

/** What whoever asked sees of their enquiry, as it stands. */
export function askersCard(enquiry: Enquiry): Message {
	const { id, state, question } = enquiry;
	const asked: Block[] = [
		{ kind: "heading", text: "Your question to the coordinators" },
		{ kind: "facts", items: [{ name: "You asked", text: question ?? purged }] },
	];
	switch (state) {
		case "open":
		case "taken":
			return message(
				[
					...asked,
					prose(
						state === "open"
							? "Sent. Nobody has taken it up yet. The answer will come here."
							: "A coordinator has taken it up. The answer will come here.",
					),
					{
						kind: "buttons",
						items: [{ label: "Withdraw my question", action: "answers.enquiry-withdraw", value: { id } }],
					},
				],
				{ discreet: true },
			);
		case "answered":
			return message([...asked, prose("Answered below.")], { discreet: true });
		case "withdrawn":
			return message([prose("This question is closed, and its text is deleted.")], { discreet: true });
	}
}

/** The answer, where whoever asked will see it. */
export function answeredCard({ question, answer }: Enquiry): Message {
	return message(
		[
			{ kind: "heading", text: "A coordinator answered your question" },
			{
				kind: "facts",
				items: [
					{ name: "You asked", text: question ?? purged },
					{ name: "The coordinator’s answer", text: answer ?? purged },
				],
			},
			prose("This is a person’s advice and not a quotation from a review."),
		],
		{ discreet: true },
	);
}

/** What the coordinators see of an enquiry, as it stands. */
export function coordinatorsCard(enquiry: Enquiry, by = "a coordinator"): Message {
	const { id, state, question, answer, agency } = enquiry;
	const asked: Block[] = [
		{ kind: "heading", text: "A question for the coordinators" },
		{
			kind: "facts",
			items: [
				{ name: "From", text: agency },
				{ name: "Question", text: question ?? purged },
				{ name: "State", text: stateInWords(state, by) },
				...(state === "answered" ? [{ name: "Answer", text: answer ?? purged }] : []),
			],
		},
	];
	switch (state) {
		case "open":
			return message([...asked, press("I will answer this", "take", id)]);
		case "taken":
			return message([
				...asked,
				prose("Whoever has taken it up answers here. Anybody else can take it over."),
				{
					kind: "form",
					fields: [{ name: "answer", label: "Your answer, without names", input: "text", most: 2500 }],
					submit: {
						label: "Send the answer",
						action: "answers.enquiry-answer",
						value: { id },
						tone: "primary",
					},
				},
				press("Take it over", "take", id),
			]);
		case "answered":
			return message([
				...asked,
				...(enquiry.documentId ? [prose("It is published: the bot answers from it.")] : []),
				...(answer && !enquiry.documentId ? [press("Make this a passage", "draft", id)] : []),
			]);
		case "withdrawn":
			return message([
				prose(
					"A question for the coordinators was withdrawn, or nobody answered it in time. Its text is deleted.",
				),
			]);
	}
}

/** Asks what is needed to make a passage of an answer. */
export function draftForm(held: Held, { id, answer, draft }: Enquiry): Message {
	const themes = [...held.themes.values()]
		.sort((a, b) => a.position - b.position)
		.map((theme) => ({ label: theme.name, value: theme.id }));
	return message([
		{ kind: "heading", text: "Make a passage of this answer" },
		prose("It must make sense by itself, say nothing of the person who asked, and hold no names."),
		{
			kind: "form",
			fields: [
				{ name: "title", label: "Title", input: "line", most: 100, value: draft?.title ?? "" },
				{ name: "text", label: "Text", input: "text", most: 2500, value: draft?.text ?? answer ?? "" },
				{
					name: "theme",
					label: "Theme",
					input: "one",
					options: themes,
					...(draft ? { value: draft.theme } : {}),
				},
			],
			submit: {
				label: "Save as a draft",
				action: "answers.enquiry-save-draft",
				value: { id },
				tone: "primary",
			},
		},
	]);
}

/** The draft as it would be held, and the second step that publishes it and no other. */
export function draftCard(held: Held, { id, draft }: Enquiry, note = unpublished): Message {
	return message([
		{ kind: "heading", text: "Draft of a passage" },
		{
			kind: "facts",
			items: [
				{ name: "Title", text: draft?.title ?? "" },
				{ name: "Theme", text: held.themes.get(draft?.theme ?? "")?.name ?? "" },
				{ name: "Text", text: draft?.text ?? "" },
			],
		},
		prose(note),
		{
			kind: "buttons",
			items: [
				{
					label: "Publish",
					action: "answers.enquiry-publish",
					value: { id, draft: draft ? markOf(draft) : "" },
					tone: "primary",
				},
				{ label: "Change", action: "answers.enquiry-draft", value: { id } },
				{ label: "Discard", action: "answers.enquiry-discard", value: { id }, tone: "danger" },
			],
		},
	]);
}

const unpublished = "Nobody sees it until it is published. Then every agency can be answered with it.";
const purged = "(deleted after the retention period)";

function stateInWords(state: Enquiry["state"], who: string): string {
	switch (state) {
		case "open":
			return "open";
		case "taken":
			return `taken up by ${who}`;
		case "answered":
			return `answered by ${who}`;
		case "withdrawn":
			return "withdrawn";
	}
}

function press(label: string, verb: string, id: string): Block {
	return { kind: "buttons", items: [{ label, action: `answers.enquiry-${verb}`, value: { id } }] };
}

function prose(text: string): Block {
	return { kind: "prose", text };
}
