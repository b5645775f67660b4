import type { ReconnectionFact } from '@rejoin/contracts';
import { isRefused, type Instant } from '@rejoin/kernel';
import { Outbox } from '@rejoin/messaging';
import { databaseClock, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { answerTo, type Answer } from '../domain/answer';
import type { Command } from '../domain/command';
import type { Deadline } from '../domain/deadline';
import { reconnection } from '../domain/decide-reconnection';
import type { Reconnection } from '../domain/reconnection';
import { isOpen } from '../domain/window';
import { ReconnectionsStore, type Change } from '../store/reconnections.store';
import { countDecided } from './figures.metrics';

/** A command as it was decided. */
interface Decided extends Change {
  readonly facts: readonly ReconnectionFact[];
  readonly answer: Answer;
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
  ) {}

  /** Who is told, after the commit, which deadlines are new or gone. */
  onDeadlines(tell: (deadlines: readonly Deadline[]) => void): void {
    this.tell = tell;
  }

  /** Decides in the given order. Gives one result per command. */
  async run(tx: Tx, commands: readonly Command[]): Promise<Decided[]> {
    const ids = [...new Set(commands.map((command) => command.conversationId))];
    const [held, now] = await Promise.all([this.store.hold(tx, ids), databaseClock(tx)]);
    return this.underLocks(tx, held, now, commands);
  }

  /** The same, for conversations whose locks the transaction held already when it read the time. */
  underLocks(
    tx: Tx,
    held: ReadonlyMap<string, Reconnection>,
    now: Instant,
    commands: readonly Command[],
  ): Decided[] {
    const states = new Map(held);
    const decided = commands.map((command): Decided => {
      const { conversationId } = command;
      const before = states.get(conversationId) ?? reconnection.initial;
      const decision = reconnection.decide(before, { ...command, now });
      if (isRefused(decision)) {
        return { conversationId, before, after: before, facts: [], answer: decision };
      }
      const after = decision.reduce(reconnection.evolve, before);
      states.set(conversationId, after);
      return { conversationId, before, after, facts: decision, answer: answerTo(command, after, decision) };
    });
    this.record(tx, decided);
    return decided;
  }

  private record(tx: Tx, decided: readonly Decided[]): void {
    const changes = decided.filter(({ facts }) => facts.length > 0);
    this.store.save(tx, changes);
    this.outbox.append(
      tx,
      changes.flatMap(({ facts }) => facts),
    );
    tx.afterCommit(() => {
      countDecided(decided);
      this.tell(changes.map(deadlineOf));
    });
  }
}

function deadlineOf({ conversationId, after: { window } }: Change): Deadline {
  return { key: conversationId, dueAt: isOpen(window) ? window.deadlineAt : null };
}
