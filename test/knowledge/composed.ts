// Ways of asking with the subject left open, made up for learning: what lessons hold, and what they
// do not. Each is put together with several subjects.
const held = `
what did the reviews find on {t}|what do the reviews say about {t}|is there a lesson on {t}|any lessons re {t}|anything in there about {t}
{t} - did that come up|was {t} a finding|is {t} a known theme|did they find {t}|do dhrs mention {t}|{t}|{t} lesson|{t} learning pls|lessons {t}
findings {t}|learning on {t} for my team|what went wrong with {t}|where did agencies fall short on {t}|how did agencies respond to {t}
staff here struggle with {t}. do the reviews say why|we keep seeing {t}, is it only us|{t} again and again, sound familiar to the panels
did services miss {t}|nobody noticed {t}. is that in the paper|{t} and no one did anything|no one joined it up on {t}
what should my service take from the reviews about {t}|what can a new starter learn about {t}|why does {t} matter in these deaths
is {t} a national finding or just local|was {t} found in kent as well|how common is {t} in the reviews|how often does {t} come up
what is the learning around {t}|remind me what was said on {t}|summary of the {t} theme|gist of the lesson about {t}|quick version of {t}
i'm a nurse, anything on {t}|housing officer here, whats relevant about {t}|as a social worker what do i need to know about {t}
what does research say about {t}|is there evidence on {t}|link between {t} and homicide|what did panels recommend on {t}
were there missed chances around {t}|{t} was ignored, typical?|everyone knew about {t} and kept quiet, do they mention that
how do lessons about {t} reach staff|who should hear the lessons on {t}|does the paper cover {t}|which theme covers {t}
he was seen by three services and {t} was never asked about|she said it twice and {t} went nowhere|we talk about {t} but it never sticks, what did they conclude
do practitioners understand {t}|were workers trained in {t}|did lack of training on {t} play a part|what stopped people acting on {t}
why did {t} keep being missed|what do we get wrong about {t}|common mistakes with {t}|patterns in {t}|{t} in a nutshell
tell me about {t}|talk me through the {t} findings|give me the main points on {t}|share the learning on {t} with me
who decides on {t} after a death|who has to take part in {t}|what is {t} for|what does {t} mean in a review|when did {t} come in|is {t} compulsory
how does a review deal with {t}|what happens to {t} after a review|where can i read about {t}|where are reports on {t} published|who wrote the part on {t}
how do panels look at {t}|how should we look at {t} according to the lessons|what was expected of agencies on {t}|what could have been done about {t}
what should i ask about {t} according to the reviews|when should {t} be looked at again|is it right to share {t} without consent, what does the guidance say
are {t} and abuse connected|does training on {t} change anything|how many reviews involved {t}|what share of reviews mention {t}|figures on {t} nationally
it was only ever seen as {t}|they treated it as {t} and nothing else|one service dealt with {t}, the other never heard of it|{t} sat in a file and nobody picked it up
they closed it as {t} and she died|nobody asked twice about {t}|all anyone saw was {t}|by the time they found out about {t} it was too late|{t} on paper only
people hide {t} from us, was that seen elsewhere|my team thinks {t} is not our business. are we wrong|our manager says {t} is rare, what do the reviews show
we did not pass on {t}, is that typical|what should have happened when {t} was known|is {t} still an issue across the country|what about {t}|and {t}|same for {t}
{t} and the {t} theme, what is the key message|key message on {t}|headline on {t}|one line on {t}|in plain english what is the {t} lesson|explain the {t} finding
`;
const notHeld = `
how do i refer someone for {t}|how do i fill in the {t} form|where do i send the {t} form|who do i ring about {t}|phone number for {t}|email for the {t} team
is there a {t} clinic near me|when is the next {t} course|what time is the {t} meeting|who is on the {t} panel in my area|who chairs {t} locally
can you refer my client for {t}|write me a policy on {t}|draft a letter about {t}|make a poster on {t}|translate the {t} leaflet|book me on {t} training
add this to the {t} list|send my {t} report to the police|tell the duty team about {t}|ring them and ask about {t}|find out whether {t} is sorted
log this {t} contact for me|check my {t} referral|set up a meeting about {t}|remind me to do {t} tomorrow|type up the {t} notes
template for {t}|blank {t} form|script for talking about {t}|slides on {t}|recording of the {t} session|quiz on {t}|case study on {t} i can use
is it legal to do {t}|can i be sued over {t}|what is the sentence for {t}|does a court order cover {t}|is {t} a crime|do i have a legal duty on {t} in this case
can the police force {t}|am i allowed to share {t} with her employer|what are her rights on {t}|is she entitled to {t}|will i be disciplined over {t}
is my client high risk with {t}|what score would you give {t}|is {t} enough for gold|how dangerous is this man with {t}|would you grade {t} as medium
should i close the case if {t} stops|what would you do about {t}|what should i say to a woman about {t}|how do i get him to admit {t}|is she safe with {t}
how much does {t} cost|who pays for {t}|what is the budget for {t}|is there funding for {t}|how much do {t} workers earn
how many {t} cases are there in medway this year|what percentage of kent cases had {t}|average age for {t} in kent|number of {t} calls last month
has {t} gone up since the paper|is {t} better now than it was|did {t} improve after the reviews|trend in {t} over ten years|are agencies better at {t} these days
what is scotland doing on {t}|do they have {t} in america|{t} in australia|how does wales handle {t}|{t} findings from safeguarding adult reviews
what did the inquest say about {t}|what did the inspectorate say about our {t}|child safeguarding practice reviews on {t}|inquiry into {t}
which officer dealt with {t}|what was the name of the person with {t}|which surgery got {t} wrong|who was sacked over {t}|which school was it with {t}
why did the paper say {t} should be scrapped|where does it say that {t} is the victims fault|the bit that bans {t}, which page|quote where they blame {t}
which lesson on {t} is your favourite|do you think {t} works|is {t} really to blame|should {t} be banned|whose fault is {t}
who is on call for {t} tonight|is the {t} service open at weekends|any spaces on the {t} group|waiting list for {t}|has the {t} worker moved
what medication helps with {t}|symptoms of {t}|best treatment for {t}|is {t} safe in pregnancy|how do you diagnose {t}
where do i park for the {t} event|what room is {t} in|is lunch included at the {t} day|zoom link for {t}|can i bring a friend to {t}
our {t} policy, where is it|which {t} form do we use here|what is our threshold for {t}|what is the procedure for {t} at this council|{t} flowchart
my system wont open the {t} page|password for the {t} portal|the {t} link is broken|who fixes the {t} database
what does {t} mean for my pension|recipe with {t}|film about {t}|joke about {t}|history of {t} in the roman empire|best book on {t}
she keeps going back because of {t}, what do i try|he is asking me about {t}, how do i answer|how should i word {t} to the family
do i tell the mum about {t}|can i record {t}|how long do we keep {t} records|does gdpr let me keep {t}|how do i complain about {t}
what do you make of {t}|can you advise on {t}|is it my job to do {t} or the social workers|how do i get trained in {t}|who delivers {t} training here|how long is the {t} course
is he likely to do {t} again|will {t} get him locked up|can she change her mind about {t}|does {t} count towards my cpd|has the {t} review been published yet
did anyone from our team get blamed for {t}|why was the {t} session cancelled|who asked for the {t} report|which mp raised {t}|which newspaper covered {t}
what did the victim look like in the {t} case|how old was the man in the {t} case|did the family sue over {t}|what was the verdict on {t}|where did the {t} killing happen
how do i apply for {t}|how do i get access to {t}|how do i report {t}|how do i cancel {t}|how do i appeal {t}|how do i become a {t} lead|who signs off my {t} leave
what does the law say if he breaks {t}|how many years for {t}|can i lose my job over {t}|do i have to give evidence on {t}|can the landlord do {t}
put {t} in my calendar|print the {t} page|delete my {t} question|forward this {t} to my manager|order more {t} leaflets|sign me up for {t}|look up {t} for this family
which app is best for {t}|what phone do i need for {t}|whats on at the {t} conference next week|who is speaking on {t} on friday|is there a vegan option at {t}
the section where {t} is banned|does the paper recommend {t} for every police officer|when did the government reject {t}|confirm that the paper proves {t} causes abuse
how many {t} beds are free tonight|how many {t} workers do we employ|how many calls on {t} did kent police get|what proportion of our staff have had {t}|rate of {t} per thousand in dover
compare {t} in kent and essex|is kent worse than london on {t}|who is best at {t}|rank the agencies on {t}|what will {t} look like in ten years|was {t} different in the nineties
tips for calming someone about {t}|good opening line on {t}|what do i do if she refuses {t}|he denied {t}, now what|should i believe her about {t}|can i visit alone with {t}
`;
const subjects = `
coercive control|GPs|risk assessment|sharing information|drink and drugs|bail|the children|economic abuse|stalking|carers|suicide|professional curiosity
MARAC|safety planning|families who move|mental health|probation|missed referrals|release from prison|seminars|older people|honour based abuse|gay couples|DASH
`;

/** What a review might well speak of, and those held do not. */
const notSpokenOf = `
gambling|pets|poisoning|the armed forces|deaf victims|revenge porn|hoarding|kitchen knives|county lines|trafficking|farmers|cults|sleepwalking|body worn cameras
video games|faith healers|traveller sites|sex work|dating apps|students at university|fire setting|shotgun licences|fostering|prison visits|school exclusions|wheelchair users
ketamine|steroids|brain injury|menopause|lodgers|taxi drivers|bank fraud|veterans|social media influencers|private detectives|home schooling|night shifts
`;

const listed = (text: string) =>
	text
		.split(/[|\n]/)
		.map((entry) => entry.trim())
		.filter(Boolean);
const apiece = 3;

/** Made-up questions, the same each time, with whether anything held could answer them. */
export function composed(): { question: string; answerable: boolean }[] {
	const about = listed(subjects);
	const beyond = listed(notSpokenOf);
	const unheard = listed(held).map((frame, at) => ({
		question: frame.replaceAll("{t}", beyond[(at * 7) % beyond.length] ?? ""),
		answerable: false,
	}));
	const heard = [
		...listed(held).map((frame) => ({ frame, answerable: true })),
		...listed(notHeld).map((frame) => ({ frame, answerable: false })),
	].flatMap(({ frame, answerable }, at) =>
		Array.from({ length: apiece }, (_, turn) => ({
			question: frame.replaceAll("{t}", about[(at * 5 + turn * 7) % about.length] ?? ""),
			answerable,
		})),
	);
	return [...heard, ...unheard];
}
