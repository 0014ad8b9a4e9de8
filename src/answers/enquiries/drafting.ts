import { z } from "zod";
import type { Handled } from "#chat/feature.ts";
import type { Message } from "#chat/message.ts";
import { sentence } from "#chat/plain.ts";
import type { Held } from "#knowledge/held.ts";
import type { Library } from "#knowledge/library.ts";
import { changeIn, putDocument } from "#knowledge/publish.ts";
import type { Db } from "#storage/open.ts";
import type { Event } from "./asking.ts";
import { draftCard, draftForm } from "./cards.ts";
import { type Enquiry, findEnquiry, keepDraft } from "./enquiry.ts";
import { documentOf } from "./passage.ts";
import { showEverywhere } from "./show.ts";
import { leaveOut, purged, tell } from "./tell.ts";

type Options = {
	db: Db;
	library: Library;
	/** What the guard sees in a text. */
	screen: (text: string) => { kind: string } | undefined;
};

/** What makes a passage of an answer: a draft first, and published only by a second action. */
export function createDrafting({ db, library, screen }: Options) {
	const saveDraft = async (id: string, value: unknown): Promise<Handled<Db>> => {
		const [held, enquiry] = await Promise.all([library.current(), findEnquiry(db, id)]);
		const draft = draftShape.safeParse(value).data;
		if (!enquiry?.answer) return tell(purged);
		if (!draft || !held.themes.has(draft.theme))
			return tell("A passage needs a title, a text and a theme. Please fill in all three.");
		const seen = screen(`${draft.title}\n${draft.text}`);
		if (seen?.kind === "identify" || seen?.kind === "personal-data") return tell(leaveOut);
		return {
			reply: { say: [], replace: draftCard(held, { ...enquiry, draft }) },
			save: (tx) => keepDraft(tx, id, draft),
		};
	};

	const openWith = async (
		id: string,
		show: (held: Held, enquiry: Enquiry) => Message,
	): Promise<Handled<Db>> => {
		const [held, enquiry] = await Promise.all([library.current(), findEnquiry(db, id)]);
		if (enquiry?.state !== "answered" || !enquiry.answer) return tell(purged);
		return { reply: { say: [show(held, enquiry)] } };
	};

	const publishDraft = async (event: Event, id: string): Promise<Handled<Db>> => {
		const enquiry = await findEnquiry(db, id);
		if (!enquiry?.draft || enquiry.documentId) return tell(purged);
		const document = documentOf(enquiry.id, enquiry.draft, event.now);
		return {
			reply: {
				say: [],
				replace: sentence(`Published: ${enquiry.draft.title}. The bot answers from it from now on.`),
			},
			save: async (tx) => {
				await changeIn(tx, (within) => putDocument(within, document));
				const row = await tx.enquiry.update({ where: { id }, data: { documentId: document.id } });
				await showEverywhere(
					tx,
					{ ...enquiry, ...row, place: enquiry.place, draft: enquiry.draft },
					{ version: "published" },
					event.now,
				);
			},
		};
	};

	return {
		open: (id: string) => openWith(id, draftForm),
		save: saveDraft,
		publish: publishDraft,
		discard: (id: string): Handled<Db> => ({
			reply: { say: [], replace: sentence("The draft is discarded. The answer stays.") },
			save: (tx) => keepDraft(tx, id, null),
		}),
	};
}

const draftShape = z.object({
	title: z.string().trim().min(4).max(100),
	text: z.string().trim().min(20).max(2500),
	theme: z.string().max(80),
});
