import { Prisma } from "#generated/client.ts";

/** Names deliveries: those of a broadcast, or one by one. */
export type Which = { group: string } | { keys: string[] } | { ids: string[] };

/** The condition that they meet; `d` is the table "Delivery". */
export function matching(which: Which): Prisma.Sql {
	if ("group" in which) return Prisma.sql`d."group" = ${which.group}`;
	if ("keys" in which) return Prisma.sql`d."key" = ANY(${which.keys}::text[])`;
	return Prisma.sql`d."id" = ANY(${which.ids}::text[])`;
}
