import { z } from "zod";
import type { Handled, Reply } from "#chat/feature.ts";
import type { Message } from "#chat/message.ts";
import { sentence } from "#chat/plain.ts";
import type { Held } from "#knowledge/held.ts";
import type { Library } from "#knowledge/library.ts";
import { changeIn, putDocument } from "#knowledge/publish.ts";
import type { Db } from "#storage/open.ts";
import type { Event } from "./asking.ts";
import { draftCard, draftForm } from "./cards.ts";
import { type Enquiry, findEnquiry, keepDraft, move } from "./enquiry.ts";
import { documentOf, markOf } from "./passage.ts";
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
		if (seen?.kind === "identify" || seen?.kind === "personal-data") return tell(leaveOut("save"));
		return {
			reply: { say: [] },
			save: async (tx): Promise<Reply> =>
				(await keepDraft(tx, id, draft))
					? { say: [], replace: draftCard(held, { ...enquiry, draft }) }
					: { say: [await noDraft(tx, id)] },
		};
	};

	/** Why an answer has no draft any more, and will have none. */
	const noDraft = async (tx: Db, id: string): Promise<Message> => {
		const enquiry = await findEnquiry(tx, id);
		return sentence(enquiry?.documentId ? publishedAs(enquiry.documentId) : purged);
	};

	const openWith = async (
		id: string,
		show: (held: Held, enquiry: Enquiry) => Message,
	): Promise<Handled<Db>> => {
		const [held, enquiry] = await Promise.all([library.current(), findEnquiry(db, id)]);
		if (enquiry?.documentId) return tell(publishedAs(enquiry.documentId));
		if (enquiry?.state !== "answered" || !enquiry.answer) return tell(purged);
		return { reply: { say: [show(held, enquiry)] } };
	};

	/** Only the draft that stood on the card that was pressed; where it has changed, the card as it is now. */
	const publishDraft = async (event: Event, id: string, value: unknown): Promise<Handled<Db>> => {
		const mark = publishShape.safeParse(value).data?.draft;
		const held = await library.current();
		return {
			reply: { say: [] },
			save: async (tx): Promise<Reply> => {
				const enquiry = await findEnquiry(tx, id);
				if (!enquiry?.draft || enquiry.documentId) return { say: [], replace: await noDraft(tx, id) };
				const { draft } = enquiry;
				if (mark !== markOf(draft)) return { say: [], replace: draftCard(held, enquiry, changed) };
				const document = documentOf(id, draft, event.now);
				const onlyThis = { documentId: null, draft: { equals: draft } };
				const published = await move(tx, id, ["answered"], { documentId: document.id }, onlyThis);
				if (!published) return { say: [], replace: await noDraft(tx, id) };
				await changeIn(tx, (within) => putDocument(within, document));
				await showEverywhere(tx, published, { version: "published" }, event.now);
				return {
					say: [],
					replace: sentence(`Published: ${draft.title}. The bot answers from it from now on.`),
				};
			},
		};
	};

	return {
		open: (id: string) => openWith(id, draftForm),
		save: saveDraft,
		publish: publishDraft,
		discard: (id: string): Handled<Db> => ({
			reply: { say: [] },
			save: async (tx): Promise<Reply> => {
				const done = await keepDraft(tx, id, null);
				return { say: [], replace: done ? sentence(discarded) : await noDraft(tx, id) };
			},
		}),
	};
}

const draftShape = z.object({
	title: z.string().trim().min(4).max(100),
	text: z.string().trim().min(20).max(2500),
	theme: z.string().max(80),
});
const publishShape = z.object({ draft: z.string().max(100) });
const changed =
	"This draft was changed after you opened it, so nothing is published yet. Please read it again first.";
const discarded = "The draft is discarded. The answer stays.";

function publishedAs(document: string): string {
	return `It was published already. To change it or take it out, ask whoever runs this bot: “documents withdraw ${document}” takes it out.`;
}
