import type { ReconnectionFact } from '@rejoin/contracts';
import { isDue, isRefused, UnitOfWork, type Change, type Instant } from '@rejoin/kernel';
import { Outbox, writeWork } from '@rejoin/messaging';
import { busy, databaseClock, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { answerTo, type Answer } from '../domain/answer';
import type { Command } from '../domain/command';
import type { DeadlineChange } from '../domain/deadline';
import { reconnection } from '../domain/decide-reconnection';
import { noOutages, type Outages } from '../domain/outage';
import { earliestOverdue, type Reconnection } from '../domain/reconnection';
import { isOpen } from '../domain/window';
import { countDecided } from '../outbound/figures.metrics';
import { OutagesStore } from '../store/outages.store';
import { ReconnectionsStore } from '../store/reconnections.store';

/** The result of a command. */
interface CommandResult {
  readonly conversationId: string;
  readonly after: Reconnection;
  readonly facts: readonly ReconnectionFact[];
  readonly answer: Answer;
  readonly at: Instant;
}

/**
 * The only place that changes windows, whether a fact, a request or a deadline asks for it. It locks the rows, then reads
 * the time, then decides: only a time that is read under the lock is later than every earlier decision.
 */
@Injectable()
export class DecideReconnections {
  private notify: (deadlines: readonly DeadlineChange[]) => void = () => undefined;

  constructor(
    private readonly store: ReconnectionsStore,
    private readonly outbox: Outbox,
    private readonly outages: OutagesStore,
  ) {}

  /** Registers a listener that gets new and removed deadlines after each commit. */
  onDeadlines(listener: (deadlines: readonly DeadlineChange[]) => void): void {
    this.notify = listener;
  }

  /** Decides the commands in the given order. Returns one result for each command. */
  async run(tx: Tx, commands: readonly Command[]): Promise<CommandResult[]> {
    const ids = idsOf(commands);
    const [locked, now] = await Promise.all([this.store.lock(tx, ids), databaseClock(tx)]);
    return this.decideWithOutages(tx, locked, now, commands);
  }

  /** Returns the answers to the commands. Those of conversations that another transaction has locked are `busy`. */
  async answerFree(tx: Tx, commands: readonly Command[]): Promise<(Answer | typeof busy)[]> {
    const [locked, now] = await Promise.all([
      this.store.lock(tx, idsOf(commands), 'skip locked'),
      databaseClock(tx),
    ]);
    const free = commands.filter(({ conversationId }) => locked.has(conversationId));
    const results = await this.decideWithOutages(tx, locked, now, free);
    const decided = new Map(free.map((command, i) => [command, results[i]!]));
    return commands.map((command) => {
      const result = decided.get(command);
      return result ? result.answer : busy;
    });
  }

  private async decideWithOutages(
    tx: Tx,
    locked: ReadonlyMap<string, Reconnection>,
    now: Instant,
    commands: readonly Command[],
  ): Promise<CommandResult[]> {
    const overdue = earliestDue(locked, commands, now);
    const outages = overdue === undefined ? noOutages : await this.outages.since(tx, overdue);
    return this.decideLocked(tx, locked, now, commands, outages);
  }

  /** Does the same for a transaction that has locked the rows and has then read the time and the outages. */
  decideLocked(
    tx: Tx,
    locked: ReadonlyMap<string, Reconnection>,
    now: Instant,
    commands: readonly Command[],
    outages: Outages,
  ): CommandResult[] {
    const work = new UnitOfWork(reconnection, locked);
    const results = commands.map((command): CommandResult => {
      const { conversationId } = command;
      const { decision, after } = work.decide(conversationId, { ...command, now, outages });
      const facts = isRefused(decision) ? [] : decision;
      const answer = isRefused(decision) ? decision : answerTo(command, after, decision);
      return { conversationId, after, facts, answer, at: now };
    });
    writeWork(tx, this.outbox, work, {
      save: ({ steps }) => this.store.save(tx, steps),
      facts: (events) => events,
      committed: (changes) => this.notify(changes.map(deadlineOf)),
    });
    tx.afterCommit(() => countDecided(results));
    return results;
  }
}

/**
 * Returns the earliest deadline that has passed, of the windows and of those that commands open. Outages are read only if
 * there is one, so an ordinary return does not read them.
 */
function earliestDue(
  locked: ReadonlyMap<string, Reconnection>,
  commands: readonly Command[],
  now: Instant,
): Instant | undefined {
  const opening = commands.flatMap((command) => ('terms' in command ? [command.terms.deadlineAt] : []));
  const due = opening.filter((deadlineAt) => isDue(deadlineAt, now));
  const overdue = earliestOverdue(locked.values(), now);
  return (overdue === undefined ? due : [...due, overdue]).sort()[0];
}

function idsOf(commands: readonly Command[]): string[] {
  return [...new Set(commands.map((command) => command.conversationId))];
}

function deadlineOf({ key, after: { window } }: Change<Reconnection, ReconnectionFact>): DeadlineChange {
  return { key, dueAt: isOpen(window) ? window.deadlineAt : null };
}
