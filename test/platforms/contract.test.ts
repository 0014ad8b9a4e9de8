import { describe } from "vitest";
import { keepsTheContract } from "./contract.ts";
import { keepsTheNetworkContract } from "./networkContract.ts";
import { openSlack } from "./slack/harness.ts";
import { openTeams } from "./teams/harness.ts";
import { openTerminal } from "./terminal/harness.ts";

describe("The terminal", () => {
	keepsTheContract(openTerminal);
});

describe("Slack", () => {
	keepsTheContract(openSlack);
	keepsTheNetworkContract(openSlack);
});

describe("Teams", () => {
	keepsTheContract(openTeams);
	keepsTheNetworkContract(openTeams);
});
