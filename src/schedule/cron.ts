import { createTask, validate } from "node-cron";
import type { Due } from "#chat/feature.ts";
import { fault, type Log } from "#chat/log.ts";
import type { Clock } from "./clock.ts";

export type Ticks = {
	/** Looks now. Resolves when the look is over; a look that is still going on is not joined by another. */
	tick(name: string): Promise<void>;
	/** Looks no more, and resolves when the looks that are going on are over. */
	stop(): Promise<void>;
};

/** Looks at each job when its cron expression says. A job that throws is logged and looked at again next time. */
export function startTicks({ clock, jobs, log }: { clock: Clock; jobs: Due[]; log: Log }): Ticks {
	const running = new Map<string, Promise<void>>();
	const look = (job: Due) => {
		if (running.has(job.name)) return Promise.resolve();
		const one = attempt(job, clock, log).finally(() => running.delete(job.name));
		running.set(job.name, one);
		return one;
	};
	const tasks = jobs.map((job) => {
		if (!validate(job.every)) throw new RangeError(`"${job.every}" is not a cron expression (${job.name}).`);
		return createTask(job.every, () => look(job), {
			name: job.name,
			suppressMissedWarning: true,
			unref: true,
		});
	});
	for (const task of tasks) void task.start();
	return {
		async tick(name) {
			const job = jobs.find((candidate) => candidate.name === name);
			if (!job) throw new RangeError(`There is no job "${name}".`);
			await look(job);
		},
		async stop() {
			await Promise.all(tasks.map((task) => task.destroy()));
			await Promise.all(running.values());
		},
	};
}

async function attempt(job: Due, clock: Clock, log: Log): Promise<void> {
	try {
		await job.run(clock());
	} catch (error) {
		log.error({ job: job.name, ...fault(error) }, "A regular job went wrong");
	}
}
