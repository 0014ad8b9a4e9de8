/** What somebody is called, by the accounts they have: the platform's own id where it gave no name. */
export function nameOf(accounts: { platform: string; userId: string; name: string | null }[]): string {
	const named = accounts.find(({ name }) => name)?.name;
	const [account] = accounts;
	return (
		named ??
		(account ? `${account.userId} on ${platformTitle(account.platform)}` : "Somebody without an account")
	);
}

/** How a platform is written. */
export function platformTitle(platform: string): string {
	return { slack: "Slack", teams: "Teams" }[platform] ?? "terminal";
}
