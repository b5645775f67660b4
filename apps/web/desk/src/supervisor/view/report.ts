import type { Durations, Report, ServiceFigures } from '@rejoin/contracts';
import { pageLimits } from '@rejoin/contracts/plain';

const dayMs = 86_400_000;

/** The period that a supervisor has selected: a number of days up to today, or days of their own. */
export type Range = { readonly days: number } | { readonly from: string; readonly until: string };

export type RangeProblem = 'incomplete' | 'reversed' | 'too-long' | 'future';

/** Returns the days that the server is asked for, or why it is not asked. Days such as `2026-11-22` sort by time. */
export function daysOf(range: Range, today: string): { days: number; until?: string } | RangeProblem {
  if ('days' in range) return range;
  const { from, until } = range;
  if (from === '' || until === '') return 'incomplete';
  if (until > today) return 'future';
  const days = Math.round((Date.parse(until) - Date.parse(from)) / dayMs) + 1;
  if (days < 1) return 'reversed';
  return days > pageLimits.reportDays ? 'too-long' : { days, until };
}

/** Returns the day this number of days before. */
export function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * dayMs).toISOString().slice(0, 10);
}

export const metrics = [
  'started',
  'abandoned',
  'service-level',
  'waiting',
  'first-response',
  'handling',
] as const;
/** What the trend shows of each day. */
export type Metric = (typeof metrics)[number];
/** How the values of a metric are written. */
export type Measure = 'number' | 'percent' | 'seconds';

export const measureOf = (metric: Metric): Measure =>
  metric === 'service-level'
    ? 'percent'
    : metric === 'started' || metric === 'abandoned'
      ? 'number'
      : 'seconds';

/** Null: no conversation has a value. */
export function valueOf(metric: Metric, figures: ServiceFigures): number | null {
  switch (metric) {
    case 'started':
      return figures.started;
    case 'abandoned':
      return figures.abandoned;
    case 'service-level':
      return figures.serviceLevel;
    case 'waiting':
      return figures.waitingTime.averageSeconds;
    case 'first-response':
      return figures.firstResponse.averageSeconds;
    case 'handling':
      return figures.handlingTime.averageSeconds;
  }
}

const secondSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400];

/** Returns the values at the lines of an axis from 0 to at least the highest value, at most six. */
export function ticksOf(highest: number, measure: Measure): number[] {
  if (measure === 'percent') return [0, 0.25, 0.5, 0.75, 1];
  const least = Math.max(highest, 1) / 5;
  const known = measure === 'seconds' ? secondSteps.find((step) => step >= least) : undefined;
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1)));
  const step = known ?? [1, 2, 5, 10].map((one) => one * power).find((one) => one >= least) ?? 10 * power;
  const count = Math.max(1, Math.ceil(highest / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** The share of conversations that were abandoned, of those that no longer wait. */
export function abandonedShare({ abandoned, answered }: ServiceFigures): number | null {
  return abandoned + answered > 0 ? abandoned / (abandoned + answered) : null;
}

export type AgentRow = Report['agents'][number];
export type { Durations };
