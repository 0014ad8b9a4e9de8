import { stemmer } from "@orama/stemmers/english";
import { shorthand } from "./shorthand.ts";

/** One word of a text: as it was typed (small letters), and the stem by which it is found. */
export type Word = { text: string; stem: string };

const irregular = new Map(
	Object.entries({
		children: "child",
		childrens: "child",
		women: "woman",
		men: "man",
		midwives: "midwife",
		midwifery: "midwife",
		wives: "wife",
		husbands: "husband",
		lives: "life",
		people: "person",
		police: "police",
		policing: "police",
		policeman: "police",
		policewoman: "police",
		dying: "die",
		died: "die",
		dies: "die",
		dead: "death",
		deaths: "death",
		told: "tell",
		knew: "know",
		known: "know",
		left: "leave",
		leaving: "leave",
		broke: "break",
		broken: "break",
		gave: "give",
		given: "give",
		went: "go",
		gone: "go",
		going: "go",
		taught: "teach",
		learnt: "learn",
		said: "say",
		wrote: "write",
		written: "write",
		held: "hold",
		spoke: "speak",
		talked: "talk",
		seen: "see",
		saw: "see",
		kept: "keep",
		drunk: "drink",
		drank: "drink",
		drunken: "drink",
		violent: "violence",
		suicidal: "suicide",
		controlling: "control",
		coercion: "coerc",
		coercive: "coerc",
		homicidal: "homicide",
		strangled: "strangl",
		strangulation: "strangl",
		prisoner: "prison",
		prisoners: "prison",
		elderly: "elder",
		older: "old",
		publication: "publish",
		anonymity: "anonym",
		anonymised: "anonym",
		anonymous: "anonym",
	}),
);

const american: [RegExp, string][] = [
	[/^(behavi|col|fav|hon|lab|neighb|harb|rum|hum)or/, "$1our"],
	[
		/^(organ|recogn|minim|critic|emphas|real|special|summar|prior|author|normal|general|util|final|apolog|anonym|victim|stigmat|hospital|traumat|critic|categor|crimin|public|formal|central|jeopard|scrutin|standard|social|marginal|radical|rational|sensat|visual)iz/,
		"$1is",
	],
	[/yz(e|ed|es|ing)$/, "ys$1"],
	[/^(cent|theat|met|lit)er(s?)$/, "$1re$2"],
	[/^program(s?)$/, "programme$1"],
	[/^(counsel|travel|label|cancel|fulfil|enrol)(ed|ing|or|ors)$/, "$1l$2"],
	[/^(de|of)fense(s?)$/, "$1fence$2"],
	[/^judgment(s?)$/, "judgement$1"],
	[/^(p)edi/, "$1aedi"],
	[/^gyne/, "gynae"],
	[/^mom(s?)$/, "mum$1"],
];

/** The British spelling of a word, where we know that it has another. */
export function british(word: string): string {
	for (const [pattern, spelling] of american) if (pattern.test(word)) return word.replace(pattern, spelling);
	return word;
}

/** The stem by which a word is found, the same for all its forms. */
export function stem(word: string): string {
	const spelt = british(word);
	return irregular.get(spelt) ?? stemmer(spelt);
}

/**
 * The words of a text, in order, with text-speak written out. Punctuation is gone, numbers stay. Whoever
 * reads many texts gives a `stemOf` that remembers.
 */
export function words(text: string, stemOf: (word: string) => string = stem): Word[] {
	return spelt(text).map((word) => ({ text: word, stem: stemOf(word) }));
}

function spelt(text: string): string[] {
	const plain = text
		.normalize("NFKC")
		.replace(/[’‘`´]/g, "'")
		.replace(/\b([A-Z]{2,})(?:s|'s)\b/g, "$1")
		.toLowerCase()
		.replace(/https?:\S+|www\.\S+/g, " ")
		.replace(/\b(?:[a-z]\.){2,}[a-z]?\b\.?/g, (dotted) => dotted.replaceAll(".", ""))
		.replace(/\bw\/o\b/g, "without")
		.replace(/\bw\//g, "with ")
		.replace(/\bd\s*&\s*a\b/g, "d&a")
		.replace(/\ba\s*(?:&|and|n)\s*e\b/g, "a&e")
		.replace(/(\d),(?=\d{3})/g, "$1")
		.replace(/%/g, " percent ");
	const found = plain.match(/[\p{L}\p{N}]+(?:['&][\p{L}\p{N}]+)*/gu) ?? [];
	return found.flatMap((word) => {
		const bare = word.replace(/'(?:s|ll|ve|d|re|m)$/, "").replaceAll("'", "");
		const long = shorthand.get(bare);
		return long === undefined ? [bare] : long.split(" ").filter(Boolean);
	});
}

const stops = new Set(
	`a about above actually after again all almost already also although always am an and another any anybody anyone
	anything anyway are arent around as ask asked asking asks at away back be because become been before being bit both
	but by came can cant cannot come comes could couldnt did didnt do does doesnt doing done dont down each either else
	etc even ever every everybody everyone everything few for from further get gets getting give given go goes going gonna got
	had hadnt has hasnt have havent having he hello help her here hers herself hey hi him himself his how however i id if ill im
	in into is isnt it its itself ive just kind know known let lets like likely look looking lot lots make makes many
	may maybe me mean means might mine more most much must my myself near need needs never new no nor not now of off oh
	ok okay on once one ones only onto or other others our ours out over own particular per perhaps please possible
	put quite rather re really regards right s said same say saying says see seem seems seen shall she should shouldnt
	show since so some somebody somehow someone something somewhere sort still such sure t take takes taken tell
	tells than thank thanks that thats the their theirs them themselves then there theres these they theyre thing
	things think this those though thought through to told too try trying two under until up upon us use used
	useful using very via want wanted wants was wasnt way we well went were werent what whatever whats when where
	wheres whether which while who whole whom whos whose why will with within without wont word words would wouldnt
	yeah yes yet you your youre yours yourself according able across against anymore apparently basically
	certain day dear quick quickly morning afternoon evening kindly grateful colleague colleagues team bot tho
	wonder wondering question questions answer answers plain english short brief briefly summary summarise explain
	describe details detail info information-please bullet para paragraph-please tidy cheers ta mate lol hiya
	meant supposed point side whos theyve weve youve hes shes itll thatll suppose feel felt said saying
	today currently lately meanwhile mind hmm um er whilst upon therefore thus whereas
	first second third lines couple different similar good bad proper properly`
		.split(/\s+/)
		.filter(Boolean),
);

/** Whether a word says nothing about what is asked. */
export function isStop(word: string): boolean {
	return stops.has(word);
}

const everywhere = new Set(
	`dhr dhrs review reviews reviewed lesson lessons learning learned learnt learn finding findings find found theme themes
	domestic abuse abusive abused homicide case cases report reports paper document happen happened agency agencies
	service services practitioner practitioners professional professionals staff worker workers victim victims practice
	kent medway recommendation recommendations local locally issue issues problem problems work working people person
	involve involved wrong common pattern national nationally death deaths panel panels evidence research
	study studies studied key main`
		.split(/\s+/)
		.filter(Boolean)
		.map(stem),
);

/** Whether a stem could stand in a question about any theme, so that it tells little of which. */
export function isCommonHere(stemmed: string): boolean {
	return everywhere.has(stemmed);
}
