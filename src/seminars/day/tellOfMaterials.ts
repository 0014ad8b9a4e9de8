import type { Message } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import { toEach } from "#delivery/toEach.ts";
import type { Seminar } from "#generated/client.ts";
import { peopleOf } from "#people/reach.ts";
import type { Db } from "#storage/open.ts";
import type { SeminarsOptions } from "../handling.ts";
import { awake, isQuiet } from "../reminders/window.ts";
import type { Material } from "../seminar.ts";
import { materialBlocks } from "../wording/facts.ts";
import { press } from "../wording/press.ts";

/**
 * Sends those who were at a seminar what can be read after it, once, where no follow-up is to come that
 * would bring it. Only under the seminar's lock. Whether it is sent now.
 */
export async function tellOfMaterials(
	tx: Db,
	seminar: Seminar,
	materials: Material[],
	{ say, schedule: { quiet } }: Pick<SeminarsOptions, "say" | "schedule">,
	now: Date,
): Promise<boolean> {
	if (seminar.state !== "open" || seminar.endsAt > now) return false;
	const group = `materials:${seminar.id}`;
	const sent = await tx.delivery.count({ where: { group } });
	const toCome = await tx.seminarNotice.count({
		where: { seminarId: seminar.id, kind: "followUp", settledAt: null },
	});
	if (sent + toCome > 0) return false;
	const people = await peopleOf(tx, await wereThere(tx, seminar.id), "reminders");
	const deliveries = toEach([...people.values()], group, toRead(seminar, materials)).map((each) => ({
		...{ ...each, group, lane: "announcement" as const },
		...(isQuiet(now, quiet) ? { notBefore: awake(now, quiet) } : {}),
	}));
	await say(tx, deliveries, now);
	return deliveries.length > 0;
}

/** Who came; where nobody noted that, everybody who had a place. */
async function wereThere(tx: Db, seminarId: string): Promise<string[]> {
	const booked = await tx.seminarBooking.findMany({ where: { seminarId, state: "booked" } });
	const came = booked.filter(({ attendedAt }) => attendedAt);
	return (came.length > 0 ? came : booked).flatMap(({ personId }) => personId ?? []);
}

function toRead(seminar: Seminar, materials: Material[]): Message {
	return message([
		{ kind: "heading", text: `To read after “${seminar.title}”` },
		...materialBlocks(materials),
		{ kind: "buttons", items: [press("Open the seminar", "show", seminar)] },
	]);
}
