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
 * Writes facts in the transaction that made them true. Each fact gets the next version of its (family, id). The row lock
 * on that version keeps the sequence free of gaps; callers hold the lock of the aggregate before. Each row names the last
 * version of each kind before it, for consumers of some kinds only. The rows are sent with the commit, and the relay is
 * woken after it.
 *
 * A fact that does not match its declaration throws here, in the service with the bug. Undeclared fields are dropped.
 */
export class Outbox {
  private wake: () => void = () => undefined;

  /** Registers a listener that is called after each commit with new facts. */
  onAppend(wake: () => void): void {
    this.wake = wake;
  }

  append(tx: Tx, facts: readonly Fact[], org = 'default'): void {
    if (facts.length === 0) return;
    const traceOf = tracer();
    const aggregates = new Map<string, Aggregate>();
    const rows = facts.map(({ type, data }) => {
      const found = declared.get(type);
      if (!found) throw new Error(`no family declares the fact ${type}`);
      const { family } = found;
      const parsed = found.schema.parse(data);
      const id = String(parsed[found.idField]);
      const name = `${family}/${id}`;
      const aggregate = aggregates.get(name) ?? {
        family,
        id,
        number: aggregates.size + 1,
        count: 0,
        kinds: {},
      };
      aggregates.set(name, aggregate);
      const previous = JSON.stringify(aggregate.kinds);
      const place = ++aggregate.count;
      aggregate.kinds[type] = place;
      return { aggregate, place, type, previous, data: JSON.stringify(parsed), trace: traceOf(id) };
    });
    const appended = [...aggregates.values()];
    tx.write(lockSql, [appended.map(({ family }) => family), appended.map(({ id }) => id)]);
    tx.write(appendSql, [
      appended.map(({ family }) => family),
      appended.map(({ id }) => id),
      appended.map(({ count }) => count),
      appended.map(({ kinds }) => JSON.stringify(kinds)),
      rows.map(() => newId()),
      rows.map((row) => row.aggregate.number),
      rows.map((row) => row.place),
      rows.map((row) => row.type),
      rows.map((row) => row.data),
      rows.map((row) => row.trace),
      rows.map((row) => row.previous),
      org,
    ]);
    tx.afterCommit(() => {
      for (const { family, count } of appended) recordedFacts.inc({ family }, count);
      this.wake();
    });
  }
}

/** The facts of one aggregate in a call of `append`, with the position of the last fact of each kind. */
interface Aggregate {
  readonly family: string;
  readonly id: string;
  /** The position of the aggregate in this call, from 1. */
  readonly number: number;
  count: number;
  readonly kinds: Record<string, number>;
}

const lockSql = `
  select from (select * from unnest($1::text[], $2::text[]) as appended (family, id) order by 1, 2) a
  cross join lateral (
    select from fact_versions v where v.family = a.family and v.aggregate_id = a.id for update) locked`;

/** Returns SQL that converts positions in the call, from 1, to versions of the aggregate. */
const versionsOf = (places: string, base: string): string =>
  `(select coalesce(jsonb_object_agg(key, ${base} + value::bigint), '{}') from jsonb_each_text(${places}))`;

/**
 * `before` is the state of each aggregate before the call. Its last version of each kind is read from the outbox when a
 * replica of the release 0.1.0, which does not store it, was the last to append. The facts refer to their aggregate by
 * its position in an array, because Postgres would plan a join as a comparison of each fact with each aggregate.
 */
const appendSql = `
  with before as (
    select a.*, coalesce(v.version, 0) as base,
      case when v.version is null then '{}'
      when v.version = (select max(value::bigint) from jsonb_each_text(v.kinds)) then v.kinds
      else (select jsonb_object_agg(type, last) from (
        select o.type, max(o.version) as last from outbox o
        where o.family = v.family and o.aggregate_id = v.aggregate_id group by o.type) k)
      end as kinds
    from unnest($1::text[], $2::text[], $3::bigint[], $4::jsonb[])
      with ordinality as a (family, id, count, places, number)
    left join lateral (
      select * from fact_versions where family = a.family and aggregate_id = a.id offset 0) v on true
  ), versions as (
    insert into fact_versions (family, aggregate_id, version, kinds)
    select family, id, base + count, kinds || ${versionsOf('places', 'base')} from before order by 1, 2
    on conflict (family, aggregate_id) do update set version = excluded.version, kinds = excluded.kinds
  ), known as (
    select array_agg(family order by number) as families, array_agg(id order by number) as ids,
      array_agg(base order by number) as bases, array_agg(kinds order by number) as kinds
    from before
  )
  insert into outbox (id, org, family, aggregate_id, version, type, data, traceparent, previous)
  select f.id, $12, known.families[f.number], known.ids[f.number], known.bases[f.number] + f.place,
    f.type, f.data::jsonb, f.trace, known.kinds[f.number] || ${versionsOf('f.places', 'known.bases[f.number]')}
  from unnest($5::uuid[], $6::int[], $7::bigint[], $8::text[], $9::text[], $10::text[], $11::jsonb[])
    with ordinality as f (id, number, place, type, data, trace, places, ord), known
  order by f.ord`;
