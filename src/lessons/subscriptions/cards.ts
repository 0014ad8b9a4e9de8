import { z } from "zod";
import type { Block, Field, Json, Message, Press } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import type { LessonDetail, LessonRhythm, Subscription } from "#generated/client.ts";
import type { Known } from "../text/checkText.ts";
import { clean } from "../text/clean.ts";
import { audienceOptions, audiences, capitalised, details } from "../text/lessonText.ts";
import { quietInWords, readQuiet, type WeeklyTime, weeklyInWords } from "../wording/localTime.ts";

/** What a subscription wants. */
export type Wants = Pick<Subscription, "themes" | "audience" | "area" | "detail" | "rhythm" | "quiet">;

/** How a subscription stands, for everybody who reads there; and how it is changed. */
export function subscriptionCard(
	subscription: Subscription,
	{ by, known, digest }: { by: string; known: Known; digest: WeeklyTime },
	first: string,
): Message {
	const { themes, audience, area, detail, rhythm, quiet, state, why, personId } = subscription;
	const names = themes.map((id) => known.themes.find((theme) => theme.id === id)?.name ?? id);
	const value = { subscription: subscription.id };
	const press = (label: string, verb: string): Press => ({ label, action: `lessons.${verb}`, value });
	return message([
		prose(first),
		{
			kind: "facts",
			items: [
				...(state === "paused" ? [{ name: "Paused", text: why ?? "for now" }] : []),
				...(personId ? [] : [{ name: "Subscribed by", text: by }]),
				{ name: "Themes", text: names.join(", ") || "all" },
				{ name: "For", text: audience.join(", ") || "everybody" },
				{ name: "Area", text: area ? `${area}, and what is for everywhere` : "everywhere" },
				{ name: "How much", text: details[detail] },
				{ name: "When", text: rhythms(digest)[rhythm] },
				{ name: "Quiet hours", text: quietInWords(quiet) },
			],
		},
		...(personId
			? []
			: [
					prose(
						"The lead of the agency, a coordinator or whoever subscribed can change this or end it. Everybody here can look: “subscription”.",
					),
				]),
		{
			kind: "buttons",
			items: [
				press("Change what comes", "changeSubscription"),
				press("End the subscription", "askUnsubscribe"),
			],
		},
	]);
}

/** The form that changes what a subscription wants. */
export function changeForm(
	subscription: Subscription,
	known: Known,
	digest: WeeklyTime,
	problem?: string,
): Message {
	const { id, themes, audience, area, detail, rhythm, quiet } = subscription;
	const fields: Field[] = [
		{
			...{ name: "themes", label: "Themes", hint: "Nothing chosen: all.", optional: true, input: "some" },
			options: known.themes.map((theme) => ({ label: theme.name, value: theme.id })),
			value: themes,
		},
		{
			...{
				name: "audience",
				label: "For whom",
				hint: "Nobody chosen: everybody.",
				optional: true,
				input: "some",
			},
			options: audienceOptions,
			value: audience,
		},
		{
			...{
				name: "area",
				label: "Area",
				hint: "Such as “Kent and Medway”. Empty: everywhere.",
				optional: true,
			},
			...{ input: "line", most: 100, value: area ?? undefined },
		},
		{
			...{ name: "detail", label: "How much", input: "one", value: detail },
			options: Object.entries(details).map(([value, label]) => ({ label: capitalised(label), value })),
		},
		{
			...{ name: "rhythm", label: "When", input: "one", value: rhythm },
			options: Object.entries(rhythms(digest)).map(([value, label]) => ({
				label: capitalised(label),
				value,
			})),
		},
		{
			...{
				name: "quiet",
				label: "Quiet hours",
				hint: "What comes then waits for their end.",
				input: "one",
				value: quiet,
			},
			options: [...new Set([quiet, ...quietChoices])].map((value) => ({
				label: capitalised(quietInWords(value)),
				value,
			})),
		},
	];
	return message([
		{ kind: "heading", text: "What should come" },
		...(problem ? [prose(problem)] : []),
		{
			kind: "form",
			fields,
			submit: {
				label: "Keep",
				action: "lessons.keepSubscription",
				value: { subscription: id },
				tone: "primary",
			},
		},
		{
			kind: "buttons",
			items: [{ label: "Leave it as it is", action: "lessons.subscription", value: { subscription: id } }],
		},
	]);
}

const quietChoices = ["20:00-08:00", "18:00-09:00", "22:00-07:00", "none"];

/** What such a form brought back, checked; or what is wrong with it. */
export function readWants(value: Json, known: Known): Wants | { problem: string } {
	const read = wants.safeParse(value);
	if (!read.success) return { problem: "Please look at each field again: one of them cannot be used." };
	const { area, ...rest } = read.data;
	const themes = rest.themes.filter((id) => known.themes.some((theme) => theme.id === id));
	return { ...rest, themes, area: clean(area).slice(0, 100) || null };
}

const wants = z.object({
	themes: z
		.array(z.string().max(100))
		.max(100)
		.nullish()
		.transform((list) => list ?? []),
	audience: z
		.array(z.string().refine((each) => audiences.includes(each)))
		.nullish()
		.transform((list) => list ?? []),
	area: z
		.string()
		.max(1000)
		.nullish()
		.transform((text) => text ?? ""),
	detail: z.enum(["headline", "summary", "full"] satisfies LessonDetail[]),
	rhythm: z.enum(["atOnce", "weekly"] satisfies LessonRhythm[]),
	quiet: z.string().refine((text) => readQuiet(text) !== undefined),
});

function rhythms(digest: WeeklyTime): Record<LessonRhythm, string> {
	return { atOnce: "at once", weekly: `all of a week together, on ${weeklyInWords(digest)}` };
}

function prose(text: string): Block {
	return { kind: "prose", text };
}

/** The button that subscribes wherever it is pressed. */
export const subscribeButton: Press = { label: "Get new lessons here", action: "lessons.subscribe" };
