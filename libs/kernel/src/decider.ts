import type { FieldProblem, RefusalName } from '@rejoin/contracts';

/** A named, expected "no". It is a value: nothing is thrown. Nothing was changed, except that `unavailable` does not know it. */
export interface Refused {
  readonly refused: RefusalName;
  /** When the same may be allowed again, where that is known. */
  readonly retryAfterSeconds?: number;
  /** Which fields of the request caused it, where some did. */
  readonly fields?: readonly FieldProblem[];
}

/** What a decision gives: the events that happened (none: it was already so), or a refusal. */
export type Decision<Event> = readonly Event[] | Refused;

export function refuse(name: RefusalName, ...fields: FieldProblem[]): Refused {
  return fields.length > 0 ? { refused: name, fields } : { refused: name };
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
