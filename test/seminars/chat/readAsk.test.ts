import { describe, expect, it } from "vitest";
import { readAsk } from "#seminars/wording/readAsk.ts";

describe("What people type", () => {
	it.each([
		"seminars",
		"Seminars?",
		"when is the next seminar?",
		"When’s the next seminar",
		"next seminar",
		"show me the upcoming seminars",
		"what seminars are coming up?",
		"are there any seminars soon",
		"please list seminars",
		"book a place at a seminar",
	])("“%s” asks what is on", (text) => {
		expect(readAsk(text)).toEqual({ ask: "list" });
	});

	it.each([
		"my seminars",
		"My bookings",
		"what am I signed up for?",
		"What have I booked",
		"am I booked on the next seminar?",
		"cancel my place",
		"give up my seat at the seminar",
	])("“%s” asks for one’s own", (text) => {
		expect(readAsk(text)).toEqual({ ask: "mine" });
	});

	it("codes are read however they are typed", () => {
		expect(readAsk("I’m here acd3")).toEqual({ ask: "here", code: "ACD3" });
		expect(readAsk("here: ACD3")).toEqual({ ask: "here", code: "ACD3" });
		expect(readAsk("i'm here")).toEqual({ ask: "here" });
		expect(readAsk("Place code acd3-efh4.")).toEqual({ ask: "code", code: "ACD3-EFH4" });
		expect(readAsk("place code: acd3 efh4")).toEqual({ ask: "code", code: "ACD3 EFH4" });
	});

	it.each([
		"what do reviews say about booking systems",
		"what did the seminars change?",
		"how many seminars were there in 2014",
		"who presents at the seminars",
		"what do chairs say at seminars",
		"is a place of safety needed",
		"help",
		"there",
		"he is here",
		"my team wants a seminar on coercive control",
	])("“%s” is not for the seminars", (text) => {
		expect(readAsk(text)).toBeUndefined();
	});
});
