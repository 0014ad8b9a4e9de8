import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { ReplicaOptions, Step, Tells, Told } from "./replica.ts";

/** A replica as a process of its own. */
export type Replica = {
	tell(told: Told): void;
	/** Resolves when it stands still at the step that it was told. */
	reached(step: Step): Promise<void>;
	/** The most memory it has had, in MB. */
	rssMb(): number;
	/** Ends it as `kill -9` does. */
	kill(): Promise<void>;
};

const program = fileURLToPath(new URL("./replica.ts", import.meta.url));

/** Starts a replica; resolves when it works. */
export async function startReplica(options: ReplicaOptions): Promise<Replica> {
	const child = fork(program, [JSON.stringify(options)], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
	let rssMb = 0;
	child.on("message", (told: Tells) => {
		if ("rssMb" in told) rssMb = Math.max(rssMb, told.rssMb);
	});
	await heard(child, (told) => "ready" in told);
	return {
		tell: (told) => void (child.connected && child.send(told)),
		reached: (step) => heard(child, (told) => "reached" in told && told.reached === step),
		rssMb: () => rssMb,
		async kill() {
			if (child.exitCode !== null || child.signalCode !== null) return;
			child.kill("SIGKILL");
			await once(child, "exit");
		},
	};
}

function heard(child: ChildProcess, is: (told: Tells) => boolean): Promise<void> {
	return new Promise((resolve, reject) => {
		child.on("message", (told: Tells) => is(told) && resolve());
		child.once("exit", () => reject(new Error("A replica ended.")));
	});
}
