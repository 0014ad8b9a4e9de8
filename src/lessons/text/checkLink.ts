/** Why an address cannot be given as a link; nothing where it can. */
export function linkProblem(text: string): string | undefined {
	const url = /\s/.test(text) ? null : URL.parse(text);
	if (!url?.hostname.includes("."))
		return "is not an address that can be opened, such as https://example.org/review";
	if (url.protocol !== "https:") return "must begin with https://";
	if (url.username || url.password) return "must not hold a name or a password";
	return undefined;
}

/** What is wrong with each address that stands in a text. */
export function brokenLinks(text: string): string[] {
	const found = text.match(/\b[a-z][a-z+.-]{1,12}:\/\/[^\s<>"”)\]]*/giu) ?? [];
	return found.flatMap((address) => {
		const problem = linkProblem(address.replace(/[.,;:!?’']+$/, ""));
		return problem ? [`has a link that ${problem}: ${address.slice(0, 60)}`] : [];
	});
}
