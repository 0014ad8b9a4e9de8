import { z } from "zod";
import { sectors } from "#chat/caller.ts";
import type { Form, Message } from "#chat/message.ts";
import { message } from "#chat/plain.ts";

/** The form with which an agency is added, with what was filled in before and what is still wrong. */
export function agencyForm(value: Partial<AgencyValue>, problem?: string): Message {
	const form: Form = {
		kind: "form",
		fields: [
			{ name: "name", label: "Name of the agency", input: "line", most: 80, value: value.name },
			{
				name: "sector",
				label: "What it does",
				input: "one",
				options: sectors.map((sector) => ({ label: sector, value: sector })),
				value: value.sector,
			},
			{
				name: "area",
				label: "Area",
				optional: true,
				input: "line",
				most: 80,
				value: value.area ?? undefined,
			},
			{
				name: "platform",
				label: "What it uses",
				input: "one",
				options: [
					{ label: "Slack", value: "slack" },
					{ label: "Microsoft Teams", value: "teams" },
				],
				value: value.platform,
			},
			{
				name: "tenant",
				label: "Teams tenant id",
				hint: "For Teams only. Whoever looks after their Teams knows it.",
				optional: true,
				input: "line",
				most: 40,
				value: value.tenant ?? undefined,
			},
		],
		submit: { label: "Add the agency", action: "people.addAgency", tone: "primary" },
	};
	return message([
		{ kind: "heading", text: "Add an agency" },
		...(problem ? [{ kind: "prose" as const, text: problem }] : []),
		form,
	]);
}

/** What was filled in, if it is enough to add an agency. */
export function readAgency(value: unknown): AgencyValue | undefined {
	return agencyValue.safeParse(value).data;
}

type AgencyValue = z.output<typeof agencyValue>;
const agencyValue = z.object({
	name: z.string().trim().min(2).max(80),
	sector: z.enum(sectors),
	area: z.string().trim().max(80).nullish(),
	platform: z.enum(["slack", "teams"]),
	tenant: z.string().trim().max(40).nullish(),
});

/** What of it stands in the form again, where something is missing. */
export const filledIn = z
	.object({
		name: z.string().max(80).optional().catch(undefined),
		sector: z.enum(sectors).optional().catch(undefined),
		area: z.string().max(80).optional().catch(undefined),
		platform: z.enum(["slack", "teams"]).optional().catch(undefined),
		tenant: z.string().max(40).optional().catch(undefined),
	})
	.catch({});
