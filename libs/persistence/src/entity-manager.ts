import type { QueryResult } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';

export type RunStatement = (text: string, values?: readonly unknown[]) => Promise<QueryResult>;

/**
 * Creates an entity manager whose statements go through `run`, so that they belong to the caller's transaction and are
 * prepared, counted and pipelined as all others. It never opens a transaction of its own.
 */
export function managerOver(source: DataSource, run: RunStatement): EntityManager {
  const runner = source.createQueryRunner();
  Object.assign(runner, { databaseConnection: { query: run }, isTransactionActive: true });
  return runner.manager;
}
