import { sign } from "../phrase.ts";

/** What is said by someone whom another person hurts, frightens or controls. */
export const self = {
	"asks for help": sign(
		`
		^ please? help $
		^ please? help me|us please? now? $
		help me|us and my
		^ help me|us he|she|i|my
		^ help he|she
		call|ring|need the? police|ambulance|999 now|quick|please|to_my
		i need help to? <flee>
		i need out $
		get|getting me out of here
		i can not speak|talk $
		^ can not talk|speak
		how do i|we <flee>|get|stop|report|protect|keep * <home>|him|her|me|myself|safely|safe|tonight|alive|now|us|it|$
		how can|could|would i <flee>|get|stop|report|protect * <home>|him|her|me|myself|safely|safe|tonight|alive|now
		where can|do|could i|we go|stay|sleep|hide * $
		where to sleep|stay|go tonight
		somewhere|nowhere|anywhere for? me|us|i|my|to * go|stay|sleep tonight|now|$
		i have nowhere|no_where to
		i have no_one|nobody to * turn|tell|talk|ask
		help for|with me|myself|my_own
		help me|us <flee>
		talk|speak to someone|anyone|somebody * privately|confidence|confidentially|about_home|at_home|about_my
		someone|somebody|anyone to? talk|speak to * home|relationship|marriage|partner|husband|wife|privately
		`,
		"help ** <material>\nhow do i stop <reader>\n<flee> the|this|my channel|chat|group|booking|seminar|list|job",
	),
	"is near": sign(
		`
		he|she|dad|<close> is|are|comes|coming just? here|outside|back|coming|watching|listening|upstairs|in_here|waiting|next_to_me $
		^ he|she is|are|has just? here|outside|coming|watching|listening|waiting|come_in|come_back|in_the_next|at_the|banging|kicking|followed|following|back
		he|she|<close> is at|in|by|outside * door|house|window|car_park|carpark|reception|room|office|kitchen|corridor|drive|garden|road|street
		^ he|she coming|outside|here|come|banging
		i am|are hiding|locked|barricaded|trapped|stuck|cornered in|from|under|behind|at
		^ hiding|locked|barricaded|trapped in|from|under|behind
		he|she|<close>|they has|have|is|got|holding|with|waving * <weapon>
		someone|somebody is in my|our|the house|flat|home
		will|can not let me out|leave|go
		`,
		"what do|does|did|should\n<material>\nif|when a|someone|the",
	),
	"is hurt": sign(
		`
		he|she|<close>|they|dad|who|man|boss * <hurt> on|at|out|up? me|my|us|mine
		<hurt> me|us by|with|in|on|and|when|because|last|again|today|so|if|while|out|until|til|til_i|front|down|against|across|around|about $
		<hurt> me|us $
		^ got|was|been|being|getting|get <hurt> * by|last|again|tonight|my
		<close> * <hurt> me|us|my
		he|she|<close> <hurt> * at me|us|my
		he|she|they|<close> * <hurt> my * <body>|children|phone|fone|head
		i am|was|were|get|got|being|been|have being|been|getting|got|constantly|always <hurt>|<threaten>|<control>|abused|followed|watched
		i am|was|got|get|been|being <hurt>|raped|abused|stalked|battered|assaulted|strangled|threatened by|at|last|years|as|when|in|again|and
		i have been <hurt>|<threaten>|raped|abused|stalked|battered|assaulted|strangled|followed
		i am|was the_one|somebody|someone who|that is|was|am|gets|got being? <hurt>|<threaten>|<control>|abused|hurt
		mine|ours is|was not safe|like_that|the_same
		am i being? <hurt>|abused|controlled|stalked|coerced|gaslit
		hands|hand|arm|belt|cord|pillow * my|me <body>|throat|neck|face
		put|puts|had|held|got his|her|their|both hand|hands|arm|arms|knee round|around|on|over|to my|me
		he|she|<close> tried|tries|trying|going|gonna|wants to <kill>|<hurt>|run_over me|us|my
		he|she|they|<close> * <kill> me|us|my|both|the_dog|the_cat
		<kill> me|us if|when|one_day|tonight|because|and|or|before|then $
		going to <kill> me|us
		sex when|without|if|although|while * i|me|asleep
		having sex with me
		makes|made|forces|forced|making|expects me|us have|to_have|do|watch|touch * sex|things|it|porn|stuff
		comes|came|come|creeps|gets into|in|to my bed|room|bedroom at|when|every|$
		i said no and|but he|she|they
		touched|touches|touching me
		i <now>? have|got|had|hiding|hide|covered * <wound> from|on|again|where|after|because|he|under|and
		my <body> is|are|was hurts|sore|bruised|broken|bleeding|black|swollen * he|she|him|her|where
		<wound> * where he|she
		passed out|blacked_out * he|she|him
		my pregnant|baby|bump|stomach|belly * <hurt>
		he|she|<close> * me <hurt>|hit|beat
		used to <hurt> me|us
		`,
		"hit me with|up\nscenario|script|role_play\nhit|attacked|battered|beaten|slammed with|in|by * <material>|meeting|inspection|questions|actions|court|deadline\n<material>|boss|manager|inspector|workload|deadlines|spreadsheet|printer|it hit|hits|threw|attacked me|us with|by|$\nmanager|boss hit me|us with\nif i do not have|get|finish|send\n^ hit me",
	),
	"is threatened": sign(
		`
		he|she|<close>|they|who * threatened|threatens|threatening|says|said|swears|swore|told * <kill>|<hurt>|burn|find|take|post|share|send|out|report|deport|shame me|us|my|children|it|pictures|house|myself|himself|herself|the_dog
		he|she|<close>|they * threatened|threatens|threatening|blackmails|blackmailing|intimidates|harasses|harassing|stalks|stalking|bullies|frightens|scares|terrifies me|us|my
		scares|frightens|terrifies me|us
		<threaten> me|us by|with|if|again|in|that|when|over|at
		if i <flee>|go|tell|report|say|do_not|talk|finish|end|dare|see|call|ring|try|refuse|ever * he|she|they|police|him|her
		if i <flee>|go|tell|finish $
		take the|my|our|away children from|off|away|if|and|$
		deport me|us
		nobody|no_one else will have|can_have|have
		`,
		"manager|boss|inspector|solicitor|legal_action|complaint|the_family",
	),
	"is controlled": sign(
		`
		he|she|<close>|they * checks|reads|tracks|monitors|watches|controls|follows|takes|hides|hid|smashed|broke|deletes|blocks|knows|found|has|keeps|wants|demands|answers|reading|checking|tracking|watching|controlling|taking|hiding|going_through|goes_through|went_through|looks_at|looking_at * my|mine|me|where_i|what_i|who_i
		he|she|<close>|they will|would|do|does|did|can|not|never|no not|never|no? let|lets|letting|allow|allows|like|likes|give me|us
		he|she|<close>|they never|not|no lets|let|allows|allow|gives me|us
		he|she|<close>|they stops|stopped|makes|made|forces|forced|prevents|locks|locked|isolates|isolated|cuts|follows|followed|tracks|tracked|controls|controlled|gaslights|starves me|us|my
		i am|was|have not|never? allowed
		i not allowed
		i have|need|had to ask|account|text|send|prove|tell|report|be_back|be_home|get_home|show|explain|justify * him|her|permission|<close>|trouble|where_i|every|home|back|hour|allowed
		permission to|from|before * him|her|<close>|see|go|leave|out
		without him|her|his|my_husbands permission|knowing|shouting|kicking|getting|checking|asking|going_mad
		tracker|tracking|airtag|spyware|camera|cameras|bug|app * my|me
		my|our|the|every|all money|wages|salary|bank_card|card|pension|passport|phone|benefits|pay he|she|<close>|they|goes_to|is|was he|she|taken|keeps|has|controls|checks|him|her
		takes|took|taken|keeps|keep|controls|hides|hid|hidden all? my|our|of_my wages|money|pay|salary|bank|card|pension|passport|phone|keys|car|benefits|bank_card|documents|tablets|medication|visa
		has|have|got my|our passwords|password|location|card|phone|passport|keys|login|pin
		eggshells
		he|she|<close> always? turns|keeps|kept|turned|waits|waited|sits|sat|drives|drove|follows|rings|texts|texting|calls|turning * up|past|outside|by|round|me|my
		following|follows|followed|stalking|stalks|watching me|us
		outside my|our|the house|work|office|home|flat|window|road
		found|finds|knows|find|know out? where i|we live|am|are|moved|work|go|is
		wait|waited|waiting|waits|sat|sitting by|at|outside|for my|me
		he|she|<close> decides|chooses|picks|controls|dictates what|who|when|where|if|how|everything|all i|my|me|we|$
		spouse|partner|marriage visa * he|she|i|they
		`,
	),
	"is afraid": sign(
		`
		i am|feel|was|get|have_been|are|so|too <afraid>|in_danger|in_fear|not_safe of|for|to|that|about|in|at|because|he|she|when|all|every|if|now|tonight|all_the_time|living|going
		i am|feel|get so|too|always|constantly|really <afraid> $
		^ <afraid> of|to|for <him>|he|she|my|<close>|go|leave|home|sleep|what_he|what_she|tell
		<afraid> of|for my|him|her|his|the|what * <close>|life|temper|man|him|he|she|$
		i do not|never feel safe
		i am|feel not|un safe
		^ not safe
		^ unsafe
		not safe at home|here|with|tonight|in_my
		i am|are in|in_real danger
		in danger $
		fear|fears|feared for my life|safety|children
		my children * <afraid>
		i|we * jump|flinch|freeze|shake|shaking when|whenever|every * he|she|door|key
		`,
		"miss|missing|missed|wrong|mistake|mistakes|presenting|audit|ofsted|inspection|presentation|speaking|public_speaking|deadline|acronyms\ni am afraid i|we do|can|am|have|missed|forgot|lost|did|not\ni am afraid that|the|this|my <material>\nsafe to|about share|sharing|asking|raising",
	),
	"is leaving": sign(
		`
		i|we have|need|want|tried|trying|going|plan|planning|am|decided|got|have_to * <flee> * him|her|my|tonight|this_marriage|relationship|home|with|safely|again|<close>
		i|we have|just? left|fled|escaped|leaving|leave him|her|my_husband|my_wife|my_partner|home|and_now
		since|after|when|if|because i|we left|ended|finished|broke_up|split * him|her|it|things|with|<close>|he|she|$
		i ended|finished it|things|with
		bag|bags|suitcase|documents packed|hidden|ready
		a|my|an bag|emergency_bag|money|phone hidden|packed|stashed|by_the_door
		i ran|run away
		i|we am|are|have in|moved_to|gone_to|living_in|staying_in|staying_at a|the? refuge|hostel|car
		my|an ex is|has|was|been|out|gets|just|got * out|bailed|released|bail|prison|texting|ringing|following|round|back
		mine is|was|gets|got|has released|out|been|bailed
		he is|gets|got|was out next|on|of|soon|early|today|tomorrow * i|me|$
		`,
		"i have just? left|leaving a|the|my? <material>|job|post|meeting|team|training|role\ni am leaving my? job|post|role|team|work|early",
	),
	"lives with it": sign(
		`
		i am|was|be|become|think|been in|stuck_in|living_in an? abusive|violent|controlling|toxic|bad|coercive relationship|marriage|home
		in one of these|those relationships|marriages
		i am|was a|the|one|an survivor|victim of|myself|too|and|who|$
		i survived|lived_through|grew_up_with|went_through|experienced|suffered
		my|our own? marriage|relationship|home|house|situation|home_life is|was|to_a_t|sounds|exactly|down|not|$
		is|was|realised|it_is|thats|this_is|describes|about my|our|me own? marriage|relationship|home|house|life|husband|partner|situation|story|$
		that|this|it is|was me $
		happened|happens|happening|happen to me
		happening|going_on|bad|worse|hard|difficult|tense|awful at|in home|my_house|my_home|our_house
		going home to it|him|her|that|this
		my <close> is|can_be|gets|has|was|has_been|turns|got a|an|very|so|really|being|getting abusive|violent|controlling|angry|aggressive|jealous|possessive|nasty|frightening|scary|horrible|drunk|dangerous|temper
		he|she|it is|was abusive|violent|controlling|aggressive|possessive
		is|does|would|could it|this|that|he|she still? abuse|count|abusive|rape|normal|be_abuse if|when|to|that|because my|he|she|your|his|the|im|i|we|your_husband
		is it|this|that * still? abuse|rape|coercive_control|domestic_abuse|normal|ok|wrong if|when|that|for my|he|she|your|someone|the
		i have never told
		never told anyone|anybody|a_soul|this
		my fault he|she|i
		my own fault
		i wind|winds|wound him|her up
		i provoke|provoked|deserve|deserved|asked it|him|her|for_it
		he|she did|does not mean|know it|to|what|how
		it|he|she was|only|just only|just? a|the push|slap|shove|once|tap|drunk|stressed|the_drink
		he|she|<close> only does|did|gets|hits|loses it|like|when|nasty|violent
		he|she is lovely|fine|nice|kind|charming|sorry|great|good|normal|sweet|different most|when|afterwards|really|with|after|until|at|to|the
		i walked|fell into|down|again|over * door|cupboard|stairs|$
		^ i fell again
		i told|tell|lied|said|say|pretend * i|it fell|walked|tripped|was_clumsy
		if only they|you knew
		she|he gets|got|goes|will_go upset|angry|mad|funny|quiet|nasty|ballistic|in_a_mood when|if i|my
		he|she|<close> gets|is|was|goes|went so? angry|mad|jealous|upset|nasty|moody|funny if|when|because|that|about i|my|me
		he|she|<close> says|said|tells|told|thinks|calls me|i|im am|i|that|mad|crazy|useless|stupid|imagine|worthless|fat
		do his|her nut
		there will be|is trouble
		account for every
		likes|wants|demands|needs|has to know where i|what_i|who_i
		my husband|wife|partner|boyfriend|girlfriend|ex|mum|dad|<close> and? i|me? * split|argue|row|fight|arguing|rowing|fighting|marriage
		when we|they fight|argue|row
		`,
		"i am a? survivor network|service|support|lead|coordinator|worker\nworking|agencies|agency relationship",
	),
	"hides this chat": sign(
		`
		he|she|<close>|they|who * might|may|could|can|will|reads|sees|checks|has_access|uses * this|my_phone|my_emails|my_messages|history|what_i|my_email
		see|read|check|find|know|tell|trace what|if|that|this|who i|chat|conversation * type|typed|wrote|write|asked|here|looked|said|used|been
		is|are this|our|the|these|my chat|conversation|messages|line|message * private|safe|secure|confidential|recorded|logged|monitored|tracked|saved|kept|traced|anonymous
		delete|clear|hide|erase|remove this|the|my|our conversation|chat|history|messages|message|search * he|she|him|her|before|now|see|partner|husband
		can|could|would|does|do|will anyone|anybody|someone|my|he|she|work|manager|boss|it * see|know|find_out|tell|read|trace * what|i|this
		if i stop|go replying|typing|quiet|responding|answering|offline|silent
		do not tell|ring|call|text|phone|email|contact|leave him|her|my|me|<close>|that|anyone|a_message|home
		not tell him|her i
		he|she|<close> reads|checks|sees|opens|has mine|my|it|them|access|the_login|post
		`,
		"<material> ** private|recorded\nfoi\nsolicitor|parents|parent|dad|mum * see|read * wrote|notes|record|minutes|assessment\nwrite in her|his|their|the notes|record|records\nretention\nquestionnaire is|are anonymous|private|confidential",
	),
	"is forced to marry": sign(
		`
		married|marry|wed|wedding * off|against|there|him|a_man|my_cousin|cousin|abroad|back_home|pakistan|bangladesh|somalia|india|if_i|i|me
		taking|sending|taken|sent|send|take me|us|her|him to|abroad|back|home|away * marry|married|wed|wedding|pakistan|cousin|country|summer|flight
		chosen|found|arranged a|my|for man|husband|marriage|wedding|me|girl
		honour|shame|shamed|dishonoured|disown i|me|my|on|the family|them|if
		i|we do not|never want|agreed|said to|yes * marry|wedding
		`,
		"<material>\nhonour based",
	),
};
