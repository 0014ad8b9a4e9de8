/** Text without its marks, and which stretches of it were bold. */
export type Marked = { text: string; bold: { from: number; to: number }[] };

type Token = {
	kind: "text" | "open" | "close" | "either";
	text: string;
	mark: string;
	dropped?: boolean;
	bold?: boolean;
};

const tags = /^<(\/?)(b|strong|u|em|i|s|sup|sub|span|font|mark|small|p|div|br)\b/i;
const token =
	/\*{1,3}|_{1,3}|<\/?[a-z]{1,10}(?:\s[^<>]{0,200})?\/?>|\\[!-/:-@[-`{-~]|&(?:[a-z]{2,8}|#\d{1,6}|#x[\da-f]{1,5});|<(?=https?:)|(?<=\S)>|\s+/gi;

const entities = new Map(
	Object.entries({
		amp: "&",
		lt: "<",
		gt: ">",
		quot: '"',
		apos: "'",
		nbsp: " ",
		ndash: "–",
		mdash: "—",
		lsquo: "‘",
		rsquo: "’",
		ldquo: "“",
		rdquo: "”",
		hellip: "…",
		pound: "£",
		bull: "•",
		eacute: "é",
	}),
);

/**
 * Takes emphasis (Markdown and HTML), links' addresses, escapes and entities away, folds white space,
 * and keeps every word. A mark that has no partner is a character like any other.
 */
export function readMarks(raw: string): Marked {
	const source = (raw.includes("-->") ? raw : raw.replaceAll("<!--", " "))
		.replace(/<!--[\s\S]{0,2000}?-->/g, "")
		.replace(/!\[[^\]\n]{0,300}\]\([^()\s]{0,500}\)/g, "")
		.replace(/\[([^[\]\n]{1,300})\]\([^()\s]{1,500}\)/g, "$1");
	const tokens = tokenise(source);
	pair(tokens);
	return write(tokens);
}

function tokenise(source: string): Token[] {
	const tokens: Token[] = [];
	let done = 0;
	for (const match of source.matchAll(token)) {
		const [text] = match;
		if (match.index > done) tokens.push(plainToken(source.slice(done, match.index)));
		done = match.index + text.length;
		tokens.push(read(text, source[match.index - 1] ?? " ", source[done] ?? " "));
	}
	if (done < source.length) tokens.push(plainToken(source.slice(done)));
	return tokens;
}

function read(text: string, before: string, after: string): Token {
	if (/^\s/.test(text)) return plainToken(" ");
	if (text.startsWith("\\")) return plainToken(text.slice(1));
	if (text.startsWith("&")) return plainToken(entity(text));
	if (text.startsWith("<")) {
		const tag = tags.exec(text);
		if (!tag) return plainToken(text === "<" ? "" : text);
		const name = (tag[2] ?? "").toLowerCase();
		if (/^(?:br|p|div)$/.test(name)) return plainToken(" ");
		return { kind: tag[1] ? "close" : "open", text: "", mark: name };
	}
	if (text === ">") return plainToken(text);
	const inWord = text.startsWith("_");
	const opens = /\S/.test(after) && !(inWord && /[\p{L}\p{N}]/u.test(before));
	const closes = /\S/.test(before) && !(inWord && /[\p{L}\p{N}]/u.test(after));
	if (opens && closes) return { kind: "either", text, mark: text };
	if (opens || closes) return { kind: opens ? "open" : "close", text, mark: text };
	return plainToken(text);
}

function pair(tokens: Token[]): void {
	const waiting = new Map<string, Token[]>();
	for (const one of tokens) {
		if (one.kind === "text") continue;
		const open = waiting.get(one.mark) ?? [];
		const partner = one.kind === "open" ? undefined : open.pop();
		if (partner) {
			Object.assign(partner, { kind: "open", dropped: true });
			Object.assign(one, { kind: "close", dropped: true });
			partner.bold = one.bold = /^(?:\*{2,3}|_{2,3}|b|strong)$/.test(one.mark);
		} else if (one.kind !== "close") {
			open.push(one);
			waiting.set(one.mark, open);
		}
	}
}

function write(tokens: Token[]): Marked {
	let text = "";
	let spaced = true;
	const bold: Marked["bold"] = [];
	for (const one of tokens) {
		if (one.dropped || one.text === "") {
			if (!one.bold) continue;
			if (one.kind === "open") bold.push({ from: text.length, to: text.length });
			else for (const range of bold.slice(-1)) range.to = text.trimEnd().length;
		} else if (one.text !== " " || !spaced) {
			text += one.text;
			spaced = one.text === " ";
		}
	}
	return { text: text.trimEnd(), bold: bold.filter(({ from, to }) => to > from) };
}

function plainToken(text: string): Token {
	return { kind: "text", text, mark: "" };
}

function entity(text: string): string {
	const name = text.slice(1, -1).toLowerCase();
	if (!name.startsWith("#")) return entities.get(name) ?? text;
	const code = name.startsWith("#x") ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
	return code >= 32 && code <= 0x10ffff ? String.fromCodePoint(code) : text;
}
