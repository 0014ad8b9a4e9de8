/** A piece of a page, with what came from elsewhere escaped. */
export type Html = { readonly html: string };

type Inside = Html | string | number | undefined | Inside[];

/**
 * HTML as a tagged template: whatever is put into it is escaped, except what is HTML itself. A list is
 * joined, undefined is nothing.
 */
export function html(fixed: TemplateStringsArray, ...inside: Inside[]): Html {
	return { html: fixed.map((text, at) => text + (at < inside.length ? written(inside[at]) : "")).join("") };
}

/** What a drawing library made, taken as it is. Never for what a person wrote. */
export function drawnHtml(text: string): Html {
	return { html: text };
}

/** A whole page in British English: one heading, readable on a phone and on paper, without script. */
export function page(title: string, body: Html): string {
	return `<!doctype html>${
		html`<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${{ html: style }}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>`.html
	}`;
}

function written(inside: Inside): string {
	if (inside === undefined) return "";
	if (Array.isArray(inside)) return inside.map(written).join("");
	if (typeof inside === "object") return inside.html;
	return String(inside).replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}

const escapes: Record<string, string> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&#39;",
};

const style = `
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #1a1a1a; font: 1.0625rem/1.55 system-ui, sans-serif; }
main { max-width: 44rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.7rem; line-height: 1.25; }
h2 { font-size: 1.3rem; margin-top: 2rem; }
h3 { font-size: 1.1rem; margin-top: 1.5rem; }
a { color: #0b4f9e; }
a:focus-visible, button:focus-visible, input:focus-visible { outline: 3px solid #0b4f9e; outline-offset: 2px; }
button, .button { display: inline-block; min-height: 2.75rem; padding: .6rem 1.1rem; border: 0; border-radius: .3rem;
	background: #0b4f9e; color: #fff; font: inherit; text-decoration: none; cursor: pointer; }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: .25rem solid #5a6b7b; }
table { border-collapse: collapse; margin: 1rem 0; }
caption { text-align: left; font-weight: 600; padding-bottom: .4rem; }
th, td { border: 1px solid #8a8a8a; padding: .35rem .6rem; text-align: left; vertical-align: top; }
td.number { text-align: right; }
figure { margin: 1rem 0; }
figure svg { max-width: 100%; height: auto; }
.headline { padding-left: 1rem; border-left: .4rem solid #0b4f9e; font-size: 1.3rem; font-weight: 600; }
.small { font-size: .95rem; color: #444; }
@media print {
	body { font-size: 11pt; }
	main { max-width: none; padding: 0; }
	h2, h3, table, figure { break-inside: avoid; break-after: auto; }
	h2, h3 { break-after: avoid; }
}
@page { margin: 18mm; }
`;
