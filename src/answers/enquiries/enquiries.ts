import { z } from "zod";
import type { Handled, Line } from "#chat/feature.ts";
import { sentence } from "#chat/plain.ts";
import type { ChannelChange, Left, Place, Pressed, Shared } from "#chat/platform.ts";
import { whyLeft } from "#chat/wording/whyLeft.ts";
import { withdraw } from "#delivery/broadcasts/control.ts";
import { toEach } from "#delivery/toEach.ts";
import type { Library } from "#knowledge/library.ts";
import type { Db } from "#storage/open.ts";
import { createAnswering } from "./answering.ts";
import { type AskingOptions, createAsking, type Event } from "./asking.ts";
import { createDrafting } from "./drafting.ts";
import { closed, endChannel, enquiriesOf, enquiryChannels, forgetChannels, moveChannel } from "./enquiry.ts";
import { answerKey, showEverywhere } from "./show.ts";
import { coordinatorsOnly, outOfDate, tell } from "./tell.ts";
import { showWaiting } from "./waiting.ts";

/** Whether a message, as a whole, sets or ends the channel that questions go to. */
export function channelAskIn(text: string): "use" | "stop using" | undefined {
	const words = /^\s*(use|stop using) this (?:channel|chat) for (?:questions|enquiries)\s*[.!]?\s*$/i.exec(
		text,
	)?.[1];
	if (words === undefined) return undefined;
	return words.toLowerCase() === "use" ? "use" : "stop using";
}

/** Questions that go to the coordinators with their asker's consent, and what becomes of them. */
export function createEnquiries(options: AskingOptions & { library: Library }) {
	const { db, people, say } = options;
	const asking = createAsking(options);
	const answering = createAnswering(options);
	const drafting = createDrafting(options);

	const meetCoordinator = (event: Event, verb: string, id: string, value: unknown) => {
		switch (verb) {
			case "take":
				return answering.take(event, id);
			case "answer":
				return answering.answer(event, id, value);
			case "draft":
				return drafting.open(id);
			case "save-draft":
				return drafting.save(id, value);
			case "publish":
				return drafting.publish(event, id, value);
			case "discard":
				return drafting.discard(id);
			default:
				return tell(outOfDate);
		}
	};

	return {
		/** What a press of one of the enquiries' buttons leads to; nothing where it is not theirs. */
		async meetPress(pressed: Pressed, event: Event): Promise<Handled<Db> | undefined> {
			const verb = /^answers\.enquiry-([a-z-]+)$/.exec(pressed.action)?.[1];
			if (verb === undefined) return undefined;
			const { caller } = event;
			if (verb === "ask") return asking.open(event);
			if (verb === "not-now")
				return { reply: { say: [], replace: sentence("All right. Nothing was sent.") } };
			if (verb === "send") return asking.send(event, pressed.value);
			if (verb === "waiting")
				return caller.roles.includes("coordinator")
					? showWaiting(options, event, pressed.value)
					: tell(coordinatorsOnly);
			const id = z.object({ id: z.uuid() }).safeParse(pressed.value).data?.id;
			if (!id) return tell(outOfDate);
			if (verb === "withdraw") return asking.withdraw(event, id);
			if (!caller.roles.includes("coordinator")) return tell(coordinatorsOnly);
			return meetCoordinator(event, verb, id, pressed.value);
		},
		/** Sets or ends the channel that enquiries go to; nothing where the words ask for neither. */
		meetWords(text: string, { incoming, caller, now }: Event): Handled<Db> | undefined {
			const wants = channelAskIn(text);
			if (!wants) return undefined;
			if (!caller.roles.includes("coordinator")) return tell(coordinatorsOnly);
			const place = incoming.place.channel ?? incoming.place;
			if (place.kind !== "channel") return tell("Please say that in the channel itself.");
			if (wants === "stop using")
				return {
					reply: { say: [sentence("Questions for the coordinators no longer come here.")] },
					save: async (tx) => void (await endChannel(tx, place.key)),
				};
			return {
				reply: {
					say: [
						sentence(
							"Questions that people send to the coordinators come here from now on. Everybody in this channel can read them.",
						),
					],
				},
				save: async (tx) => {
					const setBy = await people.ensurePerson(tx, incoming, caller, now);
					const row = { place, setBy, setAt: now };
					await tx.enquiryChannel.upsert({
						where: { key: place.key },
						create: { key: place.key, ...row },
						update: row,
					});
				},
			};
		},
		async holds(person: string): Promise<Line[]> {
			const rows = await enquiriesOf(db, person);
			return rows.map(({ question, state }) => ({
				name: "A question that you sent to the coordinators",
				text: `${question ?? "(its text is deleted)"} (${state === "withdrawn" ? "closed" : state})`,
			}));
		},
		async forget(tx: Db, person: string, now: Date): Promise<string[]> {
			const rows = await enquiriesOf(tx, person);
			if (rows.length === 0) return [];
			const keys = rows.map(answerKey);
			await withdraw(tx, { keys }, "The person asked for their data to be deleted.");
			// What they wrote leaves the coordinators' cards too.
			for (const row of rows) await showEverywhere(tx, { ...row, ...closed }, { version: "forgotten" }, now);
			const { count } = await tx.enquiry.deleteMany({ where: { personId: person } });
			return [`${count} ${count === 1 ? "question" : "questions"} to the coordinators`];
		},
		/** A channel that the bot is no longer in, or that others read along in, is none for questions. */
		async follow(tx: Db, channel: Place, change: ChannelChange, now: Date): Promise<void> {
			if (change.kind === "renamed") return;
			if (change.kind === "moved") return moveChannel(tx, channel.key, change.to);
			if (!(await endChannel(tx, channel.key))) return;
			const message = sentence(noLonger(channel.name, change, (await enquiryChannels(tx)).length > 0));
			const key = `enquiry-channel:${channel.key}:${change.kind}:${now.getTime()}`;
			await say(tx, toEach(await people.coordinators(tx), key, message), now);
		},
		async forgetAgency(tx: Db, agencyId: string): Promise<string[]> {
			return (await forgetChannels(tx, agencyId)) > 0 ? ["the channels to which questions went"] : [];
		},
		async merge(tx: Db, from: string, into: string): Promise<void> {
			await tx.enquiry.updateMany({ where: { personId: from }, data: { personId: into } });
			await tx.enquiry.updateMany({ where: { takenBy: from }, data: { takenBy: into } });
		},
	};
}

function noLonger(name: string | undefined, change: Left | Shared, others: boolean): string {
	const channel = name ? `the channel “${name}”` : "a channel that was chosen for them";
	const why = change.kind === "left" ? whyLeft(change) : "it was shared with another organisation";
	const instead = others
		? "They still come to the other channel"
		: "They come to each coordinator in private now";
	return `Questions for the coordinators no longer come to ${channel}: ${why}. ${instead}. To choose a channel, type “use this channel for questions” there. What waits for an answer is on your home page.`;
}
