/** The height of a chart, which its place has before the chart is loaded. */
export const chartHeight = '260px';
