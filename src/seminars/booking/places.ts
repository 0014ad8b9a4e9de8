/** How the places of a seminar stand: how many there are, are held for an agency, and are taken. Offered is taken. */
export type Standing = {
	capacity: number;
	/** Seats that only this agency may take, those that it has taken included. */
	holds: ReadonlyMap<string, number>;
	/** How many each agency has taken. */
	taken: ReadonlyMap<string, number>;
};

/** Somebody who waits. */
export type Waiting = { id: string; agencyId: string };

/** How many places somebody of this agency could still take: those held for others are not among them. */
export function freeFor({ capacity, holds, taken }: Standing, agencyId: string): number {
	const heldForOthers = sum(
		[...holds].map(([agency, seats]) =>
			agency === agencyId ? 0 : Math.max(0, seats - (taken.get(agency) ?? 0)),
		),
	);
	return Math.max(0, capacity - sum(taken.values()) - heldForOthers);
}

/** How many places are taken. */
export function takenIn({ taken }: Standing): number {
	return sum(taken.values());
}

/** How many of the seats that are held have not been taken by those they are held for. */
export function heldUntaken({ holds, taken }: Standing): number {
	return sum([...holds].map(([agency, seats]) => Math.max(0, seats - (taken.get(agency) ?? 0))));
}

/** The standing once somebody of this agency has a place. */
export function withOneMore(standing: Standing, agencyId: string): Standing {
	const taken = new Map(standing.taken).set(agencyId, (standing.taken.get(agencyId) ?? 0) + 1);
	return { ...standing, taken };
}

/**
 * Who of those that wait, given in the order in which they came, is to be offered a place now. A place
 * held for an agency passes by whoever is not of it.
 */
export function toBeOffered(standing: Standing, waiting: Waiting[]): Waiting[] {
	return walk(standing, waiting).offered;
}

/** Whether somebody who comes now gets a place. Nobody passes those who wait for a place they could take. */
export function hasPlaceFor(standing: Standing, waiting: Waiting[], agencyId: string): boolean {
	return freeFor(walk(standing, waiting).after, agencyId) > 0;
}

function walk(standing: Standing, waiting: Waiting[]): { offered: Waiting[]; after: Standing } {
	const offered: Waiting[] = [];
	let after = standing;
	for (const one of waiting) {
		if (freeFor(after, one.agencyId) === 0) continue;
		offered.push(one);
		after = withOneMore(after, one.agencyId);
	}
	return { offered, after };
}

function sum(numbers: Iterable<number>): number {
	let total = 0;
	for (const number of numbers) total += number;
	return total;
}
