export * from './database';
export * from './schema';
export type { MigrationState } from './migrations';
export * from './clock';
export * from './instant-sql';
export * from './json-by-id';
export * from './lock-wait';
export * from './entity-columns';
export * from './database-time';
export { deleteExpired } from './delete-expired';
export * from './batcher';
export * from './conditions';
export {
  isBusy,
  isConflict,
  isDuplicate,
  isTimeOut,
  isUnreachable,
  sqlState,
  takesNoWrites,
} from './sql-errors';
export type { SqlCounts } from './connection';
export type { DatabaseOptions } from './connections';
