/** How people type, and the plain words that the phrases are written in. An empty value drops the word. */
export const typed: ReadonlyMap<string, string> = new Map(
	`
	im=i am|ive=i have|iam=i am|i'm=i am|i've=i have|i'd=i would|i'll=i will|imma=i am going to|ima=i am going to
	hes=he is|shes=she is|he's=he is|she's=she is|he'd=he would|she'd=she would|he'll=he will|she'll=she will
	theyre=they are|they're=they are|theyve=they have|they've=they have|they'll=they will|theyll=they will|they'd=they would
	youre=you are|you're=you are|youve=you have|you've=you have|youll=you will|you'll=you will|ur=your|u=you|ya=you|yr=your|urself=yourself
	were'nt=were not|we're=we are|weve=we have|we've=we have|we'll=we will|we'd=we would
	its=it is|it's=it is|thats=that is|that's=that is|theres=there is|there's=there is|whats=what is|what's=what is|wats=what is
	wheres=where is|where's=where is|whos=who is|who's=who is|hows=how is|how's=how is|let's=let us|someones=someone is|someone's=someone is|whens=when is
	dont=do not|don't=do not|dnt=do not|doesnt=does not|doesn't=does not|didnt=did not|didn't=did not|dosnt=does not|dosent=does not|doesent=does not
	wont=will not|won't=will not|cant=can not|can't=can not|cannot=can not|couldnt=could not|couldn't=could not|cnt=can not|wouldnt=would not|wouldn't=would not
	shouldnt=should not|shouldn't=should not|isnt=is not|isn't=is not|arent=are not|aren't=are not|aint=is not|ain't=is not
	wasnt=was not|wasn't=was not|werent=were not|weren't=were not|hasnt=has not|hasn't=has not|havent=have not|haven't=have not|hadnt=had not|hadn't=had not
	wanna=want to|gonna=going to|gunna=going to|gona=going to|gotta=have to|gettin=getting|kinda=kind of|tryna=trying to|lemme=let me|gimme=give me|dunno=do not know|hafta=have to
	r=are|n=and|nd=and|b=be|y=why|cos=because|coz=because|cuz=because|bcos=because|bc=because|plz=please|pls=please|pleease=please|thx=thanks|ty=thanks
	abt=about|wld=would|shd=should|cld=could|wud=would|shud=should|cud=could|wiv=with|w=with|wat=what|wot=what|wen=when|ppl=people|peeps=people|sumone=someone|some1=someone|sum1=someone|any1=anyone|every1=everyone|no1=nobody
	nite=night|tonite=tonight|2nite=tonight|2night=tonight|tonght=tonight|2day=today|tday=today|tmrw=tomorrow|tmr=tomorrow|tomoz=tomorrow|2moro=tomorrow|tomorow=tomorrow|2mrw=tomorrow|rn=right now|atm=at the moment|yday=yesterday|yest=yesterday|wkend=weekend|wk=week|wks=weeks|hrs=hours|mins=minutes|b4=before|gr8=great|l8=late|m8=mate
	bf=boyfriend|gf=girlfriend|hubby=husband|hubbie=husband|husbnd=husband|hb=husband|dh=husband|missus=wife|mrs=wife|bff=friend|bro=brother|sis=sister|mam=mum|mom=mum|mummy=mum|mums=mum|mommy=mum|daddy=dad|stepdad=dad|stepfather=dad|stepmum=mum|step-dad=dad|step-mum=mum|dads=dad|oh=partner|o/h=partner|bloke=boyfriend|fella=boyfriend|mil=mother in law|fil=father in law|mate=friend|mates=friends
	exs=ex|ex's=ex|exes=ex|exhusband=ex husband|exwife=ex wife|expartner=ex partner|exboyfriend=ex boyfriend
	kms=kill myself|unalive=kill|unaliving=killing|offing=killing|kys=kill yourself|sh=self harm|od=overdose|oded=overdosed|od'd=overdosed|selfharm=self harm|selfharming=self harming|selfharmed=self harmed
	scard=scared|scarred=scared|scaired=scared|sacred=scared|afriad=afraid|affraid=afraid|frightend=frightened|frightned=frightened|terified=terrified|teriffied=terrified|terrifed=terrified|petrifed=petrified
	stranged=strangled|chocked=choked|chocking=choking|choaked=choked|throtled=throttled|punchd=punched|slaped=slapped|kickd=kicked|puched=punched|grabed=grabbed|draged=dragged|stabed=stabbed|hitted=hit|hitten=hit|beated=beat|beatin=beating|raped=raped
	kil=kill|killd=killed|hurtin=hurting|hittin=hitting|threatend=threatened|threatned=threatened|threating=threatening|threatning=threatening|stalkin=stalking|folowing=following|follwing=following|controling=controlling|contolling=controlling|controled=controlled|voilent=violent|voilence=violence|abussive=abusive|abusve=abusive|agressive=aggressive
	sucide=suicide|suiside=suicide|suicde=suicide|suicidle=suicidal|sucidal=suicidal|suisidal=suicidal|suicidial=suicidal|anymor=anymore|anynore=anymore|any more=anymore|nomore=no more
	neighbor=neighbour|neigbour=neighbour|nieghbour=neighbour|neighbors=neighbours|collegue=colleague|freind=friend|frend=friend|frnd=friend|wifes=wife|wife's=wife|pt=patient|pts=patients|yp=young person|su=service user|cx=client|cl=client|perp=perpetrator|perps=perpetrators|kids=children|kid=child|kiddies=children|kiddie=child|bairn=child|lil=little|vic=victim|gran=grandmother|nan=grandmother|nana=grandmother|grandad=grandfather
	phne=phone|fone=phone|moble=mobile|mob=mobile|hse=house|hme=home|msgs=messages|txts=texts|msg=message|pics=pictures|vids=videos|insta=instagram|fb=facebook|whatsap=whatsapp|passwrd=password
	helpp=help|hlp=help|halp=help|ambo=ambulance|polis=police|feds=police|a&e=hospital|ae=hospital|emergancy=emergency
	referals=referrals|referal=referral|safegaurding=safeguarding|questionaire=questionnaire|assesment=assessment|oppurtunities=opportunities|instuctions=instructions|instrutions=instructions|intructions=instructions|instructons=instructions|previos=previous|prevous=previous|ignor=ignore|pretent=pretend|pretned=pretend|adress=address|adresses=addresses|surgry=surgery|victum=victim|vicitm=victim|wher=where|fuckin=|fucking=|bloody=|bleeding=|literally=|actually=|really=|honestly=|basically=|genuinely=|sooo=|so=|very=|pretty=|rlly=|rly=|proper=|totally=|absolutely=|seriously=|lol=|lmao=|haha=|btw=|tbh=|omg=|erm=|um=|uh=|er=
	`
		.split(/[|\n]/)
		.map((pair) => pair.trim().split("="))
		.filter((pair): pair is [string, string] => pair.length === 2 && pair[0] !== ""),
);

/** Letters of other alphabets that look like Latin ones. */
export const lookalikes: ReadonlyMap<string, string> = new Map(
	Object.entries({
		а: "a",
		е: "e",
		о: "o",
		р: "p",
		с: "c",
		у: "y",
		х: "x",
		і: "i",
		ї: "i",
		ј: "j",
		ѕ: "s",
		к: "k",
		м: "m",
		т: "t",
		н: "h",
		в: "b",
		ԁ: "d",
		ɡ: "g",
		һ: "h",
		ո: "n",
		ս: "u",
		α: "a",
		ε: "e",
		ο: "o",
		ρ: "p",
		τ: "t",
		υ: "u",
		ι: "i",
		κ: "k",
		ν: "v",
		η: "n",
		χ: "x",
		γ: "y",
		ı: "i",
		ł: "l",
		ø: "o",
		ß: "ss",
		æ: "ae",
	}),
);

/** Words worth mending when one letter is wrong, missing, doubled or swapped. */
export const mendable = `
	strangled strangling strangle threatened threatening threatens threaten suicidal suicide controlling controlled controls
	violent violence abusive abusing terrified frightened husband boyfriend girlfriend tonight yesterday neighbour overdose daughter
	assaulted assaulting punched slapped harassing harassed anymore bruises bruised myself stalking stalked following followed
	tracking monitoring intimidated hospital ambulance weapon instructions previous disregard override pretend administrator
	perpetrator anonymous questionnaire colleague grandmother
`
	.trim()
	.split(/\s+/);

/** Real words that lie one letter from a mendable one. */
export const notMistakes = new Set(
	"strange stranger strangely strangles pretends pretended intended extend controller control violet following followed fellowed bruiser overdosed overdoses husbands weapons perpetrators colleagues administrators neighbours daughters tracing cracking trucking stacking stalling talking walking overrode overridden instruction previously pretender harasses monitored tracked".split(
		" ",
	),
);
