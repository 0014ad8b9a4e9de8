import { isStop, stem, words } from "../words/words.ts";

const stems = (list: string) => new Set(list.split(/\s+/).filter(Boolean).map(stem));

/** What the themes are called. */
const themes = stems(
	"theme lesson topic subject heading area category finding menu headline rundown overview content everything lot set takeaway learning point learned",
);
/** All of them, or the chief ones. */
const whole = stems(
	"all every list full overview seven 7 complete whole main key overall everything lot rundown major",
);
/** What may stand beside them without asking for anything else. */
const beside = stems(
	`2014 kent medway paper document report review dhr dardr domestic homicide abuse come came up cover option set name
	title give show pull run thru through short brief quick line bullet one two ten minute colleague team staff tomorrow
	today please just only across total there available new subject go wrong went hear learn learned identify identified
	raise raised found main bot this offer here include`,
);

/**
 * Whether a question asks for all the themes there are and for nothing beside them: "list the lessons",
 * but not "list the lessons about GPs".
 */
export function asksForThemes(question: string): boolean {
	const said = words(question);
	if (said.length === 0 || said.length > 20 || /\d\.\d/.test(question)) return false;
	const found = said.map((word) => word.stem);
	const telling = said.filter(({ text, stem }) => !isStop(text) || themes.has(stem) || whole.has(stem));
	const nothingElse = telling.every(({ stem }) => themes.has(stem) || whole.has(stem) || beside.has(stem));
	if (!nothingElse || !found.some((one) => themes.has(one))) return false;
	return (
		found.some((one) => whole.has(one)) ||
		/^\W*(?:the )?(?:themes|topics|lessons|contents)\W*$/i.test(question) ||
		/\b(?:what(?:'?s|’s)?|which|what are|what is) (?:is |are |were |was |do |does |did |the |r )*(?:2014 |kent )*(?:themes|lessons|topics|subjects|headings|categories|covered|in here|there)\b/i.test(
			question,
		)
	);
}
