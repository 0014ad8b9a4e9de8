import type { Caller } from "../caller.ts";
import type { Handled } from "../feature.ts";
import type { Json } from "../message.ts";
import type { Incoming } from "../platform.ts";

/** Something that a person did, for whoever handles it. `value` is what came with the button, unchecked. */
export type FeatureEvent = { incoming: Incoming; caller: Caller; value: Json; now: Date };

/** Handles one kind of event. `Tx` is the transaction that its state is written in. */
export type Handler<Tx> = (event: FeatureEvent) => Promise<Handled<Tx>>;
