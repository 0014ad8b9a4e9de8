/** Where a room reports what it does. Fields carry ids, counts and kinds: never what a person wrote. */
export type Log = {
	info(fields: object, text: string): void;
	warn(fields: object, text: string): void;
	error(fields: object, text: string): void;
};

/**
 * What may be logged of an error: its class, code, status and where it happened. Never its message,
 * in which an SDK may repeat what a person wrote.
 */
export function fault(error: unknown): {
	fault: string;
	code?: string | number;
	status?: number;
	at?: string[];
} {
	if (!(error instanceof Error)) return { fault: typeof error };
	const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
	const [, frames = ""] = (error.stack ?? "").split(`${error.name}: ${error.message}`);
	const at = (error.message ? frames : (error.stack ?? ""))
		.split("\n")
		.filter((line) => /^\s+at (?:[^()]+ \()?[^()\s]+:\d+:\d+\)?$/.test(line))
		.slice(0, 6)
		.map((line) => line.trim());
	return {
		fault: error.name,
		...(typeof code === "string" || typeof code === "number" ? { code } : {}),
		...(typeof statusCode === "number" ? { status: statusCode } : {}),
		...(at.length > 0 ? { at } : {}),
	};
}

/** Whether an error's message is a sentence for whoever runs the bot, rather than a fault of ours. */
export function isForOperator(error: unknown): error is Error {
	return error instanceof Error && (error as { forOperator?: unknown }).forOperator === true;
}
