import { lockFolder } from "#storage/lock.ts";

// A process that holds a folder until it is killed, and says what it is asked.
try {
	await lockFolder(process.argv[2] ?? "", async (command, cwd) => ({
		output: `${command.join(" ")} in ${cwd}`,
		exitCode: 3,
	}));
	process.stdout.write("held\n");
	setInterval(() => {}, 60_000);
} catch {
	process.stdout.write("refused\n");
}
