/** What a text repeats, such as "helped" in "You said {helped}". */
export function repeatedIn(text: string): string[] {
	return [...text.matchAll(/\{([a-z][a-z0-9-]*)\}/g)].map(([, name = ""]) => name);
}

/** The text with what it repeats put in; undefined where something of it is not there. */
export function repeat(text: string, given: (name: string) => string | undefined): string | undefined {
	const missing = repeatedIn(text).some((name) => given(name) === undefined);
	return missing ? undefined : text.replace(/\{([a-z][a-z0-9-]*)\}/g, (_, name: string) => given(name) ?? "");
}
