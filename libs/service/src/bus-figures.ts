import type { Database } from '@rejoin/persistence';
import { Gauge } from 'prom-client';

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
