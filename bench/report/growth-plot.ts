import { number } from './table.ts';

/** One line of a plot: the cost per operation at each level, as a multiple of the cost at the first. */
export interface Growth {
  readonly label: string;
  readonly points: readonly { readonly level: number; readonly cost: number }[];
}

const width = 320;
const height = 200;
const margin = { left: 44, right: 34, top: 34, bottom: 40 };
const highest = 2;
const colours = ['#0f6cbd', '#b4009e', '#107c10'];

/**
 * Draws panels side by side, one for each axis of growth, with its operations. The band is what the goal
 * allows.
 */
export function growthPlot(
  panels: readonly { readonly title: string; readonly lines: readonly Growth[] }[],
): string {
  const body = panels.map(({ title, lines }, i) => panel(title, lines, i * width)).join('\n');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width * panels.length} ${height}" font-family="sans-serif" font-size="11">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    body,
    '</svg>\n',
  ].join('\n');
}

function panel(title: string, lines: readonly Growth[], left: number): string {
  const levels = [...new Set(lines.flatMap(({ points }) => points.map(({ level }) => level)))].sort(
    (a, b) => a - b,
  );
  const step = (width - margin.left - margin.right) / Math.max(1, levels.length - 1);
  const x = (level: number) => round(left + margin.left + levels.indexOf(level) * step);
  const bottom = height - margin.bottom;
  const y = (cost: number) => round(bottom - (Math.min(cost, highest) / highest) * (bottom - margin.top));
  const ends = { from: left + margin.left, to: left + width - margin.right };
  const grid = [0, 0.5, 1, 1.5, 2].map(
    (cost) =>
      `<line x1="${ends.from}" x2="${ends.to}" y1="${y(cost)}" y2="${y(cost)}" stroke="#ddd"/>` +
      `<text x="${ends.from - 6}" y="${y(cost) + 4}" text-anchor="end" fill="#444">${cost}</text>`,
  );
  const band = `<rect x="${ends.from}" y="${y(1.2)}" width="${ends.to - ends.from}" height="${round(y(0.8) - y(1.2))}" fill="#e8f3e8"/>`;
  const ticks = levels.map(
    (level) =>
      `<text x="${x(level)}" y="${bottom + 14}" text-anchor="middle" fill="#444">${number(level)}</text>`,
  );
  const drawn = lines.map(({ label, points }, i) => {
    const colour = colours[i % colours.length];
    const path = points.map(({ level, cost }) => `${x(level)},${y(cost)}`).join(' ');
    const dots = points.map(
      ({ level, cost }) => `<circle cx="${x(level)}" cy="${y(cost)}" r="3" fill="${colour}"/>`,
    );
    const key = `<text x="${ends.from + i * 88}" y="${height - 8}" fill="${colour}">${label}</text>`;
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join('')}${key}`;
  });
  const heading = `<text x="${ends.from}" y="18" font-weight="600" fill="#222">${title}</text>`;
  return [heading, band, ...grid, ...ticks, ...drawn].join('\n');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
