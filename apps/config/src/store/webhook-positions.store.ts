import { aggregateOf, type Fact, type FactStore, type ParkedFact, type Position } from '@rejoin/events';
import { Database, isConflict, isTimeOut, isUnreachable, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';

const rowsAtOnce = 20_000;
const lockOfTimelines = `hashtextextended('rejoin:webhook-timelines:' || $1, 0)`;

/** The positions up to which facts were read for webhooks. They are stored in the database of the deliveries. */
@Injectable()
export class WebhookPositions implements FactStore<Tx> {
  constructor(private readonly database: Database) {}

  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return this.database.transaction(work);
  }

  async lock(tx: Tx, aggregate: string): Promise<Position> {
    tx.write(`insert into webhook_positions (aggregate, applied) values ($1, 0) on conflict do nothing`, [
      aggregate,
    ]);
    const locked = tx.query<{ applied: number }>(
      `select applied from webhook_positions where aggregate = $1 for update`,
      [aggregate],
    );
    // This is a statement of its own, because only a read after the lock sees the result of the previous transaction.
    const parked = tx.query(`select from webhook_parked_facts where aggregate = $1 limit 1`, [aggregate]);
    const [rows, { length }] = await Promise.all([locked, parked]);
    return { applied: rows[0]?.applied ?? 0, isParked: length > 0 };
  }

  advance(tx: Tx, aggregate: string, version: number): Promise<void> {
    tx.write(
      `update webhook_positions set applied = $2, changed_at = clock_timestamp() where aggregate = $1`,
      [aggregate, version],
    );
    return Promise.resolve();
  }

  park(tx: Tx, fact: Fact, reason: string): Promise<void> {
    tx.write(
      `insert into webhook_parked_facts (aggregate, version, fact, reason) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [aggregateOf(fact), fact.version, JSON.stringify(fact), reason.slice(0, 2_000)],
    );
    return Promise.resolve();
  }

  async firstParked(tx: Tx, aggregate: string): Promise<ParkedFact | undefined> {
    const [first] = await tx.query<{ fact: Fact; reason: string; ageMs: number }>(
      `select fact, reason, (extract(epoch from clock_timestamp() - parked_at) * 1000)::float8 as "ageMs"
       from webhook_parked_facts where aggregate = $1 order by version limit 1`,
      [aggregate],
    );
    return first;
  }

  unpark(tx: Tx, aggregate: string, version: number): Promise<void> {
    tx.write(`delete from webhook_parked_facts where aggregate = $1 and version = $2`, [aggregate, version]);
    return Promise.resolve();
  }

  async parkedAggregates(limit: number, after: string): Promise<readonly string[]> {
    const rows = await this.database.query<{ aggregate: string }>(
      `select distinct aggregate from webhook_parked_facts where aggregate > $2 order by aggregate limit $1`,
      [limit, after],
    );
    return rows.map(({ aggregate }) => aggregate);
  }

  async timelines(tx: Tx, family: string): Promise<readonly string[]> {
    tx.write(`select pg_advisory_xact_lock_shared(${lockOfTimelines})`, [family]);
    const rows = await tx.query<{ timeline: string }>(
      `select timeline from webhook_timelines where family = $1 order by place`,
      [family],
    );
    return rows.map(({ timeline }) => timeline);
  }

  async beginTimeline(tx: Tx, family: string, timeline: string): Promise<boolean> {
    tx.write(`select pg_advisory_xact_lock(${lockOfTimelines})`, [family]);
    const [begun] = await tx.query<{ isOther: boolean }>(
      `insert into webhook_timelines (family, timeline) values ($1, $2) on conflict do nothing
       returning exists (select from webhook_timelines where family = $1) as "isOther"`,
      [family, timeline],
    );
    if (!begun?.isOther) return false;
    // Facts that are published again have the same ids, so that a webhook which has one does not get it again.
    await deleteInSteps(tx, 'webhook_positions', family);
    await deleteInSteps(tx, 'webhook_parked_facts', family);
    return true;
  }

  blamesEffect(error: unknown): boolean | 'time-out' {
    if (isTimeOut(error)) return 'time-out';
    return !isUnreachable(error) && !isConflict(error);
  }

  async isEmpty(): Promise<boolean> {
    const rows = await this.database.query(`select from webhook_positions limit 1`);
    return rows.length === 0;
  }
}

/** Deletes the rows of a family in statements that stay within their time limit. */
async function deleteInSteps(tx: Tx, table: string, family: string): Promise<void> {
  for (let deleted = rowsAtOnce; deleted === rowsAtOnce;) {
    const rows = await tx.query(
      `delete from ${table} where ctid = any(array(
         select ctid from ${table} where starts_with(aggregate, $1 || '/') limit ${rowsAtOnce})) returning 1`,
      [family],
    );
    deleted = rows.length;
  }
}
