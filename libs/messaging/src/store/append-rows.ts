import type { Tx } from '@rejoin/persistence';
import type { OutboxRow } from './outbox-rows';

type StoredColumns = Pick<OutboxRow, 'seq' | 'version' | 'recorded_at' | 'previous'>;

/** A fact before it is stored, with its position among the facts of its aggregate in this call, from 1. */
export interface NewRow extends Omit<OutboxRow, keyof StoredColumns> {
  readonly place: number;
  /** The position of the last fact of each kind before this one in this call. */
  readonly before: Readonly<Record<string, number>>;
  isLast: boolean;
}

/**
 * Appends rows in one round trip, under the lock of their aggregates' versions. Returns the columns that Postgres has
 * decided, in the order of the rows.
 */
export function appendRows(tx: Tx, rows: readonly NewRow[], org: string): Promise<StoredColumns[]> {
  const last = rows.filter(({ isLast }) => isLast);
  tx.write(lockSql, [last.map(({ family }) => family), last.map(({ aggregate_id }) => aggregate_id)]);
  return tx.query<StoredColumns>(appendSql, [
    rows.map(({ id }) => id),
    rows.map(({ family }) => family),
    rows.map(({ aggregate_id }) => aggregate_id),
    rows.map(({ place }) => place),
    rows.map(({ isLast }) => isLast),
    rows.map(({ type }) => type),
    rows.map(({ data }) => data),
    rows.map(({ traceparent }) => traceparent),
    ...placeColumns(rows),
    org,
  ]);
}

/**
 * The columns for the kinds before each fact in this call. Most facts have none or one, which is a column of its own:
 * expanding an object in Postgres takes longer than inserting the row.
 */
function placeColumns(rows: readonly NewRow[]): unknown[][] {
  const all = rows.map(({ before }) => Object.entries(before));
  return [
    all.map((places) => (places.length === 1 ? places[0]![0] : null)),
    all.map((places) => (places.length === 1 ? places[0]![1] : null)),
    all.map((places) => (places.length > 1 ? JSON.stringify(Object.fromEntries(places)) : null)),
  ];
}

const lockSql = `
  select from (select * from unnest($1::text[], $2::text[]) as appended (family, id) order by 1, 2) a
  cross join lateral (
    select from fact_versions v where v.family = a.family and v.aggregate_id = a.id for update) locked`;

/**
 * `base` is the version of the aggregate before the call, and `kinds` its last version of each kind. These are read from
 * the outbox when a replica of the release 0.1.0, which does not store them, was the last to append. Rows that it has deleted,
 * after seven days, are in no stream either, so that no reader has to wait for them.
 */
const appendSql = `
  with facts as materialized (
    select f.*, base.version + f.place as version,
      case when v.version is null then '{}'
      when v.version = (select max(value::bigint) from jsonb_each_text(v.kinds)) then v.kinds
      else (select coalesce(jsonb_object_agg(type, last), '{}') from (
        select o.type, max(o.version) as last from outbox o
        where o.family = f.family and o.aggregate_id = f.aggregate_id group by o.type) k)
      end ||
      case when f.places is not null then (
        select jsonb_object_agg(key, base.version + value::bigint) from jsonb_each_text(f.places))
      when f.kind is not null then jsonb_build_object(f.kind, base.version + f.kind_place)
      else '{}' end as previous
    from unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::boolean[], $6::text[], $7::text[], $8::text[],
      $9::text[], $10::bigint[], $11::jsonb[])
      with ordinality as f (id, family, aggregate_id, place, is_last, type, data, trace, kind, kind_place, places, ord)
    left join lateral (
      select * from fact_versions where family = f.family and aggregate_id = f.aggregate_id offset 0) v on true
    cross join lateral (select coalesce(v.version, 0) as version) base
  ), versions as (
    insert into fact_versions (family, aggregate_id, version, kinds)
    select family, aggregate_id, version, previous || jsonb_build_object(type, version)
    from facts where is_last order by 1, 2
    on conflict (family, aggregate_id) do update set version = excluded.version, kinds = excluded.kinds
  )
  insert into outbox (id, org, family, aggregate_id, version, type, data, traceparent, previous)
  select id, $12, family, aggregate_id, version, type, data::jsonb, trace, previous from facts order by ord
  returning seq, version, recorded_at, previous`;
