import type { z } from "zod";
import type { Limit, Rates } from "#delivery/sending/rates.ts";
import type { MeaningConfig } from "#meaning/createMeaning.ts";
import type { SlackConfig } from "#platforms/slack/index.ts";
import type { TeamsConfig } from "#platforms/teams/index.ts";
import { settings } from "./settings.ts";

type Settings = { [Name in keyof typeof settings]: z.output<(typeof settings)[Name]["shape"]> };

export type Config = {
	/** No credentials: everything on loopback, with the trial client beside it. */
	local: boolean;
	port: number;
	logLevel: Settings["LOG_LEVEL"];
	metricsToken?: string;
	databaseUrl?: string;
	dataDir: string;
	slack?: SlackConfig;
	teams?: TeamsConfig;
	contact: string;
	privacyUrl?: string;
	/** Where people reach this server; absent in Socket Mode, where nobody does. */
	publicUrl?: string;
	/** Absent in local mode, which keeps a key of its own in its folder. */
	secrets?: { key: Buffer; old?: Buffer };
	/** What the platforms take. */
	rates: Rates;
	retentionDays: { answers: number; outcomes: number; enquiries: number; people: number; audit: number };
	meaning: MeaningConfig & { patienceMs: number };
	quietHours: string;
	lessonDigest: string;
	seminars: {
		reminders: string;
		channelReminders: string;
		followUp: string;
		offerHours: number;
		needsDays: number;
		delegatesDays: number;
	};
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

	const wantsInstalls = given("SLACK_CLIENT_ID") || given("SLACK_CLIENT_SECRET");
	const wantsSlack =
		wantsInstalls || given("SLACK_BOT_TOKEN") || given("SLACK_SIGNING_SECRET") || given("SLACK_APP_TOKEN");
	const wantsTeams = given("TEAMS_APP_ID") || given("TEAMS_APP_PASSWORD") || given("TEAMS_HOME_TENANT");
	if (wantsSlack) {
		for (const name of wantsInstalls
			? (["SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"] as const)
			: (["SLACK_BOT_TOKEN", "SLACK_WORKSPACES"] as const))
			need(name, "Slack is partly set up");
		if (!given("SLACK_APP_TOKEN")) need("SLACK_SIGNING_SECRET", "Slack is partly set up");
		if (wantsInstalls && given("SLACK_BOT_TOKEN"))
			problems.push(
				"SLACK_BOT_TOKEN and SLACK_CLIENT_ID are both set: keep the first for a trial in one workspace, the second for many.",
			);
	}
	if (wantsTeams) {
		need("TEAMS_APP_ID", "Teams is partly set up");
		need("TEAMS_APP_PASSWORD", "Teams is partly set up");
		need("TEAMS_HOME_TENANT", "Teams is partly set up");
	}
	if (wantsSlack || wantsTeams) {
		need("SECRETS_KEY", "nothing could be sealed or signed");
		// In Socket Mode Slack is called; but people come to the install page, and Teams to the bot.
		if (wantsInstalls || wantsTeams || !given("SLACK_APP_TOKEN"))
			need("PUBLIC_URL", "links would lead nowhere");
	}
	if (given("EMBEDDINGS_URL")) {
		need("EMBEDDINGS_KEY", "the endpoint asks for one");
		need("EMBEDDINGS_MODEL", "the endpoint asks for one");
	}
	if (all.NODE_ENV === "production" && !wantsSlack && !wantsTeams && problems.length === 0)
		problems.push(
			"NODE_ENV is production, but there are no credentials. Set SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_SIGNING_SECRET for Slack, or TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_HOME_TENANT for Teams; and SECRETS_KEY and PUBLIC_URL.",
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
		metricsToken: all.METRICS_TOKEN,
		databaseUrl: all.DATABASE_URL,
		dataDir: all.DATA_DIR,
		slack: wantsSlack ? slackConfig(all) : undefined,
		teams: wantsTeams || local ? teamsConfig(all, local) : undefined,
		contact: all.CONTACT,
		privacyUrl: all.PRIVACY_URL,
		publicUrl: all.PUBLIC_URL ?? (local ? `http://127.0.0.1:${all.PORT}` : undefined),
		secrets: secretsConfig(all),
		rates: ratesConfig(all),
		retentionDays: {
			answers: all.ANSWER_RETENTION_DAYS,
			outcomes: all.OUTCOME_RETENTION_DAYS,
			enquiries: all.ENQUIRY_RETENTION_DAYS,
			people: all.PERSON_RETENTION_DAYS,
			audit: all.AUDIT_RETENTION_DAYS,
		},
		meaning: meaningConfig(all),
		quietHours: all.QUIET_HOURS,
		lessonDigest: all.LESSON_DIGEST,
		seminars: {
			reminders: all.SEMINAR_REMINDERS,
			channelReminders: all.SEMINAR_CHANNEL_REMINDERS,
			followUp: all.SEMINAR_FOLLOW_UP,
			offerHours: all.SEMINAR_OFFER_HOURS,
			needsDays: all.SEMINAR_NEEDS_DAYS,
			delegatesDays: all.SEMINAR_DELEGATES_DAYS,
		},
	};
}

function secretsConfig(all: Settings): Config["secrets"] {
	const { SECRETS_KEY: key, SECRETS_KEY_OLD: old } = all;
	return key && { key, ...(old ? { old } : {}) };
}

function ratesConfig(all: Settings): Rates {
	return {
		slack: {
			conversation: limitsIn(all.SLACK_CHANNEL_LIMITS),
			workspace: limitsIn(all.SLACK_WORKSPACE_LIMITS),
			updates: limitsIn(all.SLACK_UPDATE_LIMITS),
		},
		teams: {
			conversation: limitsIn(all.TEAMS_CONVERSATION_LIMITS),
			workspace: limitsIn(all.TEAMS_TENANT_LIMITS),
		},
		terminal: { conversation: [], workspace: [] },
	};
}

function limitsIn(text: string): Limit[] {
	return text.split(",").map((limit) => {
		const [most = 0, seconds = 0] = limit.split("/").map(Number);
		return { most, seconds };
	});
}

function meaningConfig(all: Settings): Config["meaning"] {
	const { EMBEDDINGS_URL: url, EMBEDDINGS_KEY: key = "", EMBEDDINGS_MODEL: model = "" } = all;
	return {
		...(url ? { hosted: { url, key, model } } : {}),
		local: all.MEANING === "local",
		patienceMs: all.EMBEDDINGS_TIMEOUT_MS,
	};
}

function slackConfig(all: Settings): SlackConfig {
	const {
		SLACK_CLIENT_ID: clientId,
		SLACK_CLIENT_SECRET: clientSecret = "",
		PUBLIC_URL: publicUrl = "",
	} = all;
	return {
		access: clientId ? { clientId, clientSecret, publicUrl } : { botToken: all.SLACK_BOT_TOKEN ?? "" },
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
