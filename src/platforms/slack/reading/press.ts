import type { Json } from "#chat/message.ts";
import type { Incoming } from "#chat/platform.ts";
import { type Address, isDirect, placeOf } from "../address.ts";
import { actionOf } from "../writing/elements.ts";
import { inputOf, isSubmit } from "../writing/inputs.ts";
import type { Context } from "./context.ts";
import { type Input, nameOf, type Press } from "./payloads.ts";
import { workspacesOfPress } from "./workspace.ts";

/** What a press means to us; nothing for links, and for choices that are not sent yet. */
export function fromPress(press: Press): Incoming | undefined {
	const pressed = press.actions[0];
	const action = pressed && pressed.type === "button" ? actionOf(pressed.action_id) : undefined;
	const workspaces = workspacesOfPress(press);
	const where = press.view ? inHome(press, press.view) : inMessage(press);
	if (!pressed || !action || !workspaces || !where) return undefined;
	const { on, address, name, context } = where;
	const { place: workspace, home, organisation } = workspaces;
	const { id } = press.user;
	const { channel, person } = address;
	return {
		eventId: press.trigger_id,
		businessKey: `pressed:${workspace}:${on}:${pressed.action_id}:${id}:${pressed.action_ts}`,
		place: placeOf(workspace, address, name),
		person: {
			id,
			workspace: home,
			...(press.user.name ? { name: press.user.name } : {}),
			direct: person ? placeOf(workspace, { channel, person }) : placeOf(home, { channel: id }),
		},
		act: { kind: "pressed", action, value: pressedValue(press, pressed, workspace) },
		context: { ...context, organisation, chosen: channelsChosen(press, pressed) },
	};
}

type Inputs = Record<string, Record<string, Input>>;
type Where = { on: string; address: Address; name?: string; context: Context };

function inMessage(press: Press): Where | undefined {
	const channel = press.container.channel_id ?? press.channel?.id;
	if (!channel) return undefined;
	const { message_ts: messageTs, is_ephemeral: ephemeral = false } = press.container;
	const openThread = press.container.thread_ts ?? press.message?.thread_ts ?? undefined;
	const direct = isDirect(channel);
	const thread = openThread ?? (direct || ephemeral ? undefined : messageTs);
	const responseUrl = press.response_url;
	return {
		on: `${channel}:${messageTs}`,
		address: {
			channel,
			...(thread ? { thread } : {}),
			// What only one person sees may stand in their conversation with somebody else.
			...(direct && !ephemeral ? { person: press.user.id } : {}),
			...(ephemeral && !direct ? { onlyFor: press.user.id } : {}),
			...(ephemeral && responseUrl ? { responseUrl } : {}),
		},
		name: nameOf(press.channel?.name),
		context: { openThread, messageTs, ephemeral, responseUrl },
	};
}

/** In the home nothing can be said: replies go to the person's direct conversation. */
function inHome({ user }: Press, { id, type }: NonNullable<Press["view"]>): Where | undefined {
	if (type !== "home") return undefined;
	return { on: id, address: { channel: user.id, person: user.id }, context: { homeOf: user.id } };
}

function pressedValue(press: Press, pressed: Press["actions"][number], workspace: string): Json {
	const value = parsed(pressed.value);
	if (!isSubmit(pressed.block_id ?? "")) return value;
	const own = typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
	return { ...own, ...filledIn(inputsOf(press), workspace) };
}

function inputsOf(press: Press): Inputs {
	return (press.view?.state ?? press.state)?.values ?? {};
}

function channelsChosen(press: Press, pressed: Press["actions"][number]): string[] {
	if (!isSubmit(pressed.block_id ?? "")) return [];
	return Object.entries(inputsOf(press)).flatMap(([block, elements]) => {
		const chosen = Object.values(elements)[0]?.selected_conversation;
		return chosen && !isDirect(chosen) ? (inputOf(block) ?? []) : [];
	});
}

function parsed(value: string | null | undefined): Json {
	try {
		return value ? (JSON.parse(value) as Json) : null;
	} catch {
		return null;
	}
}

/** What was put into the inputs of the card, by their names. */
function filledIn(values: Inputs, workspace: string): { [name: string]: Json } {
	const found: { [name: string]: Json } = {};
	for (const [block, elements] of Object.entries(values)) {
		const name = inputOf(block);
		const element = Object.values(elements)[0];
		if (name === undefined || !element) continue;
		const value = put(element, workspace);
		// Options over Slack's limit stand in several lists of one name.
		const before = found[name];
		if (Array.isArray(before) && Array.isArray(value)) found[name] = [...before, ...value];
		else found[name] = value ?? before ?? null;
	}
	return found;
}

function put(element: Input, workspace: string): Json {
	const { value, selected_date, selected_time, selected_option, selected_options } = element;
	if (selected_options) return selected_options.map((option) => option.value);
	const { selected_conversation: channel } = element;
	if (channel) return isDirect(channel) ? null : placeOf(workspace, { channel });
	return value?.trim() || selected_date || selected_time || selected_option?.value || null;
}
