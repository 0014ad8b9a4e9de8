import { z } from "zod";
import type { SlackConfig } from "#platforms/slack/index.ts";
import type { TeamsConfig } from "#platforms/teams/index.ts";

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
		purpose: "the one port that Slack, Teams and /healthz share",
	},
	LOG_LEVEL: {
		shape: z.enum(["debug", "info", "warn", "error"]).default("info"),
		purpose: "how much is logged; never what people write",
	},
	DATABASE_URL: {
		shape: z.url({ protocol: /^postgres(ql)?$/, error: "must begin with postgresql://" }).optional(),
		purpose: "PostgreSQL; without it the data lives in DATA_DIR",
	},
	DATA_DIR: {
		shape: z.string().min(1).default(".data"),
		purpose: "the folder of the embedded database, used by one process at a time",
	},
	SLACK_SIGNING_SECRET: {
		shape: z.string().min(16, "is shorter than any that Slack gives").optional(),
		purpose: "proves that a request comes from Slack",
	},
	SLACK_BOT_TOKEN: {
		shape: z.string().startsWith("xoxb-", "must be a bot token, which begins with xoxb-").optional(),
		purpose: "lets the bot post in the workspace that it is installed in",
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
	OUTCOME_RETENTION_DAYS: {
		shape: days.default(730),
		purpose: "how long counts of outcomes and feedback are kept",
	},
} as const;

type Settings = { [Name in keyof typeof settings]: z.output<(typeof settings)[Name]["shape"]> };

export type Config = {
	/** No credentials: everything on loopback, with the trial client beside it. */
	local: boolean;
	port: number;
	logLevel: Settings["LOG_LEVEL"];
	databaseUrl?: string;
	dataDir: string;
	slack?: SlackConfig;
	teams?: TeamsConfig;
	contact: string;
	privacyUrl?: string;
	retentionDays: { answers: number; outcomes: number };
};

/** The settings are wrong. The message lists every problem, each with the setting's purpose. */
export class ConfigError extends Error {
	override name = "ConfigError";
	readonly forOperator = true;
}

/** The tenant that the trial client of local mode speaks from. */
export const localTenant = "00000000-0000-0000-0000-000000000001";

/** The process's environment, and under it what the file `.env` in this folder sets. */
export function environment(): Record<string, string | undefined> {
	try {
		process.loadEnvFile(".env");
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== "ENOENT")
			throw new ConfigError("The file .env cannot be read.");
	}
	return process.env;
}

/** Reads the settings, or throws one ConfigError that names all that is wrong with them. */
export function readConfig(environment: Record<string, string | undefined>): Config {
	const problems: string[] = [];
	const read = (name: keyof typeof settings) => {
		const { shape, purpose } = settings[name];
		const parsed = shape.safeParse(environment[name]?.trim() || undefined);
		if (!parsed.success)
			problems.push(`${name} ${parsed.error.issues[0]?.message ?? "is wrong"} (${purpose}).`);
		return parsed.data;
	};
	const all = Object.fromEntries(
		Object.keys(settings).map((name) => [name, read(name as keyof typeof settings)]),
	) as Settings;
	const given = (name: keyof typeof settings) => Boolean(environment[name]?.replaceAll(",", "").trim());
	const need = (name: keyof typeof settings, why: string) => {
		if (!given(name)) problems.push(`${name} is missing: ${why} (${settings[name].purpose}).`);
	};

	const wantsSlack = given("SLACK_BOT_TOKEN") || given("SLACK_SIGNING_SECRET") || given("SLACK_APP_TOKEN");
	const wantsTeams = given("TEAMS_APP_ID") || given("TEAMS_APP_PASSWORD") || given("TEAMS_HOME_TENANT");
	if (wantsSlack) {
		need("SLACK_BOT_TOKEN", "Slack is partly set up");
		if (!given("SLACK_APP_TOKEN")) need("SLACK_SIGNING_SECRET", "Slack is partly set up");
		need("SLACK_WORKSPACES", "nobody would be let in from Slack");
	}
	if (wantsTeams) {
		need("TEAMS_APP_ID", "Teams is partly set up");
		need("TEAMS_APP_PASSWORD", "Teams is partly set up");
		need("TEAMS_HOME_TENANT", "Teams is partly set up");
		need("TEAMS_TENANTS", "nobody would be let in from Teams");
	}
	if (all.NODE_ENV === "production" && !wantsSlack && !wantsTeams && problems.length === 0)
		problems.push(
			"NODE_ENV is production, but there are no credentials. Set SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET and SLACK_WORKSPACES for Slack, or TEAMS_APP_ID, TEAMS_APP_PASSWORD, TEAMS_HOME_TENANT and TEAMS_TENANTS for Teams.",
		);
	if (problems.length > 0)
		throw new ConfigError(
			`The settings need mending:\n${problems.map((problem) => `- ${problem}`).join("\n")}`,
		);

	const local = !wantsSlack && !wantsTeams;
	return {
		local,
		port: all.PORT,
		logLevel: all.LOG_LEVEL,
		databaseUrl: all.DATABASE_URL,
		dataDir: all.DATA_DIR,
		slack: wantsSlack ? slackConfig(all) : undefined,
		teams: wantsTeams || local ? teamsConfig(all, local) : undefined,
		contact: all.CONTACT,
		privacyUrl: all.PRIVACY_URL,
		retentionDays: { answers: all.ANSWER_RETENTION_DAYS, outcomes: all.OUTCOME_RETENTION_DAYS },
	};
}

function slackConfig(all: Settings): SlackConfig {
	return {
		botToken: all.SLACK_BOT_TOKEN ?? "",
		signingSecret: all.SLACK_SIGNING_SECRET,
		appToken: all.SLACK_APP_TOKEN,
		workspaces: all.SLACK_WORKSPACES,
		apiUrl: all.SLACK_API_URL,
	};
}

function teamsConfig(all: Settings, local: boolean): TeamsConfig {
	if (local) return { tenants: [localTenant], serviceHosts: ["127.0.0.1", "localhost"] };
	return {
		credentials: {
			appId: all.TEAMS_APP_ID ?? "",
			password: all.TEAMS_APP_PASSWORD ?? "",
			homeTenant: all.TEAMS_HOME_TENANT ?? "",
		},
		tenants: all.TEAMS_TENANTS.map((tenant) => tenant.toLowerCase()),
		serviceHosts: all.TEAMS_SERVICE_HOSTS,
	};
}
