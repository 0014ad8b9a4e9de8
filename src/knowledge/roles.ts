const table: [string, RegExp][] = [
	["probation", /\bprobation\b|\boffender managers?\b/],
	["prison", /\bprison officers?\b|\b(?:i|we) work in (?:a |the )?prison\b/],
	[
		"police",
		/\bpolice officers?\b|\bsergeant\b|\bconstable\b|\binspector\b|\bdetective\b|\bpc\b|\bim (?:a )?police\b/,
	],
	["midwife", /\bmidwi(?:fe|ves|fery)\b|\bmaternity\b/],
	["health-visitor", /\bhealth visit(?:or|ors|ing)\b|\bhvs?\b/],
	["gp", /\bgps?\b|\bsurger(?:y|ies)\b|\bpractice manager\b|\bgeneral practice\b/],
	["nurse", /\bnurses?\b|\bparamedics?\b|\bward\b|\ba ?& ?e\b/],
	[
		"mental-health",
		/\bcpn\b|\bcmht\b|\bpsychiatr\w+\b|\bmh (?:trust|nurse|worker)\b|\bmental health (?:nurse|worker|team|trust)\b/,
	],
	["substance-misuse", /\b(?:drug|alcohol|recovery|substance)\b.{0,12}\b(?:worker|keyworker|service)\b/],
	["social-worker", /\bsocial workers?\b|\bsw\b|\bsocial care\b/],
	["school", /\bteachers?\b|\bhead ?teacher\b|\bhead of year\b|\bdsl\b|\bschool\b|\bpastoral\b/],
	["housing", /\bhousing\b|\btenancy\b/],
	["idva", /\bidvas?\b/],
	["marac-coordinator", /\bmarac (?:coordinator|co-ordinator|chair|rep)\b/],
	["commissioner", /\bcommissioners?\b|\bi commission\b|\bicb\b/],
	["voluntary-sector", /\bcharit(?:y|ies)\b|\bvolunteers?\b|\brefuge worker\b|\boutreach\b/],
	["manager", /\bmanagers?\b|\bi manage\b|\bmy (?:staff|team|board)\b/],
];

/** The roles that a text names, in the words that themes use for them. */
export function rolesIn(text: string): string[] {
	const plain = text.toLowerCase().replace(/[’‘]/g, "'");
	return table.filter(([, pattern]) => pattern.test(plain)).map(([role]) => role);
}

const asides = [
	/^(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)|dear \w+|morning)[ ,.!]*)?(?:as an?|speaking as an?|i'?m an?|im|i'?m|i am an?|i am|we'?re an?|we are an?|i manage|i run|i lead|i work (?:in|at|for|with)) [^,.;:?!]{2,60}?(?:[,.;:?!]|\band\b|\bhere\b|\bso\b| - | – |(?= (?:i|we|my|our|do|does|what|is|are|how)\b))/i,
	/^(?:[\w&'/-]+ ){0,2}(?:\w*worker|nurse|officer|manager|teacher|paramedic|midwife|gp|inspector|sergeant|lead|chair|coordinator|idva|commissioner|adviser|advisor|student|trainee|councillor|volunteer|psychologist|psychiatrist|dentist|pharmacist|counsellor)s?, /i,
	/^[^,.;:?!]{2,40}? (?:here|asking|question|speaking|query)\b[,.:;! -]*/i,
	/^(?:[\w&'/-]+ ){0,3}[\w&'/-]+[.:] (?=.{12})/i,
];
const closings =
	/(?:[,.?!]|\blol\b) *(?:(?:[\w&'/-]+ ){1,4}(?:asking|here)|(?:student )?essay|(?:im |i'm )?writing .{3,40}|asking .{3,40}|(?:kind |many )?(?:regards|thanks)|new starter|thanks.{0,20}|cheers.{0,10})\W*$/i;

/** A question without and with what its asker says about themselves and why they ask. */
export function parted(question: string): { asked: string; aside: string } {
	let asked = question.trim();
	let aside = "";
	for (const pattern of asides) {
		const opening = pattern.exec(asked)?.[0];
		if (!opening || /[?]/.test(opening) || asked.length - opening.length < 8) continue;
		aside += ` ${opening}`;
		asked = asked.slice(opening.length).trim();
		break;
	}
	const closing = closings.exec(asked);
	if (closing && closing.index > 8) {
		aside += ` ${closing[0].slice(1)}`;
		asked = asked.slice(0, closing.index + 1);
	}
	return { asked, aside: aside.trim() };
}
