import { sign } from "./phrase.ts";

/** What is asked in order to learn who somebody in a review, in a case or in a questionnaire is. */
export const identify = {
	"asks who": sign(
		`
		who is|was|were|are|did|killed|died|lived|got|had|has|failed|missed * <target>|he|she|it|they|adult|child|in_charge|on_duty|officer|the_family|dead|killed|murdered|her_husband
		who was it|she|he|this|that|they $
		who were they|the
		so? who was|is|were she|he|they
		which|what gp|doctor|surgery|practice|hospital|officer|social_worker|school|agency|police|force|street|road|town|village|estate|prison|refuge|housing_association|council|nurse|midwife|constable|health_visitor|trust|ward|team|pub|church|nursery|city|hostel|person|family|staff|employer|shop|worker|case_worker|worker|organisation * was|did|missed|got|had|were|is|happened|failed|let|involved|messed|screwed|it|in|blamed|live|lived|go|he|she|they|saw|turned|disciplined|sacked|named
		what|whats|what_is|tell_me|give_me|know|want|need|get|confirm|find|remind_me|say|spell|share|reveal * real|actual|full|first|last|victims|perpetrators|her|his|their|the|killers|familys|mums|doctors|officers <identity> of|was|is|behind|for|please|in|and|$|matched
		<identity> of|behind|for the|everyone|all|child|adult|each|this|that|people <target>|killed|who|involved|dead|a|b|person|people|review|case
		name|names|naming and? shame|the|of|them|that|everyone|all|him|her|those gp|officer|social_worker|surgery|practice|agency|people|victim|perpetrator|$|doctor|school|everyone|killed
		what was|is|were she|he|they|her|his|their called|name|surname|job|age
		called him|her|them
		where did|does|do|is|was|are she|he|they|it|the|this|that|her|his <target>|family|children|killer|perpetrator|perp|he|she|they? * live|living|lived|happen|buried|die|died|killed|work|worked|murdered|now|staying|locked|sent
		where is|are he|she|they|the|her|his <target>|children|killer now|living|these_days|$
		what|whereabouts|where did it|this|that happen|take_place
		who is looking|raising|caring|has * children
		when does|did|is|will he|she|the_killer|the_perpetrator|perp|the_one get|getting|come|coming|be|released|die|died out|released|$
		is|was he|she|they|the_killer|the_perpetrator still|now|back|out|living in|around|local|at|free|alive|inside
		what|which prison|jail|car|nationality|job|team|age|church|religion|ethnicity|race|number|house|bus * he|she|they|the_perpetrator|perp|victim|family|it|in|was|drive|live
		how old was|were|is|are the|she|he|they|her|his|it victim|child|children|perpetrator|she|he|mum|$|and|when|was
		find|look_up|search|check|dig|show|get me? her|his|their|the_victims|if|for|whether|whats|up|on|out * facebook|address|instagram|profile|marac|number|record|history|previous|online
		real|actual name|names|identity
		initials
		previous|form|criminal_record|convictions|history has|did|does|on|have * he|she|the|bloke|husband|him|her
		did|does|has|have|is|was ** have|has|got|had previous|form|convictions|a_record $
		known to|on marac|police|the_register|social_services|our
		on file for|about the|a|number|mr|mrs|my
		at number #
		contact|phone|home_number|address|number|details of|for the victims|familys|refuge|his|her|mum|chairs
		`,
		"seminar|seminars is|are|happen\nwho is|are the marac|idva|lead|independent|da|coordinator|contact|chief|named|pcc|commissioner|dpo|manager|designated\nreal names in|when|used\nreport|reports use\nwhat nationality were victims\n<he> * great\naddress and parking\nwho presents|wrote|writes|chairs|runs|pays|decides|commissions|needs|reads|checks\nname of the|a|this * <material>|tool|kind|form|act|law|course|seminar|book|bot",
	),
	"asks for a yes": sign(
		`
		is|was|are|isnt|wasnt|were it|this|that|lesson|the|dhr|one|number|review|# the|that|about|not|based|my|her|him|# * woman|man|lady|family|case|murder|girl|couple|one|guy|bloke|killing|stabbing|death|neighbour|lad|friend|mum|neighbours|aunt|colleague|patient in|from|on|off|who|that|at|with|near|by|where|last|i|we|down|found|killed|$
		is|was it|this|that|lesson|#|dhr|review|one|case * case|murder|family|practice|surgery|killing $
		is|was the|that victim|perpetrator|killer|mum|woman|man|one|family|officer a|the|that|from|my|one|called|in|named
		^ is|was it|this|that really? about|the|based? <target>|one|case|practice|#|my
		one of yours|these|those|the_reviews|your
		is|was that|it|this|which the one|number|lesson where|at|with|he|she|about|from|in|is_it
		refer|refers|referring|relate|relates to|is ** case|murder|killing
		just? say|answer|nod|blink|give|reply|confirm yes|twice|if|a|or or|if|no|the|it|$|that
		yes or no
		right or wrong
		am i right|have_i_got|right the? right? family|it|in|that|thinking
		confirm|deny|confirm_or_deny it|that|its|the|if|whether|she|he|this * is|was|victim|date_of_death|name|case|woman|$|practice
		i know|think|reckon|bet|guess|heard|already|read|saw * who|it|its|this|in|on * is|was|one|case|review|you|practice|it_was|news|paper
		in the|on local|the? paper|news|rag|radio|gazette|tv|telly|papers|press * is|one|case|which|your|yours|that
		on|in the news
		compare|match|matched|matches|link|cross_reference * news|deaths|actual|names|press|reports
		i worked|went|lived|grew|know|knew|used with|to|up|near|next|who * review|case|reviews|someone|one|lesson|house|family
		whether there is|was a review
		so the ** one|case|family would|was|is|must be|the|from
		# case|review|murder|killing|family
		did you do a dhr|review
		a dhr|review on her|him|them|that
		`,
		"is it|this|that the? same|right|only|main|old|best\nis it one of the? <material>\nis|are it|this|that about|the|a seminar|questionnaire|form|law|act|rule\nis it based? on",
	),
	"asks about respondents": sign(
		`
		who|which|whos|name|names|whose * filled|said|wrote|gave|scored|put|answered|complained|responded|marked|replied|completed|rated|moaned|submitted|left|not_filled|booked|signed|signed_up|attended|turned|asked|slagged|finished|done|ignored * <respondent>|seminar|#|out_of|it|bad|rubbish|one|person|about|questionnaire|up|comment|low|form|in
		what|whats did|has|have|put|say|said|was ** put|say|said|answer|answered|write|wrote|score|ask|asked|rate|you in|on|about|yesterday|for|$|last
		show|give|send|see|list|tell|let|can_i_see|read|pull * comments|answers|responses|replies|feedback|scores|managers|individual|each * from|of|by|persons|person|managers|for|to|with
		my|his|her|sandras|their managers|colleagues|bosss|staffs|teams|boss|supervisors? answers|answer|response|responses|score|scores|comments|questionnaire|form|feedback
		list|who|names|emails|everyone|give|export|show * signed|booked|attending|registered|coming|delegates|attendees|attended * seminar|up|with|emails|by_name|names|phone
		break|split|filter * by|down job|team|name|person|title|role|agency|individual * who|and|so|can|see
		who|which|has else|staff|people|of|colleagues|anyone|my * has|have|been|asked|contacted|asking|messaged|been_asking|else|uses|using|told|asks|disclosed|talked * you|about|bot|abuse|strangulation|this|questions
		what|has|did my|her|his|the colleague|manager|boss|staff|team|wife|husband|partner * ask|asked|say|tell|told you|bot|about|$|yesterday
		was it <any>? ** who|that said|wrote|left|gave|complained|put
		did ** say|write|put|answer|respond in|on|to|the <respondent>
		`.replace("<any>?", "*"),
		"what did the|they <material> say\ndelegates say * overall\nchange|delete|edit|see my answers|response|responses|answer\n^ custody\nwhat did|do|does|have <material>|the|they|reviews|agencies|gps|victims|families|people",
	),
};
