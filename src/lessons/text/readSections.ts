import { fromMarkdown } from "mdast-util-from-markdown";
import { clean } from "./clean.ts";
import { labels, type WordField, wordFields } from "./lessonText.ts";

type Node = ReturnType<typeof fromMarkdown> | ReturnType<typeof fromMarkdown>["children"][number];

/** The sections that a file may have: the words of a lesson, but its title, which stands in the head. */
const sectionFields = wordFields.filter((field) => field !== "title");

/**
 * The sections of a Markdown text by the fields that their headings name, as plain text: what stands in lists
 * keeps its marks, what is written as HTML stays as it is written.
 */
export function readSections(markdown: string): {
	text: Partial<Record<WordField, string>>;
	problems: string[];
} {
	const text: Partial<Record<WordField, string>> = {};
	const problems: string[] = [];
	let field: WordField | undefined;
	for (const node of fromMarkdown(markdown).children) {
		if (node.type === "heading") {
			const heading = plainOf(node).trim();
			field = fieldNamed(heading);
			if (!field) problems.push(`“${heading.slice(0, 60)}” is not a section. ${list}`);
			else if (text[field] !== undefined) problems.push(`${labels[field]}: is there twice.`);
			if (field) text[field] ??= "";
			continue;
		}
		if (!field) {
			if (problems.length === 0) problems.push(`There is text before the first section. ${list}`);
			continue;
		}
		text[field] = clean(`${text[field]}\n\n${plainOf(node)}`);
	}
	return { text, problems };
}

const list = `The sections are: ${sectionFields.map((field) => labels[field]).join(", ")}.`;

function fieldNamed(heading: string): WordField | undefined {
	const plain = (text: string) =>
		text
			.toLowerCase()
			.replace(/^the /, "")
			.replace(/[^a-z ]/g, "");
	return sectionFields.find((field) => plain(labels[field]) === plain(heading));
}

/** A node and all within it, as plain text. */
function plainOf(node: Node): string {
	switch (node.type) {
		case "text":
		case "inlineCode":
		case "code":
		case "html":
			return node.value;
		case "break":
			return "\n";
		case "thematicBreak":
		case "definition":
			return "";
		case "image":
			return node.alt ?? "";
		case "link":
			return linked(node.children.map((child) => plainOf(child)).join(""), node.url);
		case "list":
			return node.children
				.map((item, at) => `${node.ordered ? `${(node.start ?? 1) + at}.` : "•"} ${plainOf(item)}`)
				.join("\n");
		case "listItem":
			return node.children.map((child) => plainOf(child)).join("\n");
		case "blockquote":
			return node.children.map((child) => plainOf(child)).join("\n\n");
		default:
			return "children" in node ? node.children.map((child) => plainOf(child)).join("") : "";
	}
}

function linked(text: string, url: string): string {
	return text === url ? url : `${text} (${url})`;
}
