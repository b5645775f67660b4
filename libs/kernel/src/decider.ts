import type { RefusalName } from '@rejoin/contracts';

/** A named, expected "no". It is a value: nothing is thrown and nothing was changed. */
export interface Refused {
  readonly refused: RefusalName;
  /** When the same may be allowed again, where that is known. */
  readonly retryAfterSeconds?: number;
}

/** What a decision gives: the events that happened (none: it was already so), or a refusal. */
export type Decision<Event> = readonly Event[] | Refused;

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
export interface Decider<State, Command, Event> {
  decide(state: State, command: Command): Decision<Event>;
  evolve(state: State, event: Event): State;
  /** What a command leaves behind without an event: how far something was heard of. The same object: nothing. */
  remember?(state: State, command: Command): State;
}
