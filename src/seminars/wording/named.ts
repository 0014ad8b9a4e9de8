/** The one of this name or id, however it is capitalised. */
export function named<T extends { id: string; name: string }>(text: string, among: T[]): T | undefined {
	const wanted = text.trim();
	return among.find(({ id, name }) => id === wanted || name.trim().toLowerCase() === wanted.toLowerCase());
}
