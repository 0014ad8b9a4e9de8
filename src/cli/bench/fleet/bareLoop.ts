import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
// biome-ignore lint/style/noRestrictedImports: the bare SDKs are what the bot is compared with.
import { webApi } from "@slack/bolt";
// biome-ignore lint/style/noRestrictedImports: the bare SDKs are what the bot is compared with.
import botbuilder, { type ConversationReference } from "botbuilder";
import { mostInHand } from "#delivery/worker.ts";
import type { FarEnd } from "./farEnd.ts";
import { type Part, places } from "./nation.ts";

type Options = { slackUrl: string; teamsUrl: string; parts: Part[]; text: string };

const text = "What a review found, what was learned from it, and what to do now. ".repeat(12);

/** Starts processes that post by Slack's and Microsoft's SDKs alone, as fast as they can, round all channels. */
export async function bareLoops(
	count: number,
	{ slackUrl, teamsUrl }: FarEnd,
	parts: Part[],
): Promise<{ stop(): Promise<void> }> {
	const options: Options = { slackUrl, teamsUrl, parts, text };
	const children: ChildProcess[] = Array.from({ length: count }, () =>
		fork(fileURLToPath(import.meta.url), [JSON.stringify(options)], { stdio: "inherit" }),
	);
	return {
		async stop() {
			for (const child of children) {
				child.kill("SIGKILL");
				await once(child, "exit");
			}
		},
	};
}

async function run({ slackUrl, teamsUrl, parts, text }: Options): Promise<void> {
	const slack = new webApi.WebClient("xoxb-bench", { slackApiUrl: slackUrl, retryConfig: { retries: 0 } });
	const teams = new botbuilder.CloudAdapter(new botbuilder.ConfigurationBotFrameworkAuthentication());
	const card = { type: "AdaptiveCard", version: "1.5", body: [{ type: "TextBlock", text, wrap: true }] };
	const byPart = parts.map((part) => places(part, teamsUrl));
	const post = (at: number): Promise<unknown> => {
		const own = byPart[at % byPart.length] ?? [];
		const place = own[Math.floor(at / byPart.length) % own.length];
		const address = JSON.parse(place?.address ?? "{}");
		if (place?.platform === "slack")
			return slack.chat.postMessage({
				channel: address.channel,
				text,
				blocks: [{ type: "section", text: { type: "plain_text", text } }],
			});
		const reference = {
			channelId: "msteams",
			serviceUrl: address.serviceUrl,
			bot: { id: address.botId },
			conversation: { id: address.conversationId, tenantId: address.tenantId },
		} as Partial<ConversationReference>;
		const attachments = [{ contentType: "application/vnd.microsoft.card.adaptive", content: card }];
		return teams.continueConversationAsync("", reference, async (context) => {
			await context.sendActivity({ type: "message", summary: text, attachments });
		});
	};
	// Processes begin at different channels.
	let next = (process.pid * 977) % 100_000;
	const loop = async (): Promise<never> => {
		for (;;) await post(next++).catch(() => {});
	};
	await Promise.all(Array.from({ length: mostInHand }, loop));
}

if (process.argv[1] === fileURLToPath(import.meta.url))
	await run(JSON.parse(process.argv[2] ?? "{}") as Options);
