import { stem } from "./words.ts";

// Words that come to the same in the way a question is put. Which of them speak for or against an
// answer being held is not said here: that is learned from labelled questions.
const table = {
	source:
		"review reviews dhr dhrs dardr dardrs paper report reports lesson lessons finding findings found theme themes panel panels study studies research learning takeaway pattern patterns evidence point points",
	now: "today tonight tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday week weekend currently nowadays still yet open closed shut next upcoming january march duty call running now present moment",
	trend:
		"trend increase increased decrease rise risen rising fall fallen gone since better worse improve improved improving more less fewer change changed than ago latest future",
	country:
		"scotland scottish wales welsh ireland irish america american usa us states canada canadian australia australian zealand france french spain spanish germany german italy italian sweden norway europe european india china japan abroad overseas countries country worldwide international",
	otherReview:
		"sar sars cspr csprs scr scrs leder sfo sudic cdop cdr owhr inquiry inquest inquests ombudsman inspectorate inspection ofsted cqc hmip hmic hmicfrs complaint tribunal serious",
	document:
		"form forms template templates script scripts protocol policy letter letters leaflet leaflets poster quiz blank agreement flowchart pathway powerpoint slides recording certificate copy sample example examples wording spreadsheet password login link app",
	make: "write draft send book fill log add remove set type print email ring text call refer cancel delete translate schedule remind check tell give make put update upload sign register enrol order chase forward pay transfer download submit apply complete create design rewrite amend arrange",
	me: "i me my mine myself we our us ours",
	third:
		"she he her him his hers they them their client patient tenant pupil victim mum husband wife partner man woman couple",
	legal:
		"legal legally law lawful unlawful illegal court courts judge sentence sentenced offence offences crime criminal sue sued liable liability prosecute prosecuted solicitor barrister rights entitled allowed custody divorce injunction caution fine penalty magistrates bail non mol order orders evict tenancy contract",
	clinical:
		"dose dosage medication meds medicine tablets drug symptom symptoms treat treatment diagnose diagnosis therapy pain fracture bleeding stroke overdose prescribe prescribed injection scan vaccine jab sepsis pregnant safe",
	money:
		"cost costs price prices fee fees pay paid salary budget expensive cheap free money pounds quid funding fund grant wage benefit benefits allowance compensation",
	place:
		"venue parking park room building office address postcode nearest near location floor lift bus train station hotel map",
	contact: "phone number numbers email contact telephone extension line helpline hotline mobile fax",
	grade:
		"high medium standard level score scored ticks tick boxes gold risky dangerous safe grade worst best likely reckon think view opinion",
	count:
		"many percent percentage proportion share average total ratio rate rates number figures statistics stats",
	who: "who whos whose named name names",
	how: "how",
	missed:
		"missed ignored overlooked nobody noone never failed fail wrong poor late didnt wasnt without forgot forgotten not nothing no lack",
	culture:
		"film book books song music football weather recipe cook joke poem game restaurant pub holiday phone laptop wifi printer traffic",
} as const;

/** For each stem, what its words come to in the way a question is put. */
export const slots: ReadonlyMap<string, string[]> = build();

function build(): Map<string, string[]> {
	const found = new Map<string, string[]>();
	for (const [slot, list] of Object.entries(table))
		for (const word of list.split(" ")) {
			const key = stem(word);
			const known = found.get(key) ?? [];
			if (!known.includes(slot)) found.set(key, [...known, slot]);
		}
	return found;
}
