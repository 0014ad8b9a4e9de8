/** What a text means to some weights, as numbers. */
export type Embedding = {
	/** Names the weights. What was fitted to one name, or kept under it, is never read with another. */
	model: string;
	/** Of length one: the nearer two are, the more alike is what the texts are about. */
	vector: Float32Array;
	/**
	 * The same of the text as a question, by layers that were tuned to bring questions near to what answers them: to
	 * compare with vectors. Absent where the weights have no such layers.
	 */
	asQuestion?: Float32Array;
	/**
	 * What layers that were tuned for the guard take the text for: the logarithm of each reading's share, in the
	 * guard's order. Absent where the weights have no such layers.
	 */
	readings?: Float32Array;
};

/** Turns texts into what they mean. */
export type Meaning = {
	/** The name of the weights. */
	name: string;
	/** Names the layers tuned for guard and search, which come and go with what they were tuned on; absent where there are none. */
	tuned?: string;
	/**
	 * What each text means, in their order. What is wanted `later` waits for what is wanted now. Rejects when
	 * it cannot, and when `signal` says that nobody waits any more.
	 */
	embed(texts: string[], how?: { later?: boolean; signal?: AbortSignal }): Promise<Embedding[]>;
	/** Lets go of what it runs on. What is still wanted is rejected. */
	stop(): Promise<void>;
};

/** What is wanted of a meaning that was stopped: no fault of anybody's. */
export class Stopped extends Error {
	override name = "Stopped";
}

/** The name of what holds something about some weights, as a file's. */
export function fileNameOf(model: string): string {
	return model.replace(/[^\w.-]+/g, "-");
}

/** How alike two vectors of length one are: 1 for the same, about 0 for texts that have nothing in common. */
export function likeness(one: Float32Array, other: Float32Array): number {
	let sum = 0;
	for (let at = 0; at < one.length; at++) sum += (one[at] as number) * (other[at] as number);
	return sum;
}
