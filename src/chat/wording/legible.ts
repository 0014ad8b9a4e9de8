import { randomInt } from "node:crypto";

/** Capitals and digits without those that are taken for one another when read out. */
export const legible = "ACDEFHJKLMNPQRTUVWXY3479";

/** So many letters and digits by lot, to be read out over a telephone or written on a flip chart. */
export function legibleCode(length: number): string {
	return Array.from({ length }, () => legible[randomInt(legible.length)]).join("");
}
