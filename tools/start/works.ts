import type { ProgramProcess } from '@rejoin/servers';
import { connect, DiscardPolicy, RetentionPolicy, StorageType, type NatsConnection } from 'nats';

const stream = 'rejoin-watchdog';
const answerMs = 3_000;

/**
 * Checks whether a nats-server stores messages and replies to requests about streams. A weaker check is not sufficient: after
 * its disk was full, a nats-server accepts connections and reports that it is healthy, while JetStream hangs (2.9), refuses all
 * messages because of a limit that it derived from the disk at its start, or one stream accepts nothing (2.15, which logs
 * it). 2.9 can also store messages and not reply to requests about streams. Only a restart helps, once there is space.
 */
export class NatsCheck {
  private connection: NatsConnection | undefined;

  constructor(private readonly url: string) {}

  async works(monitorPort: number): Promise<boolean> {
    try {
      await this.storeOne();
      return !(await hasGivenUpAStream(monitorPort));
    } catch (error) {
      // Closing does not wait for the server.
      void this.connection?.close();
      this.connection = undefined;
      throw error;
    }
  }

  private async storeOne(): Promise<void> {
    if (this.connection?.isClosed() !== false) this.connection = await connectTo(this.url);
    const nats = this.connection;
    const js = nats.jetstream({ timeout: answerMs });
    const ask = () => js.publish(stream, '', { timeout: answerMs });
    await ask().catch(async () => {
      const manager = await nats.jetstreamManager({ timeout: answerMs, checkAPI: false });
      await manager.streams.add({
        name: stream,
        subjects: [stream],
        storage: StorageType.File,
        retention: RetentionPolicy.Limits,
        discard: DiscardPolicy.Old,
        max_msgs: 1,
      });
      await ask();
    });
    await nats.request('$JS.API.INFO', '', { timeout: answerMs });
  }
}

function connectTo(url: string): Promise<NatsConnection> {
  const { hostname, port, username, password } = new URL(url);
  return connect({
    servers: `${hostname}:${port}`,
    user: decodeURIComponent(username),
    pass: decodeURIComponent(password),
    timeout: answerMs,
    reconnect: false,
  });
}

async function hasGivenUpAStream(monitorPort: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${monitorPort}/healthz`, {
    signal: AbortSignal.timeout(answerMs),
  });
  return (await response.text()).includes('write error');
}

/** Whether a service is alive. A service that does not listen yet counts as alive; its keeper detects whether it ends. */
export async function serviceLives({ opsUrl }: ProgramProcess): Promise<boolean> {
  try {
    const { ok } = await fetch(`${opsUrl}/health/live`, { signal: AbortSignal.timeout(answerMs) });
    return ok;
  } catch (error) {
    return ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code === 'ECONNREFUSED';
  }
}
