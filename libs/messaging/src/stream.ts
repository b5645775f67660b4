import {
  factLimits,
  families,
  readingDurables,
  streamOf,
  subjectsOf,
  type ServiceName,
} from '@rejoin/contracts';
import type { Database } from '@rejoin/persistence';
import {
  AckPolicy,
  DeliverPolicy,
  DiscardPolicy,
  NatsError,
  nanos,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
  type StreamConfig,
  type StreamInfo,
} from 'nats';
import { undefinedIf } from './nats-errors';
import { abandonStream, beginStream, type StreamState } from './store/stream-state';

const dayMs = 86_400_000;
const absent = undefinedIf('noStream', 'noConsumer', 'noMessage');

/** Returns the stream on the server, if there is one. */
export function findStream(manager: JetStreamManager, service: ServiceName): Promise<StreamInfo | undefined> {
  return manager.streams.info(streamOf(service)).catch(absent);
}

/**
 * Whether the stream that was found on the server still holds what Postgres knows. JetStream acknowledges before it has synced to disk, so
 * after a failure its stream can be gone, new, purged, or older and grown again. Therefore the message at the last known
 * sequence must be the one that was published there.
 */
export async function isIntact(
  manager: JetStreamManager,
  service: ServiceName,
  known: StreamState,
  found: StreamInfo,
): Promise<boolean> {
  if (found.created !== known.created) return false;
  if (known.lastId === null) return true;
  const message = await manager.streams.getMessage(streamOf(service), { seq: known.lastSeq }).catch(absent);
  // The message id of a republished fact has a suffix behind the fact's id.
  return message?.header.get('Nats-Msg-Id').split(':')[0] === known.lastId;
}

export interface StreamOptions {
  readonly replicas: number;
  /** Systems that only read, each through a durable of its name. */
  readonly readers: readonly string[];
}

/**
 * Recreates the stream with its durables and its memory of duplicates, and starts a replay of the outbox. Consumers count
 * versions and skip facts that they have applied. This one procedure repairs every damage of a stream.
 */
export async function recreateStream(
  database: Database,
  manager: JetStreamManager,
  service: ServiceName,
  { replicas, readers }: StreamOptions,
): Promise<void> {
  const config = streamConfig(service, replicas);
  // From here on, a replica that still publishes to the old stream cannot mark rows as published.
  await abandonStream(database);
  await manager.streams.delete(config.name).catch(absent);
  const { created, config: echoed } = await manager.streams.add(config);
  assertSameConfig(config, echoed);
  await ensureReadingDurables(manager, config.name, readers);
  await beginStream(database, created);
}

/** Updates the configuration of an existing stream, because a release may add families and an operator replicas. */
export async function updateStream(
  manager: JetStreamManager,
  service: ServiceName,
  { replicas, readers }: StreamOptions,
): Promise<void> {
  const config = streamConfig(service, replicas);
  const { config: echoed } = await manager.streams.update(config.name, config);
  assertSameConfig(config, echoed);
  await ensureReadingDurables(manager, config.name, readers);
}

function streamConfig(service: ServiceName, replicas: number) {
  return {
    name: streamOf(service),
    subjects: families.filter((family) => family.producer === service).map(subjectsOf),
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.Old,
    max_age: nanos(factLimits.retentionDays.value * dayMs),
    duplicate_window: nanos(factLimits.duplicateSeconds.value * 1_000),
    num_replicas: replicas,
  };
}

/**
 * Whether the stream exists. Its settings are brought up to date by the replica that holds the relay's lease, which may be one
 * of the release before.
 */
export async function hasStream(manager: JetStreamManager, service: ServiceName): Promise<boolean> {
  return (await findStream(manager, service)) !== undefined;
}

/** Throws if the server has ignored a setting, as older servers do silently with settings that they do not know. */
function assertSameConfig(requested: Partial<StreamConfig>, actual: StreamConfig): void {
  const [other] = differencesOf(requested, actual);
  if (other) throw new Error(`nats-server made the stream with another ${other.setting}`);
}

/** A setting of a stream that is not as the service creates it. */
export interface StreamDifference {
  readonly setting: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Compares a stream with the one that the service creates. The number of replicas is an operator's choice. */
export function streamDifferences(service: ServiceName, actual: StreamConfig): StreamDifference[] {
  return differencesOf(streamConfig(service, actual.num_replicas), actual);
}

function differencesOf(requested: Partial<StreamConfig>, actual: StreamConfig): StreamDifference[] {
  return Object.entries(requested)
    .map(([setting, expected]) => ({
      setting,
      expected,
      actual: actual[setting as keyof StreamConfig],
    }))
    .filter(({ expected, actual: found }) => JSON.stringify(found) !== JSON.stringify(expected));
}

/**
 * Creates the durables of readers, who have no right to create them. A reader whom NATS does not know yet is skipped,
 * because the right to create its durable applies only after a reconnect. One that exists is left alone: to create it once
 * more while the stream gets further copies would keep it at one copy.
 */
async function ensureReadingDurables(
  manager: JetStreamManager,
  stream: string,
  readers: readonly string[],
): Promise<void> {
  for (const durable_name of readingDurables(readers)) {
    try {
      if (await manager.consumers.info(stream, durable_name).catch(absent)) continue;
      await manager.consumers.add(stream, {
        durable_name,
        ack_policy: AckPolicy.Explicit,
        deliver_policy: DeliverPolicy.All,
      });
    } catch (error) {
      forbidden(error);
    }
  }
}

function forbidden(error: unknown): void {
  if (error instanceof NatsError && error.isPermissionError()) return;
  throw error;
}
