import { afterEach, describe, expect, it } from "vitest";
import { serveWeb, type Web } from "../src/web.ts";
import { useDatabase } from "./support/database.ts";

const database = useDatabase();
const token = "a-token-of-sixteen-letters";
let web: Web | undefined;
afterEach(async () => web?.close());

async function start(metricsToken?: string) {
	web = await serveWeb({ storage: database.storage, port: 0, local: true, metricsToken });
	const { port } = web;
	const get = (path: string, authorization?: string) =>
		fetch(`http://127.0.0.1:${port}${path}`, { headers: authorization ? { authorization } : {} });
	return { web, get };
}

describe("what watches over the bot", () => {
	it("is told that the process lives at once, and that it is ready only when it takes events and its database answers", async () => {
		const { web, get } = await start();
		web.app.get("/anything", (_, response) => void response.send("served"));
		expect([(await get("/healthz")).status, (await get("/readyz")).status]).toEqual([200, 503]);
		expect((await get("/anything")).status).toBe(503);
		web.open();
		expect(await (await get("/anything")).text()).toBe("served");
		expect((await get("/readyz")).status).toBe(503);
		await database.db.knowledgeState.create({ data: {} });
		expect((await get("/readyz")).status).toBe(200);
		await database.db.$executeRaw`ALTER TABLE "KnowledgeState" RENAME TO "Elsewhere"`;
		expect([(await get("/healthz")).status, (await get("/readyz")).status]).toEqual([200, 503]);
		await database.db.$executeRaw`ALTER TABLE "Elsewhere" RENAME TO "KnowledgeState"`;
	});

	it("is told before a stop that the bot is no longer ready, while what comes all the same is still taken", async () => {
		const { web, get } = await start();
		web.app.get("/anything", (_, response) => void response.send("served"));
		await database.db.knowledgeState.create({ data: {} });
		web.open();
		expect((await get("/readyz")).status).toBe(200);
		web.leave();
		expect([(await get("/healthz")).status, (await get("/readyz")).status]).toEqual([200, 503]);
		expect(await (await get("/anything")).text()).toBe("served");
	});

	it("is served the metrics with the token alone, and where there is none, nobody is", async () => {
		const { get } = await start(token);
		for (const wrong of [undefined, "Bearer ", `Bearer ${token}x`, token])
			expect([wrong, (await get("/metrics", wrong)).status]).toEqual([wrong, 404]);
		expect((await get("/metrics", `Bearer ${token}`)).status).toBe(200);
		await web?.close();
		const without = await start();
		expect((await without.get("/metrics", "Bearer undefined")).status).toBe(404);
	});

	it("is served counts that name nobody: no person, place, agency or words", async () => {
		const { web, get } = await start(token);
		web.count("answer");
		const place = {
			platform: "slack",
			workspace: "T-canary",
			placeKey: "canary",
			placeKind: "direct",
			address: "canary",
		};
		await database.db.delivery.create({
			data: {
				...place,
				key: "canary",
				state: "queued",
				createdAt: new Date(0),
				dueAt: new Date(0),
				reason: "canary",
			},
		});
		const served = await (await get("/metrics", `Bearer ${token}`)).text();
		expect(served).toContain('dhr_questions_total{outcome="answer"} 1');
		expect(served).toContain('dhr_deliveries{state="queued"} 1');
		expect(served).toMatch(/^dhr_oldest_due_seconds \d{9}/m);
		expect(served).not.toContain("canary");
		const labels = [...served.matchAll(/^dhr_\w+\{(\w+)=/gm)].map(([, label]) => label);
		expect(new Set(labels)).toEqual(new Set(["outcome", "state"]));
	});
});
