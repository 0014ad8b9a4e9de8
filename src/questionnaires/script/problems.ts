import { type Item, optionsOf, type Questionnaire } from "./questionnaire.ts";
import { repeatedIn } from "./repeat.ts";

/** What is wrong with a questionnaire of the right shape, one sentence a problem. */
export function problemsIn(questionnaire: Questionnaire): string[] {
	return [
		...duplicates(questionnaire),
		...questionnaire.items.flatMap((item) => [...ofOptions(item), ...ofNumbers(item)]),
		...circles(questionnaire),
		...ofConditions(questionnaire),
		...ofRepeats(questionnaire),
		...ofFigures(questionnaire),
		...ofReminders(questionnaire),
	];
}

function duplicates({ items }: Questionnaire): string[] {
	return twice(items.map(({ id }) => id)).map((id) => `Item “${id}”: this id is used twice.`);
}

function ofOptions(item: Item): string[] {
	const options = optionsOf(item);
	const where = `Item “${item.id}”`;
	return [
		...twice(options.map(({ value }) => value)).map(
			(value) => `${where}: the value “${value}” is used twice.`,
		),
		...twice(options.map(({ label }) => label.toLowerCase())).map(
			(label) => `${where}: two options say “${label}”.`,
		),
		...(item.kind === "scale" && options.filter(({ outside }) => !outside).length < 2
			? [`${where}: a scale needs at least two points.`]
			: []),
		...(item.kind !== "scale" && options.some(({ outside }) => outside)
			? [`${where}: only a scale has options outside it.`]
			: []),
		...(item.kind !== "multiple" && options.some(({ alone }) => alone)
			? [`${where}: only where several may be chosen is there one that stands alone.`]
			: []),
	];
}

function ofNumbers(item: Item): string[] {
	if (item.kind !== "number" || item.least < item.most) return [];
	return [`Item “${item.id}”: its least (${item.least}) is not below its most (${item.most}).`];
}

/** Conditions that wait for one another, told once for each circle. */
function circles({ items }: Questionnaire): string[] {
	const waits = new Map(items.map((item) => [item.id, neededBy(item)]));
	const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
		[...(waits.get(from) ?? [])].some((next) => {
			if (next === to) return true;
			if (seen.has(next)) return false;
			return reaches(next, to, seen.add(next));
		});
	const inCircle = items.map(({ id }) => id).filter((id) => reaches(id, id));
	if (inCircle.length === 0) return [];
	return [`Items “${inCircle.join("”, “")}”: their conditions wait for one another in a circle.`];
}

function ofConditions({ items, mode }: Questionnaire): string[] {
	const known = new Map(items.map((item) => [item.id, item]));
	return items.flatMap((item, at) =>
		item.shownIf.flatMap((condition): string[] => {
			if ("given" in condition) return [];
			const where = `Item “${item.id}”`;
			const other = known.get(condition.item);
			if (!other) return [`${where}: its condition names “${condition.item}”, which is no item.`];
			const values = "is" in condition ? condition.is : "isNot" in condition ? condition.isNot : [];
			const offered = optionsOf(other).map(({ value }) => value);
			return [
				...values
					.filter((value) => !offered.includes(value))
					.map((value) => `${where}: “${value}” is no answer to “${other.id}”.`),
				...(items.indexOf(other) >= at && other !== item
					? [`${where}: its condition names “${other.id}”, which is only asked later.`]
					: []),
				...(mode === "anonymous" ? [`${where}: ${tellsOn}`] : []),
			];
		}),
	);
}

/** What is said to a person is kept for a while with the person: which item came next would give the answer away. */
const tellsOn =
	"in an anonymous questionnaire no item may depend on an answer, because which item came next would tell it.";

function ofRepeats({ items, mode }: Questionnaire): string[] {
	const known = new Set(items.map(({ id }) => id));
	return items.flatMap((item, at) => {
		const where = `Item “${item.id}”`;
		const repeated = [...repeatedIn(item.ask), ...repeatedIn(item.why ?? "")];
		const inOther = repeatedIn(item.otherwise ?? "").filter((name) => name !== "seminar");
		const answers = repeated.filter((name) => name !== "seminar" && name !== "commitment");
		const earlier = items.slice(0, at).map(({ id }) => id);
		return [
			...answers.filter((name) => !known.has(name)).map((name) => `${where}: “{${name}}” is no item.`),
			...answers
				.filter((name) => known.has(name) && !earlier.includes(name))
				.map((name) => `${where}: “{${name}}” is only asked later.`),
			...(mode === "anonymous" && answers.length > 0
				? [`${where}: in an anonymous questionnaire no item may repeat an answer, because it would be kept.`]
				: []),
			...(repeated.some((name) => name !== "seminar") && !item.otherwise
				? [`${where}: “otherwise” is missing: what is asked where there is nothing to repeat.`]
				: []),
			...inOther.map((name) => `${where}: “otherwise” cannot repeat “{${name}}”.`),
		];
	});
}

function ofFigures({ items, headline, sector }: Questionnaire): string[] {
	const item = items.find(({ id }) => id === headline.item);
	const offered = item ? optionsOf(item).map(({ value }) => value) : [];
	const by = items.find(({ id }) => id === sector);
	return [
		...(item ? [] : [`headline: “${headline.item}” is no item.`]),
		...(item && (item.kind === "multiple" || offered.length === 0)
			? [`headline: “${item.id}” is not an item with one answer to choose.`]
			: headline.is
					.filter((value) => item && !offered.includes(value))
					.map((value) => `headline: “${value}” is no answer to “${headline.item}”.`)),
		...(sector && by?.kind !== "single" ? [`sector: “${sector}” is no item of the kind single.`] : []),
	];
}

function ofReminders({ asked }: Questionnaire): string[] {
	const { remindOn, openFor } = asked;
	const wrong = remindOn.some((day, at) => day <= (remindOn[at - 1] ?? 0) || day >= openFor);
	return wrong ? ["asked: the days of remindOn must rise, and lie before openFor is over."] : [];
}

function neededBy(item: Item): Set<string> {
	return new Set(item.shownIf.flatMap((condition) => ("item" in condition ? [condition.item] : [])));
}

function twice(names: string[]): string[] {
	return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}
