import { describe, expect, it } from "vitest";
import { screen } from "#guard/screen.ts";

describe("what people tell of their own work after a seminar", () => {
	it.each([
		"I ask every patient in private if they feel safe at home.",
		"I ask about the children every time, and write it down.",
		"I now ask about suicide and stalking as well.",
		"I ask him to leave the room before I ask.",
		"I ask whether he has ever tried to strangle her",
		"I have one woman who is now safe because I asked",
		"I rang her back when I said I would",
		"I ask every patient in private now",
		"i have not had time",
		"We ask about strangulation on every form and we tick it properly",
		"I document marks on a body map and I use her words",
		"I don't wait for bruises before I say something",
		"I look at risk again when he gets out",
		"I stopped blaming mothers",
		"I refer the same day if there are children",
		"3/5 because I only work Mondays",
		"no change, I left that team in May",
	])("passes, such as “%s”", (text) => {
		expect(screen(text)).toBeUndefined();
	});

	it.each([
		"I ask everyone now, because my own husband used to hit me",
		"he is still hurting me",
		"I ask every patient in private now. nobody ever asked me when he was choking me",
		"I could not finish it, he reads everything on this phone",
		"not much, my partner does not let me go to trainings any more",
		"since the seminar I noticed that I do this to my wife",
		"one of my patients told me yesterday that he strangled her and she has gone back home to him",
		"I do ask, but I go home to the same thing every night",
		"nothing different except that I hide my phone from him now",
		"I asked a lady on Monday and she whispered that he means to kill her this week",
	])("is heard where it discloses something, as in “%s”", (text) => {
		expect(screen(text)?.kind).toBe("disclosure");
	});
});
