import { type Html, html, page } from "#chat/html.ts";
import { dayInWords } from "#chat/localTime.ts";
import { readableDate } from "#knowledge/cite.ts";
import { reviewName, titleOf } from "../text/lessonText.ts";
import type { Shown } from "./lessonCard.ts";

/** What a team asks itself, whatever the lesson. */
export const questions = [
	"Where have we seen this in our own work, without naming anybody?",
	"What would have helped us to see it, or to act sooner?",
	"What is the one thing that we do differently from today, and who looks again in a month?",
];

/** A lesson on one sheet, to read out and talk over in seven minutes. */
export function briefingPage({ kind, text, corrected }: Shown, now: Date): string {
	return page(
		`Seven-minute briefing: ${titleOf(kind, text)}`,
		html`${corrected ? html`<p><strong>Corrected on ${dayInWords(corrected.at)}:</strong> ${corrected.note}</p>` : undefined}
<p>${text.headline}</p>
<h2>What happened, in general terms (1 minute)</h2>
${paragraphs(text.happened)}
<h2>The learning (2 minutes)</h2>
${paragraphs(text.learning)}
<h2>Talk over (3 minutes)</h2>
<ul>${questions.map((question) => html`<li>${question}</li>`)}</ul>
<h2>What to do now (1 minute)</h2>
${paragraphs(text.doNow)}
<p>${closing}</p>
<p class="small">Source: ${text.link ? html`<a href="${text.link}">${reviewName(text)}</a>` : reviewName(text)}${
			text.publishedOn ? `, published ${readableDate(text.publishedOn)}` : ""
		}. The words are the partnership’s own, not the review’s.</p>
<p class="small">Made on ${dayInWords(now)}.${text.takeDownOn ? ` Not to be shown from ${dayInWords(text.takeDownOn)} on.` : ""}</p>`,
	);
}

function paragraphs(text: string): Html[] {
	return text.split(/\n{2,}/).map((paragraph) => html`<p>${paragraph.split("\n").map(lineOf)}</p>`);
}

function lineOf(line: string, at: number): Html {
	return at === 0 ? html`${line}` : html`<br>${line}`;
}

/** Said at the end of a briefing, because somebody in the room may have lived through it. */
export const closing =
	"This may be close to home for somebody in the room. Say at the start that people may step out, and where support is. If someone is in danger now, call 999.";
