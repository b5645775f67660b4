export * from './access-token';
export * from './environment';
export * from './log';
export * from './embedded-scripts';
export * from './pages';
export * from './problem';
export * from './require-role.guard';
export * from './run-service';
