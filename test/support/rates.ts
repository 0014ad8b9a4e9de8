import { readConfig } from "../../src/config.ts";

/** What the platforms take, as the settings have it where nothing is set. */
export const { rates } = readConfig({});
