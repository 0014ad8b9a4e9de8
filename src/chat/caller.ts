/** What somebody may do beyond asking, booking and answering, which everybody may. */
export type Role = "lead" | "coordinator";

/** Who an event comes from, as far as the bot knows them. */
export type Caller = {
	agency: Agency;
	/** Id of what is kept of them; nothing is kept of somebody who only asks. */
	person?: string;
	roles: Role[];
};

/** An organisation that has been let in. */
export type Agency = {
	id: string;
	name: string;
	/** What it does, such as "health". */
	sector: Sector;
};

export type Sector = (typeof sectors)[number];

/** The kinds of agency that figures are told by. */
export const sectors = [
	"police",
	"health",
	"housing",
	"probation",
	"council",
	"children's services",
	"adult social care",
	"education",
	"specialist service",
	"other",
] as const;
