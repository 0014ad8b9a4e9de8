import { createInterface } from "node:readline/promises";
import { fault, isForOperator } from "#chat/log.ts";
import type { Block, Json, Message } from "#chat/message.ts";
import { plain } from "#chat/plain.ts";
import { environment } from "../config.ts";
import { openInMemory } from "./inMemory.ts";

type Pressable = { action: string; value: Json };

/** Talks with the bot in a terminal, on the starter content in memory: nothing of it is kept. */
async function chat(): Promise<void> {
	let pressable: Pressable[] = [];
	const { house, terminal, stop } = await openInMemory({
		show({ message }) {
			const named = message.blocks.some(({ kind }) => kind === "buttons");
			pressable = [...(named ? [] : pressable), ...buttons(message)];
			console.log(`\n${shown(message, pressable)}\n`);
		},
		warn: (text) => console.error(`Note: ${text}.`),
		contact: environment().CONTACT,
	});
	const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: "You: " });
	console.log("Type a question, the number of a button, or “bye”.");
	await terminal.arrive();
	await house.allSaid();
	lines.prompt();
	for await (const line of lines) {
		const text = line.trim();
		if (/^(?:bye|exit|quit)$/i.test(text)) break;
		const pressed = /^\d+$/.test(text) ? pressable[Number(text) - 1] : undefined;
		if (pressed) await terminal.press(pressed.action, pressed.value);
		else if (/^\d+$/.test(text)) console.log(`There is no button ${text}.`);
		else if (text) await terminal.say(text);
		await house.allSaid();
		lines.prompt();
	}
	lines.close();
	await stop();
}

function buttons(message: Message): Pressable[] {
	return message.blocks.flatMap((block) =>
		block.kind === "buttons"
			? block.items.flatMap((item) =>
					"action" in item ? [{ action: item.action, value: item.value ?? null }] : [],
				)
			: [],
	);
}

/** The message with its buttons numbered, so that a number presses one. */
function shown(message: Message, pressable: Pressable[]): string {
	let number = pressable.length - buttons(message).length;
	const numbered = (block: Block): Block =>
		block.kind === "buttons"
			? {
					kind: "buttons",
					items: block.items.map((item) =>
						"action" in item ? { ...item, label: `${++number} ${item.label}` } : item,
					),
				}
			: block;
	return plain({ ...message, blocks: message.blocks.map(numbered) });
}

await chat().catch((error: unknown) => {
	console.error(
		isForOperator(error) ? error.message : `The chat could not start: ${JSON.stringify(fault(error))}`,
	);
	process.exitCode = 1;
});
