/**
 * The manifest of the Slack app, from the template: for many workspaces, or for a trial in one. Without an
 * address Slack does not call the bot, which then uses Socket Mode.
 */
export function toSlackManifest(template: string, of: { trial: boolean; publicUrl?: string }): string {
	const { trial, publicUrl } = of;
	const manifest = JSON.parse(
		publicUrl ? template.replaceAll("https://YOUR-ADDRESS", publicUrl) : template,
		(name, value) => (!publicUrl && addresses.has(name) ? undefined : value),
	);
	const { settings } = manifest;
	const made = {
		...settings,
		socket_mode_enabled: !publicUrl,
		// A trial's token stands in the settings, where nobody renews it.
		...(trial ? { org_deploy_enabled: false, token_rotation_enabled: false } : {}),
	};
	return `${JSON.stringify({ ...manifest, settings: made }, null, "\t")}\n`;
}

/** What Slack's manifests call the addresses that it calls, or leads people back to. */
const addresses = new Set(["url", "request_url", "redirect_urls"]);
