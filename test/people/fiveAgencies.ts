import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { onTestFinished } from "vitest";
import type { Json } from "#chat/message.ts";
import { addAgency, expectWorkspace } from "#people/agencies.ts";
import { createTeams } from "#platforms/teams/index.ts";
import { assemble } from "../../src/assemble.ts";
import { readConfig } from "../../src/config.ts";
import { openTestStorage } from "../support/database.ts";
import { createTestLog } from "../support/log.ts";
import { join, startInstalls } from "../support/slackInstalls.ts";
import { channelMention, personalMessage } from "../support/teamsActivities.ts";
import { botAppId, startTeamsServer } from "../support/teamsServer.ts";

/** One agency: its workspace, its channel, one who works there, and a word that is in each of its names and in nothing else. */
export type Member = { platform: "slack" | "teams"; agency: string; word: RegExp; workspace: string } & {
	channel: string;
	user: string;
};

/** Two Slack workspaces, an organisation that has the bot for all of its workspaces, and two tenants. */
export const members: Member[] = [
	slack("Quillon Housing", /quill/i, "T1", "T1"),
	slack("Brackwater Police", /brack/i, "T2", "T2"),
	slack("Tessaly Trust", /tessa/i, "E1", "T7"),
	teams("Ombrecht Council", /ombre/i, "aaaaaaaa-0000-4000-8000-000000000001"),
	teams("Fennimore Probation", /fenni/i, "bbbbbbbb-0000-4000-8000-000000000002"),
];

function slack(agency: string, word: RegExp, workspace: string, at: string): Member {
	return { platform: "slack", agency, word, workspace, channel: `C${at}`, user: `U${agency.split(" ")[0]}` };
}

function teams(agency: string, word: RegExp, workspace: string): Member {
	const name = agency.split(" ")[0] ?? "";
	return { platform: "teams", agency, word, workspace, channel: `19:${name}@thread.tacv2`, user: name };
}

/** The whole bot among five agencies at once, through both platforms' real SDKs, for one test. */
export async function openFiveAgencies() {
	const storage = await openTestStorage();
	const { db } = storage;
	const log = createTestLog();
	const installs = await startInstalls(db, { started: false });
	const { server: slackServer, clock } = installs;
	const teamsServer = await startTeamsServer();
	const web = await listen();
	const tenants = members.filter(({ platform }) => platform === "teams");
	const teamsPlatform = createTeams({
		config: {
			credentials: { appId: botAppId, password: "not-a-secret", homeTenant: tenants[0]?.workspace ?? "" },
			...{ tenants: [], serviceHosts: ["127.0.0.1"] },
		},
		...{ web: web.app, log: log.log, now: () => clock.now },
		endpoints: { openId: teamsServer.openId, token: async () => "the-bot's" },
	});
	const house = await assemble({
		...{ storage, log: log.log, expects: [], clock: () => clock.now },
		platforms: [installs.slack, teamsPlatform],
		secrets: { key: Buffer.alloc(32, 7) },
		settings: readConfig({ MEANING: "none" }),
	});
	onTestFinished(async () => {
		await house.stop();
		await web.close();
		await teamsServer.stop();
		await storage.close();
	});
	for (const { platform, agency, workspace } of members)
		if (platform === "slack") await join(installs, agency, workspace);
		else
			await db.$transaction(async (tx) => {
				const added = await addAgency(tx, { name: agency, sector: "other" }, "operator", clock.now);
				if (added) await expectWorkspace(tx, added.id, { platform, id: workspace }, "operator", clock.now);
			});

	let events = 0;
	const deliverTeams = async (tenant: string, make: (serviceUrl: string, id: string) => Json) => {
		const serviceUrl = teamsServer.serviceUrlOf(tenant);
		const response = await fetch(web.url, {
			method: "POST",
			headers: {
				"content-type": "application/json",
				authorization: `Bearer ${teamsServer.token({ serviceurl: serviceUrl })}`,
			},
			body: JSON.stringify(make(serviceUrl, `event-${++events}`)),
		});
		return response.status;
	};
	const peopleAt = new Map(["CT1", "CT2", "CT7"].map((at) => [at, installs.peopleOf(at.slice(1))]));
	const slackPeople = ({ channel }: Member) => {
		const found = peopleAt.get(channel);
		if (!found) throw new Error("There is no such workspace.");
		return found;
	};

	/** Says something to the bot, in the direct conversation or in the channel; resolves when all is said. */
	const say = async (member: Member, text: string, where: "direct" | "channel" = "direct"): Promise<void> => {
		const { user, channel, workspace: tenantId, platform } = member;
		if (platform === "slack" && where === "direct") await slackPeople(member).direct({ user, text });
		else if (platform === "slack") await slackPeople(member).mention({ user, text, channel });
		else
			await deliverTeams(tenantId, (serviceUrl, id) => {
				const from = { id: `29:${user}`, name: `${user} Worker`, aadObjectId: `aad-${user}`, tenantId };
				const channelData = { tenant: { id: tenantId } };
				const direct = { id: `a:${user}`, conversationType: "personal", tenantId };
				const thread = {
					id: `${channel};messageid=${id}`,
					conversationType: "channel",
					isGroup: true,
					tenantId,
				};
				return where === "direct"
					? personalMessage(serviceUrl, text, { id, from, channelData, conversation: direct })
					: channelMention(serviceUrl, text, { id, from, channelData, conversation: thread });
			});
		await house.allSaid();
	};

	/** Everything that the bot has posted in an agency's workspace, whoever reads it there, oldest first. */
	const seenAt = ({ platform, channel, user, workspace }: Member): string[] => {
		if (platform === "slack")
			return [...slackServer.visible(channel, user), ...slackServer.visible(slackServer.direct(user), user)]
				.filter(({ from }) => from.startsWith("UBOT"))
				.map((message) => JSON.stringify(message));
		return teamsServer
			.posts()
			.filter(({ tenant }) => tenant === workspace)
			.map(({ body }) => JSON.stringify(body));
	};

	return { db, log, house, clock, slackServer, teamsServer, slackPeople, deliverTeams, say, seenAt };
}

async function listen() {
	const app = express();
	const server = createServer(app);
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		app,
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`,
		close: () => {
			server.closeAllConnections();
			return new Promise((resolve) => server.close(resolve));
		},
	};
}
