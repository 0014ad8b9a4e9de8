import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { publish, putDocument, withdraw } from "#knowledge/publish.ts";
import { migrate } from "#storage/migrate.ts";
import { type Client, openStorage } from "#storage/open.ts";
import { usePostgres } from "../support/postgres.ts";
import type { Seen } from "./replica.ts";
import { input } from "./sample.ts";

const postgres = usePostgres();
const rounds = 30;
const editors = [0, 1, 2, 3, 4, 5];

/** What an editor did: each edit's text, or nothing where it withdrew the document; and how far it got. */
type Edits = { id: string; texts: (string | undefined)[]; begun: number; committed: number };

/** Publishes and withdraws a document in turn, and keeps how far that got before and after each commit. */
async function edit(db: Client, edits: Edits): Promise<void> {
	const { id } = edits;
	while (edits.begun < rounds) {
		// Every third edit takes it out, so that a text is also replaced by another.
		const text = edits.begun % 3 === 2 ? undefined : `Round ${edits.begun}.`;
		edits.texts.push(text);
		edits.begun++;
		if (text === undefined) await withdraw(db, id);
		else await publish(db, (tx) => putDocument(tx, input(id, text)));
		edits.committed = edits.begun;
	}
}

async function startReplica(databaseUrl: string): Promise<ChildProcess> {
	const program = fileURLToPath(new URL("./replica.ts", import.meta.url));
	const child = fork(program, [databaseUrl], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
	await once(child, "message");
	return child;
}

async function look(replica: ChildProcess): Promise<Seen> {
	const answer = once(replica, "message");
	replica.send("look");
	const [seen] = await answer;
	return seen as Seen;
}

/** What is wrong with what a replica has of a document, given the edits that it may have seen. */
function judge(
	seen: string | undefined,
	possible: (string | undefined)[],
): "missing" | "withdrawn" | "stale" | undefined {
	if (possible.includes(seen)) return undefined;
	if (seen === undefined) return "missing";
	return possible.every((text) => text === undefined) ? "withdrawn" : "stale";
}

/** Asks a replica over and over while there are edits. Each look must show no less than was committed before it. */
async function watch(replica: ChildProcess, all: Edits[], found: Record<string, number>): Promise<void> {
	while (all.some(({ committed }) => committed < rounds)) {
		const before = all.map(({ committed }) => committed);
		const { texts } = await look(replica);
		found.looks = (found.looks ?? 0) + 1;
		for (const [at, { id, texts: edited, begun }] of all.entries()) {
			const last = before[at] ?? 0;
			// What was committed before, and what was begun since; nothing before the first edit.
			const possible = [last === 0 ? undefined : edited[last - 1], ...edited.slice(last, begun)];
			const wrong = judge(texts[id], possible);
			if (wrong) found[wrong] = (found[wrong] ?? 0) + 1;
		}
	}
}

it("six editors and three replicas at once: nothing stale, nothing missing, nothing withdrawn is served", async () => {
	const databaseUrl = await postgres.newDatabase();
	const storage = await openStorage({ databaseUrl });
	await migrate(storage);
	const replicas = await Promise.all([1, 2, 3].map(() => startReplica(databaseUrl)));
	const all = editors.map(
		(editor): Edits => ({ id: `document-${editor}`, texts: [], begun: 0, committed: 0 }),
	);
	const found: Record<string, number> = {};

	await Promise.all([
		...all.map((edits) => edit(storage.db, edits)),
		...replicas.map((replica) => watch(replica, all, found)),
	]);

	const { looks, ...wrong } = found;
	expect(wrong).toEqual({});
	expect(looks).toBeGreaterThan(editors.length * rounds);
	const ends = await Promise.all(replicas.map(look));
	expect(ends).toEqual(replicas.map(() => ({ version: editors.length * rounds, texts: {} })));
	for (const replica of replicas) {
		replica.disconnect();
		await once(replica, "exit");
	}
	await storage.close();
}, 120_000);
