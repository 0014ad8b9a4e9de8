const themes: [string, RegExp][] = [
	[
		"safeguarding-children",
		/ (?:child|children|children's|safeguarding|2 7|csc|social care|social services) /,
	],
	["risk-assessment", / (?:risk|dash|safety plans?|safety planning|assessments?|2 3) /],
	["information-sharing", / (?:information|info|sharing|share|consent|gdpr|records|2 4) /],
	["healthcare", / (?:gps?|doctors?|health|healthcare|nurses?|hospitals?|midwives|2 2) /],
	["perpetrators-bail", / (?:bail|probation|prisons?|release|released|perpetrators?|2 6) /],
	["complex-needs", / (?:complex needs|alcohol|drugs?|mental health|2 5) /],
	["awareness", / (?:awareness|coercive|control|physical|injur[a-z]+|recognis[a-z]+|2 1) /],
];

/** The theme of the lesson that a message asks to misstate, where it names one. */
export function themeMisstated(sentences: string[]): { theme?: string } {
	const theme = themes.find(([, words]) => sentences.some((sentence) => words.test(sentence)))?.[0];
	return theme === undefined ? {} : { theme };
}
