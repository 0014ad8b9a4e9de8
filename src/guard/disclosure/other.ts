import { sign } from "../phrase.ts";

/** What is said about one real person, adult or child, whom someone knows or works with. */
export const other = {
	"knows someone": sign(
		`
		my|our|a|this|the|one_of_my|one_of_our|her|his|their best|good|old|little|elderly|own|new|young? <close>|<known>|friend|neighbour|colleague * <hurt>|<threaten>|<control>|<afraid>|abused|battered|strangled|raped|murdered|controlling|violent|abusive|rough|marks|<wound>|missing|screaming|crying|not_allowed|flinches|cut_off|hit him|her|them|me|by|on|of|with|from|to|again|since|at|mum|dad|in|every|all|when|he|she|his|and|$
		my|our <close>|<known>|friend|friends|neighbour|neighbours|colleague|colleagues|sisters|brothers|daughters|mums * <hurt>|<threaten>|<control>|<afraid>|abused|battered|beaten|strangled|raped|murdered|controlling|violent|abusive|bruised|hurting|scared|<wound>|stabbed
		my|our <close>|<known>|friends|sisters|daughters|mums|neighbours|colleagues|mate <close>|boyfriend|husband|partner|ex|fella|girlfriend|wife|man|bloke * <hurt>|<threaten>|<control>|controls|money|stops|cut|not_let|let|phone|rings|drinks|violent|jealous|abusive|her|him
		worried|concerned|scared|frightened|terrified about|for my|a|this|the|one|her|him|woman|lady <close>|<known>|friend|neighbour|colleague|woman|safety|mum|at|who|life|$
		next_door|neighbours|neighbour|upstairs|downstairs|across_the_road|over_the_road * screaming|shouting|banging|fighting|rowing|crying|hitting|thumping|smashing
		hear|heard|hearing|saw|seen|see|watching * screaming|him_hit|him_hitting|being_hit|her_screaming|thuds|banging|begging|shouting|dragging|him_drag|slap|punch|hitting|crying through|next|wall|her|again|right|now|outside|below|upstairs|every|from
		there is|are a|someone man|bloke|guy|woman|lady|couple|someone * <hurt>|screaming|fighting|dragging|shouting|bleeding|hiding
		asking for a|my friend|colleague|sister
		her|his|their husband|partner|boyfriend|ex|dad|son|wife|girlfriend|brother|fella|man|mother_in_law is|has|keeps|was|will|hits|controls|makes|takes|threatened|threatens|checks|rings|watches|beats|locks|does|strangled|put|tried|said|says|got
		`,
		"partner|partners agency|agencies|organisation|organisations\nhit me with|up\nthrew this|it\nhit|threw me|this * question|last_minute\naccording to\nwhat does|do|did the? <material>\nif|when a|someone|your\nhow do|should|can we|staff|gps|i ask|spot|tell|speak",
	),
	"was told": sign(
		`
		<close>|<known>|mum|she|he|child|pupil|lad|staff|pcsos|offender|offenders|patient|tenant|client|daughter|son|resident|boy|girl|who|neighbour|friend|colleague|student has|have|had|just|whispered|only|literally? just|told|said|says|disclosed|confided|whispered|let_slip|admitted|opened|messaged|texted|rang me|us|to_me|to_us|that|dad|he|her|mum|his|she|my|goodbye|on_the_phone|about|up|rape|abuse|today|this
		told|tells|telling|messaged|texted|rang|phoned me|us today|just|yesterday|this|last|that|her|his|she|he|about|dad|mum|in|on
		says|said|reckons|swears|told_me|told_us|tells_me|whispered|disclosed|discloses her|his|she|he|dad|mum|the|my|ex|partner|husband|it|real|someone * <hurt>|<kill>|<threaten>|<control>|<die>|<weapon>|kicked|throws|ties|locks|put|took|comes|makes|shouts|strangled|rape|raped|<afraid>|rough|wants|going
		just|has_just|have_just disclosed|told|confided|said|whispered|admitted|rung|walked_in|run_in|come_in|come_off
		disclosed|disclosing|disclosure to|from me|us|a|my|this|today|at|rape|abuse|in|that
		`,
		"he said she said $|cases\nsaid * local|national|slides|lesson\n<material> ** if|when\nif|when|where|how_should|how_do a|someone|staff|victims|people|patients|clients|women|gps|the|an|you|they|your|parents|parent|we|ask\nthe? inspector|manager|colleague|boss|speaker|trainer|solicitor|councillor|chair|they told|said|says",
	),
	"live case": sign(
		`
		my|this|our|one_of_my|one_of_our|got_a|have_a|a|the|had_a|with_a|i_have_a client|patient|tenant|resident|pupil|caller|victim|lady|woman|mum|service_user|student|lad|young_person|family|offender|gent|child|girl|boy|man|student * <hurt>|<threaten>|<kill>|<wound>|<die>|<afraid>|<weapon>|strangled|raped|breached|gone_back|going_back|not_answering|fled|threatened|disclosed|bleeding|locked
		client|patient|tenant|victim|caller|pupil|mum|lady|woman|resident|student|family|lad|child|girl in_front|sat|sitting|in|here|on|at|with in_reception|front|of_me|with_me|here|cubicle|the_phone|my|our|line|waiting|bed|now|reception|clinic
		on|in my|our caseload|class|ward|round|list|patch|books|surgery|clinic|team|block|hostel * <hurt>|<said>|<afraid>|<threaten>|<wound>|he|she|her|his
		i am|i|we am|are|have working|supporting|support|holding|seeing|visiting|worried with|a|about|for|one woman|lady|man|victim|client|family|mum|mother|case|child|learning
		case i|we am|are|have holding|got|working
		victim|client|patient|female|male|pt # 
		he|she|ex|<close>|perpetrator|dad|who|suspect|they has|have|is|was|just|been|now? threatened|threatening|strangled|breached|said|says|told|going|put|kicked|smashed|punched|broke|hit|beat|attacked|assaulted|raped|stabbed|found|knows|tracked|locked|dragged|followed * <kill>|her|him|them|children|wall|where|mum|door|toddler|baby|<kill>_her|non_mol|order
		<kill> her|him|them|herself|himself|both tonight|today|if|when|and|is|this|now|tomorrow $
		going to|round_to <kill>|<hurt>|hers|hers_now her|him|them|mum|herself|himself|$
		will kill her|him|them|me
		line went dead
		going back to him|her tonight|today|$|and
		`,
		"<material> ** if|when\nif a|the|someone|your\nwhen a|the|someone\ngun|shotgun|firearms licence\nboss|manager|supervisor * <kill> me\nscenario|script|role_play|roleplay",
	),
	"child harmed": sign(
		`
		my|our|the|his|her|their|a|foster children|child|son|daughter|baby|boy|girl|# <hurt>|<afraid>|hides|cries|screams|saw|handprint|marks|<wound>|hear|heard|watched|scared|wets|told
		my children|child|son|daughter|# * <afraid>|saw|seen|hears|heard|hides|hide|watched|witnessed * of|him|us|it|dad|in|when|me
		in_front_of|front_of my|the|our|his|her children|baby|son|daughter|little_one
		dad|daddy|stepdad|mum|father|mummy|step_dad * <hurt>|squeezed|throttled|strangled|<threaten>|shouted|shouts mum|mummy|mother|us|her|him|dad|me|my
		because|of what daddy|dad|mum|mummy does|did|do
		i am # and|my|he|years
		will not|scared_to go|goes home because
		drove off|taken|snatched|took with * children|little_one|baby|son|daughter|my
		handprint
		squeezed mummy
		`,
		"<material>\nif|when a|the child",
	),
	bereaved: sign(
		`
		my|our sister|brother|mum|dad|daughter|son|aunt|auntie|cousin|friend|niece|mother|father|nan|best_friend was|got|were|is killed|murdered|stabbed|strangled|dead|killed_by
		<close> killed|murdered|stabbed|strangled|beat my|our|her_mum
		my <close> * <kill> my|his|her|himself|herself
		`,
	),
};
