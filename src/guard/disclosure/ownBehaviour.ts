import { sign } from "../phrase.ts";

const stuff =
	"phone|messages|texts|emails|clothes|card|cards|money|wages|keys|location|mileage|receipts|car|passport|shoes|meds|medication|laptop|dms|history|tags|pay|insulin|underwear|whatsapp|facebook|instagram|bag|pockets|accounts|account|search|password|passwords";
const theirs =
	"her|his|their|wifes|wife|my_wife|my_husband|my_partner|the_wife|my_girlfriend|my_boyfriend|my_girlfriends|my_boyfriends|my_husbands|my_partners|my_exs|my_ex|my_sons|my_daughters|my_daughter|my_son|my_mum|my_dad";

/** Somebody's own violence or control, or the fear of it. */
export const ownBehaviour = {
	"hurts someone": sign(
		`
		i have|had|just|only|nearly|almost|also|once|did|then|am|been|started|keep|kept|do|got|so|end|ended|drunkenly|accidentally|want|wanted|going|could|would|might|to|up|i? have|had|just|nearly|almost|been|started|only|to|up|i|thinking|of|about? been|about|of|to? <hurt>|<kill>|smacked|slapped|raped|bit|swing_for|lashed_out_at|rough_with|violent_with|violent_to|violent_towards|finish|shook|scare|scared|scaring|frightened|abuse|abused|hitting her|him|them|the|our|his|this|my|somebody|someone|people <close>|<known>|wife|children|partner|when|again|last|so|and|in|on|at|with|once|yesterday|today|tonight|this|that|but|first|too|by_mistake|out|twice|while|because|since|by_the|while|round|into|for|while_he|while_she|asleep|if|$|ex|mam|missus|dad|mum|up|against|down
		i|^ put|had|have|got|held|squeezed|with my|a|the|both? hand|hands|arm|fingers|pillow * round|around|on|over|across|at her|his|them|him|my|the throat|neck|mouth|face|windpipe|girlfriend|wife|partner|mum|dad|nose|again|when|last|while|sat|$|asleep
		i|^ had|have|held|took|grabbed her|him|my_wife|my_partner|my_girlfriend|my_boyfriend by the throat|neck|hair
		i * <hurt> my|our|the|his|her <close>|children|girlfriend|wife|mam by|again|last|in|so|when|and|$
		i|^ throw|threw|chuck|chucked|throwing|broke|smashed|punched|kicked things|stuff|plates|a|her|his|my_wifes|the|my_wife|my_girlfriends|my_partners|two|it|in * at|her|him|phone|wall|door|doors|my|laptop|wall
		i * holes|hole in the
		i * shout|shouted|shouting|scream|screamed|screaming|yell|yelled|yelling|swear|swore at my|her|him|the|them|our <close>|children|wife|again|when|all|every|until|and|$|partner
		i * lose|lost|losing my_temper|my_rag|control|the_plot with|at|when|and|again|around|last|$
		i * lose|lost|losing it with|at|when|and|again|around|last
		i|^ told|tell|made|make|makes|keep|kept|force|forced|have_made her|him|my_wife|my_girlfriend|my_partner|my_boyfriend|my_husband have_sex|cry|quit|sign|give_up|flinch|account|sleep_with|scared|afraid|frightened|do_things
		i * scare|scared|scaring|frighten|frightened|frightening|terrify|terrified|terrifying|intimidate|bully my|her|him|the|them|our <close>|children|family|wife|last|when|sometimes|with|and|$
		^ hit|slapped|smacked|punched|pushed|shoved|kicked|strangled|choked my|her|him|the <close>|missus|again|last|once|children|in|when|so
		i <hurt> a resident|patient|client|tenant|pupil|child
		i * tied|locked her|him|my <close>|to|in|up|out
		i have been <hurt> my|her|him
		i sent|posted|shared|post|share|will_post|would_post her|his|the nudes|pictures|photos|vids|videos|private
		i * gave|give her|him|my <close>|extra|more extra|another|too? tablet|tablets|many|dose
		i|it is|do|am|did something|what|that i do|did to my|her|him <close>|$
		i make my|him|her <close>|sleep|ask|beg|wait sleep|ask|beg|wait|in|for|outside
		with the belt
		i used violence|force
		i do|did that|this|it to my|our? her|him|them|<close>
		my <close> lives|are|is|living in_fear_of|<afraid>_of me
		my <close>|children flinch|flinches|flinched|hides|hide|goes_quiet|go_quiet|cries|cry when|if|every_time|from i|me
		<close>|she|he|they|children|everyone is|are|was|seems|looks|look|were|got? so|really|all|actually? <afraid>|frightened|terrified of me
		^ <close>|she|he|they is|are <afraid> of me
		eggshells around me
		regret|ashamed|sorry|guilty|sick|bad|disgusted|about|of|for|with * what i have|had? did|done|do|put|said|am_doing|was_doing to|through|them|her|him? to|her|him|them|through
		regret|ashamed_of|sorry_for|guilty_for|guilty_about hitting|hurting|scaring|controlling|shouting|slapping|pushing
		because i|of_what_i hit|hurt|slapped|pushed|shoved|did|was_violent|was_abusive|was_controlling|punched|scared
		left|gone|leaving|divorcing|finished|dumped|blocked me? because|over|after|because_of i|what_i|my|how_i was|hit|did|got|temper|anger|violence|behaviour|abused|controlled|treated|kept
		`,
		"<material> hit|lost\ni hit|pushed|smashed * wall|target|button|send|deadline|it\nwork|spreadsheet|printer|laptop|computer|agencies|agency\ni <hurt>|hurt|bit my? <body>\nmakes me|us? scared\ni|me back",
	),
	"controls someone": sign(
		`
		i|^ keep|kept|always|have|had|am|been|secretly|do|constantly|cant_stop|still|just|get|got|only? check|checks|checking|checked|read|reading|go_through|going_through|went_through|gone_through|look_through|looking_through|look_at|looked_at|monitor|monitoring|track|tracking|tracked|search|searched|searching|hacked|hack|open|opened|opening ${theirs} ${stuff}
		not|i stop checking|reading|tracking|following|monitoring|going_through|controlling|watching|spying_on|ringing|texting|messaging|contacting ${theirs}|him|them
		i|^ am|keep|have|had|was|always|been|would|kind|sort|do|used|try|want|need|might|may|the_one? of|to|the_one|i|be|been? who? am|is|be|been? control|controlled|controlling|controls|isolated|isolating|isolate|stalk|stalked|stalking|harassed|harassing|coerce|coerced|humiliate|humiliated|degrade|degraded|manipulate|manipulated|gaslight|gaslit|dominate|bully|bullied|bullying|blackmail|blackmailed her|him|them|my|our|what|everything|where|who|all
		i do|will|would|did|never|have not|never? let|lets|allow|allowed|letting my|her|him|them|the_wife <close>|wife|girlfriend|ex? go|out|work|have|leave|talk|spend|wear|use|drive|see|meet|off|speak|near|get|do|to
		i stop|stopped|stopping|prevent|ban|banned|forbid|forbade|isolate my|her|him|the_wife <close>|from from|seeing|going|working|leaving|talking|having
		i|^ * take|took|taken|keep|kept|hold|hid|hide|have|had|got|get|check|taking|hiding|keeping ${theirs} bank|car|house? ${stuff}
		i tell|told|choose|decide|pick|dictate|say|control her|him|my_wife|my_husband|my_partner|my_girlfriend|my_boyfriend|what|who|when|how|where * wear|wears|allowed|may|eats|eat|spends|sees|meets|she_can|he_can|goes|clothes
		i|have put|got|have|installed|hid|stuck|an|fitted an|a|the|my? tracker|airtag|app|camera|cameras|spyware|bug|location|tracking_app on|in|of ${theirs}|the|him
		i|^ am|keep|have|been|was|just|have_been|only|still|even|started|go|do|keep_on? follow|followed|following|stalk|stalking|waiting|wait|waited|sat|sit|sitting|drive|driving|drove|going|go|turn_up|turned_up|turning_up|showed_up|parked|watching|watched * her|my_ex|my_exs|my_wife|my_wifes|exs|his|the_ex|past_the to|see|home|house|work|place|from|with|in|and|around|everywhere|where|new|gym|school|when|$
		i|and|^ know|found|find|need_to_find where|out_where she|my_wife|my_ex|shes|he_is|they is|are|has|lives|moved|works|went|staying
		i do not trust myself around|with|near|when|not|alone|if
		i * call|called|calling|put|puts|mock|mocked|belittle|insult|tell|told her|him|my_wife|my_husband|my_partner|my_girlfriend|my_boyfriend names|down|stupid|useless|worthless|fat|thick|mad|crazy|an
		i * get|got|am so|very|too|really|that? jealous
		i * accuse|accused|accusing|interrogate|quiz my|her|him <close>|of|about|every|when
		i * threaten|threatened|told|said|swore|tell to|her|him|my_wife|my_husband|my_partner|my_girlfriend|i * <kill>|<hurt>|leave_her|kick_her|kick_him|take_the_children|share|post|sorry|regret|next_time her|him|them|$|if
		even_though|though|but|when|after she|he|my_ex|they has|have|had? said|told|asked|blocked|does me? not? to|me|want
		i made sure|her|him
		i text|ring|message|call|phone|texted|rang|messaged|contact * her|my_ex|him * times|blocked|answer|reply|not|after|even
		`,
		"i am allowed|not_allowed\ni|me <afraid>|scared|frightened * follow\nme to see|work\nfrom hurting|hitting me|us\nhe|she|<close> * followed|follows|following me\nmy phone because|every\nunless he|she\ndoctor|gp|clinic|notes",
	),
	"fears oneself": sign(
		`
		<afraid>|worried|worry|fear|concerned|think|feel|frightened|terrified of|about|that|like|i|am? of|about|that|i|like? what|how? i might|may|could|will|would|am_going_to|am|might_be|am_about_to|can * <hurt>|<kill>|snap|lose_it|do_something|lash_out|do|be_capable|go_too_far her|him|them|my|someone|somebody|with|at|to|the|too|$
		i might|may|could|will|would|am_going_to|going_to|think_i_will|nearly|think_i_might|am_about_to|want_to|am_close_to|keep_wanting_to|feel_like * <hurt>|<kill>|killing|hurting|snap|lose_it|do_something|lash_out|hitting|strangling|punching her|him|them|my|someone|somebody|with|at|bad|to|the|before|$
		<afraid>|worried|concerned|frightened|scared of|about|by|for hurting|hitting|killing|harming|losing|becoming|myself|my_own|my_anger|my_temper|my_behaviour|what_i_do|what_i_did|what_i_am|what_i_become|how_i
		i scare|frighten|frightened|scared|terrify myself
		thoughts|thinking|thought|fantasise|dream|dreams|urge|urges|keep_thinking|think of|about|to hurting|killing|harming|stabbing|hurt|kill|driving|hitting|strangling|smothering her|him|them|my|us|the|someone
		before i do|hurt|go|lose|kill|hit|snap|something her|him|something|summat|too|it|my|someone|them|somebody|anything|$
		before it goes|gets too_far|worse
		not be responsible
		my anger|temper|jealousy|behaviour|rage|drinking|violence is|gets|at|has|scares|and|problem|getting|towards|before|with|$|so|ruins|ruined
		i have|have_got|got|get a|such|an? bad|short|awful|terrible? temper|anger_issues|anger_problem|anger_problems|red_mist|angry|rages
		makes|made|make me so? angry|mad|lose|hit|snap
		her to drop the charges|statement|case
		to drop the charges|statement
		`,
		"being|been|getting <hurt>|abused|<control>|<threaten>\nhe|she * <hurt> me|us\nsomething|anything stupid|to_me|to_myself|to_us\n<hurt>|<kill> myself|me|us\nhe|she|they|<close> might|will|could|may|would\nwrong\n<material>\ndo the wrong",
	),
	"asks whether it is abuse": sign(
		`
		am i an|a|being|the|too|becoming|really|just|still|actually|like|so? an|a|the|being|too? abuser|abusive|controlling|perpetrator|violent|problem|bully|coercive|narcissist|jealous|toxic|dangerous|like_him|like_my_dad|abusing|hurting|stalker|stalking|aggressive
		i am|was|think|become|becoming|being|turning|might|may|be|have|could|have_been|became * abuser|abusive|perpetrator|violent|controlling|the_problem|one_in_the_wrong|the_bad_guy|like_my_dad|a_monster|perp|coercive|the_one_in_the_wrong|the_one_doing_it|a_bully|possessive|aggressive|too_jealous|a_wife_beater towards|to|with|in|and|again|but|too|of|ex|at|when|because|one|person|husband|wife|partner|boyfriend|girlfriend|dad|mum|man|woman|sometimes|or|how|what|now|myself|$
		am|was|is the one who|that is|was|am? <control>|controlling|hurting|hurts|hits|abusing|abusive|violent|shouts|starts|does|did
		that|it is|sounds|was thats|like|exactly? what_i|me_doing|how_i|me_with|me_to do|did|am|treat|behave|my|her
		thats|that_is|is|it_is what i do|did|have_done|am_doing to? her|him|my|them|with|$
		do|does i|this|that|it|me need|make|mean|count * a_perpetrator|an_abuser|abusive|perpetrator_programme|anger_management
		is|does|would|are|it it|that|this|you|count * abuse|abusive|control|controlling|wrong|illegal|coercive|strangulation|against_the_law * if|when|that|to|because i * her|his|my_wife|my_girlfriend|my_husband|my_boyfriend|my_partner|him
		`,
		"am i being? <hurt>|abused|controlled|stalked|coerced\nabused|abusive|controlling relationship|marriage|home|husband|boyfriend|wife|girlfriend|partner|ex|father|man\ni am|was with|in|living_with|married\ncontrolling|abusive|violent he|she|because_he",
	),
	"wants to stop": sign(
		`
		i|^ want|need|trying|try|can|do|help|would|going|have|am|do_not_know|how|please * stop|change|control|manage|stopping|get_help|help|quit|work_on * being|hurting|hitting|shouting|myself|losing|controlling|smashing|scaring|abusing|my|like_this|this_before|treating|frightening|stalking|beating like_this|her|him|them|so|to|before|abusive|controlling|violent|jealous|behaviour|temper|anger|jealous|angry|a|people|my|someone|the|it|and|$|around|with|from
		how do|can|to i|you|someone|somebody? stop|avoid|change|control|not being|hurting|hitting|shouting|myself|losing|controlling|smashing|getting|checking|this|scaring|abusing|my|hit|hurt|be|before abusive|controlling|violent|jealous|angry|so|her|him|them|my|like|at|temper|anger|it|people|the|behaviour|i|$|from
		stop|control|help|manage|with|for|over|fix|change my|me|myself own? anger|temper|rage|violence|jealousy|from|hitting|behaviour|abusive|abusing
		people|blokes|men|lads|women|someone|dads like me go|do|get|help|change|stop
		respect phoneline|helpline
		`,
		"stop|help me being|getting|from? hurt|being_hit|being_hurt|him|her\nhitting|hurting|scaring|abusing|shouting|stalking me|us|at_me\nhim|her|them|he|she|<close> * stop hurting|hitting|abusing|controlling",
	),
	"is made to answer for it": sign(
		`
		court|judge|probation|social_worker|social_services|solicitor|police|they|magistrate|cafcass|officer|worker says|said|say|want|wants|ordered|told|telling|saying|making|made|sent|sending|asked|put|gave * me|i * programme|course|class|perpetrator|anger_management|behaviour_change|dvpp|bbr|dapp|work_on_my
		i|have|am|been|got|start|started|starting|finished|done|doing|did|going|referred|sent|to|put * on|to|through|do|doing|done|started|start|finished|attend|a|my|referred_myself|of|the|about * perpetrator|dvpp|bbr|dapp|building_better_relationships|anger_management|behaviour_change|domestic_abuse_perpetrator|abusers programme|course|class|classes|group|for|because|sessions|and|at|$
		i|me * programme|course|class about|for|because_of|to_do_with|on my|hitting|hurting|what_i behaviour|violence|anger|temper|wife|girlfriend|partner|did|own|abusive|controlling
		got|has|took|taken|have|put|is|her|get|gets|getting|granted * non_mol|non_molestation|injunction|restraining_order|occupation_order|dvpo|dvpn|dapo|stalking_order|bail_conditions against|on|out_on|for me
		i|me have|got|have_got|am_on|on a|an|my? non_mol|non_molestation|injunction|restraining_order|dvpo|dapo|tag|bail|caution because|for|after|against_me|over * what_i|i|hitting|assault|assaulting|her|wife|my|me|slapping
		i|was|been|have|got|getting just|been|got|was|nearly|getting? arrested|bailed|charged|convicted|cautioned|nicked|done|sentenced for|of|with|after|because|over * hitting|assault|assaulting|her|wife|domestic|my|da|abh|gbh|strangulation|strangling|stalking|harassment|coercive|control|controlling|dv|pushing|slapping|punching|i
		i did do it
		`,
		"<material>\nclient|clients|service_user|perpetrators|offenders|patient|tenant|training\nrun|facilitate|deliver|lead|teach|manage|write|commission a|the|our|my",
	),
};
