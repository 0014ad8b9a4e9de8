import { readdirSync, readFileSync } from "node:fs";
import type { Embedding, Meaning } from "#meaning/meaning.ts";
import { createNet, type Net, type NetWeights } from "#meaning/net.ts";
import type { Limits } from "./score.ts";

/** What a message is by what it means, beside what its words tell. */
export type Opinion = {
	/** The logarithm of each reading's share, in the order of `classes`. */
	logs: ArrayLike<number>;
	/** How much it counts beside the words. */
	heard: number;
	/** What both together must outweigh passing by. */
	limits: Limits;
};

/** What `npm run guard:fit` finds for one set of weights: nets only where these have no layers tuned for the guard. */
export type Meant = { model: string; heard: number; limits: Limits; nets?: NetWeights[] };

type Ready = Omit<Meant, "nets"> & { net?: Net };

/** One file for each set of weights that the guard was fitted to. */
const fitted = new Map(
	readdirSync(new URL("./meant/", import.meta.url)).map((file) => {
		const { nets, ...rest } = JSON.parse(
			readFileSync(new URL(`./meant/${file}`, import.meta.url), "utf8"),
		) as Meant;
		return [rest.model, { ...rest, ...(nets ? { net: createNet(nets) } : {}) } satisfies Ready];
	}),
);

/** The opinion on what a message means; none where there is no embedding, or one of weights that the guard was not fitted to. */
export function opinionOn(embedding: Embedding | undefined): Opinion | undefined {
	const ready = embedding && fitted.get(embedding.model);
	if (!ready) return undefined;
	const { heard, limits, net } = ready;
	const logs = embedding.readings ?? net?.(embedding.vector);
	return logs && { logs, heard, limits };
}

/** Whether the guard was fitted to what these weights tell. */
export function hasOpinionsBy({ name, tuned }: Pick<Meaning, "name" | "tuned">): boolean {
	const ready = fitted.get(name);
	return ready !== undefined && (tuned !== undefined || ready.net !== undefined);
}
