import type { Instant } from '@rejoin/kernel';
import type { EntitySchemaColumnOptions, ObjectLiteral, QueryDeepPartialEntity } from 'typeorm';

/** A `timestamptz` whose value is an ISO instant, as in rows of SQL. TypeORM makes dates of them. */
export const instantColumn: EntitySchemaColumnOptions = {
  type: 'timestamptz',
  transformer: {
    to: (instant: Instant | null | undefined) => instant,
    from: (date: Date | null | undefined) => date?.toISOString() ?? null,
  },
};

/** Passes the values of a row to TypeORM, whose own type does not admit JSON of unknown form. */
export function rowOf<Row extends ObjectLiteral>(values: Partial<Row>): QueryDeepPartialEntity<Row> {
  return values;
}
