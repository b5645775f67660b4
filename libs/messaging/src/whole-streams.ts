import { AckPolicy, DeliverPolicy, type Consumer, type JetStreamManager } from 'nats';
import type { Instant } from '@rejoin/kernel';
import type { Bus } from './bus';
import { undefinedIf } from './nats-errors';

/** Opens the consumers of a reader, on the current connection of the bus. */
interface WholeStreams {
  readonly consumers: { get(stream: string, durable: string): Promise<Consumer> };
}

/**
 * Opens streams of other services for a reader of all their facts. A missing durable is created and delivers from the
 * instant that `from` returns.
 */
export function wholeStreams(bus: Bus, from: () => Promise<Instant>): WholeStreams {
  return {
    consumers: {
      async get(stream, durable) {
        const { js, manager } = await bus.jetstream();
        if (!(await exists(manager, stream, durable))) await make(manager, stream, durable, await from());
        return js.consumers.get(stream, durable);
      },
    },
  };
}

async function make(
  manager: JetStreamManager,
  stream: string,
  durable: string,
  from: Instant,
): Promise<void> {
  await manager.consumers.add(stream, {
    durable_name: durable,
    ack_policy: AckPolicy.Explicit,
    max_deliver: -1,
    max_ack_pending: 1_000,
    deliver_policy: DeliverPolicy.StartTime,
    opt_start_time: from,
  });
}

/** Deletes the durable of such a reader, so that the next one starts at its own instant. */
export async function leaveWholeStreams(
  bus: Bus,
  streams: readonly string[],
  durable: string,
): Promise<void> {
  const { manager } = await bus.jetstream();
  for (const stream of streams)
    await manager.consumers.delete(stream, durable).catch(undefinedIf('noConsumer', 'noStream'));
}

async function exists(manager: JetStreamManager, stream: string, durable: string): Promise<boolean> {
  const found = await manager.consumers.info(stream, durable).catch(undefinedIf('noConsumer'));
  return found !== undefined;
}
