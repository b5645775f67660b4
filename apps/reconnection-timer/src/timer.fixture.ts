import 'reflect-metadata';
import type { ReconnectionFact, WindowTerms } from '@rejoin/contracts';
import { instant, millis } from '@rejoin/kernel';
import { messagingSchema, Outbox } from '@rejoin/messaging';
import { Batcher, Database, databaseClock, joinSchemas } from '@rejoin/persistence';
import { eventually, freshDatabase, type FreshDatabase } from '@rejoin/testing';
import type { Answer } from './domain/answer';
import type { Command, Extend, Open, Request, Seal } from './domain/command';
import { AlarmsStore } from './store/alarms.store';
import { timerSchema } from './store/timer.schema';
import { OutagesStore } from './store/outages.store';
import { TimerEnvironment } from './timer.environment';
import { ReconnectionsStore } from './store/reconnections.store';
import { DecideReconnections } from './use-cases/decide-reconnections';
import { ExpireDueWindows } from './use-cases/expire-due-windows';
import { RingDueAlarms } from './use-cases/ring-due-alarms';
import { SetAlarms } from './use-cases/set-alarms';

const schema = joinSchemas(messagingSchema, timerSchema);

/** Creates a database with the timer's tables for one test file. */
export const freshTimerDatabase = (): Promise<FreshDatabase> => freshDatabase('reconnection-timer', schema);

/** The use cases of the timer with their own connections, without consumers and jobs: nothing runs by itself. */
export class Replica {
  private readonly windows = new ReconnectionsStore();
  private readonly alarms = new AlarmsStore();
  private readonly outbox = new Outbox();
  readonly outages = new OutagesStore(TimerEnvironment.parse({}).REJOIN_OUTAGE_EXTENSION_SECONDS);
  readonly decide = new DecideReconnections(this.windows, this.outbox, this.outages);
  readonly expireDueWindows = new ExpireDueWindows(this.windows, this.decide, this.outages);
  readonly setAlarms = new SetAlarms(this.alarms);
  readonly ringDueAlarms = new RingDueAlarms(this.alarms, this.outbox, this.outages);
  private readonly commits = new Batcher<Command, Answer>((commands) => this.askAll(commands), {
    lanes: 2,
  });

  private readonly expiries = new Batcher<string, void>(async (ids) => {
    await this.expire(ids);
    return ids.map(() => undefined);
  });

  private constructor(readonly database: Database) {}

  static async open(url: string, poolSize = 4): Promise<Replica> {
    return new Replica(await Database.open({ url, poolSize, applicationName: 'test-replica', schema }));
  }

  close(): Promise<void> {
    return this.database.close();
  }

  /** Decides one command in its own transaction. */
  async ask(command: Command): Promise<Answer> {
    const [answer] = await this.askAll([command]);
    return answer ?? null;
  }

  async askAll(commands: readonly Command[]): Promise<Answer[]> {
    const decided = await this.database.transaction((tx) => this.decide.run(tx, commands));
    return decided.map(({ answer }) => answer);
  }

  /** Decides a command, which shares its commit with commands that arrive at the same time. */
  submit(command: Command): Promise<Answer> {
    return this.commits.submit(command);
  }

  /** Expires windows as the deadline queue does: windows that are due together share a transaction. */
  submitExpiry(conversationId: string): Promise<void> {
    return this.expiries.submit(conversationId);
  }

  expire(conversationIds: readonly string[]) {
    return this.database.transaction((tx) => this.expireDueWindows.run(tx, conversationIds));
  }

  ring(keys: readonly string[]) {
    return this.database.transaction((tx) => this.ringDueAlarms.run(tx, keys));
  }

  async facts(conversationId: string): Promise<ReconnectionFact[]> {
    return this.database.query<ReconnectionFact>(
      `select type, data from outbox where family = 'reconnection' and aggregate_id = $1 order by version`,
      [conversationId],
    );
  }

  /** Returns the types of a conversation's facts, in order. */
  async factTypes(conversationId: string): Promise<string[]> {
    return (await this.facts(conversationId)).map(({ type }) => type);
  }

  /** Returns the time of the database's clock plus `seconds`. */
  async in(seconds: number): Promise<string> {
    return instant(millis(await databaseClock(this.database)) + seconds * 1000);
  }

  async untilDue(deadlineAt: string): Promise<void> {
    await eventually(async () => (await databaseClock(this.database)) >= deadlineAt, { interval: 2 });
  }

  /** Locks a conversation's row until the returned function is called. */
  async holdLock(conversationId: string): Promise<() => Promise<void>> {
    let letGo: () => void = () => undefined;
    let held: Promise<void> | undefined;
    await new Promise<void>((taken, failed) => {
      held = this.database.transaction(async (tx) => {
        await this.windows.lock(tx, [conversationId]);
        taken();
        await new Promise<void>((resolve) => (letGo = resolve));
      });
      held.catch(failed);
    });
    return async () => {
      letGo();
      await held;
    };
  }

  /** Waits until a session of this database waits for a lock. */
  async untilLockWait(): Promise<void> {
    await eventually(
      async () => {
        const waiting = await this.database.query(
          `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        return waiting.length > 0;
      },
      { interval: 2 },
    );
  }
}

export function termsUntil(deadlineAt: string, terms: Partial<WindowTerms> = {}): WindowTerms {
  const lostAt = instant(millis(deadlineAt) - 180_000);
  const extension = { times: 1, seconds: 60 };
  return { kind: 'reconnect', lostAt, awayAt: lostAt, deadlineAt, limitSeconds: 180, extension, ...terms };
}

export function opening(conversationId: string, deadlineAt: string, epoch = 1): Open {
  return { type: 'open', conversationId, epoch, terms: termsUntil(deadlineAt) };
}

export function asking(conversationId: string, deadlineAt: string, claim = 'ann', epoch = 1): Request {
  return { type: 'request', conversationId, epoch, claim, way: 'resume', terms: termsUntil(deadlineAt) };
}

export function extending(conversationId: string, request = 'r1', epoch = 1): Extend {
  return { type: 'extend', conversationId, epoch, by: 'agent', request };
}

export function ending(conversationId: string): Seal {
  return { type: 'seal', conversationId, by: 'agent', agentId: 'a1', reason: 'ended' };
}
