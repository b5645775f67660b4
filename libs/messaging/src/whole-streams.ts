import { AckPolicy, DeliverPolicy, NatsError, type Consumer, type JetStreamManager } from 'nats';
import type { Instant } from '@rejoin/kernel';
import type { Bus } from './bus';

/** What a reader opens streams with: as a JetStream client of its own, on whatever connection the bus has then. */
interface WholeStreams {
  readonly consumers: { get(stream: string, durable: string): Promise<Consumer> };
}

/**
 * Streams of other services for a reader that takes all facts of them. A durable that is not there is made: `from`
 * says from when on it delivers.
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

/** Deletes the durable of such a reader, so that the next one does not get what came meanwhile. */
export async function leaveWholeStreams(
  bus: Bus,
  streams: readonly string[],
  durable: string,
): Promise<void> {
  const { manager } = await bus.jetstream();
  for (const stream of streams)
    await manager.consumers.delete(stream, durable).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
}

async function exists(manager: JetStreamManager, stream: string, durable: string): Promise<boolean> {
  try {
    await manager.consumers.info(stream, durable);
    return true;
  } catch (error) {
    if (isMissing(error, [noConsumer])) return false;
    throw error;
  }
}

const noConsumer = 10014;
const noStream = 10059;

function isMissing(error: unknown, what = [noConsumer, noStream]): boolean {
  return error instanceof NatsError && what.includes(error.api_error?.err_code ?? 0);
}
