import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FolderInUse, findRunning, lockFolder } from "#storage/lock.ts";

const holder = fileURLToPath(new URL("./holder.ts", import.meta.url));
const children: ChildProcess[] = [];
let folder = "";

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "dhr-lock-"));
});
afterEach(async () => {
	for (const child of children.splice(0)) {
		if (child.exitCode !== null || child.signalCode !== null) continue;
		child.kill("SIGKILL");
		await once(child, "exit");
	}
	await rm(folder, { recursive: true });
});

async function startHolder(): Promise<{ child: ChildProcess; said: string }> {
	const child = spawn(process.execPath, [holder, folder], { stdio: ["ignore", "pipe", "inherit"] });
	children.push(child);
	const [said] = await once(child.stdout as NodeJS.ReadableStream, "data");
	return { child, said: String(said).trim() };
}

const refusal = (promise: Promise<unknown>) => expect(promise).rejects.toThrow(FolderInUse);

describe("the lock on a folder", () => {
	it("lets one process at a time use it", async () => {
		const { child, said } = await startHolder();
		expect(said).toBe("held");
		await expect(lockFolder(folder)).rejects.toThrow(`in use by process ${child.pid}`);
		expect((await startHolder()).said).toBe("refused");
	}, 30_000);

	it("is taken over after its process was killed", async () => {
		const { child } = await startHolder();
		child.kill("SIGKILL");
		await once(child, "exit");
		const lock = await lockFolder(folder);
		await refusal(lockFolder(folder));
		await lock.release();
		expect(await readdir(folder)).toEqual([]);
	}, 30_000);

	it("is had by exactly one of many that take over at once", async () => {
		const { child } = await startHolder();
		child.kill("SIGKILL");
		await once(child, "exit");
		const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
		const won = tries.filter((one) => one.status === "fulfilled");
		expect(won).toHaveLength(1);
		await won[0]?.value.release();
	}, 30_000);

	describe("held in another container, which cannot be called,", () => {
		const elsewhere = { id: "00000000-0000-4000-8000-000000000000", host: "elsewhere", pid: 7, port: 1 };
		const note = () => join(folder, `running-${elsewhere.id}.json`);
		beforeEach(() => writeFile(note(), JSON.stringify({ ...elsewhere, token: "t" })));

		it("is left to it as long as it touches its note", async () => {
			const touching = setInterval(() => void utimes(note(), new Date(), new Date()), 20);
			try {
				await expect(lockFolder(folder)).rejects.toThrow("in use by process 7 on elsewhere");
			} finally {
				clearInterval(touching);
			}
			expect(await readdir(folder)).toEqual([`running-${elsewhere.id}.json`]);
		});

		it("is taken over when it has not touched it for half a minute", async () => {
			const longAgo = new Date(Date.now() - 31_000);
			await utimes(note(), longAgo, longAgo);
			const lock = await lockFolder(folder);
			expect(await findRunning(folder)).toBeDefined();
			await lock.release();
			expect(await readdir(folder)).toEqual([]);
		});
	});

	it("lets a command run in the process that holds it", async () => {
		await startHolder();
		const running = await findRunning(folder);
		expect(await running?.ask(["import", "paper.docx"], "/somewhere")).toEqual({
			output: "import paper.docx in /somewhere",
			exitCode: 3,
		});
	}, 30_000);

	it("finds nothing where nothing runs", async () => {
		expect(await findRunning(folder)).toBeUndefined();
		expect(await findRunning(join(folder, "none"))).toBeUndefined();
	});

	it("takes commands only from who can read the folder's note, and only short ones", async () => {
		const lock = await lockFolder(folder, async () => ({ output: "", exitCode: 0 }));
		const [name = ""] = await readdir(folder);
		const note = JSON.parse(await readFile(join(folder, name), "utf8"));
		const ask = (token: string, body: string) =>
			fetch(`http://127.0.0.1:${note.port}/ask`, {
				method: "POST",
				headers: { authorization: `Bearer ${token}` },
				body,
			}).then((response) => response.status);

		expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
		expect(await ask("guess", "{}")).toBe(401);
		expect(await ask(note.token, "x".repeat(70_000))).toBe(413);
		expect(await ask(note.token, JSON.stringify({ command: ["a"], cwd: "/" }))).toBe(200);
		await lock.release();
	});
});
