import { z } from "zod";
import type { FeatureEvent, Handler } from "#chat/handling/event.ts";
import { privately } from "#chat/handling/privately.ts";
import type { Block, Press } from "#chat/message.ts";
import { sentence } from "#chat/plain.ts";
import { type Held, held, leave } from "#delivery/broadcasts/held.ts";
import { audit } from "#people/audit.ts";
import type { Db } from "#storage/open.ts";
import type { LessonsOptions } from "../handling.ts";
import { digestGroup } from "../release/marking.ts";
import { sendAgainTo } from "./quiet.ts";

/** Whether it is a digest of which nobody can tell whether it arrived. */
export function isDigest({ group }: Pick<Held, "group">): boolean {
	return group?.startsWith(digestGroup({ id: "" })) ?? false;
}

/** The digests of which nobody can tell whether they arrived, each with the buttons that decide about it. */
export async function unsureBlocks(db: Db, digests: Held[]): Promise<Block[]> {
	const all: Block[] = [];
	for (const one of digests) {
		const press = (label: string, verb: string): Press => ({
			...{ label, action: `lessons.${verb}`, value: { delivery: one.id } },
		});
		const text = `Nobody can tell whether a digest of lessons arrived in ${await whereTo(db, one)}: ${one.reason || "no answer came"} Please look there, then decide.`;
		all.push(
			{ kind: "prose", text },
			{
				kind: "buttons",
				items: [press("Send again", "sendDigestAgain"), press("Leave it", "leaveDigest")],
			},
		);
	}
	return all;
}

/** How a coordinator decides about a digest of which nobody can tell whether it arrived. */
export function createDecidingDigests(options: LessonsOptions): Record<string, Handler<Db>> {
	const decide =
		(
			what: string,
			act: (tx: Db, name: string, decided: { id: string; by: string; now: Date }) => Promise<string>,
		): Handler<Db> =>
		async (event) =>
			privately(options, event, async (tx) => {
				const one = (await held(tx)).filter(isDigest).find(({ id }) => id === named(event));
				if (!one) return sentence("Somebody has decided about that one already.");
				const by = await options.people.ensurePerson(tx, event.incoming, event.caller, event.now);
				const { id } = one;
				await audit(tx, { by, what: `lesson digest decided: ${what}`, about: id }, event.now);
				return sentence(await act(tx, await whereTo(tx, one), { id, by, now: event.now }));
			});
	return {
		sendDigestAgain: decide("sent again", sendAgainTo),
		leaveDigest: decide("left", async (tx, name, { id, by }) => {
			await leave(tx, { ids: [id] }, by);
			return `What may have come to ${name} is left as it is.`;
		}),
	};
}

function named({ value }: FeatureEvent): string | undefined {
	return z.looseObject({ delivery: z.string().max(60) }).safeParse(value).data?.delivery;
}

/** What the place of a digest is called. Whose direct conversation it is, is nobody else's business. */
async function whereTo(db: Db, { key }: Held): Promise<string> {
	const id = key.split(":")[2] ?? "";
	const subscription = await db.subscription.findUnique({ where: { id } });
	if (subscription?.personId) return "somebody’s direct conversation";
	return subscription?.name ?? "a channel";
}
