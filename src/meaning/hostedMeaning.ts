import { z } from "zod";
import { type Embedding, type Meaning, Stopped } from "./meaning.ts";

/** Where a hosted embeddings endpoint is, and how it is called. */
export type HostedConfig = {
	/** What `/embeddings` is put behind, such as "https://example.openai.azure.com/openai/v1". */
	url: string;
	key: string;
	model: string;
};

const answer = z.object({
	data: z.array(z.object({ index: z.number().int().min(0), embedding: z.array(z.number()).min(1) })),
});

/** How many texts go out at once, and how long an answer may take. */
const atOnce = 64;
const timeoutMs = 20_000;

/** The hosted endpoint failed. The message holds nothing of what was asked. */
class HostedError extends Error {
	override name = "HostedError";
	readonly statusCode: number | undefined;
	constructor(message: string, statusCode?: number) {
		super(message);
		this.statusCode = statusCode;
	}
}

/** A hosted embeddings endpoint that speaks as OpenAI's does. What it is to read leaves the machine. */
export function createHostedMeaning({ url, key, model }: HostedConfig): Meaning {
	const address = `${url.replace(/\/+$/, "")}/embeddings`;
	const stopped = new AbortController();

	const ask = async (texts: string[], signal: AbortSignal | undefined): Promise<Embedding[]> => {
		const response = await fetch(address, {
			method: "POST",
			// Azure reads the key in a header of its own.
			headers: { "content-type": "application/json", authorization: `Bearer ${key}`, "api-key": key },
			body: JSON.stringify({ model, input: texts, encoding_format: "float" }),
			// Elsewhere neither the key nor a question may go.
			redirect: "error",
			signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), stopped.signal, ...(signal ? [signal] : [])]),
		});
		if (!response.ok) {
			await response.body?.cancel();
			throw new HostedError("the endpoint refused", response.status);
		}
		const read = answer.safeParse(await response.json());
		if (!read.success) throw new HostedError("the endpoint answered in another form");
		const vectors = new Map(read.data.data.map(({ index, embedding }) => [index, ofLengthOne(embedding)]));
		return texts.map((_, at) => {
			const vector = vectors.get(at);
			if (!vector) throw new HostedError("the endpoint left out a text");
			return { model, vector };
		});
	};

	return {
		name: model,
		async embed(texts, { signal } = {}) {
			const found: Embedding[] = [];
			for (let from = 0; from < texts.length; from += atOnce)
				found.push(...(await ask(texts.slice(from, from + atOnce), signal)));
			return found;
		},
		async stop() {
			stopped.abort(new Stopped("it was stopped"));
		},
	};
}

function ofLengthOne(numbers: number[]): Float32Array {
	const length = Math.hypot(...numbers) || 1;
	return Float32Array.from(numbers, (number) => number / length);
}
