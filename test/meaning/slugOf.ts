/** The name of the file for what was fitted to some weights. */
export function slugOf(model: string): string {
	return model.replace(/[^\w.-]+/g, "-");
}
