import { answers } from "./bench/answers.ts";
import { costs } from "./bench/costs.ts";
import { fanout } from "./bench/fanout.ts";
import { faults } from "./bench/faults.ts";
import { questionnaires } from "./bench/questionnaires.ts";
import { reminders } from "./bench/reminders.ts";
import { runBench } from "./bench/runBench.ts";

const exitCode = await runBench(process.argv.slice(2), {
	answers: ({ short, report }) => answers({ short, report }),
	async faults({ short, report }) {
		const figures = await faults({ short, report });
		const { lost, duplicated, stuck, unsure, unsureListed } = figures;
		if (lost + duplicated + stuck > 0 || unsureListed < unsure) process.exitCode = 1;
		return figures;
	},
	fanout: ({ short, report }) => fanout({ short, report }),
	reminders: ({ short }) => reminders(short ? { seminars: 96 } : {}),
	questionnaires: ({ short }) => questionnaires({ short }),
	"": costs,
});
if (exitCode > 0) process.exitCode = exitCode;
