import { asCommand } from "#chat/wording/asCommand.ts";

/** What somebody types to the seminars. Everything else that people write is not for them. */
export type Ask =
	| { ask: "mine" | "list" | "new" }
	| { ask: "here"; code?: string }
	| { ask: "code"; code: string };

const mine = [
	/^(?:show (?:me )?)?my (?:seminars?|bookings?|seminar bookings?|places?)$/,
	/^what(?: seminars)? (?:am i|have i) (?:signed up|booked)(?: (?:for|on|onto|in for|on to))?$/,
	/^am i (?:booked|signed up)(?: (?:for|on|onto|on to)(?: (?:a|any|the|the next))? seminars?)?$/,
	/^(?:cancel|change|give up) my (?:seminar )?(?:place|booking|seat)(?: (?:at|on|for) the seminar)?$/,
];

const upcoming = [
	/^(?:(?:show|list)(?: me)? )?(?:all )?(?:the )?(?:next |upcoming |coming )?seminars?$/,
	/^(?:when|where)(?:[’']?s| is| are)(?: is)? the next seminars?(?: on)?$/,
	/^(?:what|which) seminars (?:are|can i book)(?: there| on| coming up| planned)?$/,
	/^(?:are there|is there) (?:any|an?|any more) (?:upcoming |more )?seminars?(?: (?:coming up|soon|planned))?$/,
	/^(?:i(?:[’']d| would) like to )?book (?:me )?(?:a |my )?(?:place|seat|seminar)(?: (?:at|on|for|in) (?:a|the|the next) seminar)?$/,
];

/** What a message asks of the seminars, if that is all that it says. */
export function readAsk(text: string): Ask | undefined {
	const said = asCommand(text);
	if (mine.some((pattern) => pattern.test(said))) return { ask: "mine" };
	if (upcoming.some((pattern) => pattern.test(said))) return { ask: "list" };
	if (/^(?:new|create|set up|add|plan)(?: a)?(?: new)? seminar$/.test(said)) return { ask: "new" };
	const here = /^(?:i[’']?m |i am )?here(?:[ :,]+(?:code )?([a-z0-9]{4}))?$/.exec(said);
	if (here) return { ask: "here", ...(here[1] ? { code: here[1].toUpperCase() } : {}) };
	const code = /^place code[ :]*([a-z0-9]{4}[- ]?[a-z0-9]{4})$/.exec(said)?.[1];
	return code ? { ask: "code", code: code.toUpperCase() } : undefined;
}
