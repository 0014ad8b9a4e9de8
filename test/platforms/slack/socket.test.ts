import { expect, it } from "vitest";
import { only, startSlack } from "../../support/slackBot.ts";

const said = { type: "message", channel_type: "im", channel: "D1", user: "U1", ts: "1.1", text: "housing" };
const authorizations = [{ team_id: "T1", user_id: "UBOT", is_bot: true }];
const payload = { type: "event_callback", event_id: "Ev1", team_id: "T1", authorizations, event: said };

it("Socket Mode hears the same, and acknowledges only what is committed", async () => {
	const order: string[] = [];
	const { slack, server, received } = await startSlack({
		appToken: "xapp-one",
		handle: async () => {
			order.push("committed");
			return {};
		},
	});
	await server.socket.connected;
	await server.socket.deliver(payload).then(() => order.push("acknowledged"));
	expect(order).toEqual(["committed", "acknowledged"]);
	expect(only(received)).toMatchObject({
		businessKey: "said:T1:D1:1.1",
		act: { kind: "said", text: "housing" },
	});
	await slack.stop();
});

it("Socket Mode does not acknowledge what is to come again", async () => {
	const begun = Promise.withResolvers<void>();
	const answers = [{ again: true }, {}];
	const { slack, server, logged } = await startSlack({
		appToken: "xapp-one",
		handle: async () => {
			begun.resolve();
			return answers.shift() ?? {};
		},
	});
	await server.socket.connected;
	const acknowledged: string[] = [];
	const deliver = (which: string) => server.socket.deliver(payload).then(() => void acknowledged.push(which));
	void deliver("first");
	await begun.promise;
	await deliver("second");
	expect(acknowledged).toEqual(["second"]);
	expect(logged.filter(({ level }) => level === "error")).toEqual([]);
	await slack.stop();
});
