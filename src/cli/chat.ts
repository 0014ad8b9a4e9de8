import { createInterface } from "node:readline/promises";
import { fault, isForOperator } from "#chat/log.ts";
import type { Block, Choices, Form, Message, Press } from "#chat/message.ts";
import { plain } from "#chat/plain.ts";
import type { Answered, Place } from "#chat/platform.ts";
import { address } from "#platforms/terminal/address.ts";
import { fillIn } from "#platforms/terminal/fillIn.ts";
import type { Shown } from "#platforms/terminal/index.ts";
import { environment } from "../config.ts";
import { openInMemory } from "./inMemory.ts";

/** A button that has a number, and the block whose answers it sends. */
type Pressable = Press & { sends?: Form | Choices };

/** Talks with the bot in a terminal, on the starter content in memory: nothing of it is kept. */
async function chat(): Promise<void> {
	let pressable: Pressable[] = [];
	const { house, terminal, stop } = await openInMemory({
		show(shown) {
			const here = buttons(shown.message);
			pressable = [...(here.length > 0 ? [] : pressable), ...here];
			console.log(`\n${printed(shown)}\n`);
		},
		warn: (text) => console.error(`Note: ${text}.`),
		contact: environment().CONTACT,
	});
	const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: "You: " });
	const typed = lines[Symbol.asyncIterator]();
	let listening = true;
	lines.once("close", () => {
		listening = false;
	});
	const next = async (prompt: string): Promise<string | undefined> => {
		lines.setPrompt(prompt);
		if (listening) lines.prompt();
		const { value, done } = await typed.next();
		return done ? undefined : String(value).trim();
	};
	const ask = async (question: string): Promise<string> => {
		const line = await next(question);
		if (line === undefined) throw new Ended();
		return line;
	};
	const press = async ({ action, value = null, sends }: Pressable): Promise<void> => {
		await terminal.press(action, sends ? await fillIn(sends, { ask, channel }) : value);
	};

	console.log("Type a question, the number of a button, “open home”, “find …” to search, or “bye”.");
	await terminal.arrive();
	await house.allSaid();
	for (let text = await next("You: "); text !== undefined; text = await next("You: ")) {
		if (/^(?:bye|exit|quit)$/i.test(text)) break;
		await act(text);
		await house.allSaid();
	}
	lines.close();
	await stop();

	async function act(text: string): Promise<void> {
		const button = /^\d+$/.test(text) ? pressable[Number(text) - 1] : undefined;
		const search = /^find\s+(?<words>.+)$/i.exec(text)?.groups?.words;
		if (button) await press(button).catch(unlessEnded);
		else if (/^\d+$/.test(text)) console.log(`There is no button ${text}.`);
		else if (search) console.log(found(await terminal.search(search)));
		else if (/^open home$/i.test(text)) await terminal.open();
		else if (text) await terminal.say(text);
	}
}

/** The lines ended while a form was being filled in. */
class Ended extends Error {
	override name = "Ended";
}

function unlessEnded(error: unknown): void {
	if (!(error instanceof Ended)) throw error;
}

function buttons({ blocks }: Message): Pressable[] {
	return blocks.flatMap((block): Pressable[] => {
		if (block.kind === "form" || block.kind === "choices") return [{ ...block.submit, sends: block }];
		if (block.kind !== "buttons") return [];
		return block.items.flatMap((item) => ("action" in item ? [item] : []));
	});
}

/** The message with its buttons numbered, so that a number presses one. */
function printed({ message, insteadOf }: Shown): string {
	let number = 0;
	const numbered = <T extends { label: string }>(item: T): T =>
		"action" in item ? { ...item, label: `${++number} ${item.label}` } : item;
	const blocks = message.blocks.map((block): Block => {
		if (block.kind === "buttons") return { ...block, items: block.items.map(numbered) };
		if (block.kind === "form" || block.kind === "choices")
			return { ...block, submit: numbered(block.submit) };
		return block;
	});
	return `${insteadOf ? "(changed) " : ""}${plain({ ...message, blocks })}`;
}

function channel(name: string): Place {
	return address({ person: "you", workspace: "local", channel: name });
}

function found({ results = [], notice }: Answered): string {
	if (notice) return `\n${notice}\n`;
	if (results.length === 0) return "\nNothing is held that answers this.\n";
	return `\n${results.map(({ title, text, message }) => `${title}\n${text}\n\n${plain(message)}`).join("\n\n—\n\n")}\n`;
}

await chat().catch((error: unknown) => {
	console.error(
		isForOperator(error) ? error.message : `The chat could not start: ${JSON.stringify(fault(error))}`,
	);
	process.exitCode = 1;
});
