import { html, page } from "#chat/html.ts";
import type { Block, Message } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import { type Briefing, dayOf, type Finding } from "./briefing.ts";

/** The briefing as a message, and where to print it. */
export function briefingCard(briefing: Briefing, printAt: string): Message {
	const { theme, findings, steps, questions, minutes } = briefing;
	return message([
		{ kind: "heading", text: `Seven-minute briefing: ${theme.name}` },
		{ kind: "prose", text: theme.summary },
		{ kind: "heading", text: `Read out (${minutes.read} minutes)` },
		...findings.flatMap(findingBlocks),
		{ kind: "heading", text: `Talk over (${minutes.talk} minutes)` },
		{ kind: "prose", text: questions.join("\n\n") },
		...(steps.length > 0
			? ([
					{ kind: "heading", text: `Decide (${minutes.decide} minute)` },
					{ kind: "prose", text: steps.join("\n\n") },
				] satisfies Block[])
			: []),
		{ kind: "prose", text: closing },
		{ kind: "buttons", items: [{ label: "Page to print", url: printAt }] },
	]);
}

function findingBlocks({ title, text, quoted, about, source, link }: Finding): Block[] {
	const facts = quoted ? about : [{ name: "Summary, in our own words", text }, ...about];
	return [
		{ kind: "heading", text: title },
		...(quoted ? [{ kind: "quote", text } as const] : []),
		{ kind: "facts", items: facts },
		{ kind: "sources", items: [{ text: `Source: ${source}`, ...(link ? { url: link } : {}) }] },
	];
}

/** The briefing as a page that prints on one sheet. */
export function briefingPage(briefing: Briefing, now: Date): string {
	const { theme, findings, steps, questions, minutes } = briefing;
	return page(
		`Seven-minute briefing: ${theme.name}`,
		html`<p>${theme.summary}</p>
<h2>Read out (${minutes.read} minutes)</h2>
${findings.map(
	({ title, text, quoted, about, source, link }) => html`<h3>${title}</h3>
${quoted ? html`<blockquote><p>“${text}”</p></blockquote>` : html`<p>Summary, in our own words: ${text}</p>`}
${about.map(({ name, text }) => html`<p class="small">${name}: ${text}</p>`)}
<p class="small">Source: ${link ? html`<a href="${link}">${source}</a>` : source}</p>`,
)}
<h2>Talk over (${minutes.talk} minutes)</h2>
<ul>${questions.map((question) => html`<li>${question}</li>`)}</ul>
${
	steps.length > 0
		? html`<h2>Decide (${minutes.decide} minute)</h2>
<ul>${steps.map((step) => html`<li>${step}</li>`)}</ul>`
		: undefined
}
<p>${closing}</p>
<p class="small">Made on ${dayOf(now)} from what was held that day.</p>`,
	);
}

const closing =
	"This may be close to home for somebody in the room. Say at the start that people may step out, and where support is. If someone is in danger now, call 999.";
