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
} from 'nats';

export const factRetentionDays = factLimits.retentionDays.value;
const dayMs = 86_400_000;

/** What Postgres knows of a service's stream. */
export interface Known {
  /** Names this very stream: one that was made anew has another. Null: not made yet, or given up. */
  readonly created: string | null;
  /** The last message that was put into it, and the fact that it is. Id null: none, or it has outlived its time. */
  readonly lastSeq: number;
  readonly lastId: string | null;
  /** Rows of the outbox below this one are still to be published again. 0: none. */
  readonly replayBelow: number;
}

export async function knownStream(database: Database): Promise<Known> {
  const [known] = await database.query<Known>(
    `select created, last_seq as "lastSeq", replay_below as "replayBelow",
       case when last_at > clock_timestamp() - make_interval(days => $1) then last_id end as "lastId"
     from published_stream`,
    [factRetentionDays],
  );
  if (!known) throw new Error('published_stream has lost its row');
  return known;
}

/**
 * Whether the server's stream holds what Postgres knows to be in it. JetStream acknowledges before it has
 * synced to disk: after a failure its stream can be gone, new, purged, or older, and then have grown again. So
 * the message in the last known place must be the one that was put there.
 */
export async function isIntact(
  manager: JetStreamManager,
  service: ServiceName,
  known: Known,
): Promise<boolean> {
  const name = streamOf(service);
  const stream = await manager.streams.info(name).catch(absent);
  if (!stream || stream.created !== known.created) return false;
  if (known.lastId === null) return true;
  const message = await manager.streams.getMessage(name, { seq: known.lastSeq }).catch(absent);
  // What was published again has something behind the fact's id.
  return message?.header.get('Nats-Msg-Id').split(':')[0] === known.lastId;
}

export interface StreamOptions {
  readonly replicas: number;
  /** Further systems that only read, each through a durable of its name. */
  readonly readers: readonly string[];
}

/**
 * Makes the stream anew, and with it its durables and its memory of duplicates, and has the outbox published
 * again; consumers count versions and skip what they have. Any damage is mended in this one way.
 */
export async function makeStreamAnew(
  database: Database,
  manager: JetStreamManager,
  service: ServiceName,
  { replicas, readers }: StreamOptions,
): Promise<void> {
  const config = streamConfig(service, replicas);
  // From here on, whoever still publishes into the old one can mark nothing as published.
  await database.query(`update published_stream set created = null`);
  await manager.streams.delete(config.name).catch(absent);
  const { created, config: echoed } = await manager.streams.add(config);
  refuseOther(config, echoed);
  await ensureReadingDurables(manager, config.name, readers);
  await database.query(
    `update published_stream set created = $1, last_seq = 0, last_id = null,
       replay_below = (select coalesce(max(seq), 0) + 1 from outbox where published_at is not null)`,
    [created],
  );
}

/** A release may bring new families, an operator other replicas: the stream that is kept gets them too. */
export async function updateStream(
  manager: JetStreamManager,
  service: ServiceName,
  { replicas, readers }: StreamOptions,
): Promise<void> {
  const config = streamConfig(service, replicas);
  const { config: echoed } = await manager.streams.update(config.name, config);
  refuseOther(config, echoed);
  await ensureReadingDurables(manager, config.name, readers);
}

function streamConfig(service: ServiceName, replicas: number) {
  return {
    name: streamOf(service),
    subjects: families.filter((family) => family.producer === service).map(subjectsOf),
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.Old,
    max_age: nanos(factRetentionDays * dayMs),
    duplicate_window: nanos(factLimits.duplicateSeconds.value * 1_000),
    num_replicas: replicas,
  };
}

/** Older servers leave out what they do not know, without a word. */
function refuseOther(asked: Partial<StreamConfig>, got: StreamConfig): void {
  const other = Object.entries(asked).filter(
    ([name, value]) => JSON.stringify(got[name as keyof StreamConfig]) !== JSON.stringify(value),
  );
  if (other.length > 0) throw new Error(`nats-server made the stream with another ${String(other[0]?.[0])}`);
}

/**
 * Readers of facts may make no durables: the producer of the facts makes theirs. A reader that NATS does not know yet
 * is passed over, so that it holds nobody up: giving the right to make its durables means connecting anew.
 */
async function ensureReadingDurables(
  manager: JetStreamManager,
  stream: string,
  readers: readonly string[],
): Promise<void> {
  for (const durable_name of readingDurables(readers)) {
    await manager.consumers
      .add(stream, { durable_name, ack_policy: AckPolicy.Explicit, deliver_policy: DeliverPolicy.All })
      .catch(forbidden);
  }
}

function forbidden(error: unknown): undefined {
  if (error instanceof NatsError && error.isPermissionError()) return undefined;
  throw error;
}

/** 10059: no such stream; 10037: no such message. */
function absent(error: unknown): undefined {
  if (error instanceof NatsError && [10037, 10059].includes(error.api_error?.err_code ?? 0)) return undefined;
  throw error;
}
