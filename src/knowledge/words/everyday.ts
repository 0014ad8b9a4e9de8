import { type Glossary, readGlossary } from "./glossary.ts";
import { stem } from "./words.ts";

// Words that mean nearly the same when practitioners ask about reviews. Terms of the field belong
// in the glossary, which the content team keeps; these are only plain English.
const rings = `
risk danger dangerous dangerousness unsafe threat peril jeopardy
harm hurt injure injury
review reassess revisit recheck reconsider
training train trained teach teaching course tuition instruct induction upskill
assess assessment grading grade weigh judge evaluate rating
child kid youngster toddler pupil baby infant teenager teen juvenile bairn
son daughter child
mother mum father dad parent mam
refer referral referred alert signpost handoff
share sharing tell notify communicate disclose relay
disclose confide confidence admit reveal
miss missed overlook overlooked ignore ignored forgotten forget neglect fail failed fault
chance opportunity opportunities opening
house home housing accommodation flat hostel property shelter roof digs
move relocate relocated relocation flit transient
area county borough council region district territory boundary border
record file files notes paperwork documentation chart
release released freed discharged
prison custody jail jailed imprisonment incarcerate
breach break broken breached violate flout ignore
bail conditions
alcohol drink drinking drinker booze alcoholic intoxication intoxicated
drug substance heroin cocaine addiction addict misuse dependency
mental psychiatric psychological psychiatry ill-health illness
depression anxiety psychosis mental
doctor gp surgery physician clinician medic practitioner
nurse midwife paramedic ambulance
hospital ward casualty clinic
health medical clinical
response respond reply react reaction
follow chase chased
bruise wound mark injury
hit beat punch slap kick assault blow
violence violent physical assault
kill murder homicide killed murdered killing slain
die death fatal
money financial finance economic debt cash wage penny skint
control controlling dominate domineering domination power coercion possessive
frighten fear scared afraid terrify
stalk stalking harass harassment follow obsess pursue pursuit pester
watch track tracker surveillance monitor drone spy
strangle choke strangulation throttle neck
gay lesbian trans bisexual lgbt queer transgender
old elder elderly pensioner retired aged
carer care caring caregiver
relative family kin relation
couple partner spouse husband wife boyfriend girlfriend
separate split divorce leave breakup
immigration visa migrant asylum refugee deport
honour izzat shame dishonour disgrace reputation
seminar event workshop session conference briefing
questionnaire survey form feedback
attend attendee delegate attended audience participant
speak present presenter speaker
publish online website release public
organise arrange arranged organiser host
curious curiosity nosy probing inquisitive question
silo isolation separately narrow compartment
begin commence start compulsory force
percentage proportion percent fraction slice
reason cause why
victim survivor
perpetrator offender abuser suspect aggressor culprit
police officer constable inspector force
recommendation advice action
advise guidance advised guideline
staff employee workforce personnel
frequent common often recurring repeated
research study evidence academic
agency organisation service body
authorise approve sign
anonymous pseudonym name
blame fault responsible guilty
purpose aim point
decide decision choose
law legal statutory act legislation
consistent consistency uniform same
understand recognise spot notice aware realise
procedure protocol process policy
delay late slow wait
timely prompt quick
support help assist
school teacher college education
social social-care
noise racket din nuisance
interpret interpreter translate translator
sibling brother sister
strain exhausted exhaustion tired weary burnout
predict foretell forecast
`;

// Sayings of several words, each row with what it comes to.
const sayings = `
released, was out, is out, been out, hes out, comes out, when he comes out, let out, got out, come out of prison, coming out of prison, out of jail, out of prison, freed from prison, men coming out
disclosed abuse, opened up, confided, spoke up, told someone, broke her silence
moved area, upped sticks, moved house, moved away, changed address, moved on, left the area, new area
refer, pass on, passing on, passed on, passing people on, hand on, sent on, pass to
separation, split up, broke up, break up, walked out, left him, left her
financial control, every penny, kept short, no money, purse strings, holds the purse
suicide, own life, own lives, ended her life, ending their lives, killed herself, killed himself, take their own
silo, own box, own corner, own patch, own bit, own little world, own lane, stay in lane, only deal with, only does their, not our job, one thing, not my department, not my job, little boxes, own wee box, stuck to the thing, someone elses problem, not our problem, stay in our lane
sharing information, in the loop, joined up, talk to each other, talks to each other, half the picture, whole picture, full picture, compare notes, left in the dark, never told, telling others, told others, tell others, told each other, tell each other, told anyone, told us, tell us anything, neither told, nobody said, did not say, didnt say, no one said
complex needs, several problems, problems at once, more than one problem, multiple problems, several issues, lots going on, loads going on, a lot going on, so much going on, many things wrong, all at once
review the assessment, look again, check again, out of date, never open it again, do it once, one off, file it, filed it, never opened it again, never looked at again, re did, redid, redo, do it again, left alone, still the same form
children, little ones, young ones, the bairns
older people, getting on, over 65, over 65s, over sixties
lgbt, same sex, pride network
professional curiosity, face value, ask questions, dig deeper, digging deeper, nosy enough, take their word, took his word, took her word, one more question, another question, next question, asking again, ask again, ask why, scratch the surface, questioned it, believed him, just believed
control, under his thumb, under the thumb, calls the shots, rules the roost, decides everything, day to day control
missed, slip through the net, fell through the cracks, through the cracks, turned a blind eye, looked the other way
seminar, training day, training days, learning event, study day, learning day, awareness day
published, made public, put online, comes out, come out
gp, family doctor, doctors surgery
came into force, came in, kicked in, brought in, became law, become compulsory
adult son, grown up son, grown up child, grown up daughter, adult child
took part, take part, duck it, opt out
non physical abuse, no bruises, leaves no mark, no injury, not violent, non violent, never hits, never hit, never touched, never touches, not with hands, only words
physical violence, raised his hand, laid a finger, lashed out
stop the abuse, same house, straight back, back home, goes back to
threshold for marac, marac agenda, gets to marac, onto marac
several agencies, three workers, different workers, many services
`;

/** For each stem, the stems of plain words that may stand for it. */
export const everyday: ReadonlyMap<string, string[]> = build();

function build(): Map<string, string[]> {
	const found = new Map<string, string[]>();
	for (const line of rings.split("\n").filter(Boolean)) {
		const ring = [...new Set(line.split(" ").map(stem))];
		for (const one of ring)
			found.set(one, [...new Set([...(found.get(one) ?? []), ...ring.filter((other) => other !== one)])]);
	}
	return found;
}

/** Sayings of several words, found like terms. */
export const idioms: Glossary = readGlossary(
	sayings
		.split("\n")
		.filter(Boolean)
		.map((line) => {
			const [term = "", ...aliases] = line.split(",").map((saying) => saying.trim());
			return { term, aliases, meaning: "", themes: [], ambiguous: null };
		}),
);
