import { median } from './statistics.ts';

/** The result of one contender in one round: its figures by name, and its faults. */
export interface Outcome {
  readonly figures: Readonly<Record<string, number>>;
  /** Broken side conditions, and work that did not finish. The figures of such a round do not count. */
  readonly faults: readonly string[];
}

/** All rounds of a scene: for each round, the outcomes by contender. */
export type Rounds = readonly Readonly<Record<string, Outcome>>[];

interface Bounds {
  readonly accept: number;
  readonly stretch: number;
}

/** A figure of the product, or its ratio to the figure of the best of some peers in the same round. */
export interface Goal {
  readonly says: string;
  readonly figure: string;
  /** The contender of the figure; the product when left out. */
  readonly of?: string;
  /** The peers to compare with. When left out, the figure itself is judged. */
  readonly against?: { readonly figure: string; readonly peers: readonly string[] };
  readonly unit: string;
  readonly atMost?: Bounds;
  readonly atLeast?: Bounds;
}

export type Verdict = 'reached (stretch)' | 'reached' | 'missed' | 'not measured';

export interface Judged {
  readonly goal: Goal;
  readonly value: number;
  readonly verdict: Verdict;
  readonly because: string;
}

export const product = 'Rejoin';

/** Judges by the median of the rounds' values. One round in which the product had a fault misses the goal. */
export function judge(goal: Goal, rounds: Rounds): Judged {
  const fault = rounds.flatMap((round) => round[goal.of ?? product]?.faults ?? [])[0];
  if (fault !== undefined) return { goal, value: NaN, verdict: 'missed', because: fault };
  const values = rounds.map((round) => valueOf(goal, round)).filter((value) => !Number.isNaN(value));
  if (values.length === 0)
    return { goal, value: NaN, verdict: 'not measured', because: 'nothing to compare' };
  const value = median(values);
  return { goal, value, verdict: verdictOf(goal, value), because: '' };
}

function verdictOf(goal: Goal, value: number): Verdict {
  const passes = ({ atMost, atLeast }: Goal, step: keyof Bounds) =>
    (atMost === undefined || value <= atMost[step]) && (atLeast === undefined || value >= atLeast[step]);
  if (passes(goal, 'stretch')) return 'reached (stretch)';
  return passes(goal, 'accept') ? 'reached' : 'missed';
}

function valueOf(goal: Goal, round: Readonly<Record<string, Outcome>>): number {
  const ours = round[goal.of ?? product]?.figures[goal.figure] ?? NaN;
  if (goal.against === undefined) return ours;
  const { figure, peers } = goal.against;
  const theirs = peers
    .map((peer) => round[peer])
    .filter((outcome) => outcome !== undefined && outcome.faults.length === 0)
    .map((outcome) => outcome?.figures[figure] ?? NaN)
    .filter((value) => !Number.isNaN(value));
  if (theirs.length === 0) return NaN;
  return ours / (goal.atLeast === undefined ? Math.min(...theirs) : Math.max(...theirs));
}
