import type { Block, Buttons, Chart, Facts, Press, Quote, Sources } from "#chat/message.ts";
import { type Asked, toPressData } from "../activity/pressed.ts";
import type { Element } from "./element.ts";
import { choiceInput, formInputs, type Input } from "./inputs.ts";

const mostInPiece = 4_000;
/** Beyond six actions in a set Teams hides the rest behind a menu. */
const mostInActionSet = 6;

/** Blocks as elements of a card. `card` names the rendering in what the buttons carry. */
export function elements(blocks: Block[], card: string): Element[] {
	const counted = { buttons: 0, inputs: 0 };
	// Every input of a card is checked at once, so one question of several cannot be compulsory.
	const required = blocks.filter(({ kind }) => kind === "choices" || kind === "form").length === 1;
	const button = (press: Press, inputs?: Asked[]) =>
		toButton(press, toPressData(press, card, counted.buttons++, inputs), inputs !== undefined);

	const element = (block: Block): Element[] => {
		switch (block.kind) {
			case "heading":
				return pieces(block.text.replace(/\s*\n\s*/g, " ")).map(heading);
			case "prose":
				return paragraphs(block.text);
			case "facts":
				return facts(block);
			case "quote":
				return quote(block);
			case "sources":
				return sources(block);
			case "choices":
				return asking([choiceInput(block, `choice-${counted.inputs++}`, required)], block.submit, button);
			case "form":
				return asking(formInputs(block, `field-${counted.inputs++}`, required), block.submit, button);
			case "buttons":
				return actionSets(block, button);
			case "chart":
				return chart(block);
			case "progress":
				return [line([...bold(block.label), ...run(`: ${block.done} of ${block.of}`)])];
			case "file":
				return file(block);
		}
	};
	return blocks.flatMap(element);
}

type Button = (press: Press, inputs?: Asked[]) => Element;

function heading(text: string): Element {
	return {
		type: "TextBlock",
		style: "heading",
		size: "Large",
		weight: "Bolder",
		wrap: true,
		text: escaped(text),
	};
}

/** Rich text is shown as it is, on every client; a TextBlock is read as markdown, by each in its own way. */
function line(inlines: object[], spacing?: string): Element {
	return { type: "RichTextBlock", inlines, ...(spacing ? { spacing } : {}) };
}

/** A date between double braces would be written out in the reader's way, also in exact words: it is parted. */
function run(text: string, weight?: "Bolder"): object[] {
	return text
		.split(/(?<=\{)(?=\{)/)
		.filter(Boolean)
		.map((words) => ({ type: "TextRun", text: words, ...(weight ? { weight } : {}) }));
}

function bold(text: string): object[] {
	return run(text, "Bolder");
}

function paragraphs(text: string): Element[] {
	return text
		.split(/\n{2,}/)
		.flatMap((paragraph, at) =>
			lines(paragraph).map((words, within) => line(run(words), at > 0 && within === 0 ? "Medium" : "Small")),
		);
}

/** The lines of a text, none too long and none empty, which Teams would not take. */
function lines(text: string): string[] {
	return text
		.split("\n")
		.filter((words) => words.trim())
		.flatMap(pieces);
}

function facts({ items }: Facts): Element[] {
	return items.flatMap(({ name, text }) => {
		const [first = "", ...rest] = pieces(text);
		return [
			line([...bold(`${name}: `), ...run(first)], "Small"),
			...rest.map((more) => line(run(more), "None")),
		];
	});
}

function quote({ text }: Quote): Element[] {
	const parts = lines(text);
	return parts.map((words, at) => ({
		type: "Container",
		style: "emphasis",
		spacing: at === 0 ? "Medium" : "None",
		items: [line(run(`${at === 0 ? "“" : ""}${words}${at === parts.length - 1 ? "”" : ""}`))],
	}));
}

function sources({ items }: Sources): Element[] {
	return items.flatMap(({ text, url }): Element[] => {
		if (url === undefined || !opens(url))
			return pieces(url === undefined ? text : `${text} ${url}`).map((words) => line(run(words), "Small"));
		const link = new URL(url).href.replace(/[()]/g, (sign) => (sign === "(" ? "%28" : "%29"));
		return pieces(text.replace(/\s+/g, " ")).map((words) => ({
			type: "TextBlock",
			wrap: true,
			spacing: "Small",
			text: `[${escaped(words)}](${link})`,
		}));
	});
}

/** Inputs and the button that sends them, in one container: parted they would be of no use. */
function asking(inputs: Input[], submit: Press, button: Button): Element[] {
	const asked = inputs.map(({ asked }) => asked);
	const send = { type: "ActionSet", actions: [button(submit, asked)] };
	return [{ type: "Container", items: [...inputs.map(({ element }) => element), send] }];
}

function actionSets({ items }: Buttons, button: Button): Element[] {
	const links = items.filter((item) => "url" in item && !opens(item.url));
	const actions = items.flatMap((item) => {
		if (!("url" in item)) return [button(item)];
		return opens(item.url) ? [{ type: "Action.OpenUrl", title: item.label, url: item.url }] : [];
	});
	const sets: Element[] = [];
	for (let at = 0; at < actions.length; at += mostInActionSet)
		sets.push({ type: "ActionSet", actions: actions.slice(at, at + mostInActionSet) });
	return [
		...links.map((item) => line(run("url" in item ? `${item.label}: ${item.url}` : item.label))),
		...sets,
	];
}

function toButton({ label, action, tone }: Press, data: object, withInput: boolean): Element {
	const style = tone === undefined ? {} : { style: tone === "primary" ? "positive" : "destructive" };
	// A plain button must work while a question on the same card is unanswered.
	const common = { title: label, data, ...style, associatedInputs: withInput ? "auto" : "none" };
	return { type: "Action.Execute", verb: action, ...common, fallback: { type: "Action.Submit", ...common } };
}

function chart({ title, sentence, bars }: Chart): Element[] {
	const drawn = {
		type: "Chart.HorizontalBar",
		title,
		displayMode: "AbsoluteWithAxis",
		data: bars.map(({ label, value }) => ({ x: label, y: value })),
		fallback: "drop",
	};
	return [
		line(bold(title)),
		...paragraphs(sentence),
		...(bars.length > 0 ? [drawn] : []),
		...bars.map(({ label, value }) => line(run(`${label}: ${value}`), "Small")),
	];
}

function file({ name, url }: { name: string; url: string }): Element[] {
	if (!opens(url)) return [line(run(`${name}: ${url}`))];
	return [{ type: "ActionSet", actions: [{ type: "Action.OpenUrl", title: `Open ${name}`, url }] }];
}

/** Whether a link is to be opened: over https, or on the machine itself, where the trial client is. */
function opens(url: string): boolean {
	const { protocol, hostname } = URL.parse(url) ?? {};
	return protocol === "https:" || (protocol === "http:" && hostname === "127.0.0.1");
}

/** Text with what a TextBlock would read as markdown made plain. */
function escaped(text: string): string {
	return text
		.replace(/[\\`*_[\]~<|]/g, "\\$&")
		.replace(/&(?=#?\w+;)/g, "\\&")
		.replace(/!(?=\\\[)/g, "\\!")
		.replace(/\{(?=\{)/g, "{\\")
		.replace(/^(\s*)([#>+-])/, "$1\\$2")
		.replace(/^(\s*\d+)([.)])/, "$1\\$2");
}

/** A long text in pieces of which none is too long, parted after white space where there is any. Nothing is lost. */
function pieces(text: string): string[] {
	const found: string[] = [];
	let rest = text;
	while (rest.length > mostInPiece) {
		const space = rest.lastIndexOf(" ", mostInPiece - 1);
		let end = space > 0 ? space + 1 : mostInPiece;
		if (/[\ud800-\udbff]/.test(rest[end - 1] ?? "")) end -= 1;
		found.push(rest.slice(0, end));
		rest = rest.slice(end);
	}
	return [...found, rest];
}
