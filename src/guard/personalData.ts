/** A year or a range of years: no record's number. */
const years = String.raw`(?:19|20)\d{2}(?:[/-](?:19|20)?\d{2})?\b(?![/-])`;
const dayAndMonth = String.raw`(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|1[0-2])[./-]`;

/** What roads alone are called, and what other things are called too. */
const roads = "Street|Road|Rd|Avenue|Lane|Crescent|Terrace|Mews";
const places =
	"St|Ave|Close|Cl|Drive|Dr|Ln|Gardens|Grove|Court|Ct|Way|Place|Pl|Row|Rise|Hill|Gate|Parade|View|Buildings|Orchard|Bank|House|Walk|Square|Reach|Park|Green|Wharf|Mount|Fields|Quay|Villas";
/** A word of a road's name in small letters: not those of "2 of the house" or "a 20 minute walk". */
const smallWord = String.raw`(?!(?:and|are|down|each|every|for|from|has|her|his|into|our|out|per|the|their|was|way|with|(?:day|hour|min|minute|month|week|year)s?)\b)[a-z'’]{3,}`;

/** Numbers, addresses and dates that point to one person. Read in the text as it was typed. */
const details: RegExp[] = [
	// An NHS number, and other numbers said to be a record's.
	/\b\d{3}[ -]?\d{3}[ -]?\d{4}\b/,
	new RegExp(
		String.raw`\b(?:nhs|hosp(?:ital)?|crime|cad|niche|mosaic|emis|rio|pnc|urn|uprn|nomis|delius|ehr|passport|prison|custody|incident|case|ref(?:erence)?|social care|early help|systmone|liquid ?logic|athena|storm|ni|national insurance|visa|acc(?:ount)?|sort(?: code)?|licen[cs]e plate|reg|vehicle|student|upn|tenancy|hosp no)\.?\s*(?:(?:no|num|number|ref|id|code)\.?)?\s*[:#]?\s*(?!${years})(?=[a-z0-9/-]*\d{3})[a-z]{0,3}[-/ ]?\d[\dA-Za-z/-]{3,}`,
		"i",
	),
	/\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b/,
	new RegExp(String.raw`\b(?!(?:(?:0?[1-9]|1[0-2])[/-])?${years})\d{2,6}[/-]\d{4,8}(?:[/-]\d{2,4})?\b`),
	new RegExp(String.raw`\b(?!${dayAndMonth})\d{2}-\d{2}-\d{2}\b`),
	new RegExp(String.raw`\b(?:EH|CAD|URN|INC|REF|CR|DA)[ -]?(?!${years})\d{3,}\b`),
	/\b[A-Z]{1,3}\d{5,}\b/,
	/\b[A-Z]\d{4}[A-Z]{2}\b/,
	// A date of birth. A date alone is one before 2010; later ones are those of seminars and reports.
	/\b(?:d\.?o\.?b\.?|born(?: on)?|date of birth|birth ?date|b\.)\s*[:.]?\s*(?:on |the )?\d{1,2}(?:st|nd|rd|th)?[\s./-]+(?:\d{1,2}|[a-z]{3,9})[\s./-]+\d{2,4}/i,
	new RegExp(String.raw`\b${dayAndMonth}(?:19\d|200|[03-9])\d\b`),
	// A telephone number that is no helpline's, an address for mail, a postcode, a street address.
	/(?:\+44\s?|\b0)(?![38]0)(?:\d[\s-]?){9,10}\b/,
	/[\w.+-]{1,64}@[\w-]{1,64}\.\w/,
	/\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b/i,
	new RegExp(String.raw`\b\d{1,4}[a-zA-Z]?,?\s+(?:[A-Z][\w'’]+\s+){1,3}(?:${roads}|${places})\b`),
	new RegExp(String.raw`\b\d{1,4}[a-z]?,?\s+${smallWord}\s+(?:${roads})\b`, "i"),
	new RegExp(
		String.raw`\b(?:at|address(?: is)?:?|flat \w{1,3},?)\s+\d{1,4}[a-z]?,?\s+(?:${smallWord}\s+){1,2}(?:${roads}|${places})\b`,
		"i",
	),
	/\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b/,
];

const title = String.raw`(?:[Mm]r|[Mm]rs|[Mm]s|Miss|[Mm]x)\.?`;
const name = `[A-Z][a-z]+(?:[-'’][A-Z]?[a-z]+)*`;
const part =
	"[Cc]lient|[Pp]atient|[Pp]t|[Tt]enant|[Pp]upil|resident|child|service user|subject|[Nn]ame|family of|teacher here\\.";
const person = String.raw`[Hh]e|[Ss]he|man|guy|woman|boy|girl|child|\w*friend|bf|gf|partner|husband|wife|neighbour|carer|client|patient|tenant|pupil|applicant`;
const role = String.raw`(?<!['’])\b(?:${part}|(?:${person})(?: is| was|['’]s)? (?:called|named))`;

/** A person's name beside what makes it one: a title, a part in a case, an age, a school year. */
const names: RegExp[] = [
	new RegExp(String.raw`\b${title} (?:&|and )?(?:${title} )?(?:[A-Z]\.? ?)?${name}`),
	new RegExp(String.raw`${role}:? (?:is )?(?:[A-Z]\.? )?${name}(?: ${name})+`),
	new RegExp(String.raw`${role}:? [A-Z]\.? ${name}`),
	new RegExp(String.raw`\b${name} ${name},? \(?(?:aged )?\d{1,2}[a-zA-Z]?\b`),
	new RegExp(String.raw`\b${name} \(\d{1,2}\)`),
	new RegExp(
		String.raw`\b${name} ${name},? (?:b\. ?\d{4}|(?:in )?(?:[Yy](?:(?:ea)?r )?\d{1,2}|\d{1,2}[A-Z])\b)`,
	),
	new RegExp(String.raw`\btwins ${name} (?:&|and) ${name}`),
	new RegExp(String.raw`\b[Tt]he ${name} family\b`),
	/\b[A-Z][a-z]+ [A-Z][a-z]+-[A-Z][a-z]+\b/,
	/\binitials [A-Z]{2,3}\b/,
];

/** Whether a message carries details that point to one person. */
export function hasDetails(text: string): boolean {
	const read = text.replace(publicNames, inSmallLetters).replace(workWords, inSmallLetters);
	return [...details, ...names].some((pattern) => pattern.test(read));
}

function inSmallLetters(words: string): string {
	return words.toLowerCase();
}

/** Public bodies, laws, helplines and courts, which are no person's name or address. */
const publicNames =
	/\b(?:(?:Clare|Claire|Sarah|Jade|Martha)['’]?s (?:Law|Rule)|Women['’]?s Aid|Karma Nirvana|Home Office|Nicole Jacobs|Standing Together|Kent and Medway|Dyfed[- ]Powys|Medway Council|Kent Police|Action Fraud|Jane Monckton[- ]Smith|Suzy Lamplugh|Turning Point|Turks and Caicos|Victim Support|Tower Hamlets|County Hall|Key Stage|Ms Teams|(?:Crown|County|Family|High|Magistrates['’]?) Court)\b/gi;

/** Words that begin a question, or stand in headings and in the names of bodies, laws and schemes, and hardly in a person's. */
const worded = `
	Is Are Was Were Do Does Did Has Have Can Could Should Would What Which Who Why How When Where In On At By To Of And For From With Since Our My Your
	Domestic Homicide Abuse Violence Death Suicide Harm Stalking Harassment Strangulation Marriage Honour Coercive Control Controlling Behaviour
	Economic Emotional Financial Substance Alcohol Tech Gender Trauma Evidence Victim Perpetrator Offender Suspect Survivor Person People Children Adult Older
	Risk Assessment Safety Planning Safeguarding Protection Professional Curiosity Disguised Compliance Routine Enquiry Information Sharing Data Access Request Response
	Health Healthcare Mental Medical Care Social Police Probation Housing Council Community National Local Public Service Team Agency Agencies Partnership
	Board Panel Conference Committee Working Group Commissioner Independent Chair Policy Procedure Guidance Statutory Act Order Notice Scheme Programme Operation
	Report Review Overview Summary Recommendation Action Lesson Theme Finding Learning Training Seminar Questionnaire
	Level Module Section Chapter Part Table Figure Question Appendix Article Slide Phase Year Week Monday Tuesday Wednesday Thursday Friday Saturday Sunday
	Sikh Muslim Hindu Jewish Traveller Roma Asian Polish
`
	.trim()
	.replace(/\s+/g, "|");
const workWords = new RegExp(
	String.raw`\b(?:(?:${worded})s?\b|(?:Non|Multi|Pre|Post|Anti|Self|Cross|So|Co)-|Page (?=\d))`,
	"g",
);
