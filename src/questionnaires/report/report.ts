import { drawnHtml, type Html, html, page } from "#chat/html.ts";
import { dayInWords } from "../conversation/cards.ts";
import type { Programme } from "../coordinator/parts.ts";
import { headlineInShort, headlinesOf } from "../coordinator/resultsCards.ts";
import type { Names } from "../results/csv.ts";
import {
	chartOf,
	earlierQuestion,
	headlineInWords,
	howToRead,
	resultLines,
	shareOfAllInWords,
	titleOf,
} from "../results/inWords.ts";
import { type ResponseRate, rateInWords } from "../results/responseRates.ts";
import { rounded } from "../results/rounded.ts";
import type { Results } from "../results/snapshots.ts";
import type { Item, Questionnaire } from "../script/questionnaire.ts";
import { barChart } from "./barChart.ts";

/** What the report is made of. */
export type ReportParts = {
	questionnaire: Questionnaire;
	results: Results;
	names: Names;
	rates: ResponseRate[];
	programme: Programme;
	/** What people wrote and a person has approved, by item. */
	lines: { item: string; text: string }[];
	/** What has changed because of the answers, the latest first. */
	changes: { sharedAt: Date; whatChanged: string }[];
	madeOn: Date;
};

/** The report for the partnership's meeting: one page that stands by itself, reads aloud and prints. */
export function report(parts: ReportParts): string {
	const { questionnaire, results, names, lines } = parts;
	const { published, number, takenAt } = results;
	const share = shareOfAllInWords(published.all, parts.rates);
	return page(
		"What the seminars led to",
		html`<p class="small">${questionnaire.title}. Results no. ${number}, of ${dayInWords(takenAt)}. Report made on ${dayInWords(parts.madeOn)}.</p>
<p class="headline">${headlineInWords(questionnaire, published.all) ?? "The headline is held back: it would tell about too few people."}</p>
${share ? html`<p>${share}</p>` : undefined}
<p class="small">${howToRead}</p>
<h2>Attendance and response</h2>
${attendance(parts.programme)}
${response(parts.rates)}
<h2>Question by question</h2>
${questionnaire.items.filter(({ kind }) => kind !== "text").map((item) => question(questionnaire, item, results))}
<h2>By agency, sector and seminar</h2>
<p>How many ${questionnaire.headline.says}:</p>
${groups("Agencies", headlinesOf(published.agencies, names.agencies))}
${groups("Sectors", headlinesOf(published.sectors, names.sectors))}
${groups("Seminars", headlinesOf(published.seminars, names.seminars))}
${written(questionnaire, lines)}
<h2>Commitments and lessons</h2>
<p>Delegates said at the seminars what they would do differently: ${parts.programme.commitments} commitments.</p>
${lessons(parts.programme)}
${changed(parts.changes)}
<p class="small">No answer here can be traced to a person. If something in this report affects you, speak to somebody you trust at work, or ring the helpline that the bot gives when you type “help me”.</p>`,
	);
}

function attendance({ seminars }: Programme): Html {
	if (seminars.length === 0) return html`<p>No seminar has been held yet.</p>`;
	return table(
		"Seminars held",
		["Seminar", "Held on", "Delegates who came"],
		seminars.map(({ title, heldOn, attended }) => [title, dayInWords(heldOn), attended]),
	);
}

function response(rates: ResponseRate[]): Html {
	if (rates.length === 0) return html`<p>Nobody has been asked yet.</p>`;
	return table(
		"Response to the questionnaire",
		["Seminar", "Response"],
		rates.map((rate) => [rate.title, rateInWords(rate)]),
	);
}

function question(questionnaire: Questionnaire, item: Item, { published }: Results): Html {
	const title = titleOf(item);
	const lines = resultLines(questionnaire, item, published.all);
	if (!lines?.lines.some(({ figure }) => figure !== null))
		return html`<h3>${title}</h3><p>Held back: it would tell about too few people.</p>`;
	const { sentence, bars } = chartOf(title, lines);
	return html`<h3>${title}</h3>
<figure role="img" aria-label="Bar chart. ${sentence} The table below has its figures.">${drawnHtml(barChart(bars))}</figure>
${table(
	`Of about ${rounded(lines.people)} people`,
	["Answer", "People", "Per cent"],
	lines.lines.map(({ label, figure, percent }) => [
		label,
		figure === null ? "hidden" : `about ${figure}`,
		percent === undefined ? "–" : `${percent}%`,
	]),
)}`;
}

function groups(title: string, shown: ReturnType<typeof headlinesOf>): Html {
	if (shown.length === 0)
		return html`<h3>${title}</h3><p>None has enough responses yet to be shown by itself.</p>`;
	return html`<h3>${title}</h3>${table(
		`${title} with enough responses to be shown`,
		["Name", "People"],
		shown.map(({ name, table: figures }) => [name, headlineInShort(figures)]),
	)}`;
}

function written({ items }: Questionnaire, lines: ReportParts["lines"]): Html | undefined {
	if (lines.length === 0) return undefined;
	const sections = [
		...items.map((item) => ({ title: titleOf(item), own: lines.filter((line) => line.item === item.id) })),
		{ title: earlierQuestion, own: lines.filter((line) => !items.some(({ id }) => id === line.item)) },
	].filter(({ own }) => own.length > 0);
	return html`<h2>In people’s own words</h2>
<p class="small">Each line was read by a person before it was put here. The order tells nothing.</p>
${sections.map(
	({ title, own }) =>
		html`<h3>${title}</h3>${own.map(({ text }) => html`<blockquote><p>${text}</p></blockquote>`)}`,
)}`;
}

function lessons({ lessons: all }: Programme): Html {
	if (all.length === 0) return html`<p>No lesson has been sent out yet.</p>`;
	return table(
		"Lessons sent out",
		["Lesson", "Channels it arrived in", "Teams briefed"],
		all.map(({ title, delivered, briefed }) => [title, delivered, briefed]),
	);
}

function changed(changes: ReportParts["changes"]): Html | undefined {
	if (changes.length === 0) return undefined;
	return html`<h2>What has changed because of the answers</h2>
<ul>${changes.map(({ sharedAt, whatChanged }) => html`<li>${dayInWords(sharedAt)}: ${whatChanged}</li>`)}</ul>`;
}

function table(caption: string, heads: string[], rows: (string | number)[][]): Html {
	return html`<table>
<caption>${caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(
		([first = "", ...rest]) =>
			html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`,
	)}</tbody>
</table>`;
}
