import type { Envelope } from "../reading/payloads.ts";
import { NotNow } from "../web/receivers.ts";
import type { Exchange } from "./exchange.ts";
import type { Installations } from "./installations.ts";

type Parts = {
	installations: Pick<Installations, "find" | "remove">;
	exchange: Pick<Exchange, "check">;
	now: () => Date;
};

/** Slack's names of the events that tell of it. */
export const removalEvents = ["app_uninstalled", "tokens_revoked"];

/**
 * Forgets the tokens when the bot is taken out of a workspace. Slack tells it by two events, in either
 * order, and late: what was installed anew since then stays, which Slack itself is asked.
 */
export function createRemoved({ installations, exchange, now }: Parts) {
	const forget = async (workspace: string, at: Date): Promise<void> => {
		const found = await installations.find(workspace);
		if (!found || found.installedAt > at) return;
		const checked = await exchange.check(found.tokens.access);
		if (checked.kind === "later" || checked.kind === "unknown") throw new NotNow();
		if (checked.kind === "never") await installations.remove(workspace, found.version, now());
	};
	return async ({ team_id, enterprise_id, event_time, event }: Envelope): Promise<void> => {
		if (event.type === "tokens_revoked" && !event.tokens?.bot?.length) return;
		const at = event_time ? new Date((event_time + 1) * 1000) : now();
		for (const workspace of [team_id, enterprise_id]) if (workspace) await forget(workspace, at);
	};
}
