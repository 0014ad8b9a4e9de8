import type { DocumentInput } from "#knowledge/publish.ts";

/** A paper of so many passages, no two alike, about what the reviews held do not speak of: to see how search does among more. */
export function madeUpPaper(passages: number): DocumentInput {
	const pick = <Item>(items: Item[], at: number): Item => items[at % items.length] as Item;
	return {
		id: "made-up",
		title: "A made-up paper to measure by",
		publisher: "Nobody",
		publishedOn: "2020",
		link: null,
		via: null,
		partnership: null,
		pseudonym: null,
		takeDownOn: null,
		origin: "imported",
		passages: Array.from({ length: passages }, (_, at) => {
			const [subject, turn] = [pick(subjects, at), Math.floor(at / subjects.length)];
			const [who, where] = [pick(people, turn), pick(places, Math.floor(turn / people.length) + at)];
			const sentences = [
				pick(openings, turn + at),
				pick(findings, at * 3 + turn),
				pick(endings, at + turn * 5),
			];
			return {
				id: `made-up-${at}`,
				paragraph: null,
				page: null,
				title: `${subject} and ${who}`,
				text: sentences
					.join(" ")
					.replaceAll("{subject}", subject.toLowerCase())
					.replaceAll("{who}", who)
					.replaceAll("{where}", where),
				footnotes: [],
				wording: "summary" as const,
				scope: "unstated" as const,
				area: null,
				themes: [],
				askedAs: [],
				whatNext: null,
			};
		}),
	};
}

const listed = (text: string): string[] => text.trim().split(/\s*\|\s*/);

const subjects = listed(
	`Gambling debts | Hoarding | Dog licences | County lines | Fire safety visits | Fostering | Prison visits |
	School exclusions | Brain injury | Menopause | Lodgers | Bank fraud | Veterans | Night shifts | Home schooling |
	Taxi licensing | Allotments | Body worn cameras | Traveller sites | Sex work | University halls | Wheelchair users |
	Steroids | Faith healers | Shotgun certificates | Food banks | Noise complaints | Council tax arrears | Adoption |
	Parking disputes | Library closures | Flood relief | Road deaths | Youth clubs | Dental waiting lists |
	Care home fees | Translation budgets | Apprenticeships | Seaside rescue | Farm inspections`,
);
const people = listed(
	`ward managers | caretakers | youth workers | librarians | trading standards officers | pharmacists | dentists |
	opticians | coastguards | park wardens | civil engineers | auditors | school cooks | bus drivers | vets`,
);
const places = listed(
	`a market town | two rural districts | a port | the northern boroughs | a garrison town | three coastal parishes |
	an island community | a new estate | the river villages | a commuter belt`,
);
const openings = listed(
	`The working group looked at {subject} in {where} over two years. | In {where}, {who} met {subject} every week. |
	Reports of {subject} were shared between {who} and the council. | {who} said that they had little training on {subject}. |
	A survey in {where} asked {who} about {subject}.`,
);
const findings = listed(
	`Records were kept on paper, and some agencies did not know of them. | Referrals took eleven weeks on average. |
	Staff turnover meant that the risk was not looked at again. | Information about {subject} was not passed on when somebody moved. |
	Most of {who} had never been told what to look for. | Meetings were held without minutes, so that nobody followed up. |
	Costs fell by a fifth once {who} worked with their neighbours. | Families said that they were asked the same questions many times.`,
);
const endings = listed(
	`The group recommends a named lead for {subject}. | A review is due after twelve months. |
	{who} should be offered a half-day course. | Each agency should say who decides. |
	Nothing in {where} suggested that this was getting worse. | The lesson is that {subject} should be asked about early. |
	Further work is planned with {who} in {where}.`,
);
