import { readdirSync, readFileSync } from "node:fs";
import { type Embedding, likeness } from "#meaning/meaning.ts";
import { createNet, type Net, type NetWeights } from "#meaning/net.ts";

/** What a passage means: as it stands, and in each way that it is asked for. */
export type PassageVectors = { whole: Float32Array; asked: Float32Array[] };

/** The vectors of what is held, by the passages' ids. A passage that has none yet is missing. */
export type Vectors = { model: string; of: ReadonlyMap<string, PassageVectors> };

/** What a question means, and what the passages mean by the same weights. */
export type Meant = { embedding: Embedding; vectors: Vectors };

/** What `npm run search:fit` learns for one set of weights. */
export type FittedToMeaning = {
	model: string;
	/** How much likeness counts beside what the words tell when passages are ranked. */
	heard: number;
	/** The likeness of a passage that answers, on the whole: what speaks neither for nor against one. */
	typical: number;
	bands: { answer: number; closest: number };
	signs: { bias: number; weights: Record<string, number> };
	/** Tell by a question's meaning alone whether it is of those that lessons answer. */
	nets: NetWeights[];
};

/** How a search hears what is meant. */
export type Hearing = {
	heard: number;
	typical: number;
	question: Pick<Embedding, "vector" | "asQuestion">;
	passages: ReadonlyMap<string, PassageVectors>;
};

/** What was fitted to one set of weights, ready to be used. */
export type Ready = Omit<FittedToMeaning, "nets"> & { net: Net };

const fitted = new Map(
	readdirSync(new URL("./meant/", import.meta.url)).map((file) => {
		const { nets, ...rest } = JSON.parse(
			readFileSync(new URL(`./meant/${file}`, import.meta.url), "utf8"),
		) as FittedToMeaning;
		return [rest.model, { ...rest, net: createNet(nets) } satisfies Ready];
	}),
);

/** What was fitted to the weights by which question and passages were read; nothing where these differ or are strange. */
export function fittedTo(meant: Meant | undefined): Ready | undefined {
	if (meant?.embedding.model !== meant?.vectors.model) return undefined;
	return meant && fitted.get(meant.embedding.model);
}

/** Whether search was fitted to these weights. */
export function hearsMeaningBy(model: string): boolean {
	return fitted.has(model);
}

/** How alike the question and a passage are, as the passage stands and as it is asked for; nothing where that is not known yet. */
export function likenessTo({ question, passages }: Hearing, id: string): number | undefined {
	const vectors = passages.get(id);
	if (!vectors) return undefined;
	const asks = vectorAsking(question);
	const whole = likeness(asks, vectors.whole);
	if (vectors.asked.length === 0) return whole;
	return (whole + Math.max(...vectors.asked.map((asked) => likeness(asks, asked)))) / 2;
}

/** The passages that the question is most like as they stand, each with how like, best first. */
export function mostAlike({ question, passages }: Hearing, most: number): string[] {
	const asks = vectorAsking(question);
	return [...passages]
		.map(([id, { whole }]): [string, number] => [id, likeness(asks, whole)])
		.sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1))
		.slice(0, most)
		.map(([id]) => id);
}

function vectorAsking({ vector, asQuestion }: Hearing["question"]): Float32Array {
	return asQuestion ?? vector;
}
