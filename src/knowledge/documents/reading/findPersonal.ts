type Sign = { pattern: RegExp; kind: string; unlessBody?: boolean };

const name = "[A-Z][\\p{L}'’-]+";
const posts =
	"[Hh]ead|[Dd]irector|[Cc]hief|[Mm]anager|[Cc]o-?ordinator|[Oo]fficer|[Cc]hair|[Ii]nspector|[Ss]uperintendent|[Ss]ergeant|[Cc]ommissioner|[Aa]uthor|[Ll]eader|[Ll]ead";
const titles =
	"Mr|Mrs|Ms|Miss|Dr|Prof|Cllr|Sir|Dame|Lord|Lady|Councillor|Professor|Sgt|Inspector|Superintendent|Sergeant|Constable|DCI|DI|DC|DS|PC|Supt";

const signs: Sign[] = [
	{ pattern: /[\w.+'-]@[\w-]{1,63}\.[\w-]/, kind: "an e-mail address" },
	{ pattern: /(?:\+44\s?(?:\(0\)\s?)?|\(?\b0)\d(?:[\s()-]{0,2}\d){8,9}(?!\d)/, kind: "a telephone number" },
	{
		pattern: /\b(?:tel(?:ephone)?|phone|mobile|mob|fax|ext)\b\.?:?\s*(?:no\.?:?\s*)?\+?\(?\d[\d\s()-]{3,}/i,
		kind: "a telephone number",
	},
	{ pattern: /\b116\s?(?:000|006|111|117|123)\b/, kind: "a telephone number" },
	{ pattern: /\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b/, kind: "a postal address" },
	{ pattern: /\b(?:date of birth|DOB|NHS n(?:umber|o))\b\.?:?\s*\d/i, kind: "a personal record" },
	{
		pattern: new RegExp(`\\b(?:${titles})\\.?\\s+(?:[A-Z]\\.?\\s+)?${name}`, "u"),
		kind: "a person's name",
		unlessBody: true,
	},
	{
		pattern: new RegExp(`\\b[Cc]ontact:?\\s+${name}\\s+${name}`, "u"),
		kind: "a person's name",
		unlessBody: true,
	},
	{
		pattern: new RegExp(
			`(?<!\\p{L})${name}\\s+${name},\\s+(?:(?:[Tt]he|[Ii]nterim|[Aa]cting|[Dd]eputy|[Aa]ssistant|[Ss]enior)\\s+)*(?:${posts})\\b`,
			"u",
		),
		kind: "a person's name",
		unlessBody: true,
	},
	// Reports say who led the review and who wrote it.
	{
		pattern: new RegExp(
			`\\b(?:[Cc]hair|[Aa]uthor)(?:\\s+and\\s+\\p{L}+)?(?:,|\\s+(?:is|was)|\\s+of\\s+(?:the|this)\\s+\\p{L}+\\s+(?:is|was))\\s+${name}\\s+${name}`,
			"u",
		),
		kind: "a person's name",
		unlessBody: true,
	},
	{
		pattern: new RegExp(
			`(?<!\\p{L})${name}\\s+${name}\\s+(?:is|was|has been)\\s+(?:appointed|commissioned|chosen|asked|the)\\b[^.]{0,60}\\b(?:[Cc]hair|[Aa]uthor)\\b`,
			"u",
		),
		kind: "a person's name",
		unlessBody: true,
	},
];

// The words of bodies, not of people.
const body =
	/\b(?:partnership|council|board|office|service|services|trust|police|constabulary|committee|forum|authority|group|agency|department|university|institute|association|charity|foundation|society|centre|home|nhs|alliance|network|unit|team|county|city|borough|safety|community|review|abuse|homicide)\b/i;

/** Whether a name is that of a body, such as a partnership or a council, and not of a person. */
export function namesBody(text: string): boolean {
	return body.test(text);
}

/** What a text holds that points to a person, in words, each once. `names` are people's names known from elsewhere. */
export function findPersonal(text: string, names: string[] = []): string[] {
	const kinds = signs
		.filter(({ pattern, unlessBody }) => {
			const match = pattern.exec(text);
			return match !== null && !(unlessBody && namesBody(match[0]));
		})
		.map(({ kind }) => kind);
	if (names.some((name) => text.toLowerCase().includes(name.toLowerCase()))) kinds.push("a person's name");
	return [...new Set(kinds)];
}

/** The person's name that a text begins with, such as an author with a post after it; not the name of a body. */
export function leadingName(text: string): string | undefined {
	const match =
		/^\s*(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Cllr)\.?\s+)?([A-Z][\p{L}'’-]+(?:\s+[A-Z]\.?)?\s+[A-Z][\p{L}'’-]+)/u.exec(
			text,
		);
	const found = match?.[1];
	return found && !namesBody(found) ? found.replace(/\s+/g, " ") : undefined;
}

/** A text without the sentences that point to a person: its longest unbroken run, so that it stays word for word. */
export function withoutPersonal(text: string, names: string[]): { text: string; kinds: string[] } {
	const whole = findPersonal(text, names);
	if (whole.length === 0) return { text, kinds: [] };
	let best = "";
	let run = "";
	for (const sentence of sentences(text)) {
		run = findPersonal(sentence, names).length > 0 ? "" : `${run}${sentence}`;
		if (run.length > best.length) best = run;
	}
	// What is only seen across two sentences cannot be cut out of one.
	return { text: findPersonal(best, names).length > 0 ? "" : best.trim(), kinds: whole };
}

function sentences(text: string): string[] {
	return text.split(
		/(?<=(?<!\b(?:Mr|Mrs|Ms|Dr|Prof|Cllr|St|No|Tel|Ext|Mob|e\.g|i\.e|[A-Z]))[.!?]["”’)]?\s)(?=["“‘(]?[A-Z0-9])/,
	);
}
