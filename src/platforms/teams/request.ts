import express, { type Request, type Response } from "express";
import { isLoopback } from "./address.ts";

const parse = express.json({ limit: "256kb", type: "application/json" });

/** Reads a JSON body into `request.body`. Resolves to the status to refuse it with, or undefined when it is well. */
export async function readBody(request: Request, response: Response): Promise<number | undefined> {
	const error = await new Promise<unknown>((resolve) => parse(request, response, resolve));
	if (error !== undefined) {
		const { status } = error as { status?: unknown };
		return typeof status === "number" && status >= 400 && status < 500 ? status : 400;
	}
	return request.body === undefined ? 415 : undefined;
}

/**
 * Whether a request was made on this machine, for this machine: not through a tunnel or a proxy that
 * runs here, and not by a web page that took this machine's name for its own.
 */
export function isLocal(request: Request): boolean {
	const { headers, socket } = request;
	if (headers.forwarded !== undefined || headers["x-forwarded-for"] !== undefined) return false;
	const host = `http://${headers.host ?? ""}`;
	return isLoopback(socket.remoteAddress ?? "") && URL.canParse(host) && isLoopback(new URL(host).hostname);
}
