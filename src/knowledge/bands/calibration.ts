import { z } from "zod";

const share = z.number().min(0).max(1);
const figuresShape = z.object({
	answerable: z.number(),
	unanswerable: z.number(),
	/** Share of the answerable whose first passage is about a theme expected. */
	recall1: share,
	/** The same for the first three. */
	recall3: share,
	/** How surely an answerable question scores above one that is not. */
	auroc: share,
	/** Share of the answerable that come out as answers. */
	answered: share,
	/** Share of the unanswerable that come out as answers. */
	falseAnswers: share,
	/** Share of the answerable that come out as not held. */
	lost: share,
});

/** Where the bands begin, as it is kept. */
export const calibrationShape = z.object({ answer: share, closest: share, figures: figuresShape.nullable() });

/** How well the labelled questions were answered, and out of how many. */
export type Figures = z.infer<typeof figuresShape>;

/** Where the bands begin, and how well they did on the labelled questions when they were drawn. */
export type Calibration = z.infer<typeof calibrationShape>;
