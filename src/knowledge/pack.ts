import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, YAMLParseError } from "yaml";
import { z } from "zod";
import type { Client, Db } from "#storage/open.ts";
import type { Held, Helpline, Signpost, Theme } from "./held.ts";
import {
	documentShape,
	helplineShape,
	labelledShape,
	signpostShape,
	termShape,
	themeShape,
} from "./packShapes.ts";
import { type DocumentInput, hashOf, type Published, publish, putDocument } from "./publish.ts";
import type { Labelled } from "./search/calibrate.ts";
import type { Term } from "./words/glossary.ts";

/** The starter pack, read and found to be in order. */
export type Pack = {
	themes: Theme[];
	documents: DocumentInput[];
	glossary: Term[];
	helplines: Helpline[];
	signposts: Signpost[];
	labelled: Labelled[];
	/** Of all of it, to tell whether it is loaded already. */
	hash: string;
};

export type PackLoaded =
	| { kind: "loaded"; published: Published }
	| { kind: "unchanged" }
	/** Nothing was loaded. One sentence a problem, with file and entry. */
	| { kind: "refused"; problems: string[] };

/** The files of questions that the bands are drawn by. Others in the folder are kept aside, to judge by. */
const labelledFile = /^(?:tune(?:-[a-z])?|unanswerable)\.jsonl$/;

/** Reads the starter pack in a folder, or says all that is wrong with it, one sentence a problem. */
export async function readPack(folder: string): Promise<{ pack: Pack } | { problems: string[] }> {
	const problems: string[] = [];
	const list = async <Shape extends z.ZodType>(file: string, shape: Shape) =>
		checkList(file, await readYaml(folder, file, problems), shape, problems);
	const themes = await list("themes.yaml", themeShape);
	const glossary = await list("glossary.yaml", termShape);
	const helplines = await list("helplines.yaml", helplineShape);
	const signposts = await list("signposts.yaml", signpostShape);
	const labelled: z.output<typeof labelledShape>[] = [];
	for (const file of await filesIn(folder, "evaluation", labelledFile, problems))
		labelled.push(...checkList(file, await readLines(folder, file, problems), labelledShape, problems));
	const documents: { file: string; document: z.output<typeof documentShape> }[] = [];
	for (const file of await filesIn(folder, "documents", /\.yaml$/, problems)) {
		const found = await readYaml(folder, file, problems);
		if (found === undefined) continue;
		const checked = documentShape.safeParse(found);
		if (checked.success) documents.push({ file, document: checked.data });
		else problems.push(...checked.error.issues.map((issue) => tell(file, found, issue)));
	}

	unique("themes.yaml", themes, (theme) => theme.id, problems);
	unique("helplines.yaml", helplines, (helpline) => helpline.id, problems);
	unique("signposts.yaml", signposts, (signpost) => signpost.id, problems);
	unique("glossary.yaml", glossary, (term) => term.term, problems);
	unique("evaluation", labelled, (one) => one.id, problems);
	unique("documents", documents, ({ document }) => document.id, problems);
	unique(
		"documents",
		documents.flatMap(({ document }) => document.passages),
		(passage) => passage.id,
		problems,
	);
	const known = new Set(themes.map((theme) => theme.id));
	const named = (file: string, entry: string, names: string[]) => {
		for (const name of names)
			if (!known.has(name)) problems.push(`${file}, ${entry}: the theme “${name}” is not in themes.yaml.`);
	};
	for (const theme of themes) named("themes.yaml", theme.id, [...theme.within, ...theme.related]);
	for (const term of glossary) named("glossary.yaml", term.term, term.themes);
	for (const one of labelled) named("evaluation", one.id, one.expect);
	for (const { file, document } of documents)
		for (const passage of document.passages) named(file, passage.id, passage.themes);
	if (problems.length > 0) return { problems };

	const whole = {
		themes: themes.map((theme, position) => ({ ...theme, position })),
		documents: documents.map(({ document }) => ({ ...document, origin: "starter" as const })),
		glossary,
		helplines: helplines.map((helpline, position) => ({ ...helpline, position })),
		signposts,
		labelled: labelled
			.filter(({ kind }) => kind === "answer" || kind === "unanswerable")
			.map(({ kind, behaviour: _, ...one }) => ({ ...one, answerable: kind === "answer" })),
	};
	return { pack: { ...whole, hash: hashOf(whole) } };
}

/** Loads the starter pack in a folder when it differs from what was loaded last. All of it or nothing; imported documents stay. */
export async function loadPack(client: Client, folder: string): Promise<PackLoaded> {
	const found = await readPack(folder);
	if ("problems" in found) return { kind: "refused", problems: found.problems };
	const { pack } = found;
	const state = await client.knowledgeState.findUnique({ where: { id: 1 }, select: { packHash: true } });
	if (state?.packHash === pack.hash) return { kind: "unchanged" };
	const problems = await clashes(client, pack);
	if (problems.length > 0) return { kind: "refused", problems };
	const published = await publish(client, async (tx) => {
		const now = await tx.knowledgeState.findUnique({ where: { id: 1 }, select: { packHash: true } });
		if (now?.packHash === pack.hash) return false;
		await replaceAll(tx, pack);
		return true;
	});
	return published.changed ? { kind: "loaded", published } : { kind: "unchanged" };
}

/** The helplines whose number was last checked more than 90 days before. */
export function staleHelplines(held: Pick<Held, "helplines">, now: Date): Helpline[] {
	const oldest = now.getTime() - 90 * 24 * 60 * 60 * 1000;
	return held.helplines.filter(({ checkedOn }) => new Date(`${checkedOn}T00:00:00Z`).getTime() < oldest);
}

async function clashes(client: Client, pack: Pack): Promise<string[]> {
	const imported = await client.document.findMany({
		where: { origin: "imported", id: { in: pack.documents.map((document) => document.id) } },
		select: { id: true },
	});
	return imported.map(({ id }) => `documents, ${id}: an imported document has this id already.`);
}

async function replaceAll(tx: Db, pack: Pack): Promise<void> {
	await tx.document.deleteMany({
		where: { origin: "starter", id: { notIn: pack.documents.map((document) => document.id) } },
	});
	const withdrawn = new Set(
		(await tx.document.findMany({ where: { withdrawn: true }, select: { id: true } })).map(({ id }) => id),
	);
	// A coordinator took it out: a newer pack does not put it back.
	for (const document of pack.documents) if (!withdrawn.has(document.id)) await putDocument(tx, document);
	await tx.theme.deleteMany();
	await tx.theme.createMany({ data: pack.themes });
	await tx.glossaryTerm.deleteMany();
	await tx.glossaryTerm.createMany({ data: pack.glossary });
	await tx.helpline.deleteMany();
	await tx.helpline.createMany({ data: pack.helplines });
	await tx.signpost.deleteMany();
	await tx.signpost.createMany({ data: pack.signposts });
	await tx.labelledQuestion.deleteMany();
	await tx.labelledQuestion.createMany({ data: pack.labelled });
	await tx.knowledgeState.update({ where: { id: 1 }, data: { packHash: pack.hash } });
}

async function filesIn(folder: string, name: string, wanted: RegExp, problems: string[]): Promise<string[]> {
	try {
		const files = await readdir(join(folder, name));
		return files
			.filter((file) => wanted.test(file))
			.sort()
			.map((file) => `${name}/${file}`);
	} catch {
		problems.push(`${name}: the folder cannot be read.`);
		return [];
	}
}

async function readText(folder: string, file: string, problems: string[]): Promise<string | undefined> {
	try {
		return await readFile(join(folder, file), "utf8");
	} catch {
		problems.push(`${file}: the file cannot be read.`);
		return undefined;
	}
}

async function readYaml(folder: string, file: string, problems: string[]): Promise<unknown> {
	const found = await readText(folder, file, problems);
	if (found === undefined) return undefined;
	try {
		return parse(found) ?? [];
	} catch (error) {
		const line = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined;
		const why = error instanceof Error ? (error.message.split(/ at line|\n/)[0] ?? "") : "";
		problems.push(`${file}${line ? `, line ${line}` : ""}: this is not YAML (${why.trim()}).`);
		return undefined;
	}
}

async function readLines(folder: string, file: string, problems: string[]): Promise<unknown[]> {
	const found: unknown[] = [];
	for (const [at, line] of ((await readText(folder, file, problems)) ?? "").split("\n").entries()) {
		if (!line.trim()) continue;
		try {
			found.push(JSON.parse(line));
		} catch {
			problems.push(`${file}, line ${at + 1}: this is not JSON.`);
		}
	}
	return found;
}

function checkList<Shape extends z.ZodType>(
	file: string,
	found: unknown,
	shape: Shape,
	problems: string[],
): z.output<Shape>[] {
	if (found === undefined) return [];
	const checked = z.array(shape).safeParse(found);
	if (checked.success) return checked.data;
	problems.push(...checked.error.issues.map((issue) => tell(file, found, issue)));
	return [];
}

/** One problem as a sentence: the file, the entry by its id, the key, and what is wrong. */
function tell(file: string, found: unknown, issue: z.core.$ZodIssue): string {
	let at: unknown = found;
	let entry = "";
	const keys: string[] = [];
	for (const step of issue.path) {
		at = (at as Record<PropertyKey, unknown> | undefined)?.[step];
		if (typeof step === "number" && at !== null && typeof at === "object") {
			const { id, term } = at as { id?: unknown; term?: unknown };
			entry = String(id ?? term ?? `entry ${step + 1}`);
			keys.length = 0;
		} else keys.push(typeof step === "number" ? `item ${step + 1}` : String(step));
	}
	const where = [file, entry, keys.join(" ")].filter(Boolean).join(", ");
	if (issue.code === "unrecognized_keys")
		return `${where}: “${issue.keys.join("”, “")}” is not known here; check the spelling.`;
	if (issue.code === "invalid_type" && at === undefined) return `${where} is missing.`;
	if (issue.code === "invalid_value") return `${where} must be one of: ${issue.values.join(", ")}.`;
	return `${where}: ${issue.message.replace(/^Invalid input: /, "")}.`;
}

function unique<T>(file: string, entries: T[], name: (entry: T) => string, problems: string[]): void {
	const seen = new Set<string>();
	for (const entry of entries) {
		const one = name(entry);
		if (seen.has(one)) problems.push(`${file}, ${one}: this name is used twice.`);
		seen.add(one);
	}
}
