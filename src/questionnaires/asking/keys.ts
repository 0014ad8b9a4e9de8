type Spoken = { id: string; said: number };

/** Names the next message that is said on an invitation, or the one so many after it. */
export function nextKey({ id, said }: Spoken, after = 0): string {
	return `questionnaires:${id}:${said + 1 + after}`;
}

/** Names every message that was said on an invitation. */
export function keysOf({ id, said }: Spoken): string[] {
	return Array.from({ length: said }, (_, at) => nextKey({ id, said: at }));
}
