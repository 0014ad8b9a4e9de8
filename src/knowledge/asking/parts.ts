const numbered = /(?:^|\s)(?:\(?[1-3a-c][).:]|(?:first|second|third)(?:ly)?[,:])\s+/i;
const startsNumbered = /(?:^|\s)\(?(?:[1a][).:]|first(?:ly)?[,:])\s/i;
const breaks =
	/(?<=[?!.;])\s+|\s\+\s|\s*[,;]?\s+(?:and also|also|plus|and secondly|and separately|separately)[,:]?\s+|\s*[,;]?\s+(?:and|&)\s+(?=(?:what|who|where|when|how|which|is there|are there|any|on |about |the bit)\b)/iu;
/** Says itself that something else begins. */
const plainBreaks =
	/[?;]\s+(?:and|also|plus)\b|\s\+\s|,?\s+and (?:separately|secondly)\s+|\bseparately(?= about\b)/iu;
const asks =
	/^(?:and |also |plus |then |ok |so )*(?:what|whats|wot|who|whos|where|when|whens|why|how|which|do|does|did|is|are|was|were|can|could|should|shd|will|would|any|anything|need|tell me|explain|give me|on|about|the bit)\b/i;

/** The questions in a message: two or three where it plainly holds as many, else the message as it is. */
export function partsOf(said: string): string[] {
	const byNumber = said.split(new RegExp(numbered, "gi")).map(trimmed).filter(hasContent);
	if (startsNumbered.test(said) && byNumber.length >= 2) return byNumber.slice(-3);
	const plainly = said.split(plainBreaks).map(trimmed).filter(hasContent);
	if (plainly.length >= 2 && plainly.length <= 3) return plainly;
	const sentences = said.split(breaks).map(trimmed).filter(hasContent);
	return sentences.filter((part) => asks.test(part)).length >= 2 ? merged(sentences).slice(0, 3) : [said];
}

/** What asks nothing of its own goes with what stands before it, or after it at the start. */
function merged(sentences: string[]): string[] {
	const questions: string[] = [];
	let before = "";
	for (const part of sentences) {
		if (asks.test(part)) questions.push(before + part);
		else if (questions.length > 0) questions.push(`${questions.pop()} ${part}`);
		before = questions.length > 0 ? "" : `${before}${part} `;
	}
	return questions;
}

function trimmed(part: string): string {
	return part.replace(/^[\s,;:.)-]+|[\s,;:(-]+$/g, "").replace(/^(?:and|also|plus)\s+/i, "");
}

/** "2 things" and "hi" are no questions of their own. */
function hasContent(part: string): boolean {
	return (
		part.split(/\s+/).filter((word) => /\p{L}{2}/u.test(word)).length >= 2 &&
		!/^(?:hi|hello|hey|thanks|two|2|three|3|couple|quick)\b.{0,24}$/i.test(part)
	);
}
