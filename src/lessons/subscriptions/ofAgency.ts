import type { Caller } from "#chat/caller.ts";
import type { Block } from "#chat/message.ts";
import type { Db } from "#storage/open.ts";
import { details } from "../text/lessonText.ts";

const mostShown = 10;

/** A lead's part of the home: where lessons come to in their agency, and the way to change it. */
export async function agencyBlocks(db: Db, { roles, agency }: Caller): Promise<Block[]> {
	if (!roles.includes("lead")) return [];
	const where = { agencyId: agency.id, personId: null };
	const [count, shown] = await Promise.all([
		db.subscription.count({ where }),
		db.subscription.findMany({ where, orderBy: [{ name: "asc" }, { id: "asc" }], take: mostShown }),
	]);
	const more = count - shown.length;
	return [
		{ kind: "heading", text: `Channels of ${agency.name}` },
		...(count === 0 ? [prose("No channel gets lessons yet. Type “subscribe” in one.")] : []),
		...shown.flatMap(({ id, name, state, why, detail, rhythm }): Block[] => {
			const channel = name ?? "a channel without a name";
			const comes = `${details[detail]}, ${rhythm === "atOnce" ? "at once" : "weekly"}`;
			const value = { subscription: id };
			return [
				prose(`${channel}: ${state === "paused" ? `paused, because ${why ?? "it was asked for"}` : comes}.`),
				{
					kind: "buttons",
					items: [
						{ label: `Change what comes: ${channel}`, action: "lessons.changeSubscription", value },
						{ label: `End: ${channel}`, action: "lessons.askUnsubscribe", value },
					],
				},
			];
		}),
		...(more > 0 ? [prose(`And ${more} more: type “subscription” there.`)] : []),
	];
}

function prose(text: string): Block {
	return { kind: "prose", text };
}
