import { strToU8, zipSync } from "fflate";

/** What one installation of the bot puts into its manifest. */
export type AppDetails = {
	/** The application id in Microsoft Entra. */
	appId: string;
	/** Higher for each package that is uploaded, such as "1.0.1". */
	version: string;
	/** The https address at which people reach the server. */
	publicUrl: string;
	privacyUrl: string;
	termsUrl: string;
	/** Who runs the bot: 32 characters at most. */
	developer: string;
};

/** A manifest with marks such as `{{TEAMS_APP_ID}}`, and the icons that it names, by their files' names. */
export type AppTemplate = { manifest: string; icons: { [file: string]: Uint8Array } };

/** The time that the files in a package bear, so that the same details give the same bytes. */
const mtime = new Date(2026, 0, 1);

/** The zip that an administrator uploads to Teams: the manifest with its marks filled in, and the two icons. */
export function toAppPackage({ manifest, icons }: AppTemplate, details: AppDetails): Uint8Array {
	return zipSync({ "manifest.json": strToU8(filledIn(manifest, details)), ...icons }, { mtime });
}

function filledIn(manifest: string, details: AppDetails): string {
	const marks: { [name: string]: string } = {
		TEAMS_APP_ID: details.appId,
		VERSION: details.version,
		PUBLIC_URL: details.publicUrl,
		PUBLIC_HOST: new URL(details.publicUrl).host,
		PRIVACY_URL: details.privacyUrl,
		TERMS_URL: details.termsUrl,
		DEVELOPER_NAME: details.developer,
	};
	const fill = (text: string) =>
		text.replace(/\{\{(\w+)\}\}/g, (mark, name: string) => {
			const value = marks[name];
			if (value === undefined) throw new Error(`The manifest has a mark that nothing fills in: ${mark}`);
			return value;
		});
	const filled = JSON.parse(manifest, (_, value) => (typeof value === "string" ? fill(value) : value));
	return `${JSON.stringify(filled, null, "\t")}\n`;
}
