/** The numbers of a text's pieces as BERT reads it, between [CLS] and [SEP]. */
export type Tokeniser = (text: string) => number[];

/** Takes words apart as BERT does: lower case, no accents, the longest known pieces first. Reads at most `most` pieces. */
export function createTokeniser(vocabulary: Readonly<Record<string, number>>, most: number): Tokeniser {
	const known = new Map(Object.entries(vocabulary));
	const numberOf = (piece: string) => {
		const number = known.get(piece);
		if (number === undefined) throw new Error(`The vocabulary has no ${piece}.`);
		return number;
	};
	const [unknown, first, last] = [numberOf("[UNK]"), numberOf("[CLS]"), numberOf("[SEP]")];

	const piecesOf = (word: string): number[] => {
		// As BERT does; it also keeps a word without end from taking for ever.
		if (word.length > 100) return [unknown];
		const found: number[] = [];
		for (let from = 0; from < word.length; ) {
			let to = word.length;
			let piece: number | undefined;
			for (; to > from; to--) {
				piece = known.get((from > 0 ? "##" : "") + word.slice(from, to));
				if (piece !== undefined) break;
			}
			if (piece === undefined) return [unknown];
			found.push(piece);
			from = to;
		}
		return found;
	};

	return (text) => {
		const pieces: number[] = [];
		for (const word of wordsOf(text.slice(0, most * 100))) {
			if (pieces.length >= most - 2) break;
			pieces.push(...piecesOf(word));
		}
		return [first, ...pieces.slice(0, most - 2), last];
	};
}

function wordsOf(text: string): string[] {
	const plain = text
		.normalize("NFD")
		.replace(/\p{Mn}/gu, "")
		.toLowerCase();
	return plain.match(/[\p{P}$+<=>^`|~]|[^\s\p{P}$+<=>^`|~\p{Cc}\p{Cf}]+/gu) ?? [];
}
