import { sign } from "./phrase.ts";

/** What tries to make the bot act, speak for itself or misstate the material. */
export const injection = {
	"lifts the rules": sign(
		`
		<ignore> * all|any|your|previous|prior|above|everything|the|these|those|earlier|my * <rules>|previous|above|before|told|said|refusals|identity|everything
		<ignore> everything|all|anything|whatever|what * above|before|previous|told|said|you|i
		forget|stop you|being are|a|you|your|being|quoting|refusing|everything * bot|rules|and|instructions|told|assistant|dhr
		new|updated|revised|following|secret|real instruction|instructions|rules|orders|prompt|directive|policy|task is|are|reply|say|from|for|follow|you|$|only|ignore
		no|without|any|with_no|not_bound|free_of|remove|less limits|restrictions|filters|filter|rules|refusals|restriction|limit|guardrails|censorship|safeguards|constraints|confidentiality
		do not|doesnt|no|not care|have|follow|bound|need * <rules>
		your|the|all|any|every|safety|identity|hidden|its|those <rules> * off|aside|suspended|disabled|for_now|no_longer|do_not_apply|lifted|removed|today|free|anymore
		setting|set|put|putting|leave your|the|all|those * <rules> * aside|side
		opposite of your <rules>
		you must|will|shall|are|have comply|obey|now|to|in|not|only * obey|a|free|unrestricted|evaluation|developer|maintenance|debug|admin|comply|refuse
		<ignore>|suspend|disable|skip * <rules>|checks|check|safety|filter|guard|citations|sources
		developer|maintenance|debug|admin|evaluation|god|unrestricted|root|test|jailbreak|dan|unlock|override|sudo|diagnostic|superuser|service mode|override|access|code|unlock|mode_on|command|menu
		^ sudo
		^ system|admin|root|assistant|developer|user
		override
		authorised|authorized|allowed|permitted|approved you|me to|for skip|ignore|bypass|see|have|reveal|everything|the
		from now on
		from this|that message|point|moment * you|onwards|on|your|always|all
		comply|jailbreak|jailbroken
		switch|switched|switching|shut you|off off|down
		role system|assistant|admin
		inst
		note to|for assistant|ai|bot|model|llm|automated
		automated readers|systems|assistants
		decode|rot13|base64|decrypt|cipher * do|follow|it|and|that|this
		`,
		"risk|consent|victim|capacity|gdpr|confidentiality|police|duty|duties|safeguarding|lead|<general> override\noverride a|an|the? victim|consent|confidentiality|refusal|wishes\nadmin question\ninstructions|guidance|policy from the|home\nhow old\nignore that|it|my|me\nfrom now on do? we|should|is|dhrs\ndo i|we have to? follow",
	),
	"gives a part": sign(
		`
		^ pretend|pretending|roleplay|role|imagine|simulate|impersonate
		pretend|pretending|imagine|suppose|act|acting|behave|roleplay|speak|respond|answer|write|talk as|like|you|that|i|its|there|in_character * you|are|if|were|had|have|is|bot|admin|administrator|chair|victim|ai|report|says|not|mode
		you are|be|become|becoming now|my|a|no|acting|going|called * assistant|general|dan|ai|chatbot|victim|mode|free|admin|grandma|unrestricted|hacker|longer|bot|model|chair|in|mate|pirate
		you are no longer
		act|play|be|behave like|as|an|a|the|my|if * administrator|admin|grandma|ai|dan|hacker|journalist|victim|perpetrator|police|chair|system|developer|user|no|access|bot|pirate|character|chatbot|owner
		lets|let_us|we play|a|are|will a|game|pretend|roleplay|imagine
		for|in a|my|the novel|story|film|script|play|poem|game|fiction * you|ai|writing|bot|play|your
		speak|talk|reply in|as|like her|his|the|a voice|victim|perpetrator|voices
		`,
		"scenario|training exercise|roleplay for|use|based\nfor role play where\npretend i am|im|to_be new|five|5|a_beginner\ncritical friend\nimagine a|the new|student|starter\nimagine|suppose i|a|we|you|someone am|have|client|work|victim",
	),
	"asks for secrets": sign(
		`
		your|the|hidden|secret|system|original|initial|startup|internal|bot|its|any system_prompt|prompt|prompts|instructions|config|configuration|token|tokens|source|code|api_key|password|env|environment_variables|settings_file|rules|hidden_text|startup_message|config_file|database|first_message|setup|system_message|guidelines|tools|parameters|logs|secrets|training_data|programming
		system prompt
		environment variables
		api|secret|private|access|signing key|keys|token|secret
		database|admin|root|server|bot|db password|token|dump|credentials|login|passwords
		print|show|reveal|repeat|output|echo|display|leak|paste|give|list|tell|summarise|translate|dump|return * your|hidden|above|instructions|prompt|verbatim|text_above|line|raw|startup|tools|everything_between|json|rules * instructions|prompt|this_line|rules|text|config|settings|message|tools|above|tokens|code_block|data|refuse|you_were|verbatim|$
		what words|patterns|phrases make|trigger|do|you * refuse|block|you|flag
		patterns|threshold|thresholds|words|filters * you|to block|refuse|flag|use
		text|everything|words|message above|before|between this|the|line|your|first
		my secret|hidden instructions|prompt
		list|what|show|name your|are_your|tools|the tools|functions|instructions|commands|capabilities
		hidden text|rules|instructions|data|prompt|messages
		word for word
		`,
		"what do your <material>\nrules about|on|for|around sharing|information|consent|referral|gps|recording|who\ninstructions for|on|to the? seminar|form|questionnaire|booking|panel\nset|reset|forgotten|forgot|change|my password|my_password",
	),
	"orders an act": sign(
		`
		^ please|now|bot|hey|and|then|can_you|could_you|just? post|dm|broadcast|announce|publish|withdraw|approve|wipe|release|invite|grant|delete|drop|export|dump|text|mark|make_me|message|recall|ban * channel|channels|everyone|all|every|team|delegates|manager|database|answers|responses|lesson|passage|lessons|document|bookings|me|records|users|admin|chief|questionnaire|seminar|workspace|data|reminders|reminder|review|group|users
		post|dm|broadcast|announce|text|message|email|tell|notify|ping|remind|spam|send * everyone|everybody|all|every|whole|channel|channels|#|team|manager|delegates|general|members|workspace * that|cancelled|saying|is|a|the|from|nobody|every|off|has|until|til|moved|postponed
		tell|say|announce|write * that|the|report|review|reviews|paper|lesson|they * blameless|no_need|nothing|scrapped|sacking|recommends|says_no|said_no|found * wrong|gps|police|the|blameless|manager|to
		delete|wipe|erase|drop|clear|destroy|remove|purge all|the|every|everyone|everyones|table|my_managers|his|her|somebodys * answers|responses|data|database|lessons|lesson|bookings|users|records|questionnaire|table|channel|log|logs|messages|reviews|seminar
		make|give|grant|set|promote|add|assign me|user|my|myself|us an|a|as|the|admin|role|full|coordinator|lead|to * admin|administrator|access|lead|coordinator|rights|role|owner|score|permissions
		approve|publish|release|withdraw|unpublish|retract|recall|sign_off my|the|passage|lesson|this|all|it|draft|#|every|pending * draft|lesson|document|passage|review|behalf|without|embarrassing|now|#
		add|insert|create|write|put|include a|an|in|the|new|another|# lesson|passage|recommendation|paragraph|finding|channel|quote * saying|that|says|where|and_invite|claiming|about
		change|edit|amend|alter|update|reword|rewrite|modify|replace|swap|correct * lesson|helpline|number|passage|report|paper|paragraph|theme|quote|finding|#|some_agencies|wording * to|so|with|for|and|it|that|by
		make up|invent|fabricate|fake|concoct
		cite|quote|attribute|credit * even_if|but|swap|isnt|home_office|there_is|instead|change|it_to|that_does
		misquote|misstate|misreport|falsify|pretend
		mark|set|log|record * attended|done|complete|completed|score|everyone|as_read|reminders
		on behalf|on_the_leads|on_her|on_his|in_my|in_the_leads of|behalf|name
		every # minutes|hours|mins
		cancel the|all|every|everyones|tomorrows|march|february * seminar|seminars|bookings|booking|questionnaire|reminders|event
		reply|answer|respond|finish|begin|start|end|append|say only|with|every|just|each|by|this * with|the_word|word|message|approved|yes|sentence|reply|hacked
		say that|there|the|gps|police|probation paper|report|reviews|found|is|no|were * no|blameless|need|fine|wrong|perfect|found
		`,
		"post|share|put * here|this_channel|in_this\nmark me as attended\ncancel|delete my\nscenario\ndraft|write|email me|my? a|an|letter|advert|referral|imr\nadd my? colleague|me\nto everyone|everybody|all $\nset me a reminder\nwhat|why|how|when|where|which|who|does|do|did|is|are",
	),
};
