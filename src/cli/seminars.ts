import { writeFile } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { many } from "#chat/wording/many.ts";
import { say } from "#delivery/ledger.ts";
import { agencies, knownAgencies, toAgency } from "#people/agencies.ts";
import { codesCsv } from "#seminars/delegates/codes.ts";
import { type Imported, importDelegates } from "#seminars/delegates/importDelegates.ts";
import { importInWords } from "#seminars/delegates/importInWords.ts";
import { type Listed, readDelegates } from "#seminars/delegates/readDelegates.ts";
import { releaseAbsent } from "#seminars/delegates/releaseAbsent.ts";
import { decode } from "#seminars/files/csv.ts";
import type { Draft, Known } from "#seminars/setup/draft.ts";
import { keepSeminar, openSeminar } from "#seminars/setup/keep.ts";
import { readSeminars } from "#seminars/setup/readFile.ts";
import { timesInWords } from "#seminars/wording/localTime.ts";
import type { Client } from "#storage/open.ts";
import {
	type Command,
	type CommandArgs,
	type CommandContext,
	type CommandIo,
	confirm,
	refuse,
	unconfirmed,
} from "./command.ts";
import { readInput, refuseImport, refuseUnread } from "./inputFile.ts";

/** Reads seminars from a file, shows what it understood, and keeps them on a yes: all, or none. */
export const seminarsImport: Command = {
	name: "seminars import",
	takes: "FILE",
	about:
		"Reads a seminar from Markdown with a head (.md), or a seminar a row from CSV (.csv), and keeps them when you say yes. The fields: title, date (2026-05-14), starts, ends (09:30), venue, capacity; where wanted id (a short name: one that is known is changed), link, waiting (yes or no), held, sessions, themes, access, for, about.",
	options: {
		open: { type: "boolean", about: "open them for booking and announce them; else they are drafts" },
		keep: { type: "boolean", about: "keep without asking" },
	},
	needs: "content",
	yes: "keep",
	example: "npm run bot -- seminars import seminar.md",
	async run({ file, values }, { db, cwd, now, io }) {
		const input = await readInput(resolve(cwd, file), largestFile);
		if ("problem" in input) return refuseUnread(io, input.problem);
		const kind = extname(file).toLowerCase() === ".csv" ? "csv" : "markdown";
		const found = readSeminars(decode(input.bytes), kind, await knownTo(db));
		if ("problems" in found) return refuseImport(io, found.problems);
		for (const draft of found.drafts) io.out(inWords(draft));
		if (values.keep !== true) {
			const question =
				found.drafts.length === 1 ? "Keep this seminar?" : `Keep these ${found.drafts.length} seminars?`;
			const answer = await confirm(io, question, "Run the command again with --keep to do so.");
			if (answer === "nobody") return unconfirmed;
			if (answer === "no") return said(io, "Nothing was kept.");
		}
		return keepAll(db, found.drafts, values.open === true, now, io);
	},
};

/** Imports a booking system's list of delegates, and hands back a code and a sentence for each. */
export const seminarsDelegates: Command = {
	name: "seminars delegates",
	takes: "FILE",
	about:
		"Reads delegates from CSV with the columns name, agency and email, gives each a place at a seminar that is open, and writes a CSV with a code and a sentence for each, for a mail merge. The same list again changes nothing.",
	options: {
		seminar: { type: "string", value: "NAME", about: "the seminar's short name" },
		codes: { type: "string", value: "FILE", about: "where the CSV with the codes goes" },
		complete: {
			type: "boolean",
			about:
				"the list is complete: delegates of an earlier list who are not in it lose their places, and are told",
		},
	},
	needs: "schema",
	example: "npm run bot -- seminars delegates delegates.csv --seminar housing-2026 --codes codes.csv",
	run: runDelegates,
};

/** Lists the seminars. */
export const seminarsList: Command = {
	name: "seminars list",
	takes: "",
	about: "Lists the seminars with their short names and how many places are taken.",
	options: {},
	needs: "schema",
	example: "npm run bot -- seminars list",
	async run(_, { db, io }) {
		const seminars = await db.seminar.findMany({
			orderBy: [{ startsAt: "asc" }, { id: "asc" }],
			include: { _count: { select: { bookings: { where: { state: { in: ["booked", "offered"] } } } } } },
		});
		for (const { _count, ...seminar } of seminars)
			io.out(
				`${seminar.id}\n  ${seminar.title}\n  ${timesInWords(seminar)}, ${seminar.venue}\n  ${seminar.state}, ${_count.bookings} of ${seminar.capacity} places taken`,
			);
		return said(io, `${many(seminars.length, "seminar")}.`);
	},
};

/** Larger than any list that people make. */
const largestFile = 5_000_000;

async function runDelegates({ file, values }: CommandArgs, context: CommandContext): Promise<number> {
	const { db, cwd, now, io, keyed } = context;
	const { seminar, codes } = values;
	if (typeof seminar !== "string" || typeof codes !== "string")
		return refuseImport(io, ["Say which seminar (--seminar NAME) and where the codes go (--codes FILE)."]);
	const input = await readInput(resolve(cwd, file), largestFile);
	if ("problem" in input) return refuseUnread(io, input.problem);
	const read = readDelegates(decode(input.bytes), await agencies(db));
	if ("problems" in read) return refuseImport(io, read.problems);
	const done = await db.$transaction(async (tx) => {
		const imported = await importDelegates(tx, seminar, read.delegates, keyed, now);
		if ("problems" in imported || values.complete !== true) return imported;
		const released = await releaseAbsent(tx, seminar, read.delegates, { keyed, say }, now);
		return { ...imported, absent: [], released };
	});
	if ("problems" in done) return refuseImport(io, done.problems);
	return handBack(done, read.delegates, resolve(cwd, codes), io);
}

async function handBack(
	done: Imported & { released?: number },
	listed: Listed[],
	codes: string,
	io: CommandIo,
): Promise<number> {
	for (const line of importInWords(done)) io.out(line);
	if (done.released)
		io.out(
			`${done.released} who are not in the list have no place any more. Those of them who linked their chat account are told.`,
		);
	try {
		// Only whoever runs the command reads the codes.
		await writeFile(codes, codesCsv(done.seminar, done.coded), { mode: 0o600 });
	} catch (error) {
		const why = String((error as { code?: unknown }).code);
		return refuse(
			io,
			`The places are kept, but the codes could not be written to ${codes} (${why}).`,
			"Run the command again with another --codes: the list changes nothing then, and the codes are the same.",
		);
	}
	return said(io, `The codes for ${done.coded.length} of ${listed.length} delegates are in ${codes}.`);
}

async function keepAll(
	db: Client,
	drafts: Draft[],
	open: boolean,
	now: Date,
	io: CommandIo,
): Promise<number> {
	const problems: string[] = [];
	const outcomes: string[] = [];
	try {
		await db.$transaction(async (tx) => {
			for (const draft of drafts) {
				const kept = await keepSeminar(tx, draft, now);
				if (kept.kind === "refused") problems.push(`${draft.id}: ${kept.problem}.`);
				else outcomes.push(`${draft.id}: ${kept.kind === "new" ? "kept" : kept.kind}`);
				if (open && kept.kind !== "refused" && (await openSeminar(tx, draft.id, now)))
					outcomes.push(`${draft.id}: open for booking`);
			}
			if (problems.length > 0) throw new Refused();
		});
	} catch (error) {
		if (error instanceof Refused) return refuseImport(io, problems);
		throw error;
	}
	return said(io, outcomes.join("\n"));
}

/** Rolls back what was begun. */
class Refused extends Error {}

async function knownTo(db: Client): Promise<Known> {
	const themes = await db.theme.findMany({ select: { id: true, name: true } });
	return { agencies: (await knownAgencies(db)).map(toAgency), themes };
}

function inWords(draft: Draft): string {
	return `${draft.id}\n  ${draft.title}\n  ${timesInWords(draft)}, ${draft.venue}\n  ${draft.capacity} places, ${draft.sessions.length} sessions`;
}

function said(io: CommandIo, text: string): number {
	io.out(text);
	return 0;
}
