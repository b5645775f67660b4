export * from './operation';
export * from './span';
export * from './start-tracing';
