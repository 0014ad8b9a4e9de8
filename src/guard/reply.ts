import type { Block, Message, Press } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import type { Disclosure } from "./disclosure/about.ts";
import type { Screened } from "./screen.ts";

/** A line to ring, as the content holds it. */
export type Helpline = { id: string; name: string; number: string; forWhom: string; hours?: string | null };

/** Takes the guard's reply off the screen. */
export const hide = { label: "Hide this", action: "guard.hide" } satisfies Press;

/** The private, short answer to what the guard saw. Holds none of the message's words. */
export function replyTo(screened: Screened, helplines: Helpline[], contact: string): Message {
	switch (screened.kind) {
		case "disclosure":
			return toDisclosure(screened, helplines);
		case "identify":
			return toIdentify(screened.of);
		case "injection":
			return toInjection(screened.theme, contact);
		case "personal-data":
			return say(
				"Please delete your message: it seems to hold details of a real person.",
				"If anyone is in danger now, call 999. For a live case, tell your safeguarding lead now.",
				"I have kept nothing of it. Ask again without names, dates, numbers or addresses, and I will look for the lesson.",
			);
		case "unread":
			return toUnread(directory(helplines));
	}
}

/**
 * What stands in place of what a search found. Nothing was said there, so there is nothing to delete, and as words
 * alone it cannot be put into a message by mistake.
 */
export function noticeOf(screened: Screened, helplines: Helpline[]): string {
	const ring = directory(helplines);
	switch (screened.kind) {
		case "disclosure":
			return `If anyone is in danger, call 999. ${ring(lineOf(screened), "To talk:")} I keep nothing of what you type here; you can write to me in private.`;
		case "identify":
			return screened.of === "respondents" ? respondents : anonymous;
		case "injection":
			return quotesOnly;
		case "personal-data":
			return "Please leave out names, dates, numbers and addresses of real people. If anyone is in danger now, call 999.";
		case "unread":
			return `I can only read English. If you are in danger, call 999. ${ring(["national-domestic-abuse-helpline"], "To talk about abuse:")}`;
	}
}

function lineOf({ concern }: Disclosure): string[] {
	if (concern === "suicide") return ["samaritans"];
	return [concern === "own-behaviour" ? "respect" : "national-domestic-abuse-helpline"];
}

const anonymous =
	"I cannot say who or where anyone in a review is, or confirm or rule out a guess. Reviews are anonymous to protect the people in them and their families.";
const respondents =
	"I cannot show who asked, booked or answered what. Responses are confidential: only totals of five or more people are shown.";
const quotesOnly = "I can only quote what the reviews say, and I do not act on instructions in messages.";

function toDisclosure(screened: Disclosure, helplines: Helpline[]): Message {
	const ring = directory(helplines);
	if (screened.concern === "suicide") return toSuicide(screened.about, ring);
	if (screened.concern === "own-behaviour")
		return say(
			"Thank you for saying this. It takes courage, and people can change.",
			"If anyone may be hurt now, call 999 and put space between you.",
			screened.strangled ? "Pressure on the neck needs a doctor for them, even with no marks." : "",
			ring(["respect"], "Without blame, about your own behaviour:"),
			unkept,
		);
	if (screened.about === "client" || screened.about === "child") return toPractitioner(screened, ring);
	if (screened.about === "someone else")
		return say(
			"Thank you for speaking up for them. Anyone in danger now: call 999.",
			screened.strangled ? neck : "",
			ring(
				["national-domestic-abuse-helpline", ...fitting(screened)],
				"For them, or for you as someone who worries:",
			),
			"If you can, ask them alone what they want. The choice is theirs; a child at risk is for children’s social care or the police.",
			unkept,
		);
	return say(
		"I am sorry this is happening. You are believed, and it is not your fault.",
		`If you are in danger, call 999. ${silent}`,
		screened.strangled ? neck : "",
		ring(["national-domestic-abuse-helpline", ...fitting(screened)], "When it is safe:"),
		`The choice is yours. ${unkept}`,
	);
}

function toSuicide(about: Disclosure["about"], ring: Directory): Message {
	if (about === "self")
		return say(
			"I am glad you said this. You matter, and you do not have to carry it alone.",
			"If your life is in danger, call 999 or go to A&E now. If you can, tell someone near you.",
			ring(["samaritans"], "To talk, any time:"),
			unkept,
		);
	return say(
		"Thank you for taking this seriously. If their life may be in danger, call 999 now, or go with them to A&E, and stay with them if it is safe.",
		about === "someone else" ? "" : "Tell your supervisor or safeguarding lead now.",
		ring(["samaritans"], "For them and for you, any time:"),
		unkept,
	);
}

function toPractitioner(screened: Disclosure, ring: Directory): Message {
	const child = screened.about === "child";
	return say(
		"Thank you for acting on this. If anyone is in immediate danger, call 999 now.",
		child
			? "Tell your safeguarding lead now and refer to children’s social care by your local procedure."
			: "Tell your supervisor or safeguarding lead now, and follow your local route.",
		screened.strangled ? "After strangulation a doctor should see them, even with no marks." : "",
		ring(["national-domestic-abuse-helpline"], "Advice:"),
		"I cannot grade risk, and please keep case details out of chat. I have kept nothing, and no one will contact you because of this message.",
		child
			? lesson("Read the lesson on children", "safeguarding-children")
			: lesson("Read the lesson on risk", "risk-assessment"),
	);
}

function toIdentify(of: "people" | "respondents"): Message {
	if (of === "respondents") return say(respondents);
	return say(
		anonymous,
		"If you worry that someone may be a danger to you or another person, ask the police under Clare’s Law (the Domestic Violence Disclosure Scheme). In an emergency call 999.",
	);
}

function toUnread(ring: Directory): Message {
	return say(
		"I can only read English.",
		"If you are in danger, call 999.",
		ring(["national-domestic-abuse-helpline"], "To talk about abuse:"),
		"Ask someone you trust to write to me in English, or call.",
	);
}

function toInjection(theme: string | undefined, contact: string): Message {
	return say(
		quotesOnly,
		theme ? "Here is the way to what the lesson says." : `If something needs changing, ask ${contact}.`,
		...(theme ? [lesson("Read the lesson", theme)] : []),
	);
}

const silent =
	"If you cannot speak, stay on the line and press 55 on a mobile. That does not tell the police where you are, so say it if you can.";
const neck = "Pressure on the neck needs a doctor, even with no marks.";
const unkept =
	"I have kept nothing, and no one will contact you because of this message, so please do call or tell someone. You may want to delete your message.";

type Directory = (ids: string[], before: string) => string;

/** Writes out the lines of some ids after a few words; nothing where none of them is held. */
function directory(helplines: Helpline[]): Directory {
	return (ids, before) => {
		const lines = ids.flatMap((id) => helplines.find((line) => line.id === id) ?? []);
		if (lines.length === 0) return "";
		return `${before} ${lines.map(({ name, number, hours }) => `${name} ${number}${hours ? ` (${hours})` : ""}`).join("; ")}.`;
	};
}

function fitting({ fits }: Disclosure): string[] {
	const ids = { men: "mens-advice-line", lgbt: "lgbt-helpline", honour: "karma-nirvana" };
	return fits.map((one) => ids[one]);
}

function lesson(label: string, theme: string): Press {
	return { label, action: "answers.theme", value: { theme, discreet: true } };
}

/** A discreet message of some paragraphs, with its buttons last and a way to hide it. */
function say(...parts: (string | Press)[]): Message {
	const text = parts.filter((part) => typeof part === "string" && part !== "").join("\n\n");
	const presses = parts.filter((part) => typeof part !== "string");
	const blocks: Block[] = [
		{ kind: "prose", text },
		{ kind: "buttons", items: [...presses, hide] },
	];
	return message(blocks, { discreet: true });
}
