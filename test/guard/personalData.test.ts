import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { hasDetails } from "#guard/personalData.ts";
import { tuneExamples } from "./examples.ts";

const content = (name: string): unknown =>
	parse(readFileSync(new URL(`../../prisma/content/${name}.yaml`, import.meta.url), "utf8"));
const themes = content("themes") as { name: string }[];
const glossary = content("glossary") as { term: string; aliases?: string[] }[];

describe("details of a real person", () => {
	it.each([
		"Tobias Renfield, 3 Larkspur Walk",
		"she lives at 14 mill lane",
		"hes at 14 alder walk now",
		"new tenant, flat 6, 12 tanner court",
		"shes moved to 14 MILL LANE",
		"wants a transfer, 12 The Avenue",
		"14 alder walk zz4 8qp",
		"joanne tipton dob 14/3/2015",
		"tariq mahmood 22.09.90 starts on my caseload",
		"Harold Tunstall 11/02/2016 has a new worker",
		"Elsie-Mae Thackwray, Y5, St Quillow's Primary",
		"Kofi Brandreth in 5M is moving to us",
		"my client called Jane Smith wants to know",
		"name: Jane Smith",
		"Mrs Page is new to us",
		"crime ref 2019/12345",
		"ref 22/2019",
		"nhs 999 014 2237",
		"ring her on 07700 900123",
		"ring her on +44 7700 900123",
		"sort code 40-47-84",
	])("are found in “%s”", (text) => expect(hasDetails(text)).toBe(true));

	it.each([
		"2 children in the house",
		"3 safeguards in place",
		"48 hours is in place",
		"28 days after the gate",
		"a 20 minute walk, on a 2 way street",
		"Does section 7 Family Court guidance apply?",
		"Is Dyfed-Powys still on DASH?",
		"Re Domestic Homicide Reviews",
		"did they miss Coercive Control",
		"You're Safeguarding Leads, I know",
		"a charity called Bright Sky",
		"Taking Year 11 for PSHE",
		"Is Key Stage 2 covered?",
		"Is Non-Molestation covered? See Page 12",
		"Does it run in Ms Teams?",
		"NHS 2019",
		"the NHS 2019/20 plan, social care 2021 and the DA 2021 changes",
		"the reviews of 2019-2020, from 03/2019 to 05/2020",
		"12/05/2026",
		"the seminar on 12-05-26",
		"is 0808 2000 247 still the helpline",
	])("are not in “%s”", (text) => expect(hasDetails(text)).toBe(false));

	it("are in no question about a theme or a term, however it is capitalised", () => {
		const known = [
			...themes.map(({ name }) => name),
			...glossary.flatMap(({ term, aliases = [] }) => [term, ...aliases]),
			"Domestic Abuse-Related Death Review",
			"Multi-Agency Public Protection Arrangements",
		];
		const asked = known
			.flatMap((words) => [words, words.replace(/\b[a-z]/g, (letter) => letter.toUpperCase())])
			.flatMap((words) => [
				`What is ${words}?`,
				`Is ${words} covered?`,
				`Re ${words}`,
				`the theme called ${words}`,
			]);
		expect(asked.filter(hasDetails)).toEqual([]);
	});

	it("are found in what is labelled so, and in hardly anything that may pass", () => {
		const share = (kind: string) => {
			const those = tuneExamples().filter((example) => example.kind === kind);
			return those.filter(({ text }) => hasDetails(text)).length / those.length;
		};
		expect(share("personal-data")).toBeGreaterThan(0.99);
		expect(share("ordinary")).toBeLessThan(1 / 5000);
	});
});
