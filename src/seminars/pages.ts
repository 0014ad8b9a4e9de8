import type { Page } from "#chat/feature.ts";
import { codeFor, codesCsv } from "./delegates/codes.ts";
import { delegatesCsv, listDelegates } from "./delegates/listDelegates.ts";
import { needsPage } from "./delegates/needsPage.ts";
import { calendarFile, calendarName } from "./files/calendar.ts";
import { known, type SeminarsOptions } from "./handling.ts";

/** What is behind signed links: a calendar entry, who booked, what they need, and the codes of imported delegates. */
export function createPages(
	options: SeminarsOptions,
): Record<string, (id: string, now: Date) => Promise<Page | undefined>> {
	const { db, keyed } = options;
	return {
		async "seminar-calendar"(id, now) {
			const booking = await db.seminarBooking.findUnique({ where: { id }, include: { seminar: true } });
			if (!booking) return undefined;
			const { seminar } = booking;
			return { type: "calendar", body: calendarFile(seminar, booking, now), name: calendarName(seminar) };
		},
		async "seminar-bookings"(id) {
			const seminar = await db.seminar.findUnique({ where: { id } });
			if (!seminar) return undefined;
			const { names } = await known(options);
			return {
				type: "csv",
				body: delegatesCsv(await listDelegates(db, id, names), names),
				name: `${id}-bookings.csv`,
			};
		},
		async "seminar-needs"(id) {
			const seminar = await db.seminar.findUnique({ where: { id } });
			if (!seminar) return undefined;
			const { names } = await known(options);
			return { type: "html", body: needsPage(seminar, await listDelegates(db, id, names)) };
		},
		async "seminar-codes"(id) {
			const seminar = await db.seminar.findUnique({ where: { id } });
			if (!seminar) return undefined;
			const { names } = await known(options);
			const listed = (await listDelegates(db, id, names)).filter(
				(each) => each.emailHash && each.state === "booked",
			);
			const coded = listed.map((each) => ({
				name: each.called,
				agency: names.agency(each.agencyId),
				...(each.codeHash ? { code: codeFor(each.id, keyed) } : {}),
			}));
			return { type: "csv", body: codesCsv(seminar, coded), name: `${id}-codes.csv` };
		},
	};
}
