import { many } from "#chat/wording/many.ts";
import { list } from "../wording/facts.ts";
import type { Imported } from "./importDelegates.ts";

/** What an import did, in words, line by line. */
export function importInWords({ added, updated, unchanged, stayCancelled, absent }: Imported): string[] {
	return [
		`${many(added, "delegate")} added, ${updated} updated, ${unchanged} unchanged.`,
		...(stayCancelled > 0
			? [
					`${many(stayCancelled, "delegate")} of the list gave up their place here, and were not booked again.`,
				]
			: []),
		...(absent.length > 0
			? [
					`${many(absent.length, "delegate")} of an earlier list ${absent.length === 1 ? "is" : "are"} not in this one and keep${absent.length === 1 ? "s" : ""} the place: ${list([...absent.slice(0, 10), ...(absent.length > 10 ? [`${absent.length - 10} more`] : [])])}.`,
				]
			: []),
	];
}
