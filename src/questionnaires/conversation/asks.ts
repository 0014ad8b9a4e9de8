const leadIn = "^(?:so |and |but |ok |please )*";
const auxiliary = "(?:do|does|did|is|are|was|were|can|could|should|would|will|has|have)";

const questionWord = new RegExp(
	`${leadIn}(?:what|how|why|when|where|who|which|whose|${auxiliary}|tell me|show me|explain)\\b`,
	"i",
);

/** Whether a text asks the bot something, with a question mark. */
export function asksSomething(text: string): boolean {
	const words = text.trim();
	return /[?？]\s*$/.test(words) && questionWord.test(words);
}

const inverted = [
	"tell me|show me|explain",
	`(?:what|how|why|when|where|who)(?:'s| about| ${auxiliary})`,
	`(?:what|which|whose|how)(?: (?!(?:i|we|you|they|my|our|to) )\\S+){1,3} ${auxiliary}`,
	`(?!have the )${auxiliary} (?:you|i|we|there|any|the)`,
];
const questionOrder = new RegExp(`${leadIn}(?:${inverted.join("|")})\\b`);

/**
 * Whether a bare text has the order of words of a question, with or without its mark: "what did the reviews
 * say", "which lessons are there". "What we write down" has not, and is as likely an answer.
 */
export function soundsAsked(said: string): boolean {
	return questionOrder.test(said);
}
