import { parseArgs } from "node:util";

type Options = {
	/** A tenth of it or so: to see whether it works, not how fast. */
	short: boolean;
	/** Hears what was found so far. */
	report: (found: unknown) => void;
};

/** What can be measured, by name; without a name, what prints its figures itself. */
export type Benches = Record<string, (options: Options) => Promise<unknown>>;

/**
 * Runs the bench that a command line names, and prints its figures; with `--json` as one object, in the last
 * line. Resolves with the exit code.
 */
export async function runBench(
	command: string[],
	benches: Benches,
	print: (line: string) => void = console.log,
): Promise<number> {
	const names = Object.keys(benches).filter(Boolean);
	const usage = `Usage: npm run bench -- [${names.join(" | ")}] [--json] [--short]`;
	const read = readCommand(command);
	const bench = read && Object.hasOwn(benches, read.name) ? benches[read.name] : undefined;
	if (!read || !bench) {
		print(usage);
		return 1;
	}
	const { short, json } = read;
	const figures = await bench({ short, report: (found) => json || print(inWords(found)) });
	if (typeof figures === "object" && figures !== null)
		print(json ? JSON.stringify(figures) : inLines(figures));
	return 0;
}

function readCommand(command: string[]): { name: string; short: boolean; json: boolean } | undefined {
	const flag = { type: "boolean", default: false } as const;
	try {
		const { positionals, values } = parseArgs({
			args: command,
			allowPositionals: true,
			options: { short: flag, json: flag },
		});
		return positionals.length > 1 ? undefined : { name: positionals[0] ?? "", ...values };
	} catch {
		return undefined;
	}
}

function inLines(figures: object): string {
	return Object.entries(figures)
		.map(([name, value]) =>
			Array.isArray(value)
				? `${name}:\n${value.map((each) => `  ${inWords(each)}`).join("\n")}`
				: `${name}: ${value}`,
		)
		.join("\n");
}

function inWords(found: unknown): string {
	if (typeof found !== "object" || found === null) return String(found);
	return Object.entries(found)
		.map(([name, value]) => `${name} ${value}`)
		.join(", ");
}
