/** An element of an Adaptive Card. */
export type Element = { type: string } & Record<string, unknown>;
