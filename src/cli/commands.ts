import { parseArgs } from "node:util";
import { fault, type Log } from "#chat/log.ts";
import { systemClock } from "#schedule/clock.ts";
import {
	agencyAdd,
	agencyChange,
	agencyLink,
	agencyList,
	agencyRemove,
	agencyResume,
	agencySuspend,
} from "./agencies.ts";
import {
	type Command,
	type CommandArgs,
	type CommandContext,
	type CommandResult,
	type CommandRooms,
	unconfirmed,
} from "./command.ts";
import { contentCheck, contentReload } from "./content.ts";
import { documentsList, documentsShow, documentsWithdraw } from "./documents.ts";
import { documentsImport } from "./documentsImport.ts";
import { lessonsImport, lessonsList } from "./lessons.ts";
import { auditList } from "./people.ts";
import { questionnairesImport, questionnairesList } from "./questionnaires.ts";
import { roleGrant, roleList, roleRevoke } from "./roles.ts";
import { secretsRotate } from "./secrets.ts";
import { seminarsDelegates, seminarsImport, seminarsList } from "./seminars.ts";

const commands: Command[] = [
	documentsImport,
	documentsList,
	documentsShow,
	documentsWithdraw,
	contentReload,
	contentCheck,
	seminarsImport,
	seminarsDelegates,
	seminarsList,
	lessonsImport,
	lessonsList,
	questionnairesImport,
	questionnairesList,
	agencyAdd,
	agencyList,
	agencyLink,
	agencyChange,
	agencySuspend,
	agencyResume,
	agencyRemove,
	roleGrant,
	roleRevoke,
	roleList,
	auditList,
	secretsRotate,
];

/** A command with what it was called with, or what to print instead of running one. */
export type Called = { command: Command; args: CommandArgs } | CommandResult;

/** Reads a command line. Needs no database, so that help and mistakes are answered at once. */
export function readCommand(argv: string[]): Called {
	const [first = "help", second = ""] = argv;
	if (["help", "--help", "-h"].includes(first)) return { output: help(), exitCode: 0 };
	const command = commands.find(({ name }) => name === `${first} ${second}`);
	if (!command) {
		const group = commands.filter(({ name }) => name.startsWith(`${first} `));
		const usages = group.map((one) => `  ${usage(one)}`).join("\n");
		return {
			output:
				group.length > 0
					? `${second ? `There is no command “${first} ${second}”. ` : ""}Usage:\n${usages}\n`
					: `There is no command “${first}”. “npm run bot” lists them all.\n`,
			exitCode: 1,
		};
	}
	try {
		const { values, positionals } = parseArgs({
			args: argv.slice(2),
			allowPositionals: true,
			options: { ...optionsOf(command), help: { type: "boolean", short: "h" } },
		});
		if (values.help) return { output: helpFor(command), exitCode: 0 };
		if (positionals.length !== command.takes.split(" ").filter(Boolean).length)
			return { output: `Usage: ${usage(command)}\n`, exitCode: 1 };
		return { command, args: { file: positionals.join(" "), values } };
	} catch (error) {
		const why = (error as Error).message.split(/\. |\n/)[0] ?? "";
		return { output: `${why.replace(/\.$/, "")}. Usage: ${usage(command)}\n`, exitCode: 1 };
	}
}

/** Runs a command line and resolves with its exit code. */
export async function runCommand(argv: string[], context: CommandContext): Promise<number> {
	const code = await execute(argv, context);
	return code === unconfirmed ? 0 : code;
}

/**
 * Runs a command line for another process, and resolves with what it printed. Where it would have asked
 * for a yes, the exit code is `unconfirmed`. Never rejects: a fault is logged.
 */
export async function runInside(
	argv: string[],
	inside: { rooms: CommandRooms; cwd: string; log: Pick<Log, "error"> },
): Promise<CommandResult> {
	let output = "";
	const io = {
		out(text: string) {
			output += `${text}\n`;
		},
	};
	try {
		const context = { ...inside.rooms, cwd: inside.cwd, now: systemClock(), io };
		return { exitCode: await execute(argv, context), output };
	} catch (error) {
		inside.log.error(fault(error), "a command failed");
		return {
			exitCode: 1,
			output: `${output}Something went wrong, and nothing was changed. The bot's log says where.\n`,
		};
	}
}

async function execute(argv: string[], context: CommandContext): Promise<number> {
	const called = readCommand(argv);
	if ("command" in called) return called.command.run(called.args, context);
	context.io.out(called.output.trimEnd());
	return called.exitCode;
}

function optionsOf(command: Command) {
	return Object.fromEntries(
		Object.entries(command.options).map(([name, { type, multiple = false }]) => [name, { type, multiple }]),
	);
}

function usage({ name, takes, options }: Command): string {
	const more = Object.keys(options).length > 0 ? "[options]; --help lists the options" : "";
	return ["npm run bot --", name, takes, more].filter(Boolean).join(" ");
}

function helpFor(command: Command): string {
	const options = Object.entries(command.options).map(
		([name, { about, value }]) => `  ${`--${name}${value ? ` ${value}` : ""}`.padEnd(26)} ${about}`,
	);
	return [
		`Usage: npm run bot -- ${command.name} ${command.takes}`.trimEnd(),
		command.about,
		...(options.length > 0 ? ["", ...options] : []),
		"",
		`Example: ${command.example}`,
		"",
	].join("\n");
}

function help(): string {
	const each = commands.map(
		({ name, takes, about, example }) => `${`${name} ${takes}`.trim()}\n  ${about}\n  Example: ${example}\n`,
	);
	return `Usage: npm run bot -- COMMAND\n\n${each.join("\n")}\nAdd --help to a command to see its options.\n`;
}
