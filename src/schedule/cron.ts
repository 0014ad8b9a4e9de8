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

/**
 * Looks at each job when its cron expression says. A job that throws is logged and looked at again next time; so
 * is, once, a look that does not come to its end.
 */
export function startTicks({ clock, jobs, log }: { clock: Clock; jobs: Due[]; log: Log }): Ticks {
	const running = new Map<string, Look>();
	const look = (job: Due) => {
		const before = running.get(job.name);
		if (before) return Promise.resolve(alarm(before, job, clock(), log));
		const over = attempt(job, clock, log).finally(() => running.delete(job.name));
		running.set(job.name, { over, since: clock(), told: false });
		return over;
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
			await Promise.all([...running.values()].map(({ over }) => over));
		},
	};
}

/** A look that is going on, since when, and whether it was told that it does not end. */
type Look = { over: Promise<void>; since: Date; told: boolean };

/** Longer than any look takes. */
const patienceMs = 15 * 60_000;

/** Nothing that is regular is to stop in silence. */
function alarm(look: Look, { name }: Due, now: Date, log: Log): void {
	const minutes = Math.round((now.getTime() - look.since.getTime()) / 60_000);
	if (look.told || minutes * 60_000 < patienceMs) return;
	look.told = true;
	log.error({ job: name, minutes }, "A regular job does not come to its end and is not looked at again");
}

async function attempt(job: Due, clock: Clock, log: Log): Promise<void> {
	try {
		await job.run(clock());
	} catch (error) {
		log.error({ job: job.name, ...fault(error) }, "A regular job went wrong");
	}
}
