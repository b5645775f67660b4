import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '@rejoin/persistence';
import { Counter, Gauge } from 'prom-client';
import type { DependencyProbe } from './dependency-probe';
import { backlogLimit, readBacklog, type Backlog } from './store/backlog';

/** Prometheus waits at most 10 s, and a server that does not answer must not make this process appear to be down. */
const readWithinMs = 3_000;

export const jobRuns = new Counter({
  name: 'rejoin_job_runs_total',
  help: 'Runs of the work that a process does by itself: done, failed, or hung (it has lasted for 10 s and goes on)',
  labelNames: ['job', 'outcome'],
});

export const clockDifference = new Gauge({
  name: 'rejoin_clock_difference_seconds',
  help: "By how much this host's clock is ahead of the database's",
});

/** Registers the figures that are read when Prometheus asks: of this service's tables and this process's connections. */
export function collectServiceFigures(database: Database, { up }: Pick<DependencyProbe, 'up'>): void {
  collectBacklog(database);
  const dependency = new Gauge({
    name: 'rejoin_dependency_up',
    help: '1 when the server does its work: Postgres takes a write of this process, NATS answers it',
    labelNames: ['dependency'],
    collect() {
      dependency.set({ dependency: 'postgres' }, up.postgres ? 1 : 0);
      dependency.set({ dependency: 'nats' }, up.nats ? 1 : 0);
    },
  });
  collectPool(database);
}

/** What waits in the service's own tables. Without Postgres these figures are NaN; the others are still collected. */
function collectBacklog(database: Database): void {
  const read = shared(() => readBacklog(database));
  const backlog = async (field: keyof Backlog) => (await inTime(read()))?.[field] ?? NaN;
  new Gauge({
    name: 'rejoin_outbox_unpublished_facts',
    help: `Facts that are not published yet (counted up to ${backlogLimit})`,
    async collect() {
      this.set(await backlog('unpublished'));
    },
  });
  new Gauge({
    name: 'rejoin_outbox_oldest_seconds',
    help: 'Age of the oldest fact that is not published yet; 0 when there is none',
    async collect() {
      this.set(await backlog('oldestSeconds'));
    },
  });
  new Gauge({
    name: 'rejoin_parked_facts',
    help: `Facts that failed and are parked (counted up to ${backlogLimit})`,
    async collect() {
      this.set(await backlog('parked'));
    },
  });
}

function collectPool(database: Database): void {
  follow(
    'rejoin_sql_statements_total',
    'Statements that were sent to Postgres',
    () => database.counts.statements,
  );
  follow(
    'rejoin_sql_transactions_total',
    'Transactions of several statements',
    () => database.counts.transactions,
  );
  follow('rejoin_sql_round_trips_total', 'Waits for answers of Postgres', () => database.counts.roundTrips);
  const connections = new Gauge({
    name: 'rejoin_sql_connections',
    help: 'Connections of this process to Postgres, by whether they are at work',
    labelNames: ['state'],
    collect() {
      const { busy, idle, waiting } = database.pool;
      connections.set({ state: 'busy' }, busy);
      connections.set({ state: 'idle' }, idle);
      waits.set(waiting);
    },
  });
  const waits = new Gauge({
    name: 'rejoin_sql_connection_waits',
    help: 'Pieces of work that wait for a connection while all are busy',
  });
}

/** Adds a counter whose value is counted elsewhere. */
function follow(name: string, help: string, read: () => number): void {
  let told = 0;
  new Counter({
    name,
    help,
    collect() {
      const now = read();
      this.inc(now - told);
      told = now;
    },
  });
}

/**
 * Shares one read between the gauges of a scrape. A read that has not ended is shared with the next scrapes, so that
 * scrapes never queue behind a server that does not reply.
 */
function shared<T>(read: () => Promise<T>): () => Promise<T> {
  let pending: Promise<T> | undefined;
  return () => (pending ??= read().finally(() => (pending = undefined)));
}

function inTime<T>(read: Promise<T>): Promise<T | undefined> {
  return Promise.race([read.catch(() => undefined), pause(readWithinMs, undefined, { ref: false })]);
}
