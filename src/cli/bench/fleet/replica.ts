import express from "express";
import type { Log } from "#chat/log.ts";
import type { Platform } from "#chat/platform.ts";
import type { Rates } from "#delivery/sending/rates.ts";
import { createDelivery, type Patience } from "#delivery/worker.ts";
import { createSlack } from "#platforms/slack/index.ts";
import { createTeams } from "#platforms/teams/index.ts";
import { openStorage } from "#storage/open.ts";

/** What a replica is started with, as JSON in its first argument. */
export type ReplicaOptions = {
	databaseUrl: string;
	slackUrl: string;
	rates: Rates;
	/** How long a call to a platform may take. */
	timeoutMs?: number;
	patience?: Patience;
};

/** Told to a replica: the step at which it is to stand still, or by how much its clock is to jump. */
export type Told = { standStillAt: Step } | { jumpMs: number };

/** Told by a replica. */
export type Tells = { ready: true } | { reached: Step } | { rssMb: number };

/** Steps of a delivery on its way through a replica. */
export type Step = "claimed" | "answered";

const options = JSON.parse(process.argv[2] ?? "{}") as ReplicaOptions;
const tell = (message: Tells) => process.send?.(message);
let standStillAt: Step | undefined;
let jumpedMs = 0;
process.on("message", (told: Told) => {
	if ("jumpMs" in told) jumpedMs += told.jumpMs;
	else standStillAt = told.standStillAt;
});
process.on("disconnect", () => process.exit());

/** Goes on, unless this is where it was told to stand still: then for ever. */
async function pass(step: Step): Promise<void> {
	if (step !== standStillAt) return;
	tell({ reached: step });
	await new Promise(() => {});
}

const clock = () => new Date(Date.now() + jumpedMs);
const log: Log = {
	info() {},
	warn() {},
	error: (fields, text) => process.stderr.write(`${text} ${JSON.stringify(fields)}\n`),
};
const web = express();
const { slackUrl, timeoutMs } = options;
const slack = createSlack({
	config: {
		access: { botToken: "xoxb-bench" },
		signingSecret: "a-secret-for-the-bench",
		workspaces: [],
		apiUrl: slackUrl,
	},
	...{ web, log, now: clock, timeoutMs },
});
const teams = createTeams({
	config: { tenants: [], serviceHosts: ["127.0.0.1"] },
	...{ web, log, now: clock, timeoutMs },
});

function watched(platform: Platform): Platform {
	return {
		...platform,
		async send(...given) {
			const outcome = await platform.send(...given);
			await pass("answered");
			return outcome;
		},
	};
}

const storage = await openStorage({ databaseUrl: options.databaseUrl });
const delivery = createDelivery({
	...{ storage, clock, log, rates: options.rates, patience: options.patience },
	platforms: [watched(slack), watched(teams)],
	mayReach: async (_, places) => {
		await pass("claimed");
		return places;
	},
});
await delivery.start();
tell({ ready: true });
setInterval(() => tell({ rssMb: Math.round(process.memoryUsage.rss() / 1e6) }), 1000);
