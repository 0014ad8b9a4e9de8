import { createHash } from "node:crypto";
import { z } from "zod";
import type { Json, Press } from "#chat/message.ts";
import type { Pressed } from "#chat/platform.ts";
import type { TeamsActivity } from "./activity.ts";

/** An input of a card: what its answer is called, and whether it is written, one option or some of them. */
const input = z.object({ id: z.string(), name: z.string(), takes: z.enum(["text", "one", "some"]) });

/** An input whose answer comes with a press. */
export type Asked = z.output<typeof input>;

const json: z.ZodType<Json> = z.json();
const shape = z.object({
	action: z.string().min(1).max(200),
	value: json.default(null),
	/** Which rendering of a card the button stands on, and where on it. */
	card: z.string().max(200),
	at: z.number().int().min(0),
	/** The inputs whose answers come with the press. */
	inputs: z.array(input).max(100).optional(),
});
const pressData = z.looseObject({ press: shape });
const execute = z.looseObject({ action: z.looseObject({ data: pressData }) });

type Data = z.output<typeof pressData>;

/** What a button carries so that its press can be read again. */
export function toPressData(press: Press, card: string, at: number, inputs?: Asked[]): object {
	const { action, value = null } = press;
	return { press: { action, value, card, at, ...(inputs ? { inputs } : {}) } };
}

/** An option's value as an input holds it. Several chosen values come back parted by commas. */
export function toInputValue(value: string): string {
	return encodeURIComponent(value.toWellFormed());
}

/** A press read from an `Action.Execute` or an `Action.Submit`, with what tells this press from others. */
export function pressed(activity: TeamsActivity): { act: Pressed; of: string } | undefined {
	const data =
		activity.type === "invoke"
			? execute.safeParse(activity.value).data?.action.data
			: pressData.safeParse(activity.value).data;
	if (!data) return undefined;
	const value = withAnswers(data);
	const of = createHash("sha256")
		.update(JSON.stringify([data.press.card, data.press.at, data.press.action, value]))
		.digest("base64url");
	return { act: { kind: "pressed", action: data.press.action, value }, of };
}

function withAnswers({ press: { value, inputs }, ...given }: Data): Json {
	if (!inputs) return value;
	const rest = value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
	return {
		...rest,
		...Object.fromEntries(inputs.map((asked) => [asked.name, answer(asked, given[asked.id])])),
	};
}

/** What was put in; null where nothing was, and where several may be chosen a list of what was. */
function answer({ takes }: Asked, given: unknown): Json {
	const text = typeof given === "string" ? given : "";
	if (takes === "text") return text.trim() ? text : null;
	const chosen = text.split(",").filter(Boolean).map(fromInputValue);
	return takes === "some" ? chosen : (chosen[0] ?? null);
}

function fromInputValue(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

const repeatedWithinMs = 60_000;

/**
 * Tells an act that Teams repeats from one that is done again. Teams repeats a press within about a
 * minute when the bot answers late, and may then give it a new id and time, so neither tells. The same
 * button on the same rendering of a card with the same choice, by the same person, within a minute is
 * the same press, unless they pressed another in between: who changes their mind and changes it back
 * means it. Later it is a new one, since a "Themes" button on a welcome stays in use. Likewise Teams tells
 * in two events that the bot was added; but it may be taken out, and added again.
 * The minute counts from the act on this replica; over replicas it is the clock's minute.
 */
export function createActKeys(now: () => Date): (act: string, by: string) => string {
	const latest = new Map<string, { act: string; key: string; until: number }>();
	return (act, by) => {
		const at = now().getTime();
		for (const [old, { until }] of latest) {
			if (until > at) break;
			latest.delete(old);
		}
		const last = latest.get(by);
		if (last?.act === act) return last.key;
		const key = `${act}:${last ? at : Math.floor(at / repeatedWithinMs)}`;
		latest.delete(by);
		latest.set(by, { act, key, until: at + repeatedWithinMs });
		return key;
	};
}

/** Names the card that an event leaves behind, the same when the event is repeated. */
export function cardAfter(businessKey: string): string {
	return createHash("sha256").update(businessKey).digest("base64url").slice(0, 22);
}
