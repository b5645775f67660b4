import { families, integratorDurable, streamOf, subjectsOf, type ServiceName } from '@rejoin/contracts';
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
  type StreamInfo,
} from 'nats';

export const factRetentionDays = 7;
const dayMs = 86_400_000;

/**
 * Makes the stream carry what Postgres says was published. JetStream acknowledges before it has synced to disk,
 * so after a failure its stream can be gone, new, or older than we know. Each of these is mended in one way:
 * the stream is made anew (its durables and its dedupe window with it) and everything of the retention is
 * published again; consumers count versions and skip what they have.
 *
 * Returns whether it had to.
 */
export async function recoverStream(
  database: Database,
  manager: JetStreamManager,
  service: ServiceName,
  replicas: number,
): Promise<boolean> {
  const name = streamOf(service);
  const existing = await streamInfo(manager, name);
  if (existing && (await isIntact(database, existing))) return false;
  if (existing) await manager.streams.delete(name);
  const republished = await database.query(
    `update outbox set published_at = null, stream_seq = null where published_at is not null returning 1`,
  );
  const created = await manager.streams.add({
    name,
    subjects: families.filter((family) => family.producer === service).map(subjectsOf),
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.Old,
    max_age: nanos(factRetentionDays * dayMs),
    duplicate_window: nanos(120_000),
    num_replicas: replicas,
  });
  await manager.consumers.add(name, {
    durable_name: integratorDurable,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
  });
  await database.query(`update relay_lease set stream_created = $1`, [created.created]);
  return republished.length > 0;
}

async function isIntact(database: Database, stream: StreamInfo): Promise<boolean> {
  const [known] = await database.query<{ created: string | null; last: number }>(
    `select stream_created as created, (select coalesce(max(stream_seq), 0) from outbox) as last from relay_lease`,
  );
  return known !== undefined && known.created === stream.created && stream.state.last_seq >= known.last;
}

async function streamInfo(manager: JetStreamManager, name: string): Promise<StreamInfo | undefined> {
  try {
    return await manager.streams.info(name);
  } catch (error) {
    if (error instanceof NatsError && error.api_error?.err_code === 10059) return undefined;
    throw error;
  }
}
