import type { Judged, Rounds } from './goals.ts';
import { spread } from './statistics.ts';

/** The CPU and memory of the load generators, which say nothing about a contender. */
export const loadFigure = 'load, % of a core';

/**
 * One row for each contender and figure: median, minimum and maximum of the rounds without faults, and the
 * ratio to the first.
 */
export interface Line {
  readonly contender: string;
  readonly figure: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** The first contender's median divided by this one's; NaN when there is no value to compare. */
  readonly ratio: number;
}

export function linesOf(rounds: Rounds): Line[] {
  const names = [...new Set(rounds.flatMap((round) => Object.keys(round)))];
  const lines: Line[] = [];
  for (const contender of names) {
    const right = rounds.flatMap((round) => {
      const outcome = round[contender];
      return outcome !== undefined && outcome.faults.length === 0 ? [outcome.figures] : [];
    });
    for (const figure of new Set(right.flatMap((figures) => Object.keys(figures)))) {
      const values = right.map((figures) => figures[figure] ?? NaN).filter((value) => !Number.isNaN(value));
      if (values.length === 0) continue;
      const { median, min, max } = spread(values);
      const first = lines.find((line) => line.contender === names[0] && line.figure === figure);
      const ratio =
        first === undefined || contender === names[0] || figure.startsWith(loadFigure)
          ? NaN
          : first.median / median;
      lines.push({ contender, figure, median, min, max, ratio });
    }
  }
  return lines;
}

/** The faults, once for each contender and round. */
export function faultsOf(rounds: Rounds): string[] {
  return rounds.flatMap((round, i) =>
    Object.entries(round).flatMap(([contender, { faults }]) =>
      faults.map((fault) => `round ${i + 1}, ${contender}: ${fault}`),
    ),
  );
}

/** Formats a Markdown table that is readable in a terminal too. */
export function tableOf(rounds: Rounds): string {
  const rows = linesOf(rounds).map((line) => [
    line.contender,
    line.figure,
    number(line.median),
    number(line.min),
    number(line.max),
    Number.isNaN(line.ratio) ? '' : `${number(line.ratio)} x`,
  ]);
  return markdown(['', 'figure', 'median', 'min', 'max', 'Rejoin / this'], rows);
}

export function goalsTable(judged: readonly Judged[]): string {
  const rows = judged.map(({ goal, value, verdict, because }) => {
    const bounds = goal.atMost ?? goal.atLeast;
    const sign = goal.atMost === undefined ? '>=' : '<=';
    const measured = Number.isNaN(value) ? because : `${number(value)} ${goal.unit}`;
    return [goal.says, `${sign} ${bounds?.accept} / ${bounds?.stretch} ${goal.unit}`, measured, verdict];
  });
  return markdown(['goal', 'accept / stretch', 'measured', ''], rows);
}

/** Formats a number with three significant digits. */
export function number(value: number): string {
  if (Number.isNaN(value)) return '-';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}

export function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) =>
    Math.max(3, title.length, ...rows.map((row) => (row[i] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join(
    '\n',
  );
}
