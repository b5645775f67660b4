import type { Fact } from '@rejoin/contracts';
import type { Change, UnitOfWork } from '@rejoin/kernel';
import type { Tx } from '@rejoin/persistence';
import type { Outbox } from './outbox';

/** The changes of a unit of work. */
type WorkResult<State, Event> = Pick<UnitOfWork<State, never, Event>, 'steps' | 'changes' | 'events'>;

/** Where the changes of one kind of aggregate are written. */
export interface WorkTarget<State, Event> {
  /** Writes the rows. Not called when nothing changed. */
  save(done: WorkResult<State, Event>): void;
  /** Returns the events that are published as facts. */
  facts(events: readonly Event[]): readonly Fact[];
  /** Called after the commit. */
  committed?(changes: readonly Change<State, Event>[]): void;
}

/**
 * Writes the changes of locked aggregates: their rows, then their facts, in the round trip of the commit. After the commit
 * it notifies the listener in this process.
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
