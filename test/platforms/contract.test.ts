import { describe } from "vitest";
import { keepsTheContract } from "./contract.ts";
import { keepsTheNetworkContract } from "./networkContract.ts";
import { keepsThePlacesContract } from "./placesContract.ts";
import { openSlack } from "./slack/harness.ts";
import { openTeams } from "./teams/harness.ts";
import { openTerminal } from "./terminal/harness.ts";

describe("The terminal", () => {
	keepsTheContract(openTerminal);
	keepsThePlacesContract(openTerminal);
});

describe("Slack", () => {
	keepsTheContract(openSlack);
	keepsThePlacesContract(openSlack);
	keepsTheNetworkContract(openSlack);
});

describe("Teams", () => {
	keepsTheContract(openTeams);
	keepsThePlacesContract(openTeams);
	keepsTheNetworkContract(openTeams);
});
