import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toPlainText } from "#platforms/teams/activity/said.ts";

describe("Teams' HTML as plain text", () => {
	it("loses its tags and keeps its lines", () => {
		expect(toPlainText("<p>First <b>bold</b>&nbsp;word</p><div>Second<br/>third</div>")).toBe(
			"First bold word\nSecond\nthird",
		);
	});

	it("keeps what a person typed between angle brackets", () => {
		expect(toPlainText("children <5 and >16, see <ref> and &lt;b&gt;")).toBe(
			"children <5 and >16, see <ref> and <b>",
		);
	});

	it("reads entities once", () => {
		expect(toPlainText("&amp;lt; &#8217; &#x2019; &unknown; &#1114112;")).toBe("&lt; ’ ’ &unknown;");
	});

	it("is made from any text", () => {
		fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => typeof toPlainText(text) === "string"));
	});
});
