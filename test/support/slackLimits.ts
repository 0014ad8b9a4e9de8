/** Slack's limits for posting: one a second in a channel, of which three may come at once, and 300 a minute in a workspace. */
export function createSlackLimits(now: () => Date) {
	const channels = new Map<string, { left: number; at: number }>();
	const workspaces = new Map<string, number[]>();
	return {
		/** Takes one post; where that is too many, the seconds to wait instead. */
		take(workspace: string, channel: string): number | undefined {
			const at = now().getTime();
			const recent = (workspaces.get(workspace) ?? []).filter((one) => one > at - 60_000);
			const before = channels.get(channel) ?? { left: 3, at };
			const left = Math.min(3, before.left + (at - before.at) / 1000);
			const wait = Math.max(
				left < 1 ? 1 - left : 0,
				recent.length >= 300 ? ((recent[0] ?? at) + 60_000 - at) / 1000 : 0,
			);
			workspaces.set(workspace, recent);
			if (wait > 0) return Math.ceil(wait);
			recent.push(at);
			channels.set(channel, { left: left - 1, at });
			return undefined;
		},
	};
}
