import { readFile, stat } from "node:fs/promises";
import { type CommandIo, refuse } from "./command.ts";

/** Reads a file that is to be imported, of at most `most` bytes. Tells in words why it cannot be read. */
export async function readInput(
	path: string,
	most: number,
	tooLarge = `${path} is larger than ${most / 1_000_000} MB.`,
): Promise<{ bytes: Uint8Array } | { problem: string }> {
	try {
		const found = await stat(path);
		if (found.isDirectory())
			return { problem: `${path} is a folder. Name the file in it that is to be imported.` };
		if (!found.isFile()) return { problem: `${path} is not a file. Name the one that is to be imported.` };
		if (found.size > most) return { problem: tooLarge };
		return { bytes: await readFile(path) };
	} catch (error) {
		return { problem: unreadable(path, String((error as { code?: unknown }).code)) };
	}
}

/** Says that nothing was imported, and what is wrong with the file. */
export function refuseImport(io: CommandIo, problems: string[]): number {
	return refuse(io, "Nothing was imported.", ...problems.map((problem) => `- ${problem}`));
}

/** Says that nothing was imported, since the file cannot be read. */
export function refuseUnread(io: CommandIo, problem: string): number {
	return refuse(io, "Nothing was imported: the file cannot be read.", `- ${problem}`);
}

function unreadable(path: string, code: string): string {
	if (code === "EACCES" || code === "EPERM")
		return `${path} may not be read by the account that the bot runs under. Give it the right to, or copy the file to where it may.`;
	if (code === "ENOENT" || code === "ENOTDIR")
		return `There is no file ${path}. Check the name and the folder.`;
	return `${path} cannot be read (${code}). Copy it to another folder and try again.`;
}
