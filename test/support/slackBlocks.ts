type Fields = Record<string, unknown>;

/**
 * What Slack would refuse about the blocks of a message, or of a home, by its published limits; an
 * empty list when it would accept them.
 */
export function problemsOf(blocks: unknown, surface: "message" | "home" = "message"): string[] {
	if (!Array.isArray(blocks)) return ["blocks is not a list"];
	const problems: string[] = [];
	const most = surface === "home" ? 100 : 50;
	if (blocks.length > most) problems.push(`more than ${most} blocks`);
	const charts = blocks.filter((block) => isFields(block) && block.type === "data_visualization");
	if (charts.length > 2) problems.push("more than 2 charts");
	unique(
		blocks.filter(isFields).map((block) => block.block_id),
		"block_id",
		problems,
	);
	for (const block of blocks) {
		const check = isFields(block) ? checks[String(block.type)] : undefined;
		if (!isFields(block) || !check) problems.push(`unknown block ${isFields(block) ? block.type : block}`);
		else {
			within(block.block_id, 0, 255, "block_id", problems);
			check(block, problems);
		}
	}
	return problems;
}

/** Whether all text of the blocks together is more than Slack takes: about 12,000 characters. */
export function areTooLong(blocks: unknown): boolean {
	return textsOf(blocks).reduce((sum, text) => sum + text.length, 0) > 12_000;
}

/** Every string under a key `text`, in order: what a reader sees and a notification begins with. */
export function textsOf(value: unknown): string[] {
	if (Array.isArray(value)) return value.flatMap(textsOf);
	if (!isFields(value)) return [];
	return Object.entries(value).flatMap(([key, inner]) =>
		typeof inner === "string" ? (key === "text" ? [inner] : []) : textsOf(inner),
	);
}

/** Whom a message would mention: through markup in text, or elements of rich text. */
export function mentionsIn(text: string, blocks: unknown): string[] {
	const marked = [text, ...markup(blocks)].flatMap((said) => said.match(/<[@!#][^>]*>/g) ?? []);
	return [...marked, ...elementsOf(blocks)];
}

const interactive: Record<string, (element: Fields, problems: string[]) => void> = {
	button(element, problems) {
		textObject(element.text, 75, ["plain_text"], problems);
		within(element.value, 0, 2000, "button value", problems);
		within(element.url, 1, 3000, "button url", problems);
		within(element.accessibility_label, 1, 75, "accessibility_label", problems);
		if (element.url !== undefined && !/^https?:\/\//.test(String(element.url)))
			problems.push("bad button url");
		if (element.style !== undefined && element.style !== "primary" && element.style !== "danger")
			problems.push("bad style");
	},
	radio_buttons: (element, problems) => options(element, 10, problems),
	checkboxes: (element, problems) => options(element, 10, problems),
	static_select: (element, problems) => options(element, 100, problems),
	multi_static_select: (element, problems) => options(element, 100, problems),
	conversations_select(element, problems) {
		const kinds = ["im", "mpim", "private", "public"];
		const { include = kinds } = isFields(element.filter) ? element.filter : {};
		if (!Array.isArray(include) || include.length === 0 || include.some((one) => !kinds.includes(one)))
			problems.push("bad filter");
	},
	datepicker: (element, problems) => matches(element.initial_date, /^\d{4}-\d\d-\d\d$/, "date", problems),
	timepicker: (element, problems) => matches(element.initial_time, /^\d\d:\d\d$/, "time", problems),
};

/** What stands in inputs only. */
const typed: typeof interactive = {
	plain_text_input(element, problems) {
		const { max_length: most = 3000, initial_value } = element;
		if (typeof most !== "number" || most < 1 || most > 3000) problems.push("max_length is not 1 to 3000");
		else within(initial_value, 1, most, "initial_value", problems);
	},
};

const checks: Record<string, (block: Fields, problems: string[]) => void> = {
	divider() {},
	header: (block, problems) => textObject(block.text, 150, ["plain_text"], problems),
	section(block, problems) {
		if (block.text !== undefined) textObject(block.text, 3000, ["plain_text", "mrkdwn"], problems);
		const fields = block.fields === undefined ? [] : list(block.fields, 1, 10, "fields", problems);
		for (const field of fields) textObject(field, 2000, ["plain_text", "mrkdwn"], problems);
		if (block.text === undefined && fields.length === 0) problems.push("empty section");
	},
	context(block, problems) {
		for (const element of list(block.elements, 1, 10, "context elements", problems))
			textObject(element, 3000, ["plain_text", "mrkdwn"], problems);
	},
	actions(block, problems) {
		const elements = list(block.elements, 1, 25, "actions", problems);
		unique(
			elements.map((element) => element.action_id),
			"action_id",
			problems,
		);
		for (const element of elements) interactiveElement(element, problems);
	},
	input(block, problems) {
		textObject(block.label, 2000, ["plain_text"], problems);
		if (block.hint !== undefined) textObject(block.hint, 2000, ["plain_text"], problems);
		if (isFields(block.element) && block.element.type !== "button")
			interactiveElement(block.element, problems, { ...interactive, ...typed });
		else problems.push("input without an element");
	},
	rich_text(block, problems) {
		for (const part of list(block.elements, 1, 100, "rich text", problems)) {
			if (!["rich_text_section", "rich_text_quote"].includes(String(part.type)))
				problems.push(`unknown rich text ${part.type}`);
			for (const element of list(part.elements, 1, 1000, "rich text elements", problems))
				richElement(element, problems);
		}
	},
	data_visualization: chart,
};

function interactiveElement(element: Fields, problems: string[], kinds = interactive): void {
	within(element.action_id, 1, 255, "action_id", problems);
	const check = kinds[String(element.type)];
	if (check) check(element, problems);
	else problems.push(`unknown element ${element.type}`);
}

function options(element: Fields, most: number, problems: string[]): void {
	const all = list(element.options, 1, most, "options", problems);
	unique(
		all.map((option) => option.value),
		"option value",
		problems,
	);
	for (const option of all) {
		textObject(option.text, 75, ["plain_text", "mrkdwn"], problems);
		if (option.value === undefined) problems.push("option without a value");
		within(option.value, 1, 75, "option value", problems);
	}
	const begun = [element.initial_option ?? [], element.initial_options ?? []].flat();
	if (element.initial_options !== undefined && begun.length === 0) problems.push("no initial option");
	const offered = all.map((option) => JSON.stringify(option));
	if (begun.some((option) => !offered.includes(JSON.stringify(option))))
		problems.push("an initial option is not offered");
}

function matches(value: unknown, shape: RegExp, name: string, problems: string[]): void {
	if (value !== undefined && !shape.test(String(value))) problems.push(`${name} is not of its shape`);
}

function richElement(element: Fields, problems: string[]): void {
	if (element.type === "text") {
		if (element.text === undefined) problems.push("rich text without text");
		within(element.text, 1, 3000, "rich text", problems);
	} else if (element.type === "link") {
		within(element.url ?? "", 1, 3000, "link", problems);
		within(element.text, 1, 3000, "link text", problems);
		if (!/^https?:\/\//.test(String(element.url))) problems.push("bad link");
	} else problems.push(`unknown rich text element ${element.type}`);
}

function chart(block: Fields, problems: string[]): void {
	within(block.title ?? "", 1, 50, "chart title", problems);
	const drawn = isFields(block.chart) ? block.chart : {};
	if (drawn.type !== "bar") problems.push("unknown chart");
	const axis = isFields(drawn.axis_config) ? drawn.axis_config : {};
	const categories = Array.isArray(axis.categories) ? axis.categories : [];
	if (categories.length < 1 || categories.length > 20) problems.push("1 to 20 points");
	unique(categories, "category", problems);
	for (const category of categories) within(category, 1, 20, "category", problems);
	for (const series of list(drawn.series, 1, 6, "series", problems)) {
		within(series.name ?? "", 1, 20, "series name", problems);
		const data = list(series.data, 1, 20, "points", problems);
		if (JSON.stringify(data.map((point) => point.label)) !== JSON.stringify(categories))
			problems.push("points do not match the categories");
		if (data.some((point) => !Number.isFinite(point.value))) problems.push("a point is no number");
	}
}

function textObject(value: unknown, most: number, kinds: string[], problems: string[]): void {
	if (!isFields(value) || !kinds.includes(String(value.type))) problems.push("not a text object");
	else within(value.text ?? "", 1, most, "text", problems);
}

function within(value: unknown, least: number, most: number, name: string, problems: string[]): void {
	if (value === undefined) return;
	if (typeof value !== "string" || value.length < least || value.length > most)
		problems.push(`${name} is not a text of ${least} to ${most} characters`);
}

function list(value: unknown, least: number, most: number, name: string, problems: string[]): Fields[] {
	const all = Array.isArray(value) ? value.filter(isFields) : [];
	if (all.length < least || all.length > most) problems.push(`${name}: not ${least} to ${most}`);
	return all;
}

function unique(values: unknown[], name: string, problems: string[]): void {
	const given = values.filter((value) => value !== undefined);
	if (new Set(given).size < given.length) problems.push(`${name} is not unique`);
}

function markup(value: unknown): string[] {
	if (Array.isArray(value)) return value.flatMap(markup);
	if (!isFields(value)) return [];
	if (value.type === "mrkdwn") return [String(value.text)];
	return Object.values(value).flatMap(markup);
}

function elementsOf(value: unknown): string[] {
	if (Array.isArray(value)) return value.flatMap(elementsOf);
	if (!isFields(value)) return [];
	const kinds = ["user", "usergroup", "broadcast", "channel"];
	return kinds.includes(String(value.type)) ? [String(value.type)] : Object.values(value).flatMap(elementsOf);
}

function isFields(value: unknown): value is Fields {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
