import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from "node:crypto";
import type { Caller, Role } from "#chat/caller.ts";
import type { Json, Message } from "#chat/message.ts";
import { plain } from "#chat/plain.ts";
import type { Incoming, Place } from "#chat/platform.ts";
import type { ToSay } from "#delivery/ledger.ts";
import { say } from "#delivery/ledger.ts";
import type { Attended } from "#questionnaires/asking/plan.ts";
import type { Programme } from "#questionnaires/coordinator/parts.ts";
import { createQuestionnaires } from "#questionnaires/questionnaires.ts";
import type { Questionnaire } from "#questionnaires/script/questionnaire.ts";
import { shelve } from "#questionnaires/script/shelf.ts";
import type { Secrets } from "#questionnaires/talking/secrets.ts";
import type { Client, Db } from "#storage/open.ts";
import { createTestLog } from "../support/log.ts";
import { presses } from "./samples.ts";

const key = randomBytes(32);

/** Encrypts as the bot does: authenticated, and tied to where it belongs. */
const secrets: Secrets = {
	seal(text, bound) {
		const iv = randomBytes(12);
		const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(bound));
		return Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]).toString(
			"base64",
		);
	},
	open(sealed, bound) {
		const bytes = Buffer.from(sealed, "base64");
		const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12)).setAAD(Buffer.from(bound));
		decipher.setAuthTag(bytes.subarray(-16));
		return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString("utf8");
	},
};

const agency = { id: "kent-police", name: "Kent Police", sector: "police" as const };

/** The job on a database, with people who can be reached and a clock that is moved by hand. */
export async function openHouse(db: Client, questionnaire?: Questionnaire) {
	const log = createTestLog();
	const gone = new Set<string>();
	const agencyOf = new Map<string, string>();
	const said: { person: string; message: Message; key: string }[] = [];
	let now = new Date("2026-03-03T12:00:00Z");
	let attended: Attended[] = [];
	let programme: Programme = { seminars: [], commitments: 0, lessons: [] };
	const placeOf = (person: string): Place => ({
		...{ platform: "terminal", workspace: "w1", key: `direct ${person}`, address: person, kind: "direct" },
	});
	const deliver = async (tx: Db, deliveries: ToSay[], at: Date) => {
		await say(tx, deliveries, at);
		for (const { place, message, key: name } of deliveries)
			said.push({ person: place.address, message, key: name });
	};
	const feature = createQuestionnaires({
		...{ db, say: deliver, secrets, log: log.log },
		peopleOf: async (_, ids) =>
			new Map(
				ids.map((id) => [
					id,
					{
						person: id,
						agency: { ...agency, id: agencyOf.get(id) ?? agency.id },
						...(gone.has(id) ? {} : { place: placeOf(id) }),
					},
				]),
			),
		agencies: async () => [agency, { ...agency, id: "kent-health", name: "Kent Health", sector: "health" }],
		link: (kind, id) => `https://bot.example/page/${kind}/${id}`,
		screen: (text) => (/Anna|0770/.test(text) ? { kind: "personal-data" } : undefined),
		attended: async () => attended,
		answer: async () => ({
			reply: { say: [{ summary: "The answer.", blocks: [{ kind: "prose", text: "The answer." }] }] },
		}),
		programme: async () => programme,
	});
	if (questionnaire) await db.$transaction((tx) => shelve(tx, questionnaire, now));

	/** One event, as the bot handles it. Undefined when it is somebody else's. */
	const happen = async (
		person: string,
		act: Incoming["act"],
		roles: Role[] = [],
		place = placeOf(person),
	) => {
		const caller: Caller = { agency, person, roles };
		const eventId = randomUUID();
		const incoming: Incoming = {
			...{ eventId, businessKey: eventId, place, act },
			person: { id: person, workspace: "w1", direct: placeOf(person) },
		};
		if (!(await feature.owns(incoming, caller, now))) return undefined;
		const handled = await feature.handle(incoming, caller, now);
		if ("forGuard" in handled) return { replace: undefined, messages: [], text: "for the guard" };
		const before = said.length;
		const reply = await db.$transaction(async (tx) => (await handled.save?.(tx)) ?? handled.reply);
		for (const message of reply.say) said.push({ person, message, key: "" });
		if (reply.last) said.push({ person, ...reply.last });
		const messages = said.slice(before).map(({ message }) => message);
		return { replace: reply.replace, messages, text: messages.map(plain).join("\n\n") };
	};
	const last = (person: string) => said.findLast((each) => each.person === person)?.message;
	return {
		...{ feature, log, said, gone, agencyOf, placeOf, happen, last },
		get now() {
			return now;
		},
		at: (text: string) => {
			now = new Date(text);
		},
		wasAt: (people: string[], seminar: string, more: Partial<Attended> = {}) => {
			attended = [
				...attended,
				...people.map((person) => ({
					...{ person, seminar: { id: seminar, title: `Seminar ${seminar}` } },
					...{ endedAt: new Date("2026-03-03T16:00:00Z"), ...more },
				})),
			];
		},
		programme: (known: Programme) => {
			programme = known;
		},
		due: (name: "plan" | "ask" | "share" | "close") =>
			feature.due?.find((each) => each.name === `questionnaires.${name}`)?.run(now),
		type: async (person: string, text: string, roles: Role[] = []) =>
			(await happen(person, { kind: "said", text }, roles))?.text,
		press: async (person: string, label: string, value: Record<string, Json> = {}, roles: Role[] = []) => {
			const button = said
				.filter((each) => each.person === person)
				.toReversed()
				.flatMap(({ message }) => presses(message))
				.find((each) => each.label === label);
			if (!button) throw new Error(`No button says "${label}".`);
			const given = { ...(button.value as Record<string, Json>), ...value };
			return happen(person, { kind: "pressed", action: button.action, value: given }, roles);
		},
	};
}

/** Answers the whole starter questionnaire, typed. */
export async function answerAll(
	house: Awaited<ReturnType<typeof openHouse>>,
	person: string,
	answers: { helped?: string; sector?: string; differently?: string } = {},
): Promise<string | undefined> {
	const { helped = "4", sector = "B", differently = `I ask in private ${person}.` } = answers;
	const typed = [
		helped,
		"none",
		"team",
		"yes",
		differently,
		"4",
		"4",
		"5",
		"time",
		`More on stalking ${person}.`,
		sector,
	];
	let text: string | undefined;
	for (const each of typed) text = await house.type(person, each);
	return text;
}

/** Lets somebody have answered the whole starter questionnaire, without the conversation. */
export async function hasAnswered(
	db: Client,
	person: string,
	answers: { helped?: string; sector?: string },
	at: Date,
): Promise<void> {
	const { id } = await db.questionnaireInvitation.update({
		where: { id: (await db.questionnaireInvitation.findFirstOrThrow({ where: { personId: person } })).id },
		data: { state: "finished", nextAt: null },
	});
	const all = {
		...{
			helped: "quite-a-lot",
			themes: ["healthcare", "complex-needs"],
			"taken-to": ["team"],
			sector: "health",
		},
		...{ "changed-together": "yes", differently: `I ask in private ${person}.`, "beyond-physical": "agree" },
		...{ sharing: "agree", "looking-again": "strongly-agree", "in-the-way": ["time"] },
		"next-seminar": `More on stalking ${person}.`,
		...answers,
	};
	await db.questionnaireDraft.create({
		data: {
			...{ invitationId: id, counted: all, finishedAt: at },
			progress: { answers: all, skipped: [], at: null, state: "finished" },
		},
	});
}
