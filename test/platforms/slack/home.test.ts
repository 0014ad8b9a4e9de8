import { describe, expect, it } from "vitest";
import { sentence } from "#chat/plain.ts";
import { renderHome } from "#platforms/slack/render.ts";
import { problemsOf, textsOf } from "../../support/slackBlocks.ts";
import { startSlack } from "../../support/slackBot.ts";

const button = { kind: "buttons" as const, items: [{ label: "Stop", action: "lessons.stop", value: 7 }] };
const page = {
	summary: "Your page",
	blocks: [{ kind: "prose" as const, text: "One subscription." }, button],
};

describe("the home", () => {
	it("is told as opened each time, with the direct conversation as its place", async () => {
		const { people, received } = await startSlack();
		await people.openHome();
		await people.openHome();
		expect(received).toMatchObject([
			{ place: { key: "slack:T1:direct:U1", kind: "direct" }, person: { id: "U1" }, act: { kind: "opened" } },
			{ act: { kind: "opened" } },
		]);
		expect(new Set(received.map(({ businessKey }) => businessKey)).size).toBe(2);
	});

	it("shows what its opening is answered with, to that person alone", async () => {
		const { server, people } = await startSlack({ handle: async () => ({ replace: page }) });
		await people.openHome("U2");
		await server.called("views.publish");
		expect(textsOf(server.home("U2"))).toEqual(["One subscription.", "Stop"]);
		expect(server.home("U1")).toBeUndefined();
	});

	it("is pressed with the direct conversation as the place, and then shows the reply", async () => {
		const { server, people, received } = await startSlack({
			handle: async ({ act }) => ({ replace: act.kind === "opened" ? page : sentence("None.") }),
		});
		await people.openHome();
		await server.called("views.publish");
		await people.pressHome("Stop");
		await server.called("views.publish", 2);
		expect(received[1]).toMatchObject({
			place: { key: "slack:T1:direct:U1" },
			person: { id: "U1", name: "1", workspace: "T1", direct: { key: "slack:T1:direct:U1" } },
			act: { kind: "pressed", action: "lessons.stop", value: 7 },
		});
		expect(textsOf(server.home("U1"))).toEqual(["None."]);
	});

	it("that cannot be published is reported, without what it says", async () => {
		const { server, people, logged } = await startSlack({ handle: async () => ({ replace: page }) });
		server.trouble("views.publish", { kind: "error", error: "internal_error" });
		expect((await people.openHome()).status).toBe(200);
		await server.called("views.publish");
		await people.openHome();
		await server.called("views.publish", 2);
		expect(logged.map(({ level }) => level)).toEqual(["warn"]);
		expect(JSON.stringify(logged)).not.toContain("subscription");
	});

	it("says that there is more where a home cannot hold it all", () => {
		const blocks = Array.from({ length: 120 }, (_, at) => ({ kind: "prose" as const, text: `Line ${at}` }));
		const shown = renderHome({ summary: "Much", blocks });
		expect(problemsOf(shown, "home")).toEqual([]);
		expect(textsOf(shown).at(-1)).toMatch(/^There is more/);
	});

	it("is told by no other tab, and by no other view than a home", async () => {
		const { people, received } = await startSlack();
		const { payload } = await people.openHome();
		received.length = 0;
		const event = { ...(payload.event as object), tab: "about" };
		await people.deliver({ ...payload, event_id: "Ev-about", event });
		const actions = [{ type: "button", action_id: "lessons.stop", action_ts: "1.1" }];
		const pressed = { type: "block_actions", trigger_id: "1", user: { id: "U1" }, team: { id: "T1" } };
		const modal = { ...pressed, container: { type: "view" }, view: { id: "V1", type: "modal" }, actions };
		expect((await people.deliver({ payload: JSON.stringify(modal) }, { form: true })).status).toBe(200);
		expect(received).toEqual([]);
	});

	it("has one key however often Slack repeats one opening", async () => {
		const { people, received } = await startSlack();
		const { payload } = await people.openHome();
		await people.deliver({ ...payload, event_id: "Ev-other" });
		expect(new Set(received.map(({ businessKey }) => businessKey)).size).toBe(1);
	});
});
