import { growthPlot } from './growth-plot.ts';

describe('the plot of growth', () => {
  const points = [
    { level: 1_000, cost: 1 },
    { level: 100_000, cost: 1.5 },
  ];
  const svg = growthPlot([{ title: 'open windows', lines: [{ label: 'message', points }] }]);

  it('names what grows, its levels and its operations', () => {
    for (const text of ['open windows', '1,000', '100,000', 'message'])
      expect(svg).toContain(`>${text}</text>`);
  });

  it('draws what costs more higher up, and keeps within its frame', () => {
    const [[, first], [, last]] = /polyline points="([^"]+)"/
      .exec(svg)![1]!
      .split(' ')
      .map((pair) => pair.split(',').map(Number)) as [[number, number], [number, number]];
    expect(last).toBeLessThan(first);
    const huge = growthPlot([{ title: 't', lines: [{ label: 'l', points: [{ level: 1, cost: 50 }] }] }]);
    expect(huge).toContain('cy="34"');
  });
});
