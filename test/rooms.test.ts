import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const src = resolve(import.meta.dirname, "../src");

const jobs = ["answers", "lessons", "seminars", "questionnaires"];
const job = ["chat", "people", "knowledge", "delivery", "meaning", "storage", "schedule/clock.ts"];

/** Who may import whom. A room may always import from itself. */
const mayImport: Record<string, string[] | "everything"> = {
	main: "everything",
	assemble: "everything",
	cli: "everything",
	settings: ["storage"],
	web: ["storage"],
	config: ["settings", "platforms/slack", "platforms/teams", "meaning", "delivery"],
	bot: ["chat", "guard", "meaning", "features", "delivery", "people", "storage"],
	features: ["chat", "guard", "knowledge", "delivery", "people", "storage", ...jobs],
	answers: job,
	lessons: job,
	seminars: job,
	questionnaires: job,
	knowledge: ["chat", "storage", "meaning"],
	people: ["chat", "storage"],
	delivery: ["chat", "storage"],
	schedule: ["chat", "storage"],
	guard: ["chat", "meaning"],
	meaning: ["chat", "storage"],
	pages: ["chat"],
	"platforms/slack": ["chat"],
	"platforms/teams": ["chat"],
	"platforms/terminal": ["chat"],
	storage: [],
	chat: [],
};

/** The database's generated client is part of the storage. */
const alsoStorage = "generated";
/** What is data, not a room: a clock is handed in, but its type may be named by whoever takes one. */
const open = ["schedule/clock.ts"];

describe("The rooms of the house", () => {
	const files = readdirSync(src, { recursive: true, encoding: "utf8" })
		.filter((file) => file.endsWith(".ts") && !file.startsWith("generated"))
		.sort();

	it("import only from the rooms that they may", () => {
		const wrong = files.flatMap((file) =>
			imports(file)
				.filter((target) => !allowed(roomOf(file), target))
				.map((target) => `${file} imports ${target}`),
		);
		expect(wrong).toEqual([]);
	});

	it("mark every border with # and cross none by a relative path", () => {
		const wrong = files.flatMap((file) =>
			specifiers(file)
				.filter((specifier) => specifier.startsWith("."))
				.filter((specifier) => roomOf(relative(src, resolve(src, dirname(file), specifier))) !== roomOf(file))
				.filter(() => roomOf(file) !== "cli" && file.includes("/"))
				.map((specifier) => `${file} imports ${specifier}`),
		);
		expect(wrong).toEqual([]);
	});

	it("hold no files that import each other in a circle", () => {
		const left = new Map(files.map((file) => [file, imports(file)]));
		const ends = () =>
			[...left].filter(
				([file, targets]) =>
					!targets.some((target) => left.has(target)) ||
					![...left.values()].some((others) => others.includes(file)),
			);
		for (let some = ends(); some.length > 0; some = ends()) for (const [file] of some) left.delete(file);
		const circles = [...left].flatMap(([file, targets]) =>
			targets.filter((target) => left.has(target)).map((target) => `${file} imports ${target}`),
		);
		expect(circles).toEqual([]);
	});

	it("have a rule each", () => {
		expect(files.map(roomOf).filter((room) => !(room in mayImport))).toEqual([]);
	});
});

function allowed(room: string, target: string): boolean {
	const rule = mayImport[room] ?? [];
	const targetRoom = target.startsWith(alsoStorage) ? "storage" : roomOf(target);
	if (rule === "everything" || targetRoom === room || open.includes(target)) return true;
	if (target.startsWith(alsoStorage)) return rule.includes("storage");
	return rule.includes(targetRoom) || rule.includes(target);
}

/** What a file imports of ours, as paths below src. */
function imports(file: string): string[] {
	return specifiers(file).flatMap((specifier) => {
		if (specifier.startsWith("#")) return [specifier.slice(1)];
		if (specifier.startsWith(".")) return [relative(src, resolve(src, dirname(file), specifier))];
		return [];
	});
}

function specifiers(file: string): string[] {
	const text = readFileSync(join(src, file), "utf8");
	return [
		...text.matchAll(
			/(?:^|\n)\s*(?:import|export)[^"';]*?from\s+"([^"]+)"|import\(\s*"([^"]+)"\s*\)|(?:^|\n)import\s+"([^"]+)"/g,
		),
	].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

function roomOf(file: string): string {
	const [first = "", second = ""] = file.split("/");
	if (first === "platforms") return `platforms/${second}`;
	return first.replace(/\.ts$/, "");
}
