import type { Want } from "./wants.ts";

// How people word each kind of question. They are read on plain small letters, each pattern
// between word boundaries unless it says otherwise; the first kind that fits has the question.

const weekday = "(?:mon|tues|wednes|thurs|fri|satur|sun)day";
const moment = `at the moment|at present|right now|tonight|today|tomorrow|tmrw|this (?:week|month|morning|afternoon|evening|weekend|${weekday})|(?:next|last|on) (?:week|${weekday})|${weekday}|bank holiday|these days|nowadays|on duty|on call`;
const source = "(?:paper|reviews?|reports?|document|panels?|authors?|lessons?|dhrs?|findings?)";
const someone = "(?:client|patient|service user|pupil|tenant|neighbour|colleague|case)";
const admin =
	"fill|apply|log|book|register|sign|claim|download|upload|access|print|reset|submit|complete|join|cancel|change|find my|request|become|order|install|use|refer|send|contact|report|make an?|raise|appeal|complain|pay|arrange|set up|open|close|transfer|escalate|get (?:my|an?|on|in|to|hold)|boil|cook|fix|connect|spot a|treat";
const act =
	"refer|book|send|e-?mail|text|ring|call|phone|message|forward|post|add|remove|cancel|delete|draft|write|translate|set|log|record|fill (?:in|out)|complete|submit|make (?:me|an?|my|this|the)|do (?:me|an?|my)|check|reset|unlock|remind|sign|register|invite|arrange|order|print|move|change|update|schedule|report|notify|upload|create|generate|type|transfer|put|enrol|rebook|save|contact|open|close|approve|block|mute|run|look up|pull up|chase|amend|edit|file|escalate|flag|pay|apply|get me|find me|give me|tell me|turn|rate|rewrite|convert|prepare|design|build|start|stop|sort|pass|share|summari[sz]e (?:my|this|these)|let (?:my|the|me)|fix|print|make sure|new \\w+ please";
const notCommanded =
	"we|i|they|you|people|staff|workers|police|probation|front\\w*|surgeries|gps?|agencies|services|any|some|most|many|all|the (?:reviews?|lessons?|police|panels?|themes?|papers?)|out|not|it|\\w+s ever|reviews?|panels?|other|up|on";

const kinds: [Want, string[]][] = [
	[
		"grading",
		[
			"(?:medium|standard|high|gold)(?: risk)? ?\\W*$",
			"(?:or|as|be graded|grade it|graded) (?:a )?(?:high|medium|gold|standard)(?= |$|:|,)",
			"automatically (?:gold|high|medium|standard|marac)",
			"(?:is|are) (?:she|he|they|this|it|this one|that|(?:my|the|our) (?:client|victim|patient))\\b.{0,30}\\b(?:high risk|at risk|in danger|gold|medium risk|standard risk|safe|dangerous|marac)",
			"how (?:risky|dangerous|safe) is (?:he|she|this|it|my|the client|a|an)",
			"(?:i|we|she|he|colleague) (?:scored|ticked|got) \\d+",
			"scored \\d+|is \\d+ ticks?|\\d+ ticks enough|(?:should|would|does|can) (?:this|that) (?:one|case|client|family)|this one go",
			"would (?:you|u) (?:say|class|grade|score|rate|call|put)",
			"put a number on",
			"(?:come|be taken) off the",
			"at more (?:danger|risk)",
			"(?:grade|score|rate|assess) (?:this|my|a case|her|him)",
			"how many ticks (?:would|should|does) (?:you|this|that|it|she|he)",
			"should i (?:be worried|worry|be graded|believe)",
			`is my ${someone}`,
			"do you (?:think|reckon|believe)",
			"will (?:he|she|they) (?:do it|kill|hurt|come back|reoffend|change)",
			"what (?:level|grade|risk) (?:is|would) (?:this|he|she|it|you)|what level of (?:danger|risk)|which one is the (?:real )?(?:victim|perpetrator|abuser)|what do (?:you|u) reckon",
		],
	],
	[
		"claim",
		[
			"(?:where|which (?:page|paragraph|section|part|bit)|what page|page|paragraph) (?:does|do|did|that|where|in .{0,30})?(?: ?(?:it|they|the \\w+))? ?(?:say|says|said|tell|tells|state|states|recommend|recommends|mention|mentions)",
			"the (?:bit|part|page|section|paragraph|review|lesson|finding|passage|line|recommendation|one|report|quote) (?:that|where|which|saying|about how)\\b.{0,12}\\b(?:says?|said|saying|recommend\\w*|blam\\w*|told|tells?|prov\\w*|show\\w*|it|about|found|ban\\w*)",
			"the (?:passage|quote|sentence|line|bit|part)\\b.{0,60}\\bwhere is it",
			"(?:quote|cite) (?:me )?(?:the|where)",
			`why (?:did|does) the ${source}`,
			`reasons? (?:that )?the ${source} (?:gave|gives?)`,
			`when did the ${source} (?:say|advise|recommend|ban|decide)`,
			"confirm that the|which para|where(?:'s| is) the (?:bit|part|section|page|passage|line)",
			`the ${source} (?:says?|said|states?) .{4,80}\\bwhy|(?:swears|reckons|claims|heard|insists) (?:that )?(?:\\w+ ){0,5}${source} (?:said|says|tells?|told)`,
			`which ${source} (?:recommend|said|told|advis|blam|bann|order|ask)\\w*`,
			"(?:were|was|did|had|have|are) any of the (?:victims?|perpetrators?|killers?|offenders?|famil\\w+|kent \\w+|medway \\w+|local \\w+|people)",
			"what (?:did|does) (?:the )?[\\w ]{3,30} (?:inquiry|inquest)",
			"(?:who|which|what) (?:\\w+ ){0,3}(?:worst|best|youngest|oldest|highest|lowest|biggest|richest|busiest|longest|shortest)",
			"what does it say about|why (?:was|were) the [\\w ]{3,40} (?:abolished|scrapped|closed|banned|sacked|removed|stopped|ended)|it says .{5,80}\\b(?:right|correct|doesn't it|yes)|did (?:anyone|anybody|someone) from|which newspapers?",
		],
	],
	[
		"elsewhere",
		[
			"(?:australia\\w*|america\\w*|usa|united states|new york|canad\\w+|new zealand|ireland|irish|scotland|scottish|spain|spanish|france|french|germany|german|italy|italian|sweden|swedish|norway|denmark|dutch|netherlands|belgium|portugal|poland|india|pakistan|china|japan|africa\\w*|europe\\w*|other countries|overseas)(?! (?:women|woman|men|victims?|families|communit\\w+|people|background))",
			"safeguarding adults? reviews?|sars?|child safeguarding practice reviews?|l?cspr|rapid reviews?|serious case reviews?|leder|serious further offen[cs]es?|sfo|offensive weapons? homicide|owhr|mental health homicide|fatality reviews?|serious incident(?: review)?s?|patient safety|child death (?:review|overview)|cdop|public inquir(?:y|ies)",
		],
	],
	[
		"treatment",
		[
			"dose|dosage|mg|prescrib\\w*|medication|antidepressants?|antipsychotics?|therapy for|best therapy|treat(?:ment)? (?:an?|for|of)|symptoms? of|first aid|side effects?|do you treat|blood pressure|fractured?|concussion|sepsis",
			"signs of (?:a )?(?:skull|brain|stroke|overdose|broken)",
			"(?:ct|mri|x-?ray)(?: scan)?|angiogram",
			"withdrawal|overdose of|safe to take|mix (?:\\w+ ){1,3}and",
			"spot a broken|(?:cause|have|had|having) an? (?:stroke|seizure|heart attack)",
		],
	],
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
			"(?:phone|tel|telephone|mobile|duty|direct|contact|fax|extension|hotline|out of hours)(?: team)? ?(?:numbers?|lines?|no)",
			"number (?:for|of) (?:the )?(?:duty|marac|team|mash|kent|medway|police|office|council|social|children|idva|one)",
			"e-?mail (?:address|for|of)|contact details|postcode|what's the (?:number|email|address|extension)|what is the (?:number|email|address|extension)",
		],
	],
	[
		"now",
		[
			`(?:is|are|has|have|will|does|do|can|when|who|what|which|any|if|has|what's|who's)\\b[^.!?]*\\b(?:${moment}|moved offices?|spaces left|it full)`,
			"next \\w+ (?:date|meeting|session|seminar|event|group|forum)|(?:when|what date|which day).{0,12} next|after \\d ?(?:am|pm)|(?:opening|visiting) (?:hours|times)|vacanc\\w+|waiting (?:list|time|room)s?|registration open|are there (?:any )?(?:spaces|places|beds)|still get on|get a place|(?:any|how many) (?:spaces|places|beds|jobs|vacancies)|still (?:open|running|going|available|in post)|published yet|latest score",
			"is the \\w+ (?:shut|closed|open|down)|(?:is|are) (?:the|our) .{3,40} (?:open|shut|closed|running|hiring)",
			"is there (?:an?|any) (?:waiting|creche|template|funding|bus|lunch|parking|space|place|bed|job|vacancy|form|room|charge|fee|cost|lift|car|recording|zoom|hearing|step|helpline|clinic|meeting|drop)",
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
		"law",
		[
			"penalt(?:y|ies)|divorce|smacking|legally|lawful|unlawful|illegal|liable|liability|sued?|sack(?:ed)?|admissible|hearsay|prosecut\\w+|disciplinary|struck off|solicitor|barrister|legal (?:position|advice|aid|rights?|requirement|age)|against the law|court order|warrant|inherit\\w*|evict\\w*|offence to",
			"sentenc\\w+ (?:guidelines?|for)|max(?:imum)? sentence|starting point|universal credit|what benefits|housing benefit|bedroom tax|priority need|child maintenance|compensation|caution|dbs|visa (?:concession|fee|route|application)|occupation order|restraining order|non[- ]?mol\\w*|power of attorney|parental responsibility|funeral|special measures|burden of proof|s(?:ection )?\\d{2,}",
			"(?:right|entitled|eligible) to (?!ask)\\w+|entitled",
			"do(?:es)? (?:a|the|my|she|he|they|survivors|victims|domestic abuse \\w+) .{0,40}\\b(?:have to|get automatic|entitled|qualify|allowed)",
			"can (?:a|an|she|he|they|police|the police|my employer|dad's|mum's|her|his|the court|the council) (?!be (?:used|seen)|do\\b)",
			"do(?:es)? (?:the )?(?:police|courts?|social workers?|council|gdpr|law|landlord|employer)s? (?:need|have to|let|allow|require|permit)",
			"do i have to (?:hand|give|go|tell|attend|disclose|report)|am i (?:personally |legally )?(?:allowed|obliged|liable|required|covered|in trouble|breaking)|will i (?:lose|get|be|have)",
			"(?:is (?:it|this|that)|would (?:it|that|this) be) (?:\\w+ )?(?:legal|lawful|illegal|ok to record|a crime|an offence|a breach)|could (?:a|the) (?:coroner|court|judge)",
		],
	],
	[
		"procedure",
		[
			`how (?:do|can|would) (?:i|we|you|u|she|he) (?:${admin})`,
			"how to (?:apply|register|book|refer|become|fill|claim|report|log|get|request)",
			"where (?:do|can|should) (?:i|we) (?:send|submit|post|upload|park|pay|apply|register|book|sign|claim|return|hand|drop|log)",
			"who do i (?:invoice|send|pay|submit|bill|copy|give)",
			"(?:can|may) (?:i|we) (?:bring|claim|take|leave|swap|attend|come|eat|park|borrow|join|pay|wear|bill|expense|still|use my)",
			"what form|which form|what colour|which page of|how (?:is|are|does|do) .{3,50}\\b(?:triggered|commissioned|worked? out|calculated)|criteria for|thresholds?|certificate|template|will it be recorded|log ?in|password|cpd|does (?:the|this) (?:training|course|seminar|event|session|bot)",
		],
	],
	[
		"date",
		[
			"when(?:'s| is| are| was| were| will| does) (?:the |our |my |it |next |a )|what(?:'s the|'s)? time|what (?:date|day|year|month)s?|which (?:date|day|month|months|year)s?|since when|when did|when's",
		],
	],
];

const themes = "themes?|lessons?|topics?|subjects?|headings?|areas|categories|findings|learning points";

export const patterns = {
	kinds: kinds.map(([want, ways]): [Want, RegExp] => [want, between(want, ways)]),
	elsewhere: between("elsewhere", kinds.find(([want]) => want === "elsewhere")?.[1] ?? []),
	/** A request that the bot does something, for the asker or at all. */
	action: new RegExp(
		[
			`^(?:(?:hi|hello|hey|ok|so|please|pls|plz|now|then|just|and|can|could|will|would|you|u|someone|somebody|it|the bot|kindly)[ ,]+)*(?:${act})\\b (?!(?:${notCommanded})\\b)`,
			`\\b(?:can|could|will|would) (?:you|u|someone|somebody|the bot)(?: please| pls| plz| kindly| just| also)* (?:${act})\\b`,
			"\\b(?:for me|on my behalf)\\b|\\b(?:book|sign|put|add|enrol|remind|call|ring|text|email) me\\b",
		].join("|"),
	),
	/** A request to be told something, which only looks like one to do something. */
	asksToBeTold:
		/\b(?:tell|show|give|send|find|get|share|read|explain) (?:me|us|to me|to us)\b.{0,40}\b(?:about|what|which|who|how|lesson|learning|finding|link|summary|overview|list|more|whether|if|points?)\b|\b(?:share|give|sum up|list)\b.{0,20}\b(?:lesson|learning|finding|theme)/,
	overview: new RegExp(
		`\\b(?:all|every|each|list|full (?:set|list)|overview|seven|7|complete|whole|which|what)\\b.{0,30}\\b(?:${themes})\\b|^\\W*(?:the )?(?:${themes}|menu|contents|options)\\W*$|\\b(?:what's|what is) (?:covered|in here|in it|there|included)\\b|\\bwhat (?:do|can) (?:you|i|u) (?:cover|know|have|ask)\\b`,
	),
};

function between(want: Want, ways: string[]): RegExp {
	const open = want === "percentage" ? "%|" : want === "cost" ? "£|" : "";
	return new RegExp(`${open}\\b(?:${ways.join("|")})(?:\\b|(?<=\\W)|$)`);
}
