import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { lottery } from "./learn.ts";

/** Some messages of a kind, drawn from the patterns of its file; the same ones each time. `(a|b)` is any of its choices. */
export function drawn(kind: string, times: number): string[] {
	const random = lottery(17 + kind.length);
	const draw = (choices: string) => {
		const all = choices.split("|");
		return all[Math.floor(random() * all.length)] ?? "";
	};
	const path = fileURLToPath(new URL(`./patterns/${kind}.txt`, import.meta.url));
	const lines = readFileSync(path, "utf8").trim().split("\n");
	return lines.flatMap((line) =>
		Array.from({ length: times }, () =>
			line.replace(/\(([^()]*)\)/g, (_, choices: string) => draw(choices)).trim(),
		),
	);
}
