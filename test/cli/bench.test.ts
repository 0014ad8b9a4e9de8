import { expect, it } from "vitest";
import { runBench } from "#cli/bench/runBench.ts";

const figures = { perSecond: 90, engines: [{ engine: "pglite", ratio: 0.1 }] };

async function bench(...command: string[]) {
	const printed: string[] = [];
	const exitCode = await runBench(
		command,
		{
			answers: async ({ short, report }) => {
				report(short ? "a short run" : { step: 1 });
				return figures;
			},
			"": async () => void printed.push("what a question costs"),
		},
		(line) => printed.push(line),
	);
	return { exitCode, printed };
}

it("runs the bench that is named, and with --json prints nothing but one object", async () => {
	expect(await bench("answers", "--json")).toEqual({ exitCode: 0, printed: [JSON.stringify(figures)] });
	expect(await bench("answers")).toEqual({
		exitCode: 0,
		printed: ["step 1", "perSecond: 90\nengines:\n  engine pglite, ratio 0.1"],
	});
	expect((await bench("answers", "--short")).printed[0]).toBe("a short run");
});

it("measures what a question costs where none is named, and tells the names where one is wrong", async () => {
	expect(await bench()).toEqual({ exitCode: 0, printed: ["what a question costs"] });
	const usage = { exitCode: 1, printed: ["Usage: npm run bench -- [answers] [--json] [--short]"] };
	expect(await bench("nonsense")).toEqual(usage);
	expect(await bench("toString")).toEqual(usage);
	expect(await bench("answers", "--frob")).toEqual(usage);
});
