export * from './browser';
export * from './eventually';
export * from './fresh-database';
export * from './line-cutter';
export * from './test-nats';
export * from './test-system';
export * from './hostile-input';
export * from './pgbouncer';
export { unboundedIn } from './unbounded';
