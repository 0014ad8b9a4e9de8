/** HTML that is safe to put into a page. */
export type Html = { html: string };

/** Text and HTML put together. Text is escaped; HTML made here stays as it is. */
export function html(parts: TemplateStringsArray, ...values: (string | number | Html | Html[])[]): Html {
	const inserted = values.map((value) => {
		if (Array.isArray(value)) return value.map((each) => each.html).join("\n");
		return typeof value === "object" ? value.html : escaped(String(value));
	});
	return { html: parts.reduce((whole, part, at) => `${whole}${part}${inserted[at] ?? ""}`, "") };
}

/** A picture made here, whose figures stand beside it as text. */
export function picture(svg: string, about: string): Html {
	return html`<div class="picture" role="img" aria-label="${about}">${{ html: svg }}</div>`;
}

function escaped(text: string): string {
	return text
		.replaceAll("&", "&amp;")
		.replaceAll("<", "&lt;")
		.replaceAll(">", "&gt;")
		.replaceAll('"', "&quot;")
		.replaceAll("'", "&#39;");
}
