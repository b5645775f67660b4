import { aggregateOf, type Fact } from '../fact';
import type { FactStore, ParkedFact, Position } from '../fact-store';

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
    await tx.query(`insert into rejoin_positions values ($1, 0) on conflict do nothing`, [aggregate]);
    const { rows } = await tx.query(`select applied from rejoin_positions where aggregate = $1 for update`, [
      aggregate,
    ]);
    // This needs a statement of its own: only a read after the lock sees what the transaction before has written.
    const parked = await tx.query(`select from rejoin_parked_facts where aggregate = $1 limit 1`, [
      aggregate,
    ]);
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
    await tx.query(
      `insert into rejoin_parked_facts (aggregate, version, fact, reason) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [aggregateOf(fact), fact.version, JSON.stringify(fact), reason.slice(0, 2_000)],
    );
  }

  async firstParked(tx: PostgresClient, aggregate: string): Promise<ParkedFact | undefined> {
    const { rows } = await tx.query(
      `select fact, reason, (extract(epoch from clock_timestamp() - parked_at) * 1000)::float8 as "ageMs"
       from rejoin_parked_facts where aggregate = $1 order by version limit 1`,
      [aggregate],
    );
    return (rows as ParkedFact[])[0];
  }

  async unpark(tx: PostgresClient, aggregate: string, version: number): Promise<void> {
    await tx.query(`delete from rejoin_parked_facts where aggregate = $1 and version = $2`, [
      aggregate,
      version,
    ]);
  }

  async parkedAggregates(limit: number, after: string): Promise<readonly string[]> {
    const tx = await this.pool.connect();
    try {
      const { rows } = await tx.query(
        `select distinct aggregate from rejoin_parked_facts where aggregate > $2 order by aggregate limit $1`,
        [limit, after],
      );
      return (rows as { aggregate: string }[]).map(({ aggregate }) => aggregate);
    } finally {
      tx.release();
    }
  }

  async timelines(tx: PostgresClient, family: string): Promise<readonly string[]> {
    await tx.query(`select pg_advisory_xact_lock_shared(hashtext('rejoin_timelines'), hashtext($1))`, [
      family,
    ]);
    const { rows } = await tx.query(
      `select timeline from rejoin_timelines where family = $1 order by place`,
      [family],
    );
    return (rows as { timeline: string }[]).map(({ timeline }) => timeline);
  }

  async beginTimeline(tx: PostgresClient, family: string, timeline: string): Promise<boolean> {
    await tx.query(`select pg_advisory_xact_lock(hashtext('rejoin_timelines'), hashtext($1))`, [family]);
    // Only a statement after the lock sees what the transaction before has written.
    const { rows } = await tx.query(
      `insert into rejoin_timelines (family, timeline) values ($1, $2) on conflict do nothing
       returning exists (select from rejoin_timelines where family = $1) as "isOther"`,
      [family, timeline],
    );
    const [begun] = rows as { isOther: boolean }[];
    if (!begun?.isOther) return false;
    const ofFamily = `starts_with(aggregate, $1 || '/')`;
    await tx.query(`delete from rejoin_positions where ${ofFamily}`, [family]);
    await tx.query(`delete from rejoin_parked_facts where ${ofFamily}`, [family]);
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
