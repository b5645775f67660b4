import type { ReconnectionFact } from '@rejoin/contracts';
import { isDue, isRefused, UnitOfWork, type Change, type Instant } from '@rejoin/kernel';
import { Outbox, writeWork } from '@rejoin/messaging';
import { databaseClock, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { answerTo, type Answer } from '../domain/answer';
import type { Command } from '../domain/command';
import type { Deadline } from '../domain/deadline';
import { reconnection } from '../domain/decide-reconnection';
import { noOutages, type Outages } from '../domain/outage';
import type { Reconnection } from '../domain/reconnection';
import { isOpen, isOverdue } from '../domain/window';
import { OutagesStore } from '../store/outages.store';
import { ReconnectionsStore } from '../store/reconnections.store';
import { countDecided } from './figures.metrics';

/** A command as it was decided. */
interface Decided {
  readonly conversationId: string;
  readonly after: Reconnection;
  readonly facts: readonly ReconnectionFact[];
  readonly answer: Answer;
  readonly at: Instant;
}

/**
 * The one way to change a window, whoever asks: facts, questions and the clock. First the locks, then the time,
 * then the decision: only a time that is read under the lock is later than everything decided before.
 */
@Injectable()
export class DecideReconnections {
  private tell: (deadlines: readonly Deadline[]) => void = () => undefined;

  constructor(
    private readonly store: ReconnectionsStore,
    private readonly outbox: Outbox,
    private readonly outages: OutagesStore,
  ) {}

  /** Who is told, after the commit, which deadlines are new or gone. */
  onDeadlines(tell: (deadlines: readonly Deadline[]) => void): void {
    this.tell = tell;
  }

  /** Decides in the given order. Gives one result per command. */
  async run(tx: Tx, commands: readonly Command[]): Promise<Decided[]> {
    const ids = [...new Set(commands.map((command) => command.conversationId))];
    const [held, now] = await Promise.all([this.store.hold(tx, ids), databaseClock(tx)]);
    const overdue = overdueDeadline(held, commands, now);
    const outages = overdue === undefined ? noOutages : await this.outages.since(tx, overdue);
    return this.underLocks(tx, held, now, commands, outages);
  }

  /** The same, for a transaction that has read the time and the outages after it had taken the locks. */
  underLocks(
    tx: Tx,
    held: ReadonlyMap<string, Reconnection>,
    now: Instant,
    commands: readonly Command[],
    outages: Outages,
  ): Decided[] {
    const work = new UnitOfWork(reconnection, held);
    const decided = commands.map((command): Decided => {
      const { conversationId } = command;
      const { decision, after } = work.decide(conversationId, { ...command, now, outages });
      const facts = isRefused(decision) ? [] : decision;
      const answer = isRefused(decision) ? decision : answerTo(command, after, decision);
      return { conversationId, after, facts, answer, at: now };
    });
    writeWork(tx, this.outbox, work, {
      save: ({ steps }) => this.store.save(tx, steps),
      facts: (events) => events,
      committed: (changes) => this.tell(changes.map(deadlineOf)),
    });
    tx.afterCommit(() => countDecided(decided));
    return decided;
  }
}

/** The earliest deadline that has come. Only then does anybody ask for outages: an ordinary return does not. */
function overdueDeadline(
  held: ReadonlyMap<string, Reconnection>,
  commands: readonly Command[],
  now: Instant,
): Instant | undefined {
  const windows = [...held.values()].flatMap(({ window }) =>
    isOverdue(window, now) ? [window.deadlineAt] : [],
  );
  const opening = commands.flatMap((command) => ('terms' in command ? [command.terms.deadlineAt] : []));
  return [...windows, ...opening.filter((deadlineAt) => isDue(deadlineAt, now))].sort()[0];
}

function deadlineOf({ key, after: { window } }: Change<Reconnection, ReconnectionFact>): Deadline {
  return { key, dueAt: isOpen(window) ? window.deadlineAt : null };
}
