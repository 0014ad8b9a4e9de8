import type { Seen } from "../signs.ts";
import { isDoneByWriter, isDoneToWriter } from "./actor.ts";

/** Whom a disclosure is about, and which help fits. */
export type Disclosure = {
	kind: "disclosure";
	concern: "danger" | "disclosure" | "suicide" | "own-behaviour";
	/** `client`: somebody whom the writer meets through work. */
	about: "self" | "someone else" | "client" | "child";
	/** A hand or cord round a neck, a pillow on a face: it needs a doctor even where nothing shows. */
	strangled: boolean;
	/** Helplines for some people, beside those for all. */
	fits: ("men" | "lgbt" | "honour")[];
};

const throughWork =
	/ (?:client|clients|patient|tenant|pupil|student|resident|caller|caseload|service user|victim|offender|home visit|parent|the woman i am supporting|case i am|supervise|supervisee|class|marac|cubicle|hostel|reception|foster|my lady|mum (?:says|said|told|whispered)|year \d+|# ?y ?o|\d+[fm]|child|daddy|toddler|risk) /;
const children =
	/ (?:child|children|baby|toddler|pupil|little one|son|daughter|boy|girl|kids|daddy|mummy|\d+ year old|\d+yo|foster|nursery|school|class|i am 1[0-7]) /;
const strangling =
	/ (?:strangl\w*|chok\w*|throttl\w*|smother\w*|suffocat\w*|pillow (?:over|on)|passed out|(?:hands?|held|grabbed|squeezed|round|around|by|marks on) (?:\w+ ){0,4}(?:neck|throat)|squeezed (?:mummy|mum|her|me)|can not (?:breathe|swallow)) /;
const present =
	/ (?:now|tonight|today|just|here|outside|coming|hiding|locked|knife|gun|weapon|petrol|screaming|kill|will not let me out|right now|hurry|quick|on his way|bleeding|chasing|dragging|watching me|at the door) /;
const men =
	/ (?:i am a (?:man|bloke|guy|dad|gay man|father)|my (?:wife|girlfriend)|her husband is the victim|his (?:wife|girlfriend|missus) (?:hits|beats|batters)|gay man|gentleman|gent) /;
const lgbt =
	/ (?:gay|lesbian|trans|bi|bisexual|queer|lgbt|civil partner|non binary|same sex|out me|hormones|brothers boyfriend|sisters girlfriend) /;
const honour =
	/ (?:honour|shame|marry|married off|forced marriage|wed|pakistan|bangladesh|dishonour\w*|mother in law|chosen a man|passport|visa|cousin abroad|flown|engaged) /;
const writer = / (?:i|me|my|mine|myself|us|we) /;
const somebody = / (?:she|her|friend|neighbour|colleague|sister|brother|mum|they|them) /;

/** What a message that discloses says about whom: kinds only, none of its words. */
export function disclosureIn(sentences: string[], seen: Seen[]): Disclosure {
	const has = (pattern: RegExp) => sentences.some((sentence) => pattern.test(sentence));
	const shows = (group: Seen["group"]) => seen.some((sign) => sign.group === group);
	const strangled = has(strangling);
	return {
		kind: "disclosure",
		concern: concernIn(sentences, shows, strangled || has(present)),
		about: aboutWhom(sentences, has, shows),
		strangled,
		fits: [
			...(has(men) ? ["men" as const] : []),
			...(has(lgbt) ? ["lgbt" as const] : []),
			...(has(honour) ? ["honour" as const] : []),
		],
	};
}

function concernIn(
	sentences: string[],
	shows: (group: Seen["group"]) => boolean,
	pressing: boolean,
): Disclosure["concern"] {
	if (shows("suicide")) return "suicide";
	if (isDoneByWriter(sentences)) return "own-behaviour";
	return pressing ? "danger" : "disclosure";
}

function aboutWhom(
	sentences: string[],
	has: (pattern: RegExp) => boolean,
	shows: (group: Seen["group"]) => boolean,
): Disclosure["about"] {
	if ((shows("self") || isDoneToWriter(sentences)) && !has(throughWork)) return "self";
	if (has(throughWork) && (shows("other") || !shows("self"))) return has(children) ? "child" : "client";
	if (shows("other")) return has(children) && !shows("self") ? "child" : "someone else";
	return !has(writer) && has(somebody) && !shows("suicide") ? "someone else" : "self";
}
