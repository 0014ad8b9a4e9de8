import { z } from "zod";
import { readSecretsKey } from "#storage/secretsKey.ts";

const list = z.string().transform((text) =>
	text
		.split(",")
		.map((item) => item.trim())
		.filter(Boolean),
);
const number = (least: number, most: number) => {
	const error = `must be a whole number from ${least} to ${most}`;
	return z.coerce.number(error).int(error).min(least, error).max(most, error);
};
const days = number(1, 3650);
const listOf = (item: RegExp, error: string) =>
	list.refine((items) => items.every((each) => item.test(each.toLowerCase()) || item.test(each)), error);
const key = z.string().transform((text, problems) => {
	const key = readSecretsKey(text);
	if (!key) problems.addIssue("must be 32 bytes in base64");
	return key;
});
const limits = z
	.string()
	.regex(/^\d+\/\d+(?:\s*,\s*\d+\/\d+)*$/, "must be such as 7/1, 8/2: how many, and in how many seconds");
const httpsAddress = z.url({ protocol: /^https$/, error: "must be an https address" });

/** Every setting: its shape, its default, and what it is for. `.env.example` says the same, which a test holds. */
export const settings = {
	NODE_ENV: {
		shape: z
			.enum(["development", "test", "production"], "must be development, test or production")
			.default("development"),
		purpose: "production refuses to start without credentials",
	},
	PORT: {
		shape: number(0, 65535).default(3978),
		purpose: "the one port that Slack, Teams, pages, /healthz and /readyz share",
	},
	LOG_LEVEL: {
		shape: z.enum(["debug", "info", "warn", "error"]).default("info"),
		purpose: "how much is logged; never what people write",
	},
	METRICS_TOKEN: {
		shape: z.string().min(16, "must have 16 characters at least").optional(),
		purpose: "whoever sends it as a bearer token is served /metrics; without it nobody is",
	},
	DATABASE_URL: {
		shape: z.url({ protocol: /^postgres(ql)?$/, error: "must begin with postgresql://" }).optional(),
		purpose: "PostgreSQL; without it the data lives in DATA_DIR",
	},
	PUBLIC_URL: {
		shape: z
			.url("must be an address")
			.refine(
				(text) => /^https:|^http:\/\/(?:127\.0\.0\.1|localhost)(?:[:/]|$)/.test(text),
				"must begin with https://",
			)
			.optional(),
		purpose: "the address at which people reach this server: pages, files and install links begin with it",
	},
	SECRETS_KEY: {
		shape: key.optional(),
		purpose: "seals tokens and signs links; make one with: openssl rand -base64 32",
	},
	SECRETS_KEY_OLD: {
		shape: key.optional(),
		purpose: "the key before this one, while “secrets rotate” has not been run yet",
	},
	DATA_DIR: {
		shape: z.string().min(1).default(".data"),
		purpose: "the folder of the embedded database, used by one process at a time",
	},
	SLACK_SIGNING_SECRET: {
		shape: z.string().min(16, "is shorter than any that Slack gives").optional(),
		purpose: "proves that a request comes from Slack",
	},
	SLACK_CLIENT_ID: {
		shape: z.string().min(1).optional(),
		purpose: "the app's client id, for the install page that lets many workspaces in",
	},
	SLACK_CLIENT_SECRET: { shape: z.string().min(1).optional(), purpose: "the app's client secret" },
	SLACK_BOT_TOKEN: {
		shape: z
			.string()
			.startsWith("xoxb-", {
				error: ({ input }) =>
					String(input).startsWith("xoxe.")
						? "must be a token that stays, which begins with xoxb-: this one ends after hours, because the app has token rotation. That cannot be switched off, so make an app anew from: npm run manifests -- --trial"
						: "must be a bot token, which begins with xoxb-",
			})
			.optional(),
		purpose: "lets the bot post in one workspace, for a trial without the install page",
	},
	SLACK_APP_TOKEN: {
		shape: z.string().startsWith("xapp-", "must be an app-level token, which begins with xapp-").optional(),
		purpose: "Socket Mode, for a trial without a public address",
	},
	SLACK_WORKSPACES: {
		shape: listOf(/^[TE][A-Z0-9]+$/, "must be ids that begin with T (or E), parted by commas").default([]),
		purpose: "ids of the Slack workspaces that are let in, parted by commas",
	},
	SLACK_API_URL: {
		shape: z
			.url("must be an address")
			.refine(
				(text) => /^https:|^http:\/\/(?:127\.0\.0\.1|localhost)[:/]/.test(text),
				"must begin with https://, because the bot's token goes there",
			)
			.default("https://slack.com/api/"),
		purpose: "Slack's API; GovSlack has its own, and so have test servers",
	},
	SLACK_CHANNEL_LIMITS: {
		shape: limits.default("3/3"),
		purpose: "how many posts in how many seconds Slack takes in one channel",
	},
	SLACK_WORKSPACE_LIMITS: {
		shape: limits.default("300/60"),
		purpose: "how many posts in how many seconds Slack takes in one workspace",
	},
	SLACK_UPDATE_LIMITS: {
		shape: limits.default("50/60"),
		purpose: "how many changes of messages in how many seconds Slack takes in one workspace",
	},
	TEAMS_APP_ID: {
		shape: z.guid("must be the application (client) id, a GUID").optional(),
		purpose: "the bot's application id in Microsoft Entra",
	},
	TEAMS_APP_PASSWORD: { shape: z.string().min(1).optional(), purpose: "the bot's client secret" },
	TEAMS_HOME_TENANT: {
		shape: z.guid("must be a tenant id, a GUID").optional(),
		purpose: "the tenant in which the bot's application is registered",
	},
	TEAMS_TENANTS: {
		shape: listOf(
			/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
			"must be tenant ids, which are GUIDs, parted by commas",
		).default([]),
		purpose: "ids of the Teams tenants that are let in, parted by commas",
	},
	TEAMS_SERVICE_HOSTS: {
		shape: list.default(["smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com"]),
		purpose: "hosts that the bot's token may be sent to",
	},
	TEAMS_CONVERSATION_LIMITS: {
		shape: limits.default("7/1, 8/2, 60/30, 1800/3600"),
		purpose: "how many messages in how many seconds Teams takes in one conversation",
	},
	TEAMS_TENANT_LIMITS: {
		shape: limits.default("50/1"),
		purpose: "how many messages in how many seconds Teams takes in one tenant",
	},
	MEANING: {
		shape: z.enum(["local", "none"], "must be local or none").default("local"),
		purpose:
			"weights for what messages mean, run on this machine where the optional packages are installed; none leaves it to words alone",
	},
	EMBEDDINGS_URL: {
		shape: z
			.url("must be an address")
			.refine(
				(text) => /^https:|^http:\/\/(?:127\.0\.0\.1|localhost)[:/]/.test(text),
				"must begin with https://, because questions and a key go there",
			)
			.optional(),
		purpose:
			"a hosted embeddings endpoint: every message goes there but those that words alone show plainly to be a disclosure",
	},
	EMBEDDINGS_KEY: { shape: z.string().min(1).optional(), purpose: "the key of that endpoint" },
	EMBEDDINGS_MODEL: {
		shape: z.string().min(1).optional(),
		purpose: "the model asked for there; guard:fit and search:fit must have been run with it",
	},
	EMBEDDINGS_TIMEOUT_MS: {
		shape: number(50, 10_000).default(500),
		purpose: "how long a message waits for what it means before words alone count",
	},
	CONTACT: {
		shape: z.string().min(1).default("your domestic abuse lead or safeguarding lead"),
		purpose: "whom to ask when the reviews held do not answer, as it stands in a sentence",
	},
	PRIVACY_URL: {
		shape: httpsAddress.optional(),
		purpose: "the page that says what is held and why, linked from help",
	},
	ANSWER_RETENTION_DAYS: {
		shape: days.default(30),
		purpose: "how long the text of what the bot said is kept",
	},
	ENQUIRY_RETENTION_DAYS: {
		shape: days.default(180),
		purpose: "how long the text of questions sent to the coordinators is kept, and of their answers",
	},
	PERSON_RETENTION_DAYS: {
		shape: days.default(730),
		purpose: "how long somebody is kept who has not been met again and has no role",
	},
	AUDIT_RETENTION_DAYS: { shape: days.default(2190), purpose: "how long the audit is kept" },
	QUIET_HOURS: {
		shape: z.string().default("20:00-08:00"),
		purpose: "nothing that can wait is sent in these local hours",
	},
	LESSON_DIGEST: {
		shape: z.string().default("Mon 09:00"),
		purpose: "when the weekly digests of lessons go out, in local time",
	},
	SEMINAR_REMINDERS: {
		shape: z.string().default("-7d 10:00, -1d 10:00, -2h"),
		purpose: "when booked delegates are reminded, before the start (-) or after the end (+), in local time",
	},
	SEMINAR_CHANNEL_REMINDERS: {
		shape: z.string().default("-14d 10:00"),
		purpose: "when channels are reminded of a seminar that was announced to them",
	},
	SEMINAR_FOLLOW_UP: {
		shape: z.string().default("+1d 10:00"),
		purpose: "when delegates are asked what they will do differently",
	},
	SEMINAR_OFFER_HOURS: {
		shape: number(1, 168).default(24),
		purpose: "for how long a place offered from the waiting list stands",
	},
	SEMINAR_NEEDS_DAYS: {
		shape: days.default(14),
		purpose: "how long after a seminar it is kept what delegates need to take part",
	},
	SEMINAR_DELEGATES_DAYS: {
		shape: days.default(180),
		purpose: "how long after a seminar the names of imported delegates are kept",
	},
	OUTCOME_RETENTION_DAYS: {
		shape: days.default(730),
		purpose: "how long counts of outcomes and feedback are kept",
	},
} as const;
