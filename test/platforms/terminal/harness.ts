import type { Choices, Field, Form, Json, Message, Press } from "#chat/message.ts";
import { plain } from "#chat/plain.ts";
import { createTerminal, type Shown, type Terminal } from "#platforms/terminal/index.ts";
import type { Act, By, Choice, OpenGround, Where } from "../ground.ts";

const channel = "ward-7";

/** The terminal: no network, so nothing of it goes wrong, notifies or has to be read out of markup. */
export const openTerminal: OpenGround = async () => {
	const shown: (Shown & { to: string })[] = [];
	let to = "ann";
	let events = 0;
	let terminal: Terminal = createTerminal(() => {});

	const happen = async (
		by: By,
		act: (from: object) => Promise<void>,
		where: Where | "the channel itself",
	): Promise<Act> => {
		const { who = "ann", home, thread = `${events}`, times = 1 } = by;
		const from = {
			person: who,
			name: who,
			eventId: `event-${++events}`,
			...(home ? { workspace: home } : {}),
			...(where === "channel" ? { channel, thread } : {}),
			...(where === "the channel itself" ? { channel } : {}),
		};
		const deliver = () => act(from).then(() => 200);
		const statuses = await Promise.all(Array.from({ length: times }, deliver));
		return { statuses, thread, again: deliver };
	};
	const showed = (each: Shown) => {
		const stands = shown.find(({ id }) => id !== undefined && id === each.insteadOf);
		if (stands) stands.message = each.message;
		else shown.push({ ...each, to });
	};
	const visible = (who: string, where: Where) =>
		shown.filter(({ place, privately, to }) => {
			const here = where === "direct" ? place.address === who : place.kind === "channel";
			return here && (!privately || to === who);
		});

	return {
		workspace: "local",
		async connect() {
			terminal = createTerminal(showed);
			const { sendPrivately } = terminal;
			return {
				...terminal,
				sendPrivately: (incoming, message) => {
					to = incoming.person.id;
					return sendPrivately(incoming, message);
				},
			};
		},
		say: (text, by = {}) => happen(by, (from) => terminal.say(text, from), "direct"),
		mention: (text, by = {}) => happen(by, (from) => terminal.say(text, from), "channel"),
		press(label, { where = "direct", choose = {}, ...by } = {}) {
			const card = visible(by.who ?? "ann", where).findLast(({ message }) => find(message, label));
			const found = card && find(card.message, label);
			if (!card || !found) throw new Error(`No card has a button that says "${label}".`);
			const thread = card.place.address.split(":")[1];
			const value = found.sends ? filledIn(found.sends, choose) : (found.press.value ?? null);
			return happen({ ...by, thread }, (from) => terminal.press(found.press.action, value, from), where);
		},
		arrive: async (where) => [
			await happen({}, (from) => terminal.arrive(from), where === "channel" ? "the channel itself" : where),
		],
		leave: async (why) => [await happen({}, (from) => terminal.leave(why, from), "the channel itself")],
		rename: (name) => happen({}, (from) => terminal.rename(name, from), "the channel itself"),
		async forge() {
			const forged: Json[] = [null, "x", -1, [], { helpful: { $ne: 1 }, passages: [["x"]] }];
			for (const value of forged) await terminal.press("answers.feedback", value);
			await terminal.press("nobody.knows", null);
			return [];
		},
		sees: (who, where) =>
			visible(who, where).map(({ message, place }) => {
				const thread = place.address.split(":")[1];
				return { text: plain(message), ...(thread ? { thread } : {}) };
			}),
		notifications: () => [],
		tries: () => shown.length,
		trouble() {},
		troublePrivate() {},
		async dawdle() {},
		async close() {},
	};
};

type Found = { press: Press; sends?: Form | Choices };

function find({ blocks }: Message, label: string): Found | undefined {
	const all = blocks.flatMap((block): Found[] => {
		if (block.kind === "choices" || block.kind === "form") return [{ press: block.submit, sends: block }];
		if (block.kind !== "buttons") return [];
		return block.items.flatMap((press) => ("action" in press ? [{ press }] : []));
	});
	return all.find(({ press }) => press.label === label);
}

/** What the press of a form's button brings, as `fillIn` makes it, which asks on where something is missing. */
function filledIn(block: Form | Choices, choose: Choice): Json {
	const fields: Field[] =
		block.kind === "form" ? block.fields : [{ ...block, input: block.multiple ? "some" : "one" }];
	const put = fields.map((field) => [field.name, answer(field, choose[field.name])]);
	return { ...(block.submit.value as object), ...Object.fromEntries(put) };
}

function answer(field: Field, chosen?: string | string[]): Json {
	if (field.input === "channel") return null;
	if (chosen === undefined) return field.value ?? (field.input === "some" ? [] : null);
	if (!("options" in field)) return String(chosen).trim() ? String(chosen) : null;
	const values = field.options
		.filter(({ label }) => [chosen].flat().includes(label))
		.map(({ value }) => value);
	return field.input === "some" ? values : (values[0] ?? null);
}
