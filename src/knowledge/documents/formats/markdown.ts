/** A text as Markdown that reads as just this text: what looks like a mark in it is none. */
export function literally(text: string): string {
	return text.replace(/[\\*_<&[]/g, "\\$&").replace(/^(\s*)([#|>])/, "$1\\$2");
}

/** A row of a table. Where `heads`, it names the columns of those after it. */
export function tableRow(cells: string[], heads = false): string[] {
	const row = `| ${cells.map((cell) => cell.replace(/\s+/g, " ").replaceAll("|", "\\|").trim()).join(" | ")} |`;
	return heads ? [row, `|${cells.map(() => " --- |").join("")}`] : [row];
}

/** The cells of a line that is a table's row; undefined where it is none. */
export function cellsOf(line: string): string[] | undefined {
	if (!/^\|.*\S/.test(line)) return undefined;
	return line
		.replace(/^\|/, "")
		.replace(/(?<!\\)\|\s*$/, "")
		.split(/(?<!\\)\|/)
		.map((cell) => cell.replaceAll("\\|", "|").trim());
}

/** Whether a row only parts the columns' names from the rows under them. */
export function isRule(cells: string[]): boolean {
	return cells.every((cell) => /^:?-+:?$/.test(cell));
}

const reference = /\s?\[\^([^\]\s]{1,20})\](?!:)/g;
const definition = /^\[\^([^\]\s]{1,20})\]:\s*(.*)$/;

/** A text without its references to footnotes, and the ids of those, in order. */
export function withoutReferences(text: string): { text: string; ids: string[] } {
	return { text: text.replace(reference, ""), ids: [...text.matchAll(reference)].map(([, id = ""]) => id) };
}

/** The footnote that a line gives the text of. */
export function footnoteOn(line: string): { id: string; text: string } | undefined {
	const match = definition.exec(line);
	return match ? { id: match[1] ?? "", text: match[2] ?? "" } : undefined;
}
