import type { FieldProblem, RefusalName } from '@rejoin/contracts';

/** A named, expected refusal. It is a value, not an exception. Nothing was changed; after `unavailable` that is not known. */
export interface Refused {
  readonly refused: RefusalName;
  /** After how many seconds the request may succeed, if that is known. */
  readonly retryAfterSeconds?: number;
  /** The fields of the request that caused it, if any. */
  readonly fields?: readonly FieldProblem[];
}

/** The result of a decision: the events (none if the state was already reached), or a refusal. */
export type Decision<Event> = readonly Event[] | Refused;

export function refuse(name: RefusalName, ...fields: FieldProblem[]): Refused {
  return fields.length > 0 ? { refused: name, fields } : { refused: name };
}

/** The reply to what succeeded and has nothing to tell. */
export type EmptyReply = Record<string, never>;

export function isRefused(outcome: unknown): outcome is Refused {
  return typeof outcome === 'object' && outcome !== null && 'refused' in outcome;
}

/**
 * The pure logic of an aggregate. `decide` and `evolve` use no clock, no randomness and no I/O; times and ids are data of
 * the command.
 */
export interface Decider<State, Command, Event> {
  decide(state: State, command: Command): Decision<Event>;
  evolve(state: State, event: Event): State;
  /** Returns the state with what a command changes without an event, such as the newest known epoch. */
  remember?(state: State, command: Command): State;
}
