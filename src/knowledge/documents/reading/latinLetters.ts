const lookAlikes = new Map(
	Object.entries({
		А: "A",
		В: "B",
		Е: "E",
		К: "K",
		М: "M",
		Н: "H",
		О: "O",
		Р: "P",
		С: "C",
		Т: "T",
		Х: "X",
		Ѕ: "S",
		І: "I",
		Ј: "J",
		а: "a",
		е: "e",
		о: "o",
		р: "p",
		с: "c",
		у: "y",
		х: "x",
		ѕ: "s",
		і: "i",
		ј: "j",
		Α: "A",
		Β: "B",
		Ε: "E",
		Ζ: "Z",
		Η: "H",
		Ι: "I",
		Κ: "K",
		Μ: "M",
		Ν: "N",
		Ο: "O",
		Ρ: "P",
		Τ: "T",
		Υ: "Y",
		Χ: "X",
		ο: "o",
		ν: "v",
	}),
);

const foreign = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;

/**
 * Puts Latin letters for those of another alphabet that look the same, in words that hold no other
 * foreign letter, and says which words had them. Nobody can see the difference, but search can.
 */
export function latinLetters(text: string): { text: string; found: string[] } {
	const found: string[] = [];
	if (!foreign.test(text)) return { text, found };
	const mended = text.replace(/[\p{L}\p{M}]+/gu, (word) => {
		if (!foreign.test(word)) return word;
		const latin = [...word].map((letter) => lookAlikes.get(letter) ?? letter).join("");
		if (foreign.test(latin)) return word;
		found.push(latin);
		return latin;
	});
	return { text: mended, found };
}
