import { createHash } from "node:crypto";
import type { Incoming } from "../platform.ts";

/** Names an act without telling who did it where: what is said because of it has its key from this. */
export function actName({ businessKey }: Pick<Incoming, "businessKey">): string {
	return createHash("sha256").update(businessKey).digest("base64url");
}
