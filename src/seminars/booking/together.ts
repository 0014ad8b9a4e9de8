import type { SeminarBooking } from "#generated/client.ts";

/**
 * What is true of somebody who had two bookings of one seminar, of which the first is kept: what they
 * need, that they were there, and since when they are in line. A place given up is no turn in the line.
 */
export function together(
	kept: SeminarBooking,
	other: SeminarBooking,
): Pick<SeminarBooking, "needs" | "attendedAt" | "arrival"> {
	const inLine = [kept, other].filter(({ state }) => state !== "cancelled");
	return {
		needs: kept.needs ?? other.needs,
		attendedAt: kept.attendedAt ?? other.attendedAt,
		arrival: inLine.length > 0 ? Math.min(...inLine.map(({ arrival }) => arrival)) : kept.arrival,
	};
}
