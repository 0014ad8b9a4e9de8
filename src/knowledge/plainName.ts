/** A name as it is compared with others: without capitals, punctuation and doubled spaces. */
export function plainName(name: string): string {
	return name
		.normalize("NFKC")
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, " ")
		.trim();
}
