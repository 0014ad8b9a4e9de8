import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { sentence } from "#chat/plain.ts";
import { directPlace } from "#platforms/teams/address.ts";
import { tenant } from "../../support/teamsActivities.ts";
import { startTeamsBot, type TeamsBot } from "../../support/teamsBot.ts";
import { startTeamsServer, type TeamsServer, type Treatment } from "../../support/teamsServer.ts";

let server: TeamsServer;
let bot: TeamsBot;
beforeAll(async () => {
	server = await startTeamsServer();
	bot = await startTeamsBot({});
});
afterAll(async () => {
	await bot.stop();
	await server.stop();
});
afterEach(() => {
	server.calls.length = 0;
});

const at = () => ({ serviceUrl: server.serviceUrl, botId: "28:bot", tenantId: tenant });
const chat = () => directPlace({ ...at(), conversationId: "a:personal" }, "ann");
const long = sentence(Array.from({ length: 400 }, (_, at) => `${at} `.repeat(60)).join("\n\n"));
const calls = () => server.calls.map(({ method, path }) => `${method} ${path.split("/").slice(4).join("/")}`);

describe("an update", () => {
	it("puts the new card in the place of the old one, with its summary", async () => {
		const outcome = await bot.platform.update(chat(), "activity-1", sentence("Corrected."));
		expect(outcome).toEqual({ kind: "sent", messageId: "activity-1" });
		expect(calls()).toEqual(["PUT activities/activity-1"]);
		expect(server.calls[0]?.body).toMatchObject({ id: "activity-1", summary: "Corrected." });
		expect(JSON.stringify(server.calls[0]?.body.attachments)).toContain("Corrected.");
	});

	it("of an empty message leaves one neutral line", async () => {
		await bot.platform.update(chat(), "activity-1", { summary: "", blocks: [] });
		expect(JSON.stringify(server.calls[0]?.body)).toContain("Hidden.");
	});

	it("posts what is too much for the parts that stand, and deletes parts that are left over", async () => {
		const grown = await bot.platform.update(chat(), "one", long);
		const ids = grown.kind === "sent" ? grown.messageId.split(" ") : [];
		expect(ids.length).toBeGreaterThan(1);
		expect(calls()).toEqual(["PUT activities/one", ...ids.slice(1).map(() => "POST activities")]);
		server.calls.length = 0;
		server.next("DELETE", /./, { status: 404, code: "ActivityNotFoundInConversation" });
		const shrunk = await bot.platform.update(chat(), ids.join(" "), sentence("Short."));
		expect(shrunk).toEqual({ kind: "sent", messageId: "one" });
		expect(calls()).toEqual(["PUT activities/one", ...ids.slice(1).map((id) => `DELETE activities/${id}`)]);
	});

	const cases: [string, string, Treatment, string][] = [
		["a throttle", "PUT", { status: 429, headers: { "retry-after": "7" } }, "later"],
		["a conversation that is busy", "PUT", { status: 412, code: "PreconditionFailed" }, "later"],
		["a message that is gone", "PUT", { status: 404, code: "ActivityNotFoundInConversation" }, "never"],
		["an unavailable service", "PUT", { status: 503 }, "unknown"],
		["a dropped connection", "PUT", "drop", "unknown"],
		["a part that may not be deleted", "DELETE", { status: 403 }, "never"],
	];
	for (const [name, method, treatment, kind] of cases)
		it(`ends ${kind} at ${name}, after exactly one call of its kind`, async () => {
			server.next(method, /activities/, treatment);
			const outcome = await bot.platform.update(chat(), "one two", sentence("Corrected."));
			expect(outcome.kind).toBe(kind);
			expect(server.calls.filter((call) => call.method === method)).toHaveLength(1);
		});

	it("of a message without an id, or off the list of services, ends never and calls nobody", async () => {
		expect((await bot.platform.update(chat(), "", sentence("x"))).kind).toBe("never");
		const elsewhere = directPlace(
			{ ...at(), serviceUrl: "https://evil.example/", conversationId: "a" },
			"ann",
		);
		expect((await bot.platform.update(elsewhere, "one", sentence("x"))).kind).toBe("never");
		expect(server.calls).toEqual([]);
	});
});

describe("a private chat that was never opened", () => {
	const ann = () => directPlace({ ...at(), userId: "29:ann" }, "ann");

	it("is opened before something is posted or updated there, and has one key before and after", async () => {
		const sent = await bot.platform.send(ann(), sentence("A reminder."), "d1");
		const id = sent.kind === "sent" ? sent.messageId : "";
		await bot.platform.update(ann(), id, sentence("Corrected."));
		const [open, post, openAgain, put] = server.calls;
		expect(open?.body).toMatchObject({ isGroup: false, members: [{ id: "29:ann" }], tenantId: tenant });
		expect(post?.path).toMatch(/^\/v3\/conversations\/a:private-\d+\/activities$/);
		expect(openAgain?.path).toBe("/v3/conversations");
		expect(put?.path).toBe(`${post?.path}/${id}`);
		expect(ann().key).toBe(chat().key);
	});

	it("that Teams refuses to open ends never, and one that it may have opened ends later", async () => {
		server.next("POST", /conversations$/, { status: 403, code: "ForbiddenOperationException" }, "drop");
		expect((await bot.platform.send(ann(), sentence("x"), "d1")).kind).toBe("never");
		expect((await bot.platform.send(ann(), sentence("x"), "d1")).kind).toBe("later");
		expect(server.posts()).toEqual([]);
	});
});
