/** What people say to the bot that asks for no lesson. */
export type SmallTalk =
	| "greeting"
	| "thanks"
	| "who are you"
	| "goodbye"
	| "complaint"
	| "noted"
	/** Anything else that people say for company: jokes, the weather, how one is. */
	| "pleasantry";

// A message is small talk when every word of it is a cue or filler. The first kind with a cue wins.
const cues: [SmallTalk, string][] = [
	[
		"complaint",
		"useless rubbish crap shit shite slow annoying pointless wrong broken terrible awful dumb unhelpful hopeless pants stupid ugh argh ffs wtf hate frustrating frustrated waste nope disappointing disappointed garbage misunderstood",
	],
	[
		"thanks",
		"thanks thank thx thnx tnx ty tysm cheers ta appreciated appreciate diolch helpful helped helps brilliant perfect excellent amazing fab fantastic legend star lifesaver useful lovely grateful bravo clever welldone kudos congrats ace",
	],
	[
		"goodbye",
		"bye goodbye byebye cya laters later ttfn goodnight night nos hwyl signing farewell weekend toodle ciao done finished offline",
	],
	[
		"greeting",
		"hi hiya hello hey hullo heya yo morning afternoon evening alright howdy greetings shwmae bore ay ey up sup wassup hola bonjour test testing ping anyone anybody merry happy christmas friday monday birthday easter",
	],
	[
		"noted",
		"ok okay k kk okey dokey okie okey right fine sure yes yeah yep yup no nah understood noted gotcha cool great good nice interesting wow oh ah hmm hm mm mmm nvm never mind nevermind ignore sorry oops mistake lol haha hahaha lmao rofl joke jokes joking bored funny chat channel window fair sense np deal agreed indeed exactly yay woohoo phew",
	],
];

const filler = new Set(
	"a an the to for of in at on and but so very much muchly many well done that this it its it's was is are am i i'm im i've ive me my you u your you're youre ur that's thats all again there then now just really quite pretty bit absolutely totally not no any today tonight tomorrow day see ya speak soon have been be do did does don't dont didn't doesn't haven't understand understood me third second first time times got get getting make makes made my mate love pal team everyone folks bot robot please pls plz x xx xxx if works work working with from what how things going doing keeping life hows how's job answer answers reply say saying said worries problem never mind bad off shift out take care good great nice lovely one will tell another more us can could would never always lot lots thing about checking looking browsing wrong as ever here still back enough guys lads ladies sir madam miss".split(
		" ",
	),
);

const whoAreYou: RegExp[] = [
	/\b(?:are|r) (?:you|u) (?:even |actually |just |really )?(?:an? )?(?:real|human|robot|bot|a\.?i|person|machine|chat ?gpt|copilot|alive|sentient|automated|computer|llm|program)\b/,
	/^(?:(?:hi|hello|hey|so|ok)[, ]+)?(?:who|what) (?:are|r) (?:you|u)\b.{0,30}$/,
	/\bwho (?:made|built|created|runs|owns|operates|programmed|is behind|maintains|looks after|is in charge of) (?:you|u|this(?: bot| thing| service)?|the bot)\b/,
	/\b(?:is|am|was) (?:this|i|it|there) (?:an? )?(?:talking|speaking|chatting|bot|robot|ai|human|real|person|chatbot|automated|machine)\b.{0,60}$/,
	/\b(?:do|can|did|have|will) (?:you|u) (?:ever |even )?(?:run on|have (?:a name|feelings|emotions)|feel|sleep|get tired|dream|eat|drink|like|love|want|fancy|got a name)\b/,
	/\b(?:do|can|did|have|will) (?:you|u) (?:ever |even )?learn from(?:\W*$| (?:me|us|what (?:i|we)|(?:my|our|your|this|these|the) (?:chats?|conversations?|messages?|questions?|mistakes?))\b)/,
	/\b(?:what(?:'?s| is) your|have you got a) (?:name|favou?rite)\b/,
	/\b(?:tell me about|introduce) yourself\b/,
	/\bis (?:there|this) a (?:real |human |actual )?(?:person|human|someone)\b/,
];

const pleasantry = new RegExp(
	[
		String.raw`\b(?:tell|know|give) (?:me |us )?(?:a|any|another|some) (?:good )?(?:jokes?|riddles?|poems?)\b`,
		String.raw`\bwill you marry me\b`,
		// Nothing may follow but its own tail: "how are you meant to ask" wants a lesson.
		String.raw`\bhow(?:'s|'re|s| is| are| r)? (?:you|u|things|it going|life|your day)(?: (?:doing|doin|going|been|getting on|keeping|feeling|holding up|today|tonight|this (?:morning|afternoon|evening)|then|there|now|all|bot|mate|love))*\P{L}*$`,
		String.raw`\bhope (?:you're|you are|your|ur|all is) (?:well|ok|good|fine)(?: (?:today|too|all|bot|mate|x+))*\P{L}*$`,
	].join("|"),
	"u",
);
const misdirected = /\bwrong (?:chat|channel|window|person|group|thread|place)\b/;
/** Says that the message itself went astray, and not what it tells of. */
const astray =
	/\b(?:sorry|soz|oops|whoops|ignore|nvm)\b|\b(?:i|that was|this was) meant\b|^(?:(?:ah?|oh|oh dear|no|in|the|this is|that's)\W+)*wrong (?:\w+\W*$|(?:chat|channel|window|thread)\b)/;
/** Made of small words and a cue alone, and yet asks: "what could have been done", "what helped". */
const asksForALesson =
	/\b(?:what|how|(?:could|would) (?:more|it|that|this) have) (?!(?:an?|i|you|u|now|helpful|useful)\b)(?=.*\b(?:done|finished|helped|helps|helpful|useful|wrong|mistake)\b)/;

/** What small talk a message is, if that is all it is. */
export function smallTalk(text: string): SmallTalk | undefined {
	const bare = text.toLowerCase().replace(/[’‘]/g, "'");
	if (bare.length > 100) return undefined;
	if (whoAreYou.some((pattern) => pattern.test(bare))) return "who are you";
	if (misdirected.test(bare) && astray.test(bare)) return "noted";
	if (pleasantry.test(bare) && bare.length < 60) return "pleasantry";
	if (asksForALesson.test(bare)) return undefined;
	const words = bare.match(/[\p{L}']+/gu) ?? [];
	if (words.length === 0) return /\p{Extended_Pictographic}/u.test(bare) ? "noted" : undefined;
	const unstretched = words.map((word) => word.replace(/(.)\1{2,}/g, "$1"));
	const kinds = unstretched.map((word) => cues.find(([, list]) => list.split(" ").includes(word))?.[0]);
	if (unstretched.some((word, at) => !kinds[at] && !filler.has(word))) return undefined;
	return cues.map(([kind]) => kind).find((kind) => kinds.includes(kind));
}
