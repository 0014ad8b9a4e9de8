import { describe, expect, it } from "vitest";
import { createTokeniser } from "#meaning/local/tokenise.ts";

const pieces = ["[UNK]", "[CLS]", "[SEP]", "she", "play", "##ing", "##ed", "cafe", "!", "'", "t", "don"];
const vocabulary = Object.fromEntries(pieces.map((piece, at) => [piece, at]));
const read = (text: string, most = 128) => createTokeniser(vocabulary, most)(text).map((at) => pieces[at]);

describe("a text in pieces", () => {
	it("is lower case, without accents, and marks stand alone", () => {
		expect(read("She PLAYED café!")).toEqual(["[CLS]", "she", "play", "##ed", "cafe", "!", "[SEP]"]);
		expect(read("don't")).toEqual(["[CLS]", "don", "'", "t", "[SEP]"]);
	});

	it("has one piece for a word of which some part is strange", () => {
		expect(read("playxed she")).toEqual(["[CLS]", "[UNK]", "she", "[SEP]"]);
		expect(read("a".repeat(5000))).toEqual(["[CLS]", "[UNK]", "[SEP]"]);
	});

	it("is read no further than so many pieces", () => {
		expect(read("she ".repeat(50), 6)).toEqual(["[CLS]", "she", "she", "she", "she", "[SEP]"]);
		expect(read("")).toEqual(["[CLS]", "[SEP]"]);
	});
});
