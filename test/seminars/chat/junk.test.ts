import fc from "fast-check";
import { expect, it } from "vitest";
import type { Json } from "#chat/message.ts";
import { useDatabase } from "../../support/database.ts";
import { letIn, open } from "../world.ts";
import { createStage } from "./stage.ts";

const database = useDatabase();

const verbs = [
	...[
		"show",
		"list",
		"mine",
		"book",
		"cancel",
		"take",
		"calendar",
		"code",
		"askNeeds",
		"needs",
		"here",
		"arrive",
		"commit",
	],
	...[
		"new",
		"create",
		"change",
		"apply",
		"manage",
		"announce",
		"askCallOff",
		"waiting",
		"bookings",
		"allNeeds",
	],
	...[
		"askDelegates",
		"importDelegates",
		"attendance",
		"mark",
		"askMaterials",
		"materials",
		"constructor",
		"no such thing",
	],
];

const text = fc.string({ unit: "binary" });

/** Values that are near to what our buttons carry, and values that are not. */
const values = fc.oneof(
	fc.jsonValue({ maxDepth: 2, stringUnit: "binary" }) as fc.Arbitrary<Json>,
	fc.record(
		{
			seminar: fc.constantFrom("housing", "nothing", "", "x".repeat(200)),
			id: fc.constantFrom("housing", "nothing"),
			needs: text,
			code: text,
			commitment: text,
			list: text,
			names: fc.array(text, { maxLength: 3 }),
			materials: text,
			from: fc.integer(),
			back: fc.boolean(),
		},
		{ requiredKeys: [] },
	),
);

it("Whatever is pressed, by whomever, is answered in words and breaks nothing", async () => {
	const { db } = database;
	const police = await letIn(db, "Kent Police");
	await open(db);
	const stage = createStage(db);
	const cora = { agency: police, name: "cora", roles: ["coordinator" as const] };
	const ann = { agency: police, name: "ann" };
	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom(...verbs),
			values,
			fc.constantFrom(cora, ann),
			async (verb, value, who) => {
				expect(await stage.pressRaw(who, `seminars.${verb}`, value)).not.toBe("");
			},
		),
		{ numRuns: 250 },
	);
	expect(stage.log.errors()).toEqual([]);
}, 120_000);
