import { type Html, html, page } from "#chat/html.ts";
import type { LinkRefused } from "./installations.ts";
import { optionalScopes, scopes } from "./scopes.ts";

/** A page, with the status that it is served with. */
export type Shown = { status: number; body: string };

/** What somebody sees who opens an install link: what they are asked, before they go to Slack. */
export function invitation(agency: string, expiresAt: Date): Shown {
	const until = new Intl.DateTimeFormat("en-GB", {
		...{ dateStyle: "full", timeStyle: "short", timeZone: "Europe/London" },
	}).format(expiresAt);
	return shown(
		200,
		"Add the DHR lessons bot to your Slack",
		html`<p>This link is for <strong>${agency}</strong>. It works once, until ${until}.</p>
<p>The bot answers questions about the published lessons of Domestic Homicide Reviews, and quotes its sources.
You need to be allowed to add apps to your Slack workspace. If you are not, Slack will ask somebody who is.</p>
<h2>What it asks to do</h2>
<ul>${words(scopes)}</ul>
<h2>What you may leave out</h2>
<p>Slack lets you untick these. The bot works without them.</p>
<ul>${words(optionalScopes)}</ul>
<h2>What it does not do</h2>
<p>It does not read your channels, does not keep what people ask, and takes no case details. Removing it from
Slack ends its access at once.</p>
<form method="post"><button>Continue to Slack</button></form>`,
	);
}

function words(asked: Record<string, string>): Html[] {
	return Object.entries(asked).map(
		([scope, why]) => html`<li>${why} <span class="small">(${scope})</span></li>`,
	);
}

/** It worked. */
export function success(agency: string, workspace: string): Shown {
	return shown(
		200,
		"The bot has been added",
		html`<p>The DHR lessons bot is now in ${workspace}, for <strong>${agency}</strong>.</p>
<h2>What to do next</h2>
<ol><li>In Slack, open the bot under Apps and write “help” to it.</li>
<li>To get new lessons in a channel, add the bot to that channel and write “subscribe” to it there.</li></ol>
<p>You can close this page.</p>`,
	);
}

/** Why it did not work, and what to do. Nothing was installed then. */
export const failures = {
	foreign: shown(
		400,
		"This did not begin here",
		html`<p>You came back from Slack to a sign-in that this browser did not begin, or that began with another link.
Nothing was added. Open the install link again, in one tab, and continue from there.</p>`,
	),
	late: shown(
		400,
		"That took too long",
		html`<p>A sign-in has to be finished within ten minutes. Nothing was added. Open the install link again.</p>`,
	),
	replayed: shown(
		400,
		"This page has been used already",
		html`<p>Coming back from Slack works once. If the bot was added the first time, there is nothing more to do. If
not, open the install link again.</p>`,
	),
	denied: shown(
		200,
		"The bot was not added",
		html`<p>You chose not to allow it, and nothing was changed in your Slack. The install link still works if you change
your mind.</p>`,
	),
	slack: shown(
		502,
		"Slack did not confirm it",
		html`<p>Slack could not be reached, or did not accept the sign-in. Open the install link again in a few minutes. If
it happens again, tell whoever sent you the link.</p>`,
	),
	broken: shown(
		500,
		"Something went wrong",
		html`<p>The bot could not finish this. Please open the install link again in a few minutes.</p>`,
	),
} satisfies Record<string, Shown>;

/** Why a link lets nobody in, and what to do. */
export const refusals: Record<LinkRefused, Shown> = {
	unknown: shown(
		404,
		"This link does not work",
		html`<p>It may be incomplete. Copy the whole of it, or ask whoever sent it for a new one.</p>`,
	),
	used: shown(
		410,
		"This link has been used",
		html`<p>Each link works once. If the bot is not in your Slack yet, ask whoever sent the link for a new one.</p>`,
	),
	expired: shown(
		410,
		"This link has expired",
		html`<p>Links work for three days. Ask whoever sent it for a new one.</p>`,
	),
	suspended: shown(
		403,
		"Your agency’s use of the bot is paused",
		html`<p>The bot cannot be added while it is paused. Ask whoever runs the bot in your area.</p>`,
	),
	taken: shown(
		409,
		"That is another agency’s Slack",
		html`<p>The Slack workspace that you chose belongs to another agency here already, so nothing was added. Open the
link again and choose your own workspace at the top of Slack’s page, or ask whoever sent you the link.</p>`,
	),
};

function shown(status: number, title: string, body: Html): Shown {
	return { status, body: page(title, body) };
}
