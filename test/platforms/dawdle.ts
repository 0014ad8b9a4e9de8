import { once } from "node:events";
import { request } from "node:http";

/** Begins a request whose body never comes. Resolves when it has reached the server. */
export async function dawdle(url: string): Promise<void> {
	const headers = {
		"content-type": "application/json",
		"content-length": 100,
		authorization: "Bearer x",
		expect: "100-continue",
	};
	const begun = request(url, { method: "POST", headers });
	begun.on("error", () => {});
	begun.flushHeaders();
	await once(begun, "continue");
}
