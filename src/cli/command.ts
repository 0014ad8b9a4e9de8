import type { Client } from "#storage/open.ts";
import type { Rooms } from "../assemble.ts";

/** Where a command speaks and asks. Without `ask` nobody is there to answer. */
export type CommandIo = { out(text: string): void; ask?(question: string): Promise<string> };

/** What a command was called with, checked against its options. */
export type CommandArgs = { file: string; values: Record<string, string | boolean | string[] | undefined> };

export type CommandContext = CommandRooms & { cwd: string; now: Date; io: CommandIo };

/** What a command may use of the house, running or not. */
export type CommandRooms = Pick<Rooms, "features" | "ledger" | "keyed" | "publicUrl" | "secrets"> & {
	db: Client;
};

/** What a command printed, and how it ended. */
export type CommandResult = { output: string; exitCode: number };

/** One command of the command line. */
export type Command = {
	/** Its words, such as "documents import". */
	name: string;
	/** What follows them, such as "FILE"; empty where nothing may. */
	takes: string;
	about: string;
	options: Record<string, { type: "string" | "boolean"; multiple?: boolean; about: string; value?: string }>;
	/** What must be in the database before it runs. */
	needs: "schema" | "content";
	/** The option that says yes beforehand, for a command that asks. */
	yes?: string;
	example: string;
	run(args: CommandArgs, context: CommandContext): Promise<number>;
};

/** How a command ends that changed nothing, because nobody was there to say yes. */
export const unconfirmed = 10;

/** Asks for a yes. Without anybody to ask it says what to do instead, and resolves "nobody". */
export async function confirm(
	io: CommandIo,
	question: string,
	instead: string,
): Promise<"yes" | "no" | "nobody"> {
	if (!io.ask) {
		io.out(`${question} ${instead}`);
		return "nobody";
	}
	const answer = await io.ask(`${question} [y/N] `);
	return isYes(answer) ? "yes" : "no";
}

/** Says line by line why nothing was done. Tells how the command ends. */
export function refuse(io: CommandIo, ...lines: string[]): number {
	for (const line of lines) io.out(line);
	return 1;
}

/** Whether what was typed means yes. */
export function isYes(answer: string): boolean {
	return /^\s*y(?:es)?\s*$/i.test(answer);
}
