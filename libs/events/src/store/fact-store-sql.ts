import { aggregateOf, type Fact } from '../fact';

/** The names of the tables of a fact store, which have the columns that `postgresTables` creates. */
export interface FactStoreTables {
  readonly positions: string;
  readonly parkedFacts: string;
  readonly timelines: string;
}

/** A statement that deletes some rows has deleted all when it returns fewer than these. */
export const deletedAtOnce = 20_000;

/**
 * Returns the statements of a fact store in Postgres. `lockPosition` and `isParked` are two, and so are the locks of
 * timelines and what follows them, because only a read after a lock sees what the transaction before has written.
 */
export function factStoreSql({ positions, parkedFacts, timelines }: FactStoreTables) {
  const lockOfTimelines = `(hashtext('${timelines}'), hashtext($1))`;
  // The statements stay within their time limit.
  const deleteSome = (table: string) =>
    `delete from ${table} where ctid = any(array(
       select ctid from ${table} where starts_with(aggregate, $1 || '/') limit ${deletedAtOnce})) returning 1`;
  return {
    createPosition: `insert into ${positions} (aggregate, applied) values ($1, 0) on conflict do nothing`,
    lockPosition: `select applied from ${positions} where aggregate = $1 for update`,
    isParked: `select from ${parkedFacts} where aggregate = $1 limit 1`,
    park: `insert into ${parkedFacts} (aggregate, version, fact, reason) values ($1, $2, $3, $4)
       on conflict do nothing`,
    firstParked: `select fact, reason, (extract(epoch from clock_timestamp() - parked_at) * 1000)::float8 as "ageMs"
       from ${parkedFacts} where aggregate = $1 order by version limit 1`,
    unpark: `delete from ${parkedFacts} where aggregate = $1 and version = $2`,
    parkedAggregates: `select distinct aggregate from ${parkedFacts} where aggregate > $2 order by aggregate limit $1`,
    shareTimelines: `select pg_advisory_xact_lock_shared${lockOfTimelines}`,
    lockTimelines: `select pg_advisory_xact_lock${lockOfTimelines}`,
    readTimelines: `select timeline from ${timelines} where family = $1 order by place`,
    addTimeline: `insert into ${timelines} (family, timeline) values ($1, $2) on conflict do nothing
       returning exists (select from ${timelines} where family = $1) as "isOther"`,
    deleteOfFamily: [deleteSome(positions), deleteSome(parkedFacts)],
  };
}

/** The values of the statement `park`. */
export const parkedValues = (fact: Fact, reason: string): unknown[] => [
  aggregateOf(fact),
  fact.version,
  JSON.stringify(fact),
  reason.slice(0, 2_000),
];
