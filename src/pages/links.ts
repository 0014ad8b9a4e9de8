import { createHmac, timingSafeEqual } from "node:crypto";

/** Makes and reads the addresses of pages that only whoever was given them can open. */
export type Links = {
	/** The address of a page, good for seven days from `now`. */
	link(kind: string, id: string, now: Date): string;
	/** What an address opens; nothing where it is not one of ours, was altered, or has expired. */
	read(token: string, now: Date): { kind: string; id: string } | undefined;
};

const goodForMs = 7 * 24 * 3_600_000;

/** Links below `publicUrl`, signed with `key`. */
export function createLinks({ key, publicUrl }: { key: Buffer; publicUrl: string }): Links {
	const signature = (what: string) => createHmac("sha256", key).update(`page ${what}`).digest("base64url");
	return {
		link(kind, id, now) {
			const until = Math.ceil((now.getTime() + goodForMs) / 1000);
			const what = Buffer.from(JSON.stringify([kind, id, until])).toString("base64url");
			return `${publicUrl.replace(/\/$/, "")}/page/${what}.${signature(what)}`;
		},
		read(token, now) {
			const [what = "", signed = "", ...more] = token.split(".");
			if (more.length > 0 || !same(signed, signature(what))) return undefined;
			const [kind, id, until] = JSON.parse(Buffer.from(what, "base64url").toString()) as [
				string,
				string,
				number,
			];
			return until * 1000 > now.getTime() ? { kind, id } : undefined;
		},
	};
}

function same(given: string, expected: string): boolean {
	const [one, other] = [Buffer.from(given), Buffer.from(expected)];
	return one.length === other.length && timingSafeEqual(one, other);
}
