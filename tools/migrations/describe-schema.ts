import type { Row, Sql } from '@rejoin/persistence';

const tables = `pg_class c where relnamespace = current_schema()::regnamespace
  and relname not in ('migrations', 'schema_migrations')`;

/** Describes the tables, constraints, indexes and functions of the connection's schema, so that two can be compared. */
export async function describeSchema(sql: Sql): Promise<Record<string, Row[]>> {
  return {
    tables: await sql.query(
      `select relname, relkind, reloptions from ${tables} and relkind in ('r', 'i', 'S') and relname !~ '^migrations_|^schema_migrations_'
       order by relname`,
    ),
    columns: await sql.query(
      `select table_name, column_name, data_type, udt_name, is_nullable, column_default, generation_expression,
         is_identity, identity_generation,
         row_number() over (partition by table_name order by ordinal_position) as place
       from information_schema.columns
       where table_schema = current_schema() and table_name in (select relname from ${tables})
       order by table_name, place`,
    ),
    constraints: await sql.query(
      `select conrelid::regclass::text as table_name, conname, pg_get_constraintdef(oid) as definition
       from pg_constraint where conrelid in (select c.oid from ${tables}) order by 1, 2`,
    ),
    indexes: await sql.query(
      `select tablename, indexdef from pg_indexes
       where schemaname = current_schema() and tablename in (select relname from ${tables}) order by 1, 2`,
    ),
    functions: await sql.query(
      `select proname, regexp_replace(pg_get_functiondef(oid), '\\s+', ' ', 'g') as definition from pg_proc
       where pronamespace = current_schema()::regnamespace order by 1`,
    ),
  };
}
