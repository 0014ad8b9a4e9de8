import { sign } from "../phrase.ts";
import { ownBehaviour } from "./ownBehaviour.ts";

/** Whether some sentences tell of what another person does to the writer. */
export function isDoneToWriter(sentences: string[]): boolean {
	return sentences.some((sentence) => doneToWriter(sentence));
}

/**
 * Whether some sentences tell of what the writer does to another, and not of another's doing or of
 * another's words: "he says I control him" tells of neither.
 */
export function isDoneByWriter(sentences: string[]): boolean {
	const own = Object.values(ownBehaviour);
	return !isDoneToWriter(sentences) && sentences.some((sentence) => own.some((sign) => sign(said(sentence))));
}

const doneToWriter = sign(
	`
	<hurt>|<threaten>|harasses|threatens|controls|controlled|controlling|abuses|abused|abusing|beats|beating|strangling|stalks|stalked|stalking|isolates|isolated|tracks|tracking|bullies|bullying|raped|monitors|follows|followed me|us
	<hurt> my <body>|phone
	i am|was|get|got|been|being|have_been <hurt>|<threaten>|<control>|abused|stalked|strangled by|at|from|again|every|for
	<hurt> him|her|them back
	back at|when|because|once|after he|she|him|her
	hit|fought|lashed|fight|hitting back
	self defence|defense
	defend|defended|defending|protect|protecting myself
	what|how he|she|they|<close> might|will|could|would|is_going_to|does|did to|do|treats|treat to|me|us
	`,
	"i|it <hurt>|hit|hits me|us\ni|to <hurt>|<threaten> me|myself",
);

/** A sentence without what somebody else says of the writer. */
function said(sentence: string): string {
	return sentence.replace(
		/ (?:(?:he|she|they|everyone|people|wife|husband|partner|ex|mum|dad|girlfriend|boyfriend|son|daughter|police) (?:is |are |has |will |always |keeps |just |now |also |even )*(?:says?|said|saying|tells?|told|telling|thinks?|claims?|claimed|claiming|accuses?|accused|accusing|reckons|swears|lied|lies|calls?|called|convinced|believes?)|(?:makes?|made) (?:me|everyone|people) (?:think|feel|believe))(?: (?:to|the|that|me|everyone|everybody|people|police|my|her|him|family|friends|work|children|of|like|it is|they|is))*(?: (?:i|me|of|being|am|was|were|have|been|a|an|the|too|so|one|always|hit|hurt|do|did|controlling|abusive|violent|control|abuse|abuser|problem|him|her|hitting|hurting|jealous|who is|stalk|stalking|attacked|in wrong|in the wrong|slapped|pushed|scare|frighten))+(?= )/g,
		" reported",
	);
}
