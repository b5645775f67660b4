export * from './database';
export * from './schema';
export type { MigrationState } from './migrations';
export * from './clock';
export * from './entity-columns';
export * from './database-time';
export * from './batcher';
export { isBusy, isConflict, isTimeOut, isUnreachable, sqlState, takesNoWrites } from './sql-errors';
export type { DatabaseOptions, SqlCounts } from './connections';
