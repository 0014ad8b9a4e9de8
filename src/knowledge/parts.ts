const breaks =
	/(?:^|[\s,;])\(?\d[.)]\s+|\s\+\s|[?;]\s+(?:and|also|plus)\b|,?\s+(?:and|plus) (?:also |separately |then )?(?=(?:what|how|who|where|any|is there|are there|on |about |separately|the bit|what about|anything)\b)|,\s*(?:also|separately|plus)\s+(?:about\s+|on\s+)?|\bseparately about\b/i;

/** A question that asks several things, as its parts; one that asks one thing as it is. */
export function partsOf(question: string): string[] {
	const parts = question
		.split(breaks)
		.map((part) => part.trim())
		.filter((part) => part.split(/\s+/).length > 1);
	return parts.length > 1 && parts.length <= 4 ? parts : [question];
}
