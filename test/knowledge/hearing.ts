import type { Held } from "#knowledge/held.ts";
import { type Hearing, likenessTo } from "#knowledge/search/meant.ts";
import { search } from "#knowledge/search/search.ts";
import { textsOf } from "#knowledge/vectors/shelf.ts";
import { embedded } from "../meaning/embedded.ts";
import { knownTexts, labelledRows } from "./heldOut.ts";
import { readLeftOut } from "./leftOut.ts";

/** How much a likeness counts that is above the typical by as much as likenesses differ. Found by leaving authors out. */
const loudness = 0.17;

/** How what questions mean is heard in a search, by the weights that the settings name; nothing where they name none. */
export async function listen(held: Held) {
	const passages = [...held.passages.values()];
	const found = await embedded([...knownTexts(), ...passages.flatMap(textsOf)]);
	if (!found) return undefined;
	const vectorOf = (text: string) => found.of.get(text)?.vector ?? new Float32Array();
	const [any] = found.of.values();
	const leftOut = any?.asQuestion && (await readLeftOut());
	const vectors: Hearing["passages"] = new Map(
		passages.map((passage) => {
			const [whole, ...asked] = textsOf(passage).map(vectorOf);
			return [passage.id, { whole: whole ?? new Float32Array(), asked }];
		}),
	);
	const quietly = (question: string): Hearing => ({
		...{ heard: 0, typical: 0, passages: vectors },
		question: {
			vector: vectorOf(question),
			asQuestion: leftOut?.(question) ?? found.of.get(question)?.asQuestion,
		},
	});
	const answerable = labelledRows().filter(({ kind, after }) => kind === "answer" && !after);
	const likenesses = answerable.map(({ question }) =>
		passages.map(({ id }) => likenessTo(quietly(question), id) ?? 0),
	);
	const typical = mean(
		answerable.flatMap(({ question }) => {
			const best = search(held, question).passages[0];
			return best ? [likenessTo(quietly(question), best.passage.id) ?? 0] : [];
		}),
	);
	const spread = mean(likenesses.map((all) => Math.sqrt(mean(all.map((one) => (one - mean(all)) ** 2)))));
	const heard = loudness / spread;
	return {
		model: found.model,
		heard,
		typical,
		hearing: (question: string) => ({ ...quietly(question), heard, typical }),
	};
}

function mean(values: number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
