/** A number of things whose name takes an “s”, such as “1 passage” and “3 passages”. */
export function many(count: number, what: string): string {
	return `${count} ${what}${count === 1 ? "" : "s"}`;
}
