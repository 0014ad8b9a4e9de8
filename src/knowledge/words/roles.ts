/** A role that a question may be asked for: how it is typed, and how it is said back. */
type Role = { id: string; said: string; typed: RegExp };

const role = (id: string, said: string, typed: string): Role => ({
	id,
	said,
	typed: new RegExp(`\\b(?:${typed})\\b`, "i"),
});

// The ids are those of `roles` in the themes. The more particular come first: a health visitor is
// met before health staff in general.
const roles: Role[] = [
	role("midwife", "midwives", "midwi(?:fe|ves|fery)|maternity"),
	role("health-visitor", "health visitors", "health visit(?:ors?|ing)|hvs?|school nurses?"),
	role(
		"gp",
		"GPs",
		"gps?|(?:gp )?surger(?:y|ies)|doctors?|primary care|general practice|practice (?:nurses?|managers?)|receptionists?",
	),
	role(
		"mental-health",
		"mental health staff",
		"(?:mental health|mh) (?:nurses?|teams?|staff|workers?|services?|trusts?)|cmht|cpns?|psychiatr\\w+|iapt",
	),
	role(
		"substance-misuse",
		"drug and alcohol workers",
		"(?:drugs?|alcohol|substance|recovery)(?: and alcohol)?(?: misuse)? (?:key)?(?:workers?|services?|teams?|staff)",
	),
	role("nurse", "nurses", "nurses?|a ?& ?e|paramedics?|ambulance (?:crews?|staff)|wards?"),
	role(
		"police",
		"police",
		"police|officers on the beat|neighbourhood policing|sergeants?|constables?|inspectors?|detectives?|response officers?|pcsos?",
	),
	role("probation", "probation", "probation|offender managers?"),
	role("prison", "prison staff", "prison (?:staff|officers?|service)"),
	role(
		"housing",
		"housing staff",
		"housing(?: officers?| staff| associations?| teams?)?|landlords?|tenancy(?: officers?)?",
	),
	role("social-worker", "social workers", "social work(?:ers?)?|social care"),
	role(
		"school",
		"schools",
		"schools?|teachers?|head ?teachers?|heads? of year|dsls?|pastoral|teaching assistants?|nurser(?:y|ies)|early years",
	),
	role("idva", "IDVAs", "idvas?|idaas?|outreach workers?|refuge workers?"),
	role("marac-coordinator", "MARAC coordinators", "marac (?:coordinators?|co-ordinators?|chairs?|reps?)"),
	role("commissioner", "commissioners", "commissioners?|commissioning|i commission|icb"),
	role("voluntary-sector", "voluntary organisations", "charit(?:y|ies)|voluntary sector|volunteers?"),
	role("manager", "managers", "managers?|i manage|my (?:staff|team|board)"),
];

/** The roles that a text names, in the words that themes use for them; the most particular first. */
export function rolesIn(text: string): string[] {
	return roles.filter(({ typed }) => typed.test(text)).map(({ id }) => id);
}

const leadIn =
	/\b(?:and|ok(?:ay)?|so|but|or|what|how|about|for|with|in|to|the|our|us|as|an?|if|i|im|i'm|am|we|were|same|q|question|thing|again|then|please|pls|does|it|apply|mean|of|staff|teams?|workers?)\b/gi;

/** Whether a text does no more than name a role: "and for midwives?". */
export function onlyNamesRole(text: string): boolean {
	const role = roles.find(({ typed }) => typed.test(text));
	return role !== undefined && !/\p{L}/u.test(text.replace(role.typed, " ").replace(leadIn, " "));
}

/** How a role is said in a sentence, such as "midwives". */
export function saidRole(id: string): string | undefined {
	return roles.find((each) => each.id === id)?.said;
}

/** Whether a text speaks of a role by name. */
export function namesRole(text: string, id: string): boolean {
	return roles.find((each) => each.id === id)?.typed.test(text) ?? false;
}
