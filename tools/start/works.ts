import type { ProgramProcess } from '@rejoin/servers';
import { connect, DiscardPolicy, RetentionPolicy, StorageType } from 'nats';

const stream = 'rejoin-watchdog';
const answerMs = 3_000;

/**
 * Whether a nats-server stores messages. Less proves nothing: after its disk was full it takes connections and says that
 * it is well, while JetStream hangs (2.9), or refuses all messages by a limit that it read off the disk at its start, or
 * one stream takes nothing more (2.15, which says so). 2.9 can also store what is published and answer no question about
 * streams any more. Nothing but another start helps, once there is room.
 */
export async function natsStores(url: string, monitorPort: number): Promise<boolean> {
  return (await storesOne(url)) && !(await hasGivenUpAStream(monitorPort));
}

async function hasGivenUpAStream(monitorPort: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${monitorPort}/healthz`, {
    signal: AbortSignal.timeout(answerMs),
  });
  return (await response.text()).includes('write error');
}

async function storesOne(url: string): Promise<boolean> {
  const { hostname, port, username, password } = new URL(url);
  const nats = await connect({
    servers: `${hostname}:${port}`,
    user: decodeURIComponent(username),
    pass: decodeURIComponent(password),
    timeout: answerMs,
    reconnect: false,
  });
  try {
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
    return true;
  } finally {
    // Closing waits for nothing that the server would have to say.
    void nats.close();
  }
}

/** Whether a service is alive. One that does not listen yet is: whether it ends, its keeper sees. */
export async function serviceLives({ opsUrl }: ProgramProcess): Promise<boolean> {
  try {
    const { ok } = await fetch(`${opsUrl}/health/live`, { signal: AbortSignal.timeout(answerMs) });
    return ok;
  } catch (error) {
    return ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code === 'ECONNREFUSED';
  }
}
