/** Insertions, deletions, substitutions and swaps of neighbours between two words; more than `most` counts as `most + 1`. */
export function slips(a: string, b: string, most: number): number {
	if (Math.abs(a.length - b.length) > most) return most + 1;
	let before: number[] = [];
	let last = Array.from({ length: b.length + 1 }, (_, at) => at);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		let least = i;
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1];
			let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
				cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
			row.push(cost);
			least = Math.min(least, cost);
		}
		if (least > most) return most + 1;
		before = last;
		last = row;
	}
	return Math.min(last[b.length] ?? most + 1, most + 1);
}

/** The letters of a word as a set, a bit each. */
function letters(word: string): number {
	let set = 0;
	for (let at = 0; at < word.length; at++) set |= 1 << (word.charCodeAt(at) % 32);
	return set;
}

function bits(set: number): number {
	let left = set;
	let count = 0;
	for (; left !== 0; count++) left &= left - 1;
	return count;
}

/** How many slips a word of this length is forgiven. */
function forgiven(word: string): number {
	if (word.length < 4 || /\d/.test(word)) return 0;
	return word.length < 8 ? 1 : 2;
}

/**
 * The word that was probably meant: the one with fewest slips, then the one used most, then by the
 * alphabet. Nothing when no word is near enough.
 */
export function mend(word: string, vocabulary: Iterable<[string, number]>): string | undefined {
	const most = forgiven(word);
	if (most === 0) return undefined;
	let best: { to: string; cost: number; used: number } | undefined;
	const own = letters(word);
	for (const [to, used] of vocabulary) {
		if (to.length < 4 || Math.abs(to.length - word.length) > most) continue;
		// Cheaper than counting slips, and rules out nearly all: one slip changes two letters at most.
		if (bits(own ^ letters(to)) > 2 * most) continue;
		const distance = slips(word, to, most);
		if (distance > most || distance === 0) continue;
		const cost = distance + (to[0] === word[0] ? 0 : 0.5);
		if (
			best === undefined ||
			cost < best.cost ||
			(cost === best.cost && (used > best.used || (used === best.used && to < best.to)))
		)
			best = { to, cost, used };
	}
	return best?.to;
}
