export { FactReader, type FactReaderOptions } from './fact-reader';
export { aggregateOf, readFact, type Fact, type FactName, type FactOf } from './fact';
export { factStreams, type FactData } from './fact-data';
export type { FactStore, ParkedFact, Position } from './fact-store';
export { MemoryStore } from './memory-store';
export {
  PostgresStore,
  postgresTables,
  type PostgresClient,
  type PostgresPool,
} from './store/postgres-store';
export type { Durable, DurableInfo, FactMessage, FactMessages, JetStream } from './jetstream';
export type { Apply, Gap } from './settle-fact';
export type { OnTimeline, TimelineChange } from './timelines';
