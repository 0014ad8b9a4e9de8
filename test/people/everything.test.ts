import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { plain } from "#chat/plain.ts";
import { removeAgency } from "#people/privacy/removal.ts";
import { wanted } from "../lessons/written.ts";
import { open as openSeminar } from "../seminars/world.ts";
import { openTalk, type Talk } from "../support/talk.ts";

const ann = { person: "id-canary", name: "Name Canary", workspace: "local" };
type Speaker = typeof ann;
const cora = { person: "cora", name: "Cora", workspace: "local" };
const now = new Date("2026-04-14T10:20:00Z");

/** Every column that may say who somebody is. One that is new here belongs in “what do you hold about me”, “delete my data” and docs/privacy.md. */
const columns = [
	...["Account.directKey", "Account.name", "Account.personId", "Account.userId", "AuditEntry.about"],
	...["AuditEntry.by", "Delivery.decidedBy", "Delivery.person", "Enquiry.personId", "Enquiry.takenBy"],
	...["EnquiryChannel.setBy", "Lens.personId", "Lesson.approvedBy", "Lesson.authorId", "Lesson.proposedBy"],
	...["LessonBriefing.personId", "LinkCode.personId", "OptOut.personId", "QuestionnaireInvitation.personId"],
	...["RoleGrant.personId", "SeminarBooking.emailHash", "SeminarBooking.name", "SeminarBooking.personId"],
	...["SeminarCommitment.personId", "Subscription.personId", "Subscription.subscribedBy"],
];

/** What stands in which table, row by row, as text. */
async function contents({ storage: { db } }: Talk): Promise<{ table: string; row: string }[]> {
	const tables = await db.$queryRaw<{ name: string }[]>`
		SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`;
	const all = [];
	for (const { name } of tables) {
		const rows = await db.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM "${name}" t`);
		all.push(...rows.map(({ row }) => ({ table: name, row })));
	}
	return all;
}

async function tablesWith(talk: Talk, pattern: RegExp): Promise<string[]> {
	return [
		...new Set((await contents(talk)).flatMap(({ table, row }) => (pattern.test(row) ? [table] : []))),
	].sort();
}

/** Somebody does everything that anybody can; each thing that they write has “canary” in it. The id of their person. */
async function doEverything(talk: Talk, ann: Speaker): Promise<string> {
	const { db } = talk.storage;
	const press = async (action: string, value: Parameters<Talk["terminal"]["press"]>[1]) => {
		await talk.terminal.press(action, value, ann);
		await talk.house.allSaid();
	};
	await talk.grant("coordinator", cora);
	await talk.say("I work in housing", ann);
	await talk.say("subscribe me", ann);
	await talk.say("subscribe", { ...ann, channel: "team" });
	await talk.say("stop the reminders", ann);
	await talk.grant("lead", ann);
	await talk.say("my code", ann);
	const person = (await db.account.findFirstOrThrow({ where: { userId: ann.person } })).personId;

	await talk.ask("what did the DHRs say about GPs", ann);
	await talk.press("Helpful", ann);
	await press("answers.enquiry-send", { question: "What is known of the question-canary in hospices?" });

	const dates = { createdAt: now, changedAt: now, releasedAt: now };
	const lesson = {
		kind: "lesson",
		state: "released",
		version: 1,
		number: 1,
		text: wanted,
		...dates,
	} as const;
	const { id } = await db.lesson.create({ data: { ...lesson, authorId: person } });
	await press("lessons.noteBriefed", { lesson: id, count: "12" });

	for (const [id, day] of [
		["coming", "2026-05-14"],
		["past", "2026-04-14"],
	] as const) {
		const times = { startsAt: new Date(`${day}T08:30:00Z`), endsAt: new Date(`${day}T09:30:00Z`) };
		await openSeminar(db, { ...times, id, title: `The ${id} one` });
	}
	await press("seminars.book", { seminar: "coming" });
	await press("seminars.needs", { seminar: "coming", needs: "A hearing loop, needs-canary" });
	const { agencyId } = await db.person.findUniqueOrThrow({ where: { id: person } });
	const been = { seminarId: "past", agencyId, personId: person, name: ann.name, arrival: 1, since: now };
	await db.seminarBooking.create({ data: { ...been, state: "booked", attendedAt: now } });
	const of = { seminarId: "past", personId: person };
	await db.seminarCommitment.create({ data: { ...of, text: "Ask alone, commitment-canary", at: now } });

	const questionnaire = await db.questionnaire.findFirstOrThrow();
	await db.questionnaireSeminar.create({ data: { id: "past", title: "The past one", endedAt: now } });
	const invitation = await db.questionnaireInvitation.create({
		data: {
			...{ id: "an-invitation", questionnaireId: questionnaire.id, version: questionnaire.version, ...of },
			...{ agencyId, state: "answering", askedAt: now, closesAt: new Date("2026-05-12T10:00:00Z") },
		},
	});
	const answers = { differently: "I ask alone, answer-canary" };
	await db.questionnaireDraft.create({
		data: { invitationId: invitation.id, progress: { answers, skipped: [], at: "helped", state: "open" } },
	});
	return person;
}

describe("somebody who did everything", () => {
	let talk: Talk;
	let person = "";
	beforeAll(async () => {
		talk = await openTalk();
		person = await doEverything(talk, ann);
	}, 120_000);
	afterAll(() => talk.stop());

	it("can be named by no other column than these tests know", async () => {
		const found = await talk.storage.db.$queryRaw<{ name: string }[]>`
			SELECT table_name || '.' || column_name AS name FROM information_schema.columns
			WHERE table_schema = 'public' AND table_name NOT LIKE '\\_%'
				AND (column_name ~* '(^|[a-z])(person(id)?|by|authorid|userid|about|emailhash|directkey)$'
					OR (column_name = 'name' AND table_name IN ('Account', 'SeminarBooking')))`;
		const notAPerson = ["Seminar.about", "Seminar.plannedBy", "Signpost.about"];
		expect(
			found
				.map(({ name }) => name)
				.filter((name) => !notAPerson.includes(name))
				.toSorted(),
		).toEqual(columns);
	});

	it("has all of it in their home, by the word and on the bot’s own page, and coordinators what waits for them", async () => {
		const [said] = await talk.say("home", ann);
		const told = said ? plain(said.message) : "";
		for (const part of [
			...[
				"What I do",
				"New lessons come to you here.",
				"[My subscription]",
				"The coming one: Thursday 14 May 2026",
			],
			...["There are short questions for you about a seminar.", "[Answer them]", "[What you hold about me]"],
			...["Agency: Agency local", "Roles: lead", "[Leads and coordinators]"],
		])
			expect(told).toContain(part);
		talk.shown.length = 0;
		await talk.terminal.open(ann);
		expect(talk.shown.map(({ message }) => plain(message))).toEqual([told]);
		await talk.storage.db.lesson.updateMany({ data: { state: "waiting", authorId: person } });
		const tasks = plain((await talk.say("home", cora))[0]?.message ?? { summary: "", blocks: [] });
		await talk.storage.db.lesson.updateMany({ data: { state: "released" } });
		for (const task of ["waits for your approval", "[New seminar]", "[Agencies]", "[Who changed what]"]) {
			expect(tasks).toContain(task);
			expect(told).not.toContain(task);
		}
	});

	it("is told of every table in which they are, in words", async () => {
		const told = (await talk.say("what do you hold about me", ann))
			.map(({ message }) => plain(message))
			.join("\n");
		const tables = await tablesWith(talk, new RegExp(person));
		const lines: Record<string, string> = {
			Account: "Your terminal account: Name Canary, with the id id-canary",
			AuditEntry: "Record of changes: 3 entries",
			Delivery: "what I said and where (30 days)",
			Enquiry: "What is known of the question-canary in hospices? (open)",
			Lens: "What you said you work as: housing staff",
			Lesson: "A lesson that you wrote: Ask alone, on every visit",
			LessonBriefing: "You briefed 12 people: Ask alone, on every visit",
			LinkCode: "Your code for a role: only a hash of it, until 15 April 2026 at 11:20",
			OptOut: "What you stopped: reminders",
			Person: "Agency: Agency local",
			QuestionnaireInvitation: "Questions after “The past one”: They are open until 12 May 2026.",
			RoleGrant: "Your roles: lead",
			SeminarBooking: "You need: A hearing loop, needs-canary",
			SeminarCommitment: "What you will do differently: Ask alone, commitment-canary",
			Subscription: "Lessons: You get new lessons in your direct conversation.",
		};
		expect(tables).toEqual(Object.keys(lines));
		for (const line of Object.values(lines)) expect(told).toContain(line);
		expect(told).toContain("A channel that you subscribed: team");
		expect(told).toContain("Seminar “The past one”");
	});

	it("is in no table after “delete my data”, but for the receipt and an id that names nobody, and in no log", async () => {
		await talk.say("delete my data", ann);
		const shown = await talk.act("Yes, delete it", ann);
		const receipt = shown.map(({ message }) => plain(message)).join("\n");
		for (const gone of [
			...["what you said you work as", "1 question to the coordinators", "your subscription to lessons"],
			...["your name on 1 subscribed channel(s)", "1 booking(s) of coming seminars", "your role as lead"],
			...["your invitations to questionnaires (1)", "your name on 1 past seminar(s)", "your account"],
		])
			expect(receipt).toContain(gone);
		const left = (await contents(talk)).filter(({ row }) => /canary/i.test(row));
		expect(
			left.map(({ table, row }) => [table, /Done, on 14 April|subscribed this channel/.exec(row)?.[0]]),
		).toEqual([
			["Delivery", "subscribed this channel"],
			["Delivery", "Done, on 14 April"],
		]);
		expect(receipt).toContain(
			"what I said to others that has your name in it, such as “… subscribed this channel”",
		);
		expect(await tablesWith(talk, new RegExp(person))).toEqual(["AuditEntry"]);
		expect(talk.log.everything()).not.toMatch(/canary/i);
		expect(talk.log.errors()).toEqual([]);
	});
});

describe("an agency that is removed", () => {
	it("takes with it all that its people did, wrote and were told: its ids and numbers stay, and no word", async () => {
		const talk = await openTalk({ workspaces: ["local", "leaving"] });
		onTestFinished(() => talk.stop());
		const { storage, house } = talk;
		const person = await doEverything(talk, { ...ann, workspace: "leaving" });
		const { agencyId } = await storage.db.person.findUniqueOrThrow({ where: { id: person } });
		const gone = await storage.db.$transaction((tx) => removeAgency(tx, agencyId, house, "operator", now));
		expect(gone).toEqual(expect.arrayContaining(["1 person", "1 subscription(s) to lessons"]));
		expect(await tablesWith(talk, /canary/i)).toEqual([]);
		expect(await tablesWith(talk, new RegExp(person))).toEqual(["AuditEntry"]);
		expect(await tablesWith(talk, new RegExp(agencyId))).toEqual([
			...["Agency", "AuditEntry", "SeminarBooking", "Workspace"],
		]);
		expect(talk.log.errors()).toEqual([]);
	}, 120_000);
});
