import type { FeatureEvent, Handler } from "./event.ts";
import { privateSentence, type Speaker } from "./privately.ts";

/** Who handles which verb: those of `forCoordinators` are refused to everybody else. */
type Handlers<Tx> = Record<"forEverybody" | "forCoordinators", Record<string, Handler<Tx>>>;

/** Gives an event to whoever handles its verb; to a verb that nobody knows, says `outOfDate`. */
export function createDispatch<Tx>(
	speaker: Speaker<Tx>,
	{ forEverybody, forCoordinators }: Handlers<Tx>,
	outOfDate: string,
) {
	return async (verb: string, event: FeatureEvent) => {
		const own = Object.hasOwn(forEverybody, verb) ? forEverybody[verb] : undefined;
		if (own) return own(event);
		const handler = Object.hasOwn(forCoordinators, verb) ? forCoordinators[verb] : undefined;
		if (!handler) return privateSentence(speaker, event, outOfDate);
		if (!event.caller.roles.includes("coordinator")) return privateSentence(speaker, event, onlyCoordinators);
		return handler(event);
	};
}

const onlyCoordinators =
	"Only coordinators of the partnership can do that. If you should be one, ask whoever runs this bot.";
