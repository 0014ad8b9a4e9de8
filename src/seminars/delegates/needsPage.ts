import { html, page } from "#chat/html.ts";
import type { Seminar } from "#generated/client.ts";
import { timesInWords } from "../wording/localTime.ts";
import type { Delegate } from "./listDelegates.ts";

/** What each delegate needs to take part. It stands nowhere else, so that it is gone when it is deleted. */
export function needsPage(seminar: Seminar, delegates: Delegate[]): string {
	const said = delegates.filter(({ needs }) => needs);
	return page(
		`What delegates need: ${seminar.title}`,
		html`<p>${timesInWords(seminar)}, ${seminar.venue}.</p>
${
	said.length === 0
		? html`<p>Nobody has said what they need.</p>`
		: html`<dl>${said.map(({ called, needs }) => html`<dt><strong>${called}</strong></dt><dd>${linesOf(needs ?? "")}</dd>`)}</dl>`
}
<p class="small">Please use this only to prepare the day. It is deleted after the seminar.</p>`,
	);
}

function linesOf(text: string) {
	return text.split("\n").map((line, at) => (at === 0 ? html`${line}` : html`<br>${line}`));
}
