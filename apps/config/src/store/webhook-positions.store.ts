import type { Fact, FactStore, ParkedFact, Position } from '@rejoin/events';
import { deletedAtOnce, factStoreSql, parkedValues } from '@rejoin/events/fact-store-sql';
import { Database, isConflict, isTimeOut, isUnreachable, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';

const sql = factStoreSql({
  positions: 'webhook_positions',
  parkedFacts: 'webhook_parked_facts',
  timelines: 'webhook_timelines',
});

/** The positions up to which facts were read for webhooks. They are stored in the database of the deliveries. */
@Injectable()
export class WebhookPositions implements FactStore<Tx> {
  constructor(private readonly database: Database) {}

  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return this.database.transaction(work);
  }

  async lock(tx: Tx, aggregate: string): Promise<Position> {
    tx.write(sql.createPosition, [aggregate]);
    const locked = tx.query<{ applied: number }>(sql.lockPosition, [aggregate]);
    const parked = tx.query(sql.isParked, [aggregate]);
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
    tx.write(sql.park, parkedValues(fact, reason));
    return Promise.resolve();
  }

  async firstParked(tx: Tx, aggregate: string): Promise<ParkedFact | undefined> {
    const [first] = await tx.query<ParkedFact>(sql.firstParked, [aggregate]);
    return first;
  }

  unpark(tx: Tx, aggregate: string, version: number): Promise<void> {
    tx.write(sql.unpark, [aggregate, version]);
    return Promise.resolve();
  }

  async parkedAggregates(limit: number, after: string): Promise<readonly string[]> {
    const rows = await this.database.query<{ aggregate: string }>(sql.parkedAggregates, [limit, after]);
    return rows.map(({ aggregate }) => aggregate);
  }

  async timelines(tx: Tx, family: string): Promise<readonly string[]> {
    tx.write(sql.shareTimelines, [family]);
    const rows = await tx.query<{ timeline: string }>(sql.readTimelines, [family]);
    return rows.map(({ timeline }) => timeline);
  }

  async beginTimeline(tx: Tx, family: string, timeline: string): Promise<boolean> {
    tx.write(sql.lockTimelines, [family]);
    const [begun] = await tx.query<{ isOther: boolean }>(sql.addTimeline, [family, timeline]);
    if (!begun?.isOther) return false;
    // Facts that are published again have the same ids, so that a webhook which has one does not get it again.
    for (const deleteSome of sql.deleteOfFamily)
      while ((await tx.query(deleteSome, [family])).length === deletedAtOnce);
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
