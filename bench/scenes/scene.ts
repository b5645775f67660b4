import type { Helper } from '../machine/helper.ts';
import type { Stage } from '../machine/stage.ts';
import { loadFigure } from '../report/table.ts';
import type { Goal, Outcome, Rounds } from '../report/goals.ts';

/** The product or a peer, which does the scene's work once a round, on a stage of its own. */
export interface Contender {
  readonly name: string;
  /** The settings that affect its figures: calls in flight, fsync, Redis hz, versions. */
  readonly settings: string;
  run(stage: Stage): Promise<Outcome>;
}

export interface Scene {
  readonly name: string;
  readonly about: string;
  /** A contender that takes longer in a round is stopped, and the outcome of the round contains that. */
  readonly limitSeconds: number;
  /**
   * The maximum of rounds. When it is left out, all requested rounds are played. Scenes with little variance
   * need fewer.
   */
  readonly mostRounds?: number;
  /** The contenders. A short run leaves out those that differ little from another. */
  contenders(short: boolean): Contender[];
  readonly goals: readonly Goal[];
  /** Markdown that is derived from the figures. */
  notes?(rounds: Rounds): string;
  /** Plots of the figures. */
  plots?(rounds: Rounds): readonly { readonly name: string; readonly says: string; readonly svg: string }[];
}

/** The round ran well when `faults` stays empty. */
export function outcome(figures: Record<string, number>, faults: readonly string[], load?: Helper): Outcome {
  return { figures: { ...figures, ...(load ? { [loadFigure]: 100 * load.cpuShare() } : {}) }, faults };
}

export const wrongUnless = (right: boolean, fault: string): string[] => (right ? [] : [fault]);

/** A fault for refusals that should not occur. */
export function refusedFault(refused: Readonly<Record<string, number>>): string[] {
  return Object.entries(refused).map(([name, count]) => `${count} refused: ${name}`);
}
