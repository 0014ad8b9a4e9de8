/** What time it is. Everything that depends on the time takes one, so that a test can say. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
