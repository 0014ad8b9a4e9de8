import { isForOperator } from "#chat/log.ts";
import { many } from "#chat/wording/many.ts";
import { resealInstallations } from "#people/installations/installations.ts";
import { resealAnswers } from "#questionnaires/closing/reseal.ts";
import { resealKeyed } from "#storage/keyed.ts";
import { renewProof } from "#storage/secrets.ts";
import { type Command, refuse } from "./command.ts";

/** Changes the key that tokens and anonymous answers are encrypted with. */
export const secretsRotate: Command = {
	name: "secrets rotate",
	takes: "",
	about:
		"Encrypts with SECRETS_KEY what is still encrypted with SECRETS_KEY_OLD. After it, SECRETS_KEY_OLD can go.",
	options: {},
	needs: "schema",
	example: "npm run bot -- secrets rotate",
	async run(_, { db, secrets, io }) {
		try {
			const count = await resealInstallations(db, secrets);
			await resealAnswers(db, secrets);
			await resealKeyed(db, secrets);
			// Last: until all of it is encrypted anew, the proof is of the key before.
			await renewProof(db, secrets);
			io.out(
				count === 0
					? "Everything is encrypted with SECRETS_KEY. SECRETS_KEY_OLD can be taken away."
					: `Encrypted anew: the tokens of ${many(count, "Slack workspace")}. SECRETS_KEY_OLD can be taken away.`,
			);
			return 0;
		} catch (error) {
			if (!isForOperator(error)) throw error;
			return refuse(io, error.message);
		}
	},
};
