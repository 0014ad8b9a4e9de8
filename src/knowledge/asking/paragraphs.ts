const numbered =
	/(?<![\w.£$€])\d{1,2}(?:\.\d{1,2})+(?![\w.]*\w)(?!\W{0,2}(?:%|per ?cent|million|billion|thousand|times|years?|months?|weeks?|days?|hours?|miles?|x\b))/gi;
const unwanted =
	/\b(?:skip|skipping|forget|ignore|without|not|except|besides|beyond|leave out)\W+(?:(?:the|theme|lesson|para|paragraph|section|point|number)\W+)*$/i;

/** The paragraphs that a question names by their numbers, as in "what does 2.6 say": not an amount, and not one to be left out. */
export function paragraphsNamed(question: string): string[] {
	const named = [...question.matchAll(numbered)].filter(
		({ index }) => !unwanted.test(question.slice(0, index)),
	);
	return [...new Set(named.map(([number]) => number))];
}
