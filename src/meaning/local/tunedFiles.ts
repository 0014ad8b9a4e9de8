/** Where it is kept how the last layers of the weights were tuned, for what. */
export const tunedFiles = {
	guard: new URL("tunedForGuard.json", import.meta.url),
	search: new URL("tunedForSearch.json", import.meta.url),
};
