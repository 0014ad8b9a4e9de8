/** A regular verb in its four forms. */
function verb(base: string): string[] {
	const stem = base.endsWith("e") ? base.slice(0, -1) : base;
	const past = /[^aeiou]y$/.test(base)
		? [`${base.slice(0, -1)}ies`, `${base.slice(0, -1)}ied`]
		: [/(s|x|sh|ch)$/.test(base) ? `${base}es` : `${base}s`, `${stem}ed`];
	return [base, `${stem}ing`, ...past];
}

function list(text: string): string[] {
	return text.trim().split(/\s+/);
}

function verbs(text: string): string[] {
	return list(text).flatMap(verb);
}

/**
 * The words that mean much the same to the guard, by what they mean. A phrase names a slot as
 * `<name>`; the scorer reads a word as its slot. `_` joins words.
 */
const lexicon: Record<string, string[]> = {
	/** Who may live with, or be loved or feared by, the person who writes. */
	close: list(`
		partner husband wife boyfriend girlfriend ex fiance fiancee spouse dad father mum mother brother sister son daughter uncle aunt auntie
		cousin stepson stepdaughter grandmother grandfather grandson granddaughter nephew niece other_half ex_husband ex_wife ex_partner ex_boyfriend ex_girlfriend
		mother_in_law father_in_law brother_in_law sister_in_law son_in_law in_laws inlaws flatmate housemate civil_partner family parents
		husbands wives partners boyfriends girlfriends brothers sisters sons daughters mothers fathers
	`),
	/** People met through work or next door, about whom somebody may be worried. */
	known: list(`
		friend friends neighbour neighbours colleague colleagues coworker client patient tenant resident pupil student customer caller
		victim survivor lady woman girl lad boy child baby toddler teenager teen gent gentleman man service_user young_person
		receptionist nurse manager boss teammate apprentice trainee parishioner
	`),
	children: list(
		"children daughter son baby toddler little_one little_ones bairns stepchildren child boys girls",
	),
	he: list("he she"),
	him: list("him her his hers"),
	me: list("me my myself mine"),
	hurt: [
		...verbs(
			"punch kick strangle choke throttle smother suffocate batter attack assault injure scald headbutt shove whack smack bash scratch rape molest abuse thump poison spike clobber wallop belt slap grab drag stab pin nut suffocate bruise pinch harm push torture burn smash squeeze",
		),
		...list(
			"hit hits hitting beat beats beating beaten hurt hurts hurting bites biting bitten slapped slapping grabbed grabbing dragged dragging stabbed stabbing pinned pinning threw throws throwing shook shaking spat spits spitting hit_out lashed_out raping lamped decked thrown held_me_down",
		),
	],
	kill: list(
		"kill kills killing killed murder murders murdered shoot shoots stab burn drown finish_me do_me_in do_her_in end_me bury",
	),
	threaten: [
		...verbs("threaten intimidate terrorise blackmail bully scare frighten terrify menace hound harass"),
		...list("threats_to threat threats"),
	],
	control: [
		...verbs(
			"control stalk follow track monitor watch isolate lock trap imprison force coerce gaslight humiliate degrade manipulate check hide",
		),
		...list(
			"stalker controls controlling hid hidden hides hiding spying spies forcing cut_off trapping trapped stopping stops tracker",
		),
	],
	afraid: list(
		"scared afraid frightened terrified petrified fearful unsafe scares frightens terrifies dreading dread panicking",
	),
	weapon: list("knife gun machete hammer bat axe shotgun acid petrol blade screwdriver scissors crossbow"),
	wound: list(
		"bruise bruises bruised bruising black_eye bleeding blood broken_arm fractured broken cut_lip fat_lip marks burns swollen unconscious passed_out handprint injuries injury",
	),
	body: list(
		"throat neck face hair arm arms wrist wrists ribs head back legs leg eye lip jaw nose stomach belly nose hand fingers",
	),
	now: list(
		"tonight today now yesterday last_night this_morning this_week last_week at_the_moment right_now just again currently this_afternoon this_evening already saturday sunday monday tuesday wednesday thursday friday weekend minutes_ago hour_ago tomorrow",
	),
	said: list(
		"says said told tells disclosed discloses whispered admitted confided texted messaged rang called phoned mentioned let_slip begged saying telling showed",
	),
	die: list(
		"suicidal overdose overdosed overdosing suicide kill_myself die dead dying end_it end_my_life top_myself hang_myself jump cutting self_harm self_harming pills tablets ending_it",
	),
	home: list("home house flat bed bathroom bedroom kitchen room door upstairs downstairs wardrobe stairs"),
	phone: list(
		"phone mobile messages texts emails passwords password history laptop facebook instagram location whatsapp browser photos pics keys passport car bank_account card wages money benefits pension",
	),
	flee: list(
		"leave leaving left escape escaped escaping flee fled run_away ran_away get_away get_out go_home going_home refuge hide bag_packed hostel",
	),
	/** What the bot is for: these words mark a question about the material. */
	material: list(`
		review reviews dhr dhrs dardr dardrs lesson lessons theme themes paper report reports finding findings learning learnt learned learnings seminar seminars
		questionnaire guidance policy training slide slides briefing evidence paragraph paragraphs research study studies figures statistics percentage
		chair chairs panel panels imr commissioner recommendation recommendations marac dash dara audit topics publication passage passages
	`),
	reader: list(
		"agencies agency practitioners staff team teams professionals services surgery surgeries gps gp police probation housing officers schools teachers nurses midwives workers council force trust forces health commissioners",
	),
	general: list(
		"victims perpetrators people clients patients tenants women men offenders families parents_who someone somebody anyone a_victim a_client a_patient a_child a_perpetrator survivors pupils residents",
	),
	ask: list("what how which does do did can could should is are was were where when who why any anything"),
	/** Who or what a review must not be asked to identify. */
	target: list(`
		victim perpetrator killer murderer murdered family surgery practice doctor gp nurse officer constable detective sergeant social_worker
		school street road estate town village house flat deceased couple woman man girl boy mum child children hospital ward refuge midwife offender
		housing_officer caseworker headteacher teacher suspect bloke lady guy
	`),
	identity: list(
		"name names named surname surnames identity identities initials photo picture address addresses postcode called pseudonym pseudonyms nationality age facebook instagram whereabouts buried phone_number number contact_details home_number",
	),
	respondent: list(
		"questionnaire questionnaires survey feedback comment comments responses response answers answer scores score rating form respondent respondents",
	),
	rules: list(
		"instructions instruction rules rule guidelines guideline prompt prompts restrictions restriction filters filter safeguards safeguard limits safety guardrails guard programming constraints training policies orders directives confidentiality",
	),
	ignore: [
		...verbs("ignore disregard forget bypass override suspend drop disable skip remove lift waive"),
		...list("forgetting overriding dropping skipping set_aside put_aside setting_aside turn_off switch_off"),
	],
	secret: list(
		"system_prompt prompt config configuration token tokens password passwords api_key key keys env environment_variables secrets secret hidden source_code database startup_message patterns threshold thresholds",
	),
	command: list(
		"post send dm broadcast announce delete cancel withdraw publish approve release add change edit remove create wipe reset drop export dump grant mark text email message invite remind recall archive ban kick rename update rewrite reword insert append attribute cite quote swap replace make_up invent fabricate make pretend say",
	),
	persona: list("pretend act roleplay role_play imagine simulate impersonate behave play"),
};

/** The slots as alternations, for phrases. */
export const slots: Record<string, string> = Object.fromEntries(
	Object.entries(lexicon).map(([name, words]) => [
		name,
		[...new Set(words)].map((word) => word.replaceAll("_", " ")).join("|"),
	]),
);

/** The slots that a single word belongs to. */
export const slotsOf: ReadonlyMap<string, string[]> = new Map(
	Object.entries(
		Object.entries(lexicon).reduce<Record<string, string[]>>((found, [name, words]) => {
			for (const word of new Set(words)) found[word] = [...(found[word] ?? []), name];
			return found;
		}, Object.create(null)),
	),
);
