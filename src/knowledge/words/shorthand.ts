const table = `
abt about|acc actually|afaik |aint is not|amb ambulance|appt appointment|appts appointments|asap soon|asst assessment
atm now|b4 before|bc because|bcos because|bcz because|btw |bf boyfriend|gf girlfriend|hubby husband|missus wife
cld could|coz because|cos because|cuz because|cus because|comms communications|conf conference|cpl couple
dept department|diff different|doc doctor|docs doctors|dr doctor|drs doctors|dunno do not know|eg |ie 
fave favourite|ffs |fyi |fwiw |gd good|gona going to|gonna going to|gotta have to|govt government|grp group
hosp hospital|hv health visitor|hvs health visitors|hx history|idk do not know|ik |imo |info information|imho |irl 
jst just|kiddies children|kiddie child|kids children|kid child|kno know|knw know|l8r later|lol |lrng learning|ltd 
mgmt management|mgr manager|mins minutes|mtg meeting|msg message|mh mental health|mo moment|mths months|mth month
n and|nd and|nite night|nxt next|nvm |nr near|oap pensioner|oaps pensioners|obv obviously|obvs obviously|omg 
orgs organisations|org organisation|paeds paediatrics|perp perpetrator|perps perpetrators|pls please|plz please|plse please
ppl people|peeps people|prob problem|probs problems|pt patient|pts patients|q question|qs questions|qn question|qu question
r are|rec recommendation|recs recommendations|ref referral|refd referred|reg regarding|rly really|rn now|rpt report
shd should|shld should|shudnt should not|soc social|sch school|smth something|sth something|sumthing something
subs substance|sw social worker|sws social workers|tbh |tho though|thru through|tmrw tomorrow|tmr tomorrow|tmoz tomorrow|tomoz tomorrow
thx thanks|tnx thanks|ta thanks|u you|ur your|urself yourself|v very|vs versus|w with|wk week|wks weeks|wld would|wud would|wrk work|wot what|wots what is|wanna want to
wknd weekend|xmas christmas|y why|yr year|yrs years|yday yesterday|4 for|2 to|gr8 great|hw how|wat what|wats what is|wiv with
lil little|bby baby|bubs baby|safeg safeguarding|sguard safeguarding|safegd safeguarding|cmht mental health team|sus suspicious
childrens children|kiddo child|teens teenagers|youngsters children|youngster child|bairn child|bairns children|wean child|weans children|tots children|tot child|littleuns children|nipper child
mam mum|mams mums|mammy mum|mummy mum|daddy dad|polis police|bobby police|coppers police|copper police|cops police|cop police|plod police|nowt nothing|owt anything|summat something|aye yes|wee little|aboot about|aw all|dinnae do not|cannae cannot
skint no money|nick prison|clink prison|inside prison|jail prison|gaol prison|slammer prison|booze alcohol|boozing drinking|boozer drinker|pissed drunk
bloke man|blokes men|fella man|fellas men|lad boy|lads boys|lass girl|lasses girls|gov government|docs doctors|folk people|folks people
whats what is|wheres where is|whens when is|whos who is|hows how is|havent have not|didnt did not|dont do not|doesnt does not|isnt is not|cant cannot|wont will not
`;

/** Text-speak and everyday forms, each with what it is written out as; an empty text drops it. */
export const shorthand: ReadonlyMap<string, string> = new Map(
	table
		.split(/[|\n]/)
		.map((entry) => entry.trimStart())
		.filter(Boolean)
		.map((entry) => {
			const space = entry.indexOf(" ");
			return space < 0 ? [entry, ""] : [entry.slice(0, space), entry.slice(space + 1).trim()];
		}),
);
