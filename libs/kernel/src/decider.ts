import type { RefusalName } from '@rejoin/contracts';

/** A named, expected "no". It is a value: nothing is thrown and nothing was changed. */
export interface Refused {
  readonly refused: RefusalName;
  /** When the same may be allowed again, where that is known. */
  readonly retryAfterSeconds?: number;
}

/** What a decision gives: the facts that now hold (none: it was already so), or a refusal. */
export type Decision<Fact> = readonly Fact[] | Refused;

export function refuse(name: RefusalName): Refused {
  return { refused: name };
}

export function isRefused(outcome: unknown): outcome is Refused {
  return typeof outcome === 'object' && outcome !== null && 'refused' in outcome;
}

/**
 * The pure heart of an aggregate. `decide` and `evolve` know no clock, no chance and no I/O:
 * time and ids are data of the command.
 */
export interface Decider<State, Command, Fact> {
  readonly initial: State;
  decide(state: State, command: Command): Decision<Fact>;
  evolve(state: State, fact: Fact): State;
}
