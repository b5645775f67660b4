export * from './database';
export * from './migrate';
export * from './clock';
export * from './database-time';
export * from './group-commit';
