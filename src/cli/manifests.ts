import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { toSlackManifest } from "#platforms/slack/manifest.ts";
import { type AppTemplate, toAppPackage } from "#platforms/teams/appPackage.ts";
import { environment } from "../config.ts";

const usage = `npm run manifests -- [options]

Builds what Slack and Teams want of an app: slack.json, and teams.zip for each agency's administrator.
Reads PUBLIC_URL from the environment or .env, and for teams.zip TEAMS_APP_ID and PRIVACY_URL. Without
TEAMS_APP_ID it writes slack.json alone.

  --out FOLDER      where to write them (.data/manifests)
  --trial           slack.json alone, for a trial in one workspace with SLACK_BOT_TOKEN; without PUBLIC_URL
                    it has Slack use Socket Mode
  --version N.N.N   the version of the Teams app: higher each time one is uploaded (1.0.0)
  --developer NAME  who runs the bot, for teams.zip, 32 characters at most
  --terms URL       the page with the terms of use (the privacy page)
`;

const https = (what: string) => z.url({ protocol: /^https$/, error: `${what} must be an https address.` });

const address = https("PUBLIC_URL").transform((url) => url.replace(/\/+$/, ""));
const slackShape = z.object({ publicUrl: address });
const trialShape = z.object({ publicUrl: address.optional() });
const teamsShape = slackShape.extend({
	appId: z.guid("TEAMS_APP_ID must be the application (client) id, a GUID."),
	privacyUrl: https("PRIVACY_URL"),
	termsUrl: https("--terms"),
	version: z.string().regex(/^\d+\.\d+\.\d+$/, "--version must look like 1.0.0."),
	developer: z
		.string("--developer must say who runs the bot.")
		.min(1, "--developer must say who runs the bot.")
		.max(32, "--developer must have 32 characters at most."),
});

const folder = new URL("../../manifests/", import.meta.url);

/** Writes the manifests, or says all that is missing. Resolves with the exit code. */
async function manifests(args: string[], say: (text: string) => void): Promise<number> {
	const { values } = parseArgs({ args, options });
	if (values.help) {
		say(usage);
		return 0;
	}
	const { PUBLIC_URL, TEAMS_APP_ID: appId, PRIVACY_URL: privacyUrl } = environment();
	const publicUrl = PUBLIC_URL?.trim() || undefined;
	const { trial, version, developer, terms: termsUrl = privacyUrl } = values;
	const wrong = ({ issues }: z.ZodError) => {
		say(`${[...new Set(issues.map(({ message }) => message))].join("\n")}\n\n${usage}`);
		return 1;
	};
	const slack = (trial ? trialShape : slackShape).safeParse({ publicUrl });
	const teams =
		appId && !trial
			? teamsShape.safeParse({ publicUrl, appId, privacyUrl, termsUrl, version, developer })
			: undefined;
	if (teams?.error) return wrong(teams.error);
	if (slack.error) return wrong(slack.error);

	await mkdir(values.out, { recursive: true });
	const manifest = await readFile(new URL("slack.json", folder), "utf8");
	const slackFile = join(values.out, "slack.json");
	await writeFile(slackFile, toSlackManifest(manifest, { trial, ...slack.data }));
	if (trial) {
		const way = slack.data.publicUrl ? "" : ", by Socket Mode, because PUBLIC_URL is not set";
		say(`Written: ${slackFile}, for a trial in one workspace${way}.\n`);
		return 0;
	}
	if (!teams) {
		say(`Written: ${slackFile}. For Teams set TEAMS_APP_ID and PRIVACY_URL, and run this again.\n`);
		return 0;
	}
	const teamsFile = join(values.out, "teams.zip");
	await writeFile(teamsFile, toAppPackage(await template(), teams.data));
	say(`Written: ${slackFile} and ${teamsFile}\n`);
	return 0;
}

const options = {
	out: { type: "string", default: ".data/manifests" },
	trial: { type: "boolean", default: false },
	version: { type: "string", default: "1.0.0" },
	developer: { type: "string" },
	terms: { type: "string" },
	help: { type: "boolean", default: false },
} as const;

async function template(): Promise<AppTemplate> {
	const read = (file: string) => readFile(new URL(`teams/${file}`, folder));
	const icons = { "color.png": await read("color.png"), "outline.png": await read("outline.png") };
	return { manifest: (await read("manifest.json")).toString(), icons };
}

process.exitCode = await manifests(process.argv.slice(2), (text) => process.stdout.write(text)).catch(
	(error: unknown) => {
		const ours = error instanceof TypeError && "code" in error;
		process.stderr.write(
			ours ? `${error.message}\n\n${usage}` : `The manifests could not be written: ${String(error)}\n`,
		);
		return 1;
	},
);
