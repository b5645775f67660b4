import { families, streamOf } from '@rejoin/contracts';
import { AckPolicy, DeliverPolicy, nanos, type ConsumerConfig } from 'nats';
import { connectTo } from './connect-to';

/** Every stream of facts. */
export const streams: readonly string[] = [...new Set(families.map(({ producer }) => streamOf(producer)))];

const pastMs = 15 * 60_000;
const forgottenMs = 60 * 60_000;

/**
 * Makes the durables that a further system reads through, as docs/integrators.md asks an operator to. They begin
 * a quarter of an hour ago: a demo that is opened again still shows what has just happened.
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
