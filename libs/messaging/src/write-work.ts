import type { Fact } from '@rejoin/contracts';
import type { Change, UnitOfWork } from '@rejoin/kernel';
import type { Tx } from '@rejoin/persistence';
import type { Outbox } from './outbox';

/** What a unit of work has changed. */
type Done<State, Event> = Pick<UnitOfWork<State, never, Event>, 'steps' | 'changes' | 'events'>;

/** Where the work on one kind of aggregates goes. */
export interface WorkTarget<State, Event> {
  /** Writes the rows. Not called when nothing changed. */
  save(done: Done<State, Event>): void;
  /** Those of the events that other services are told of. */
  facts(events: readonly Event[]): readonly Fact[];
  /** Told after the commit. */
  committed?(changes: readonly Change<State, Event>[]): void;
}

/**
 * Writes what was decided on aggregates that this transaction has locked: their rows, then their facts, in the round trip
 * that commits; whoever shows or uses it in this process is told after that.
 */
export function writeWork<State, Command, Event>(
  tx: Tx,
  outbox: Outbox,
  work: UnitOfWork<State, Command, Event>,
  target: WorkTarget<State, Event>,
): void {
  const { steps, changes, events } = work;
  if (changes.length === 0) return;
  target.save({ steps, changes, events });
  outbox.append(tx, target.facts(events));
  tx.afterCommit(() => target.committed?.(changes));
}
