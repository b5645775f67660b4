export * from './bus';
export * from './delivery';
export * from './log';
export * from './messaging.tables';
export * from './nats-strategy';
export * from './outbox';
export * from './outbox-relay';
export * from './write-work';
