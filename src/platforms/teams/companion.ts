/**
 * Loaded into the trial client before its own code. A server of it that names no host listens on
 * 127.0.0.1 instead of on every address, and it ends when the bot that started it ends, however that ends.
 */
import { Server } from "node:net";

type Listen = (...args: unknown[]) => Server;

const loopback = "127.0.0.1";
const listen = Server.prototype.listen as Listen;

Server.prototype.listen = function (this: Server, ...args: unknown[]) {
	return listen.apply(this, onLoopback(args));
} as typeof Server.prototype.listen;

process.stdin.once("end", () => process.exit());
process.stdin.resume();

function onLoopback(args: unknown[]): unknown[] {
	const [first, second, ...rest] = args;
	if (first === undefined || first === null || typeof first === "function")
		return [0, loopback, ...args.filter((arg) => typeof arg === "function")];
	if (typeof first === "object") {
		const { port, path, host } = first as { port?: unknown; path?: unknown; host?: unknown };
		return port !== undefined && !path && !host ? [{ ...first, host: loopback }, ...args.slice(1)] : args;
	}
	if (typeof first === "string" && !/^\d+$/.test(first)) return args;
	if (typeof second === "string" && second) return args;
	return [first, loopback, ...(second === undefined || second === null ? rest : [second, ...rest])];
}
