/** What kind of thing a question wants to be told, where that can be read from its words. */
export type Want =
	| "count"
	| "percentage"
	| "date"
	| "duration"
	| "place"
	| "contact"
	| "cost"
	| "name"
	| "link"
	/** All the themes there are. */
	| "overview";

// How people word a question for each kind of thing. They are read on plain small letters, each
// pattern between word boundaries unless it says otherwise; the first kind that fits has the question.
const kinds: [Want, string[]][] = [
	[
		"percentage",
		[
			"per ?cent(?:age)?s?|proportions?|what (?:share|fraction|slice)|ratio",
			"(?:conviction|reoffending|arrest|charge|response|attendance|completion|success|detection|repeat|dropout|death|homicide) rates?",
		],
	],
	[
		"cost",
		[
			"how much (?:is|are|was|were|does|do|did) .*\\b(?:cost|place|ticket|fee|paid|pay|charge|seminar|course|chair|refuge|bed)",
			"costs?|price|prices|fees?|salary|salaries|wage bill|budget|tariff|mileage|cheapest|expenses|funding for|spend|spent on",
			"paid (?:per|a|for|to)|free of charge|get it free|who pays|get paid",
		],
	],
	[
		"duration",
		[
			"how (?:long|soon|quickly|many (?:days|weeks|months|years|hours|minutes))",
			"time ?scales?|time ?limits?|deadlines?|within how|average (?:number of )?(?:days|weeks|months|time|length)|how much notice",
		],
	],
	[
		"count",
		[
			"how many|numbers? of|total (?:number|of|spend)|per \\d[\\d,]+|what score|per head|average|median|mean age|how old|what age",
		],
	],
	[
		"contact",
		[
			"whom? (?:do|should|can|could|would|might) (?:i|we) (?:contact|e-?mail|ring|phone)",
			"(?:phone|tel|telephone|mobile|duty|direct|contact|fax|extension|hotline|out of hours)(?: team)? ?(?:numbers?|lines?|no)",
			"number (?:for|of) (?:the )?(?:duty|marac|team|mash|kent|medway|police|office|council|social|children|idva|one)",
			"e-?mail (?:address|for|of)|contact details|postcode|what's the (?:number|email|address|extension)|what is the (?:number|email|address|extension)",
		],
	],
	[
		"place",
		[
			"venue|parking|do we park|bus stop|(?:which|what) (?:hall|room|building|office|street|hotel|floor)|(?:address|location) (?:of|for)|the address|nearest|step free|hearing loop|creche|lunch|catering|refreshments|sandwich\\w*|coffee break|wi-?fi",
			"where(?:'s| is| are| was| were| do| will)\\b.{0,30}\\b(?:video|recording|slides|live|office|based|building|room|car park|parking|nearest)",
		],
	],
	["link", ["(?:zoom|meeting|joining|teams) link|links? (?:to|for)|url|zoom"]],
	[
		"name",
		[
			"what(?:'s| is| was| were) (?:the |his |her |their )?(?:\\w+(?:'s)? )?names?|names? of|which practice",
			"which (?:\\w+ ){0,2}(?:gp|surgery|practice|school|hospital|officer|nurse|doctor|worker|trust|force|refuge|charity) (?:was|were|is|did|had|failed)",
			"who (?:was|were) the (?:victim|perp|perpetrator|killer|family|gp|doctor|officer|man|woman|son|social worker)",
			"who(?:'s| is| are) (?:chairing|our|your|my|in charge|leading|running|on the|the|new|current|covering|looking after)",
			"who covers|most recent (?:chair|victim)",
		],
	],
	[
		"date",
		[
			"when(?:'s| is| are| was| were| will| does) (?:the |our |my |it |next |a )|what(?:'s the|'s)? time|what (?:date|day|year|month)s?|which (?:date|day|month|months|year)s?|since when|when did|when's",
		],
	],
];

const wantPatterns: [Want, RegExp][] = kinds.map(([want, ways]) => [want, between(want, ways)]);

/** What the question wants to be told; undefined for one that any passage about its subject may answer. */
export function wanted(question: string): Want | undefined {
	const text = plain(question);
	return wantPatterns.find(([, pattern]) => pattern.test(text))?.[0];
}

function plain(text: string): string {
	return text
		.toLowerCase()
		.replace(/[’‘`]/g, "'")
		.replace(/\bwh(at|o|ere|en)s\b/g, "wh$1's")
		.replace(/\bwots\b/g, "what's")
		.replace(/\bim\b/g, "i'm")
		.replace(/\s+/g, " ")
		.trim();
}

function between(want: Want, ways: string[]): RegExp {
	const open = want === "percentage" ? "%|" : want === "cost" ? "£|" : "";
	return new RegExp(`${open}\\b(?:${ways.join("|")})(?:\\b|(?<=\\W)|$)`);
}
