import { readAudit } from "#people/audit.ts";
import { type Command, refuse } from "./command.ts";

/** Lists who changed what. */
export const auditList: Command = {
	name: "audit list",
	takes: "",
	about: "Lists who changed what and when, latest first. It never holds what anybody wrote.",
	options: { most: { type: "string", value: "COUNT", about: "how many entries (100)" } },
	needs: "schema",
	example: "npm run bot -- audit list --most 20",
	async run({ values }, { db, io }) {
		const most = Number(values.most ?? 100);
		if (!Number.isInteger(most) || most < 1 || most > 10_000)
			return refuse(io, "--most is a whole number from 1 to 10000.");
		const entries = await readAudit(db, { most });
		if (entries.length === 0) io.out("Nothing was changed yet.");
		for (const { at, by, what, about } of entries)
			io.out([at.toISOString().slice(0, 16).replace("T", " "), by, what, about].filter(Boolean).join("  "));
		return 0;
	},
};
