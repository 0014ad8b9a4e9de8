import { describe, expect, it } from "vitest";
import { hold } from "#knowledge/hold.ts";
import { search } from "#knowledge/search/search.ts";
import { content, document, passage, theme } from "./sample.ts";

const order = (ids: string[]) =>
	search(
		hold(content(ids.map((id) => passage(id, { title: "Bail breach", text: "Bail." })))),
		"bail breach",
	).passages.map(({ passage }) => passage.id);

describe("hold", () => {
	it("ranks equals the same, whatever order they came in", () => {
		expect(order(["c", "a", "b"])).toEqual(["a", "b", "c"]);
		expect(order(["b", "c", "a"])).toEqual(["a", "b", "c"]);
	});

	it("gives the same index whether it follows an earlier version or starts anew", () => {
		const first = content([
			passage("a", { text: "Bail was breached." }),
			passage("b", { text: "Children were missed." }),
		]);
		const second = content(
			[passage("a", { text: "Bail was kept." }), passage("c", { text: "Records were lost." })],
			{ themes: [theme("bail", { askedAs: ["tag"] })] },
		);
		const followed = hold(second, hold(first));
		const anew = hold(second);
		const scores = (held: typeof anew) => search(held, "bail children records tag").passages;
		expect(scores(followed)).toEqual(scores(anew));
		expect([...followed.index.vocabulary].sort()).toEqual([...anew.index.vocabulary].sort());
	});

	it("leaves out a summary whose paragraph is held word for word from an imported document", () => {
		const held = hold(
			content(
				[
					passage("ours", { paragraph: "2.6", documentId: "paper", askedAs: ["let out"], whatNext: "Ask." }),
					passage("other", { paragraph: "2.7", documentId: "paper" }),
					passage("theirs", { paragraph: "2.6", documentId: "import", wording: "verbatim" }),
				],
				{ documents: [document("paper"), document("import", { title: "A  Paper.", origin: "imported" })] },
			),
		);
		expect([...held.passages.keys()]).toEqual(["other", "theirs"]);
		expect(held.passages.get("theirs")).toMatchObject({
			askedAs: ["let out"],
			whatNext: "Ask.",
			text: "theirs.",
		});
	});

	it("keeps the summary when the imported document is of another day", () => {
		const held = hold(
			content(
				[
					passage("ours", { paragraph: "2.6" }),
					passage("theirs", { paragraph: "2.6", documentId: "import", wording: "verbatim" }),
				],
				{ documents: [document("paper"), document("import", { origin: "imported", publishedOn: "2015" })] },
			),
		);
		expect(held.passages.size).toBe(2);
	});
});
