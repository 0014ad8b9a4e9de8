/** Encrypts what nothing but its own conversation may read. `bound` ties it to its place: moved elsewhere it does not open. */
export type Secrets = {
	seal(text: string, bound: string): string;
	open(sealed: string, bound: string): string;
};
