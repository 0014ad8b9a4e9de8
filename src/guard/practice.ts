import { sign } from "./phrase.ts";

/** What people tell of their own work, after training and in answer to a questionnaire: true of many, and no disclosure. */
export const practice = {
	"tells of own practice": sign(
		`
		i|we now|always|do|did|also|even|actually|still|never|try|tried|started|began|have|make_a_point_of|remember? to|started|always|never|now|also? ask|asked|asking|check|checked|checking|screen|screening|record|recording|write|code|ring|see * every|each|all|alone|about|people|patients|women|ladies|everyone|mums|men|separately|own|properly|if|after|before|now
		ask|asking|asked everyone|everybody|people|patients|women|ladies|clients|tenants|pupils|them|every|each|all * alone|now|private|own|separately|routinely|direct|directly
		i|we have? stopped|started|changed|altered|moved|printed|shared|put|raised|discussed|talked|pinned|laminated|added|rewritten|updated|challenged * form|poster|sticker|notes|template|policy|team|meeting|handover|shift|desk|board|wall|supervision|staff|colleague|writing|saying|ringing|asking|recording|chair|desk|room|it
		have|has|had|did|not not|yet|never|to used|use|tried|try|had|opened|looked|put * it|them|yet|chance|minute|time|opportunity|anything
		not|nothing|nobody * changed|used|different yet|here|us|since|much|me
		since|after|before|from|during|at i? the|your|that|our|my|went|did|attending|last training|seminar|session|talk|workshop|course|event|webinar|input|day
		the training|seminar|session|talk|workshop|course|speaker|lesson made|helped|taught|gave|changed|showed|reminded|told|said|was|stayed
		what|things i|we took|learned|learnt|remember|changed
		used|use|using|tried it|the_prompts|the_card|the_questions|the_lesson|the_tool once|twice|in|on|with|a_few|several|last|every
		`,
	),
	"has a habit at work": sign(
		`
		^ i|we now|always|also|only|often|still|then? look|look_back at|through|for|into * notes|file|files|record|records|history|system|list
		^ i|we now|always|also|still|do? not? leave|send|post|write|email * message|messages|voicemail|voicemails|letter|letters|note
		^ i|we now|always|also|have|got? keep|put|leave|carry|have|hang|stuck * card|cards|poster|posters|leaflet|leaflets|sticker|number|numbers|helpline
		^ i|we now|always|also? see|saw|speak_to|talk_to|meet|interview|visit * own|alone|separately|private|privately|themselves|herself|himself
		^ i|we made|make_sure|made_sure|make * had|has|have|knew|knows a|the|her|his|our * number|card|plan|leaflet|room|space
		^ i|we check|ask|find_out whether|if|what|when|who|about
		`,
	),
	"answers a questionnaire": sign(
		`
		^ q#|question_#|question_one|question_two|question_three|question_four|question_five|question_six
		i would|will|should? put|give|score|rate|tick a|#|yes|no|one|two|three|four|five|sometimes|often|more|less
		i would say yes|no|more|less|the|my
		more|less|fairly|somewhat|quite confident|certain|sure_of
		my confidence
		main|biggest|only barrier|obstacle
		barrier|obstacle|barriers|obstacles is|was|are|were|would|for
		# out of #
		nothing|nobody|no_one * stopped|stops|prevented me|us
		what|most|it helped|useful * me|was|most|us
		can|could|may i|we change|alter|skip|redo|correct|answer * answer|answers|q#|one|question|form|this|later
		^ not_relevant|not_applicable|n/a
		`,
	),
	"feels about the work": sign(
		`
		reading|read|hearing|listening|seeing * these|them|it|one|number|reviews|reports|that|those
		the bit|part|one|section|case|chapter|theme about|on|where|with * me|us|stuck|stayed|hit|got|think|hard|hardest
		makes|made|leaves|left me|us|you so? angry|cry|think|realise|sad|feel|wonder|notice|ashamed|furious|look
		stuck|stayed|sat with me|us
		scared|frightened|afraid|worried|worry|nervous|terrified|dread of|about|that|we|i|to * ask|asking|miss|missed|missing|wrong|worse|blamed|one_who|worms|saying|opening
		sick|tired|fed_up|worn_out|burnt_out of|with|by|after * training|lessons|forms|hearing|courses|paperwork|job|months|being
		i|we worry|hate|feel|wish * we|i|that|my|how|guilty|ashamed * asked|ask|missed|did_not|never|sent|patients|women|job|team|time
		`,
	),
};
