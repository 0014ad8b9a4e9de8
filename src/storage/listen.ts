import { setTimeout } from "node:timers/promises";
import pg from "pg";

const againMs = 500;

/**
 * Calls `hear` for each notification on a channel of a PostgreSQL, and each time it begins to listen: what
 * was told while the connection was broken is not told again. Resolves when it listens, with what stops it.
 */
export async function listenTo(
	databaseUrl: string,
	channel: string,
	hear: () => void,
): Promise<() => Promise<void>> {
	let client: pg.Client | undefined;
	let stopped = false;
	const connect = async (): Promise<void> => {
		const next = new pg.Client({
			connectionString: databaseUrl,
			application_name: "dhr-lessons-bot listening",
			keepAlive: true,
		});
		next.on("notification", hear);
		next.on("error", () => {});
		next.once("end", () => void reconnect());
		client = next;
		await next.connect();
		await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
		hear();
	};
	const reconnect = async (): Promise<void> => {
		await setTimeout(againMs, undefined, { ref: false });
		// A connection that cannot be made ends, which calls this again.
		if (!stopped) await connect().catch(() => client?.end().catch(() => {}));
	};
	await connect();
	return async () => {
		stopped = true;
		await client?.end().catch(() => {});
	};
}
