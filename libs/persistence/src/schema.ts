import type { EntitySchema, MigrationInterface, QueryRunner } from 'typeorm';

export type { QueryRunner };

/**
 * A migration of TypeORM. The class name ends with the time of the migration in milliseconds, which is its order. A migration
 * is never changed after a release.
 */
export interface Migration extends MigrationInterface {
  /** The name in the table `migrations`, which the releases before TypeORM's migrations read and write. */
  readonly formerName?: string;
}

/** The tables of a service: the migrations that create them, and the entities that describe the rows of some. */
export interface Schema {
  readonly migrations: readonly (new () => Migration)[];
  readonly entities?: readonly EntitySchema[];
}

export function joinSchemas(...schemas: readonly Schema[]): Schema {
  return {
    migrations: schemas.flatMap(({ migrations }) => migrations),
    entities: schemas.flatMap(({ entities = [] }) => entities),
  };
}
