import { families, type Fact } from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import type { Tx } from '@rejoin/persistence';
import { recordedFacts } from './messaging-figures';
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
 * with the commit; the relay is woken after it. Each row says the last version of each kind before it, for those who
 * act on some kinds only.
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
    tx.afterCommit(() => {
      for (const { family } of rows) recordedFacts.inc({ family });
      this.wake();
    });
  }
}

/**
 * `before` is what an aggregate had until now. Its last version of each kind is looked up in the outbox when a replica
 * of the release 0.1.0, which does not keep them, was the last to append.
 */
const appendSql = `
  with incoming as (
    select id, family, aggregate_id, type, data, traceparent, ord
    from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
      with ordinality as f (id, family, aggregate_id, type, data, traceparent, ord)
  ), before as (
    select v.family, v.aggregate_id, v.version,
      case when v.version = (select max(value::bigint) from jsonb_each_text(v.kinds)) then v.kinds
      else (select jsonb_object_agg(type, last) from (
        select o.type, max(o.version) as last from outbox o
        where o.family = v.family and o.aggregate_id = v.aggregate_id group by o.type) k)
      end as kinds
    from fact_versions v join (select distinct family, aggregate_id from incoming) i using (family, aggregate_id)
  ), placed as (
    select i.*, coalesce(b.kinds, '{}') as kinds,
      coalesce(b.version, 0) + row_number() over (partition by i.family, i.aggregate_id order by i.ord) as place
    from incoming i left join before b using (family, aggregate_id)
  ), versions as (
    insert into fact_versions as v (family, aggregate_id, version, kinds)
    select family, aggregate_id, count(*), kinds || jsonb_object_agg(type, place order by ord)
    from placed group by family, aggregate_id, kinds order by 1, 2
    on conflict (family, aggregate_id) do update set version = v.version + excluded.version, kinds = excluded.kinds
    returning family, aggregate_id, version
  )
  insert into outbox (id, org, family, aggregate_id, version, type, data, traceparent, previous)
  select p.id, $7, p.family, p.aggregate_id,
    v.version - count(*) over (partition by p.family, p.aggregate_id)
      + row_number() over (partition by p.family, p.aggregate_id order by p.ord),
    p.type, p.data::jsonb, p.traceparent,
    p.kinds || coalesce(jsonb_object_agg(p.type, p.place) over (
      partition by p.family, p.aggregate_id order by p.ord rows between unbounded preceding and 1 preceding), '{}')
  from placed p join versions v using (family, aggregate_id)
  order by p.ord`;
