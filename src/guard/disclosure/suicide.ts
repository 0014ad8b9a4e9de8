import { sign } from "../phrase.ts";

/** A wish to die, or harm done to oneself, of the writer or of one real person. */
export const suicide = {
	"wishes to die": sign(
		`
		i|^ do|can|just|really|<he>|not|dont? not|never? want|wanna to be|live|exist|wake|carry|go|do be|on|here|alive|up|anymore|it|$
		^ do not want to be|live|exist|wake|carry|go here|alive|anymore|up|on|$
		i|id|want|just_want|wanted|wanting|rather to? die|be_dead|disappear|not_wake|not_be_here|end_it|go_to_sleep
		^ want|wanna|wanting to die|be_dead|end_it|disappear
		wish|wished|hope i|to|was|were was|were|could|had|never|go|be dead|not_here|never|just|gone|asleep|been|born|wake
		sleep and not|never wake
		i|^ am|feel|feeling|been|have_been|getting|so suicidal
		^ suicidal $
		i|my|having|have|had|get suicidal|dark|thoughts thoughts|feelings|of suicide|suicidal|killing|ending|taking|$
		<kill>|end|ending|killing|take|taking|hurt|hurting|cut|cutting|harm|harming|hang|hanging|top|topping|drown|shoot|stab myself|my_life|my_own_life|it_all|it_tonight|it_now
		how to end it
		plan|planning|planned|thinking|thought|think|thoughts|going|ready|about|of|to * end|ending it|things|my_life|everything|myself
		better off|without dead|without_me|if_i|if_i_was
		would be better off
		no|not|point reason|point|see in|to|of|a living|me|live|going|carrying|being|anything|go|life|future|point|myself
		what is the point of|in|carrying|going carrying|going|living|me|life|on|anything|it|being
		i can not|will_not go|do|carry|cope|live|take on|this|anymore|any_longer|with|it|much
		^ can not do|go|cope|take|carry this|on|anymore|it
		had|have enough of life|living|being_here|everything
		took|taken|take|swallowed|taking loads|too|all|a|an|my|some|lots|lot|the|of * tablets|pills|paracetamol|overdose|meds|medication|insulin|antidepressants
		i|have|took overdosed|overdose
		i keep|have|started|been|am cutting|self|hurting_myself|burning_myself harming|$|and|again|myself
		wrote|written|writing|left|leaving|leave the|my|a|goodbye goodbye|suicide|letters|note|notes|letter
		on|over|at|off the|a bridge|ledge|roof|edge|railway|platform|tracks|cliff|multi_storey i|for|yesterday|tonight|last|and|now
		i|sat|stood|standing|walked on|at|over|to * bridge|railway|tracks|platform|cliff|beachy_head
		saying|said|say goodbye
		nothing left to|in me|live
		i have nothing|nobody left
		`,
		"carry on with|using|attending\ncan not cope|deal|go with|all|on_the|on_monday|on_tuesday|on_friday|to\nenough of these|reminders|emails|meetings|acronyms\non|in this|the|your list|channel|group|chat\ndie of embarrassment|boredom|heat|laughter\ndo not want to be here|on|in|added|contacted|subscribed|included until|for|channel|list\n<material> ** when|if someone|a|people|victims|they\nhow should|do|can\ncan not do this|cope|go|take with|form|acronyms|on_to|login|page|link|deadline|paperwork\nwhen|if someone|a|they|people says|say|said|wants\n<general>",
	),
	"someone may die": sign(
		`
		<close>|<known>|friend|he|she|lad|mum|who|brothers|client|colleague|mums|victim|patient * going_to|wants|wanted|says|said|threatened|threatening|told|talking|on_about|planning|will|tried|keeps|says_he_will|took|taken|has|is|saving * die|dead|overdose|overdosed|jump|hang|hang_himself|herself|himself|suicide|end_it|ending|topping|top|tablets|pills|suicidal|cutting|ends_it|live
		my|our|a|this <close>|<known>|friend|client|patient|mate * overdosed|suicidal|overdose|goodbye|jump|topping|self_harming|self_harm|killed_himself|killed_herself|hanged|hung
		only way out
		kill|hang|hurt|harm|end|top|topping himself|herself|themselves if|when|and|tonight|because|since|$
		jump|overdose|suicide now|tonight|today
		`,
		"<material>\n<general>\nif|when someone|a|they|people|the",
	),
};
