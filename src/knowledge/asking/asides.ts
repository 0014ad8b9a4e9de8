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
