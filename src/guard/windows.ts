/** How many characters are read at a time, and how many of them again with the next. */
const length = 4000;
const overlap = 400;

/** The most that is read of one message, but for its end. */
const most = 40_000;

/** A long text in overlapping pieces that begin and end where a sentence or a word does; beyond 40,000 characters only its end. */
export function* windows(text: string): Generator<string> {
	const end = Math.min(text.length, most);
	let start = 0;
	while (start + length < end) {
		const stop = breakBefore(text, start + length);
		yield text.slice(start, stop);
		start = breakBefore(text, stop - overlap);
	}
	yield text.slice(start, end);
	if (text.length > most) yield text.slice(breakBefore(text, text.length - length));
}

/** Where the last sentence before a place ends, else the last word, else the place itself. */
function breakBefore(text: string, at: number): number {
	const from = at - 300;
	const tail = text.slice(from, at);
	const sentence = Math.max(...[". ", "! ", "? ", "\n"].map((mark) => tail.lastIndexOf(mark)));
	const place = sentence >= 0 ? sentence : tail.lastIndexOf(" ");
	return place >= 0 ? from + place + 1 : at;
}
