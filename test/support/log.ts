import type { Log } from "#chat/log.ts";

type Line = { level: "info" | "warn" | "error"; fields: object; text: string };

/** A log that a test can read. */
export function createTestLog() {
	const lines: Line[] = [];
	const write = (level: Line["level"]) => (fields: object, text: string) => {
		lines.push({ level, fields, text });
	};
	const log: Log = { info: write("info"), warn: write("warn"), error: write("error") };
	return {
		log,
		lines,
		errors: () => lines.filter(({ level }) => level === "error"),
		/** All that was logged, as one text to look for what must not be there. */
		everything: () => JSON.stringify(lines),
	};
}
