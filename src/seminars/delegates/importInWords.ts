import { list } from "../wording/facts.ts";
import type { Imported } from "./importDelegates.ts";

/** What an import did, in words, line by line. */
export function importInWords({ added, updated, unchanged, stayCancelled, absent }: Imported): string[] {
	const places = (count: number) => (count === 1 ? "1 delegate" : `${count} delegates`);
	return [
		`${places(added)} added, ${updated} updated, ${unchanged} unchanged.`,
		...(stayCancelled > 0
			? [`${places(stayCancelled)} of the list gave up their place here, and were not booked again.`]
			: []),
		...(absent.length > 0
			? [
					`${places(absent.length)} of an earlier list ${absent.length === 1 ? "is" : "are"} not in this one and keep${absent.length === 1 ? "s" : ""} the place: ${list([...absent.slice(0, 10), ...(absent.length > 10 ? [`${absent.length - 10} more`] : [])])}.`,
				]
			: []),
	];
}
