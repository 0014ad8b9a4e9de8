/** Work that has begun, and that somebody may wait for. */
export type InHand = {
	/** Holds this work until it ends, however it ends, and gives it back. */
	add<Result>(work: Promise<Result>): Promise<Result>;
	/** Resolves when nothing is in hand. */
	done(): Promise<void>;
};

/** Nothing is in hand yet. */
export function createInHand(): InHand {
	const held = new Set<Promise<unknown>>();
	return {
		add(work) {
			held.add(work);
			const remove = () => held.delete(work);
			work.then(remove, remove);
			return work;
		},
		async done() {
			while (held.size > 0) await Promise.allSettled(held);
		},
	};
}
