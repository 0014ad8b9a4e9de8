import { undisguise } from "./normalise.ts";

/** Whether most letters of a text are of a script that the guard cannot read. Latin words in disguise can be read. */
export function isUnread(text: string): boolean {
	const letters = text.normalize("NFKC").match(/\p{L}/gu) ?? [];
	const foreign = letters.filter((letter) => !latin.test(letter));
	return foreign.length * 2 > letters.length && !latinOnly.test(undisguise(foreign.join("")));
}

const latin = /\p{Script=Latin}/u;
const latinOnly = /^\p{Script=Latin}*$/u;
