import { families, streamOf } from '@rejoin/contracts';
import { AckPolicy, DeliverPolicy, nanos, type ConsumerConfig } from 'nats';
import { connectTo } from './connect-to';

/** All streams of facts. */
export const streams: readonly string[] = [...new Set(families.map(({ producer }) => streamOf(producer)))];

const pastMs = 15 * 60_000;
const forgottenMs = 60 * 60_000;

/**
 * Creates the durable consumers of another reader, as docs/integrators.md describes for operators. They start 15 minutes
 * ago, so that a demo that is opened again still shows what has just happened.
 */
export async function makeReader(operatorUrl: string, reader: string): Promise<void> {
  const nats = await connectTo(operatorUrl);
  try {
    const manager = await nats.jetstreamManager();
    const durable: Partial<ConsumerConfig> = {
      durable_name: reader,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.StartTime,
      opt_start_time: new Date(Date.now() - pastMs).toISOString(),
      max_deliver: -1,
      max_ack_pending: 5_000,
      inactive_threshold: nanos(forgottenMs),
    };
    for (const stream of streams) {
      await manager.consumers.delete(stream, reader).catch(() => undefined);
      await manager.consumers.add(stream, durable);
    }
  } finally {
    await nats.close();
  }
}
