/** What a program that is measured tells when it listens. */
export type Listens = { port: number };
