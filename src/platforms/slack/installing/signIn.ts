import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** A way through Slack's sign-in, for one browser with one link. */
export type SignIn = { id: string; link: string; expiresAt: Date };

const goodForMs = 10 * 60_000;

/**
 * Binds what comes back from Slack to the browser that was sent there and to its link. The state goes
 * through Slack; the cookie, with the link in it, stays in the browser.
 */
export function createSignIns(secret: string) {
	const key = createHmac("sha256", secret).update("state of a sign-in").digest();
	const signed = (what: string, cookie: string) =>
		createHmac("sha256", key).update(`${what} ${cookie}`).digest("base64url");
	return {
		begin(link: string, now: Date): { state: string; cookie: string } {
			const cookie = `${randomBytes(18).toString("base64url")}.${link}`;
			const what = `${randomBytes(18).toString("base64url")}.${now.getTime() + goodForMs}`;
			return { state: `${what}.${signed(what, cookie)}`, cookie };
		},
		/** Which sign-in this state and this cookie belong to; nothing where they do not belong together. */
		read(state: string, cookie: string): SignIn | undefined {
			const [id = "", until = "", signature = "", ...more] = state.split(".");
			const link = cookie.slice(cookie.indexOf(".") + 1);
			if (more.length > 0 || !same(signature, signed(`${id}.${until}`, cookie))) return undefined;
			return { id, link, expiresAt: new Date(Number(until)) };
		},
	};
}

function same(given: string, expected: string): boolean {
	const [one, other] = [Buffer.from(given), Buffer.from(expected)];
	return one.length === other.length && timingSafeEqual(one, other);
}
