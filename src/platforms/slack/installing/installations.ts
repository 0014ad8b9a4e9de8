/** What the bot calls Slack with. Without `expiresAt` it does not end. */
export type Tokens = { access: string; refresh?: string; expiresAt?: Date };

/** What Slack granted the bot in a workspace (T…), or org-wide in an organisation with all its workspaces (E…). */
export type Granted = {
	workspace: string;
	name?: string;
	botUser: string;
	scopes: string[];
	tokens: Tokens;
};

/** What is kept of an installation. The version changes with the tokens. */
export type Installation = { botUser: string; version: number; installedAt: Date; tokens: Tokens };

/** Why a link lets nobody in. "taken": the workspace belongs to another agency. */
export type LinkRefused = "unknown" | "used" | "expired" | "suspended" | "taken";

/** What is kept of where the bot is installed, shared by all replicas. */
export type Installations = {
	/** Whose install link this is, if it can still be used. Reading it does not use it. */
	openLink(
		link: string,
		now: Date,
	): Promise<{ agency: { name: string }; platform: string; expiresAt: Date } | { refused: LinkRefused }>;
	/** Notes that a sign-in was come back from. False where it had been before. */
	claimSignIn(id: string, expiresAt: Date, now: Date): Promise<boolean>;
	/** Uses the link up and keeps what was granted: all of it, or nothing. */
	install(
		link: string,
		granted: Granted,
		now: Date,
	): Promise<{ agency: { name: string } } | { refused: LinkRefused }>;
	/** What is kept of a workspace; nothing where the bot is not installed. */
	find(workspace: string): Promise<Installation | undefined>;
	/** Makes one of all replicas the only one that may renew these tokens until then. */
	claimRenewal(workspace: string, version: number, until: Date, now: Date): Promise<boolean>;
	/** Keeps renewed tokens in the place of those of that version, and of no others. */
	renewed(workspace: string, version: number, tokens: Tokens): Promise<void>;
	/** Forgets the tokens of that version, and lets the workspace in no more. */
	remove(workspace: string, version: number, now: Date): Promise<void>;
};
