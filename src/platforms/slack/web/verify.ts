import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { z } from "zod";
import { Command, Envelope, Press, Shortcut } from "../reading/payloads.ts";

/** How far the time of a signature may be from ours, in seconds, either way. */
const windowSeconds = 300;

/** All that Slack has reason to send us. */
const Body = z.union([
	Envelope,
	Command,
	Press,
	Shortcut,
	z.looseObject({ type: z.literal("url_verification"), challenge: z.string() }),
]);

/**
 * Lets through to Bolt only what Slack signed within the last minutes and whose shape is known;
 * all else is answered with a 4xx, and nothing of it is kept or logged.
 * Bolt's own check accepts signatures from the future, and it fails on bodies such as `null`.
 */
export function createVerify(path: string, signingSecret: string, now: () => Date): express.Router {
	const router = express.Router();
	const read = express.raw({ type: () => true, limit: "256kb", inflate: false });
	router.post(path, read, (request, response, next) => {
		const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
		const time = request.get("x-slack-request-timestamp") ?? "";
		const signature = request.get("x-slack-signature") ?? "";
		if (!isRecent(time, now()) || !isSigned(body, time, signature, signingSecret)) {
			response.status(401).end();
			return;
		}
		if (!isKnown(body.toString(), request.get("content-type"))) {
			response.status(400).end();
			return;
		}
		// Bolt takes a body that has been read from here.
		Object.assign(request, { rawBody: body });
		next();
	});
	router.use(
		path,
		(error: unknown, _: express.Request, response: express.Response, next: express.NextFunction) => {
			if (response.headersSent) return next(error);
			const status = Number((error as { status?: unknown } | null)?.status);
			response.status(status >= 400 && status < 500 ? status : 500).end();
		},
	);
	return router;
}

function isRecent(time: string, now: Date): boolean {
	return /^\d{1,12}$/.test(time) && Math.abs(now.getTime() / 1000 - Number(time)) <= windowSeconds;
}

function isSigned(body: Buffer, time: string, signature: string, secret: string): boolean {
	const hmac = createHmac("sha256", secret).update(`v0:${time}:`).update(body);
	const expected = Buffer.from(`v0=${hmac.digest("hex")}`);
	const given = Buffer.from(signature);
	return given.length === expected.length && timingSafeEqual(given, expected);
}

function isKnown(body: string, type: string | undefined): boolean {
	try {
		return Body.safeParse(parse(body, type)).success;
	} catch {
		return false;
	}
}

function parse(body: string, type: string | undefined): unknown {
	if (type !== "application/x-www-form-urlencoded") return JSON.parse(body);
	const form = new URLSearchParams(body);
	const payload = form.get("payload");
	return payload === null ? Object.fromEntries(form) : JSON.parse(payload);
}
