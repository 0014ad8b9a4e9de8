import { screen } from "#guard/screen.ts";

for (const t of process.argv.slice(2).length
	? process.argv.slice(2)
	: (await import("node:fs")).readFileSync(0, "utf8").split("\n").filter(Boolean)) {
	let s;
	const b = performance.now();
	try {
		s = screen(t);
	} catch (e) {
		s = String(e);
	}
	const c = s as any;
	console.log((c ? `${c.concern ?? c}${c.about ? "/" + c.about : ""}` : "-").padEnd(28), t.slice(0, 100));
}
