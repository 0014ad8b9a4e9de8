import { createHash } from "node:crypto";
import { z } from "zod";
import type { Choices, Json, Press } from "#chat/message.ts";
import type { Pressed } from "#chat/platform.ts";
import type { TeamsActivity } from "./activity.ts";

const json: z.ZodType<Json> = z.json();
const shape = z.object({
	action: z.string().min(1).max(200),
	value: json.default(null),
	/** Which rendering of a card the button stands on, and where on it. */
	card: z.string().max(200),
	at: z.number().int().min(0),
	/** The question whose choice comes with the press. */
	input: z.object({ id: z.string(), name: z.string(), multiple: z.boolean() }).optional(),
});
const pressData = z.looseObject({ press: shape });
const execute = z.looseObject({ action: z.looseObject({ data: pressData }) });

type Data = z.output<typeof pressData>;

/** What a button carries so that its press can be read again. */
export function toPressData(
	press: Press,
	card: string,
	at: number,
	choices?: { id: string; block: Choices },
): object {
	return {
		press: {
			action: press.action,
			value: press.value ?? null,
			card,
			at,
			...(choices
				? { input: { id: choices.id, name: choices.block.name, multiple: choices.block.multiple ?? false } }
				: {}),
		},
	};
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
	const value = withChoice(data);
	const of = createHash("sha256")
		.update(JSON.stringify([data.press.card, data.press.at, data.press.action, value]))
		.digest("base64url");
	return { act: { kind: "pressed", action: data.press.action, value }, of };
}

function withChoice({ press: { value, input }, ...inputs }: Data): Json {
	if (!input) return value;
	const given = inputs[input.id];
	const chosen = typeof given === "string" ? given.split(",").filter(Boolean).map(fromInputValue) : [];
	const rest = value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
	if (input.multiple) return { ...rest, [input.name]: chosen };
	return chosen[0] === undefined ? rest : { ...rest, [input.name]: chosen[0] };
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
 * Tells a press that Teams repeats from one that a person makes again. Teams repeats a press within
 * about a minute when the bot answers late, and may then give it a new id and time, so neither tells.
 * The same button on the same rendering of a card with the same choice, by the same person, within a
 * minute is the same press, unless they pressed another in between: who changes their mind and changes
 * it back means it. Later it is a new one, since a "Themes" button on a welcome stays in use.
 * The minute counts from the press on this replica; over replicas it is the clock's minute.
 */
export function createPressKeys(now: () => Date): (press: string, by: string) => string {
	const latest = new Map<string, { press: string; key: string; until: number }>();
	return (press, by) => {
		const at = now().getTime();
		for (const [old, { until }] of latest) {
			if (until > at) break;
			latest.delete(old);
		}
		const last = latest.get(by);
		if (last?.press === press) return last.key;
		const key = `${press}:${last ? at : Math.floor(at / repeatedWithinMs)}`;
		latest.delete(by);
		latest.set(by, { press, key, until: at + repeatedWithinMs });
		return key;
	};
}

/** Names the card that an event leaves behind, the same when the event is repeated. */
export function cardAfter(businessKey: string): string {
	return createHash("sha256").update(businessKey).digest("base64url").slice(0, 22);
}
