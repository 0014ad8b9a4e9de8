import { answers } from "./bench/answers.ts";
import { costs } from "./bench/costs.ts";
import { fanout } from "./bench/fanout.ts";
import { faults } from "./bench/faults.ts";
import { questionnaires } from "./bench/questionnaires.ts";
import { reminders } from "./bench/reminders.ts";
import { runBench } from "./bench/runBench.ts";

process.exitCode = await runBench(process.argv.slice(2), {
	answers: ({ short, report }) => answers({ short, report }),
	faults: ({ short, report }) => faults({ short, report }),
	fanout: ({ short, report }) => fanout({ short, report }),
	reminders: ({ short }) => reminders(short ? { seminars: 96 } : {}),
	questionnaires: () => questionnaires(),
	"": costs,
});
