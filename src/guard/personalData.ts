/** Numbers, addresses and dates that point to one person. Read in the text as it was typed. */
const details: RegExp[] = [
	// An NHS number, and other numbers said to be a record's.
	/\b\d{3}[ -]?\d{3}[ -]?\d{4}\b/,
	/\b(?:nhs|hosp(?:ital)?|crime|cad|niche|mosaic|emis|rio|pnc|urn|uprn|nomis|delius|ehr|passport|prison|custody|incident|case|ref(?:erence)?|social care|early help|systmone|liquid ?logic|athena|storm|ni|national insurance|visa|acc(?:ount)?|sort(?: code)?|licen[cs]e plate|reg|vehicle|student|upn|tenancy|hosp no)\.?\s*(?:(?:no|num|number|ref|id|code)\.?)?\s*[:#]?\s*(?=[a-z0-9/-]*\d{3})[a-z]{0,3}[-/ ]?\d[\dA-Za-z/-]{3,}/i,
	/\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b/,
	/\b\d{2,6}[/-]\d{4,8}(?:[/-]\d{2,4})?\b/,
	/\b\d{2}-\d{2}-\d{2}\b/,
	/\b(?:EH|CAD|URN|INC|REF|CR|DA)[ -]?\d{3,}\b/,
	/\b[A-Z]{1,3}\d{5,}\b/,
	/\b[A-Z]\d{4}[A-Z]{2}\b/,
	// A date of birth.
	/\b(?:d\.?o\.?b\.?|born(?: on)?|date of birth|birth ?date|b\.)\s*[:.]?\s*(?:on |the )?\d{1,2}(?:st|nd|rd|th)?[\s./-]+(?:\d{1,2}|[a-z]{3,9})[\s./-]+\d{2,4}/i,
	/\b(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|1[0-2])[./-](?:19|20)?\d{2}\b/,
	// A telephone number, an address for mail, a postcode, a street address.
	/\b(?:\+44\s?|0)(?:\d[\s-]?){9,10}\b/,
	/[\w.+-]{1,64}@[\w-]{1,64}\.\w/,
	/\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b/i,
	/\b(?:flat |unit |apt )?\d{1,4}[a-z]?,?\s+(?:[A-Z][\w']+\s+){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Close|Cl|Drive|Dr|Gardens|Grove|Court|Ct|Way|Place|Pl|Crescent|Terrace|Row|Mews|Rise|Hill|Gate|Parade|View|Buildings|Orchard|Bank|House|Walk|Square|Reach|Park|Green|Wharf|Mount|Fields|Quay|Villas)\b/i,
	/\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b/,
];

const title = String.raw`(?:[Mm]r|[Mm]rs|[Mm]s|[Mm]iss|[Mm]x)\.?`;
const name = `[A-Z][a-z]+(?:[-'’][A-Z]?[a-z]+)*`;
const role = String.raw`(?:client|[Pp]atient|[Pp]t|tenant|pupil|[Pp]upil is|resident|child|service user|[Cc]lient|[Tt]enant|[Rr]e|subject|name|Name|Patient|called|named|family of|teacher here\.)`;

/** A person's name beside what makes it one: a title, a part in a case, an age. */
const names: RegExp[] = [
	new RegExp(String.raw`\b${title} (?:&|and )?(?:${title} )?(?:[A-Z]\.? ?)?${name}`),
	new RegExp(String.raw`\b${role}:? (?:is )?(?:[A-Z]\.? )?${name}(?: ${name})+`),
	new RegExp(String.raw`\b${role}:? [A-Z]\.? ${name}`),
	new RegExp(String.raw`\b${name} ${name},? \(?\d{1,2}[a-zA-Z]?\b`),
	new RegExp(String.raw`\b${name} \(\d{1,2}\)`),
	new RegExp(String.raw`\b${name} ${name},? (?:b\. ?\d{4}|[Yy](?:ea)?r \d{1,2}\b)`),
	new RegExp(String.raw`\btwins ${name} (?:&|and) ${name}`),
	new RegExp(String.raw`\b[Tt]he ${name} family\b`),
	/\b[A-Z][a-z]+ [A-Z][a-z]+-[A-Z][a-z]+\b/,
	/\binitials [A-Z]{2,3}\b/,
];

/** Whether a message carries details that point to one person. */
export function hasDetails(text: string): boolean {
	return details.some((detail) => detail.test(text)) || namesSomeone(text);
}

/** Whether a message names somebody who is no public body, law or helpline. */
function namesSomeone(text: string): boolean {
	const read = text.replace(publicNames, " ");
	return names.some((pattern) => pattern.test(read));
}

const publicNames =
	/\b(?:Clare'?s Law|Karma Nirvana|Home Office|Nicole Jacobs|Standing Together|Operation Encompass|Sarah'?s Law|Kent and Medway|Medway Council|Kent Police|Community Safety|Action Fraud|Independent Chair|Jane Monckton[- ]Smith|Suzy Lamplugh|Turning Point|Turks and Caicos|Women'?s Aid|Victim Support|Tower Hamlets|County Hall)\b/gi;
