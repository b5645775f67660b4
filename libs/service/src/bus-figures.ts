import type { Database } from '@rejoin/persistence';
import { Counter, Gauge } from 'prom-client';

const atMost = 10_000;

/** What operators watch of a service's bus: facts that wait to be published, and facts that were put aside. */
export function collectBusFigures(database: Database): void {
  gauge('rejoin_outbox_unpublished_facts', `facts not on the bus yet (counted up to ${atMost})`, () =>
    count(database, `select 1 from outbox where published_at is null limit ${atMost}`),
  );
  gauge('rejoin_parked_facts', `facts that failed and wait for a mend (counted up to ${atMost})`, () =>
    count(database, `select 1 from parked_facts limit ${atMost}`),
  );
}

/** What Postgres is asked by this process. Statements that travel together are one round trip. */
export function collectSqlFigures(database: Database): void {
  counter(
    'rejoin_sql_statements_total',
    'statements that were sent to Postgres',
    () => database.counts.statements,
  );
  counter('rejoin_sql_round_trips_total', 'waits for answers of Postgres', () => database.counts.roundTrips);
}

function counter(name: string, help: string, read: () => number): void {
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

function gauge(name: string, help: string, read: () => Promise<number>): void {
  new Gauge({
    name,
    help,
    async collect() {
      // Without Postgres there is no figure; the others are still worth having.
      this.set(await read().catch(() => NaN));
    },
  });
}

async function count(database: Database, rows: string): Promise<number> {
  const [counted] = await database.query<{ n: number }>(`select count(*) as n from (${rows}) as counted`);
  return counted?.n ?? 0;
}
