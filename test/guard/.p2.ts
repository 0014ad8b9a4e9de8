import { ownBehaviour } from "#guard/disclosure/ownBehaviour.ts";
import { normalise } from "#guard/normalise.ts";

for (const t of process.argv.slice(2))
	console.log(
		t,
		Object.entries(ownBehaviour)
			.filter(([, s]) => normalise(t).some((x) => s(x)))
			.map(([n]) => n),
	);
