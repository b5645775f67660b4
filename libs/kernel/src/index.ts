export * from './decider';
export * from './instant';
export * from './ids';
export * from './due-heap';
export * from './job';
export * from './unit-of-work';
export * from './secret-values';
export * from './password-in-turn';
