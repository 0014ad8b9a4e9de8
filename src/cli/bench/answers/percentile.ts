/** What so great a share of the times are not above, to a tenth. */
export function percentile(times: number[], share: number): number {
	const sorted = times.toSorted((a, b) => a - b);
	const time = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
	return Math.round(time * 10) / 10;
}
