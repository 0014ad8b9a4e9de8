import { extname } from "node:path";

/** A kind of file that can be imported. */
export type FileType = "text" | "word" | "pdf";

/** The largest file that is read, in bytes. */
export const largestFile = 25 * 1024 * 1024;
const largestText = 5 * 1024 * 1024;

const takenNow = "Word documents (.docx), PDFs (.pdf), text and Markdown (.txt, .md) are taken";
const saveAsWord = "Open it in a word processor, save it as a Word document (.docx), and import that.";

const extensions: Record<string, FileType> = {
	".txt": "text",
	".text": "text",
	".md": "text",
	".markdown": "text",
	".docx": "word",
	".pdf": "pdf",
};

/** What a file that is not taken is, by its extension, and what to do about it. */
const notTaken: Record<string, [what: string, instead: string]> = {
	".doc": ["an old Word document", saveAsWord],
	".docm": [
		"a Word document with macros",
		"Save it as a Word document without macros (.docx), and import that.",
	],
	".dotx": ["a Word template", saveAsWord],
	".odt": ["an OpenDocument text", saveAsWord],
	".rtf": ["a rich text document", saveAsWord],
	".html": ["a web page", "Save the report that it links to, and import that."],
	".htm": ["a web page", "Save the report that it links to, and import that."],
};

type Content = { what: string; type?: FileType; instead?: string };

const contents: [(bytes: Uint8Array) => boolean, Content][] = [
	[begins("%PDF-"), { what: "a PDF", type: "pdf" }],
	[
		(bytes) => begins("PK\x03\x04")(bytes) && holds(bytes, "word/document"),
		{ what: "a Word document", type: "word" },
	],
	[
		(bytes) => begins("PK")(bytes) && holds(bytes, "vnd.oasis.opendocument.text"),
		{ what: "an OpenDocument text", instead: saveAsWord },
	],
	[
		begins("PK"),
		{
			what: "a zip archive with no Word document in it",
			instead: "Unpack it, or save the report again, and import the report itself.",
		},
	],
	[
		(bytes) => begins("\xd0\xcf\x11\xe0")(bytes) && holds(bytes, "EncryptedPackage", "utf16le"),
		{
			what: "a Word document that is locked with a password",
			instead:
				"Open it in Word, remove the password (File, Info, Protect Document), save it and import it again.",
		},
	],
	[begins("\xd0\xcf\x11\xe0"), { what: "an old Word document (.doc)", instead: saveAsWord }],
	[begins("{\\rtf"), { what: "a rich text document", instead: saveAsWord }],
	...["\x89PNG", "\xff\xd8\xff", "GIF8", "II*\0", "MM\0*"].map(
		(start): [(bytes: Uint8Array) => boolean, Content] => [
			begins(start),
			{ what: "a picture", instead: "Have its text recognised (OCR), check it, and import that." },
		],
	),
	[begins("\x1f\x8b"), { what: "a compressed file", instead: "Unpack it, and import the report itself." }],
];

/** What a file really is, by what it begins with; or a sentence that says why it is not taken and what to do. */
export function fileType(name: string, bytes: Uint8Array): { type: FileType } | { problem: string } {
	const extension = extname(name).toLowerCase();
	const named = extensions[extension];
	const really = contents.find(([is]) => is(bytes))?.[1];
	if (!named) {
		const [what, instead] = notTaken[extension] ?? [
			"not a kind of file that can be imported",
			`${takenNow}.`,
		];
		return { problem: `${name} is ${what}. ${instead}` };
	}
	if (bytes.length > (named === "text" ? largestText : largestFile))
		return { problem: tooLarge(name, named) };
	if (bytes.length === 0)
		return { problem: `${name} is empty. Check that the right file was saved, and import it again.` };
	if (named === (really?.type ?? "text") && !really?.instead) return { type: named };
	if (really?.instead) return { problem: `${name} is really ${really.what}. ${really.instead}` };
	if (really?.type)
		return {
			problem: `${name} is really ${really.what}, whatever its name says. Name it so that it ends in .${really.type === "pdf" ? "pdf" : "docx"}, and import it again.`,
		};
	return {
		problem: `${name} is no ${named === "pdf" ? "PDF" : "Word document"}, whatever its name says: it may be damaged, or a page that was saved in its place. Get it again from where it is published.`,
	};
}

/** The sentence for a file that is larger than any of its kind may be. */
export function tooLarge(name: string, type: FileType = "pdf"): string {
	const most = type === "text" ? largestText : largestFile;
	return `${name} is larger than ${most / 1024 / 1024} MB. Import it in parts, without pictures or annexes.`;
}

function begins(start: string): (bytes: Uint8Array) => boolean {
	return (bytes) =>
		Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
			.subarray(0, start.length)
			.toString("latin1") === start;
}

function holds(bytes: Uint8Array, text: string, encoding: BufferEncoding = "latin1"): boolean {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(text, encoding));
}
