import { families, type Fact } from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import type { Tx } from '@rejoin/persistence';
import { tracer } from './trace';

const declared = new Map(
  families.flatMap((family) =>
    Object.entries(family.facts).map(
      ([type, schema]) => [type, { family: family.name, idField: family.idField, schema }] as const,
    ),
  ),
);

/**
 * Writes facts in the transaction that made them true. Each gets the next version of its (family, id); the row
 * lock on that version makes the sequence gap-free, so callers hold the aggregate's own lock before. The rows travel
 * with the commit; the relay is woken after it.
 *
 * A fact that is not as declared throws here, in the service that has the bug; a field that is not declared
 * never reaches the bus.
 */
export class Outbox {
  private wake: () => void = () => undefined;

  /** Who is told after a commit that there is something to publish. */
  onAppend(wake: () => void): void {
    this.wake = wake;
  }

  append(tx: Tx, facts: readonly Fact[], org = 'default'): void {
    if (facts.length === 0) return;
    const traceOf = tracer(tx);
    const rows = facts.map(({ type, data }) => {
      const found = declared.get(type);
      if (!found) throw new Error(`no family declares the fact ${type}`);
      const parsed = found.schema.parse(data);
      const id = String(parsed[found.idField]);
      return { family: found.family, id, type, data: JSON.stringify(parsed), trace: traceOf(id) };
    });
    tx.write(appendSql, [
      rows.map(() => newId()),
      rows.map((row) => row.family),
      rows.map((row) => row.id),
      rows.map((row) => row.type),
      rows.map((row) => row.data),
      rows.map((row) => row.trace),
      org,
    ]);
    tx.afterCommit(() => this.wake());
  }
}

const appendSql = `
  with incoming as (
    select id, family, aggregate_id, type, data, traceparent, ord
    from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
      with ordinality as f (id, family, aggregate_id, type, data, traceparent, ord)
  ), versions as (
    insert into fact_versions as v (family, aggregate_id, version)
    select family, aggregate_id, count(*) from incoming group by 1, 2 order by 1, 2
    on conflict (family, aggregate_id) do update set version = v.version + excluded.version
    returning family, aggregate_id, version
  )
  insert into outbox (id, org, family, aggregate_id, version, type, data, traceparent)
  select i.id, $7, i.family, i.aggregate_id,
    v.version - count(*) over (partition by i.family, i.aggregate_id)
      + row_number() over (partition by i.family, i.aggregate_id order by i.ord),
    i.type, i.data::jsonb, i.traceparent
  from incoming i join versions v using (family, aggregate_id)
  order by i.ord`;
