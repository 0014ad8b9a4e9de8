import { BarChart } from "echarts/charts";
import { GridComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, GridComponent, SVGRenderer]);

/** Hardly wider than a telephone, so that its words stay as large there as they are drawn. */
const width = 400;
const labelWidth = 150;
const lettersInALine = 20;
const lineHeight = 18;
/** Dark enough on white to be seen by everybody, and in print. */
const ink = "#1d2733";
const bar = "#1f5a8a";

/** Bars as an SVG picture, each with its number written out. The same figures have to stand beside it as text. */
export function barChart(bars: { label: string; value: number }[]): string {
	const longest = Math.max(...bars.map(({ label }) => label.length));
	const rowHeight = lineHeight * Math.max(2, Math.ceil(longest / lettersInALine)) + 6;
	const height = rowHeight * bars.length + 12;
	const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
	chart.setOption({
		animation: false,
		textStyle: { fontFamily: "Arial, Helvetica, sans-serif", color: ink },
		grid: { left: 4, right: 40, top: 6, bottom: 6, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
		xAxis: { type: "value", min: 0, axisLabel: { show: false }, splitLine: { show: false } },
		yAxis: {
			type: "category",
			inverse: true,
			data: bars.map(({ label }) => label),
			axisTick: { show: false },
			axisLine: { lineStyle: { color: ink } },
			axisLabel: { color: ink, fontSize: 14, lineHeight, width: labelWidth, overflow: "break" },
		},
		series: [
			{
				type: "bar",
				data: bars.map(({ value }) => value),
				barMaxWidth: 22,
				itemStyle: { color: bar },
				label: { show: true, position: "right", color: ink, fontSize: 14, fontWeight: "bold" },
			},
		],
	});
	const svg = chart.renderToSVGString();
	chart.dispose();
	return svg;
}
