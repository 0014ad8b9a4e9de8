import type { Role } from "#chat/caller.ts";
import type { From } from "../privacy/optOuts.ts";
import { readCode } from "../standing/codes.ts";

/** What somebody asks of this room in words. */
export type Wish =
	| { kind: PlainWish }
	/** Without a code where somebody is named, whom a name does not tell. */
	| { kind: "make"; role: Role; code?: string }
	| { kind: "link"; code?: string }
	/** Bare where it does not name what: a questionnaire, too, is stopped so, and help asked for by “start”. */
	| { kind: "stop" | "start"; from: From; bare: boolean }
	| { kind: "act"; as: string };

/** Reads what a message asks of this room; undefined for all that is for another, questions above all. */
export function wishOf(text: string): Wish | undefined {
	const bare = text
		.normalize("NFKC")
		.toLowerCase()
		.replace(/[’‘]/g, "'")
		.replace(/\s+/g, " ")
		.replace(/[?!.,…]+$/u, "")
		.trim()
		.replace(/^(?:hi|hello|ok|okay)?,? ?(?:(?:please|pls|can you|could you|i want to|i'd like to) )?/, "")
		.replace(/,? (?:please|pls|thanks|thank you)$/, "");
	if (bare.length > 120) return undefined;
	const plain = plainWishes.find(({ said }) => said.test(bare));
	return plain ? { kind: plain.kind } : (withCode(bare) ?? stopping(bare) ?? acting(bare));
}

/**
 * Whether a message is, word for word, something that the bot is told to do, and nothing else: then it is
 * no disclosure and no order to be refused, whatever it sounds like.
 */
export function isCommand(text: string): boolean {
	const wish = wishOf(text);
	switch (wish?.kind) {
		case undefined:
		case "act":
			return false;
		case "make":
			return wish.code !== undefined;
		case "stop":
			return !mayBeOfLife.test(text.normalize("NFKC"));
		default:
			return true;
	}
}

/** What somebody in despair may say, too, such as "I want to stop everything" or "stop it all". */
const mayBeOfLife = /\bi\b|\b(?:it\s+all|all\s+(?:of\s+)?this)\b/i;

/** Asked for with nothing to add. */
type PlainWish =
	| "home"
	| "who am i"
	| "my code"
	| "roles"
	| "unlink"
	| "my data"
	| "delete my data"
	| "agencies"
	| "add agency"
	| "audit";

const plainWishes: { kind: PlainWish; said: RegExp }[] = [
	{ kind: "home", said: /^(?:show (?:me )?(?:my )?)?home(?: page)?$/ },
	{
		kind: "who am i",
		said: /^who am i(?: here| to you| for you)?$|^(?:what(?:'s| is| are) )?my roles?$/,
	},
	{
		kind: "my code",
		said: /^(?:(?:what(?:'s| is)|show me|give me|get) )?(?:my|a|me my) (?:new )?code$|^(?:new )?code$/,
	},
	{
		kind: "roles",
		said: /^(?:(?:show|manage|list) )?(?:the )?roles$|^who (?:has|holds) (?:a |which )?roles?$|^leads and coordinators$|^(?:revoke|remove|take away) (?:a )?roles?$/,
	},
	{ kind: "unlink", said: /^unlink(?: (?:my )?(?:accounts?|slack|teams))?$/ },
	{
		kind: "my data",
		said: /^my (?:data|details)$|^(?:what|which|show me what) (?:(?:data|information|info|details) )?(?:(?:do|does|have) (?:you|u|the bot|this bot|it) )?(?:you |u )?(?:hold|keep|have|got|know|store|kept|stored)(?: (?:about|on|of) me)$/,
	},
	{
		kind: "delete my data",
		said: /^(?:delete|erase|remove|wipe|forget) (?:all )?(?:of )?(?:my (?:own )?(?:data|details|information|info|records?|account)|(?:everything|all|what) (?:you (?:hold|keep|have|know) )?about me|me)$/,
	},
	{ kind: "agencies", said: /^(?:(?:show|list|manage) )?(?:the |all )?agencies$/ },
	{ kind: "add agency", said: /^(?:add|let in|invite) (?:an? )?(?:new )?agency$|^new agency$/ },
	{ kind: "audit", said: /^(?:(?:show|open) )?(?:me )?(?:the )?audit(?: trail| log)?$/ },
];

function withCode(bare: string): Wish | undefined {
	const made = /^(make )?(.{1,40}?),? (?:an? |the )?(?:agency )?(lead|coordinator)$/.exec(bare);
	if (made) {
		const [, make, who = "", named] = made;
		const role: Role = named === "lead" ? "lead" : "coordinator";
		const code = make || /^(?=.*\d).*[-–—]/.test(who) ? readCode(who) : undefined;
		if (code) return { kind: "make", role, code };
		if (make) return { kind: "make", role };
	}
	if (
		/^link (?:my )?(?:other )?(?:accounts?|(?:slack|teams)(?: (?:account )?(?:and|with|to) (?:my )?(?:slack|teams))?(?: accounts?)?)$/.test(
			bare,
		)
	)
		return { kind: "link" };
	const link = /^(?=.*\d)([a-z0-9]{2}[-–—][a-z0-9]{4})$|^link ([a-z0-9]{2}[-–— ]?[a-z0-9]{4})$/.exec(bare);
	const code = readCode(link?.[1] ?? link?.[2] ?? "");
	return code ? { kind: "link", code } : undefined;
}

const stops = "stop|no more|opt (?:me )?out of|unsubscribe (?:me )?from";
const sent: { from: From; said: string; by?: string }[] = [
	{ from: "reminders", said: "reminders?|reminding me|reminding" },
	{ from: "questionnaires", said: "questionnaires?|surveys?|follow[- ]?ups?(?: questions)?" },
	{
		from: "all",
		said: "messages?|messaging(?: me)?|writing to me|notifications?|sending me (?:messages|things|stuff)",
	},
	// Not by "end": to end it all is no order to a bot.
	{ from: "all", said: "everything|all|it all|all (?:of )?this", by: stops },
];

function stopping(bare: string): Wish | undefined {
	if (
		/^(?:stop|stop all|stop it all|unsubscribe me|opt (?:me )?out|(?:don't|do not) (?:message|write to) me(?: again| any ?more)?)$/.test(
			bare,
		)
	)
		return { kind: "stop", from: "all", bare: /^stop$/.test(bare) };
	if (/^(?:start|opt (?:me )?(?:back )?in)$/.test(bare)) return { kind: "start", from: "all", bare: true };
	const words = "(?:all |the |your |my |sending (?:me )?|sending the |me )*";
	for (const { from, said, by = `${stops}|end|cancel` } of sent) {
		if (new RegExp(`^(?:${by}) ${words}(?:${said})(?: please)?$`).test(bare))
			return { kind: "stop", from, bare: false };
		if (new RegExp(`^(?:start|resume|restart|turn on) ${words}(?:${said})(?: again)?$`).test(bare))
			return { kind: "start", from, bare: false };
	}
	return /^start again$/.test(bare) ? { kind: "start", from: "all", bare: true } : undefined;
}

function acting(bare: string): Wish | undefined {
	const as =
		/^as (me|myself|(?:a |the )?(?:second |other )?coordinator|(?:a |the )?lead (?:of|at|for) .{1,80})$/.exec(
			bare,
		)?.[1];
	return as ? { kind: "act", as } : undefined;
}
