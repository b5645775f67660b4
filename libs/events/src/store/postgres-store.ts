import type { Fact } from '../fact';
import type { FactStore, ParkedFact, Position } from '../fact-store';
import { deletedAtOnce, factStoreSql, parkedValues } from './fact-store-sql';

/** The part of a client of the package `pg` that the store uses. */
export interface PostgresClient {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  release(error?: Error | boolean): void;
  on?(event: 'error', listener: () => void): unknown;
  off?(event: 'error', listener: () => void): unknown;
}

/** The part of a pool of the package `pg` that the store uses. */
export interface PostgresPool {
  connect(): Promise<PostgresClient>;
}

/** The SQL of the store's tables, for the migrations of the system that reads. It can run repeatedly. */
export const postgresTables = `
create table if not exists rejoin_positions (
  aggregate text primary key,
  applied bigint not null
);
create table if not exists rejoin_parked_facts (
  aggregate text not null,
  version bigint not null,
  fact json not null,
  reason text not null,
  parked_at timestamptz not null default clock_timestamp(),
  primary key (aggregate, version)
);
create table if not exists rejoin_timelines (
  family text not null,
  place bigint generated always as identity,
  timeline text not null,
  primary key (family, timeline)
);`;

const sql = factStoreSql({
  positions: 'rejoin_positions',
  parkedFacts: 'rejoin_parked_facts',
  timelines: 'rejoin_timelines',
});

/** Positions in Postgres. An effect that uses `tx` is stored together with the position, or not at all. */
export class PostgresStore implements FactStore<PostgresClient> {
  constructor(private readonly pool: PostgresPool) {}

  async transaction<Result>(work: (tx: PostgresClient) => Promise<Result>): Promise<Result> {
    const tx = await this.pool.connect();
    let isBroken = false;
    // The statement rejects with the error as well. An `error` event without a listener would end the process.
    const ignore = () => undefined;
    tx.on?.('error', ignore);
    try {
      await tx.query('begin');
      const result = await work(tx);
      await tx.query('commit');
      return result;
    } catch (error) {
      // A connection that cannot roll back is removed from the pool.
      isBroken = await tx.query('rollback').then(
        () => false,
        () => true,
      );
      throw isBroken ? new ConnectionLost(error) : error;
    } finally {
      tx.off?.('error', ignore);
      tx.release(isBroken);
    }
  }

  async lock(tx: PostgresClient, aggregate: string): Promise<Position> {
    await tx.query(sql.createPosition, [aggregate]);
    const { rows } = await tx.query(sql.lockPosition, [aggregate]);
    const parked = await tx.query(sql.isParked, [aggregate]);
    const [{ applied }] = rows as [{ applied: string }];
    return { applied: Number(applied), isParked: parked.rows.length > 0 };
  }

  async advance(tx: PostgresClient, aggregate: string, version: number): Promise<void> {
    await tx.query(
      `insert into rejoin_positions values ($1, $2)
       on conflict (aggregate) do update set applied = excluded.applied`,
      [aggregate, version],
    );
  }

  async park(tx: PostgresClient, fact: Fact, reason: string): Promise<void> {
    await tx.query(sql.park, parkedValues(fact, reason));
  }

  async firstParked(tx: PostgresClient, aggregate: string): Promise<ParkedFact | undefined> {
    const { rows } = await tx.query(sql.firstParked, [aggregate]);
    return (rows as ParkedFact[])[0];
  }

  async unpark(tx: PostgresClient, aggregate: string, version: number): Promise<void> {
    await tx.query(sql.unpark, [aggregate, version]);
  }

  async parkedAggregates(limit: number, after: string): Promise<readonly string[]> {
    const tx = await this.pool.connect();
    try {
      const { rows } = await tx.query(sql.parkedAggregates, [limit, after]);
      return (rows as { aggregate: string }[]).map(({ aggregate }) => aggregate);
    } finally {
      tx.release();
    }
  }

  async timelines(tx: PostgresClient, family: string): Promise<readonly string[]> {
    await tx.query(sql.shareTimelines, [family]);
    const { rows } = await tx.query(sql.readTimelines, [family]);
    return (rows as { timeline: string }[]).map(({ timeline }) => timeline);
  }

  async beginTimeline(tx: PostgresClient, family: string, timeline: string): Promise<boolean> {
    await tx.query(sql.lockTimelines, [family]);
    const { rows } = await tx.query(sql.addTimeline, [family, timeline]);
    const [begun] = rows as { isOther: boolean }[];
    if (!begun?.isOther) return false;
    for (const deleteSome of sql.deleteOfFamily)
      while ((await tx.query(deleteSome, [family])).rows.length === deletedAtOnce);
    return true;
  }

  /**
   * The errors that Postgres reports for statements after one that failed, also when the effect has caught its error,
   * and for deferred constraints at the commit, are the effect's. They are no outage.
   */
  blamesEffect(error: unknown): boolean | 'time-out' {
    if (error instanceof ConnectionLost) return false;
    const { code, message } = Object(error) as { code?: unknown; message?: unknown };
    if (message === 'Query read timeout' || code === '57014' || code === '55P03') return 'time-out';
    return !(typeof code === 'string' && outage.test(code));
  }
}

/**
 * A failed rollback shows that the connection is lost. The error itself does not: an effect that calls another system
 * gets errors with the same codes (`ECONNRESET`) when that system is down.
 */
class ConnectionLost extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/**
 * SQLSTATEs that say that Postgres cannot serve the transaction now. By class: connections, conflicts of transactions,
 * resources, intervention of the operator, system. By code: read-only after a failover, idle for too long, recovery
 * (25P04, 72000), objects in use, damaged data. Time-outs of statements and locks (57014, 55P03) are judged by how
 * often they occur.
 */
const outage = /^((08|40|53|57|58)[0-9A-Z]{3}|25006|25P03|25P04|72000|55006|XX001|XX002)$/;
