import { setTimeout as pause } from 'node:timers/promises';
import { rpcSubject, streamOf, type Rpc, type ServiceName } from '@rejoin/contracts';
import type { Refused } from '@rejoin/kernel';
import { Empty, JSONCodec, NatsError, RequestStrategy, type ConsumerInfo, type NatsConnection } from 'nats';
import type { z } from 'zod';
import { connectTo } from './connect-to';
import { hasNoResponder, isJetStreamOff, jetStreamErrors, undefinedIf } from './nats-errors';
import { streamDifferences, type StreamDifference } from './stream';

const json = JSONCodec();
const answerWithinMs = 3_000;
/** A cluster asks the leader of each durable, and answers after 4 s for those that say nothing. */
const durablesWithinMs = 6_000;
/** The server lets every account ask this about itself. */
const everyServer = '$SYS.REQ.SERVER.PING.CONNZ';

/** A stream of a service, as NATS has it. */
export interface StreamReport {
  readonly messages: number;
  readonly bytes: number;
  /** How many copies of the stream there should be, and how many have everything. */
  readonly replicas: number;
  readonly currentReplicas: number;
  /** The servers whose copies have not everything. */
  readonly behind: readonly string[];
  readonly differences: readonly StreamDifference[];
  readonly durables: readonly DurableReport[];
  /** The durables of a cluster that have no leader. Nothing is delivered to them. */
  readonly leaderless: readonly string[];
}

export interface DurableReport {
  readonly name: string;
  readonly filter: string | undefined;
  /** How many messages were not delivered yet. */
  readonly pending: number;
}

/** A part of the answer to `CONSUMER.LIST`. A cluster names those as missing whose leader did not answer. */
interface DurablesPage {
  readonly total: number;
  readonly consumers?: readonly ConsumerInfo[] | null;
  readonly missing?: readonly string[] | null;
}

/** What JetStream says about the account. The limits are -1 where there is none. */
export interface JetStreamReport {
  readonly storedBytes: number;
  readonly storageLimit: number;
}

/** A nats-server, as it answers when all servers are asked at once. */
export interface ServerReport {
  readonly name: string;
  readonly version: string;
  /** What its clock said when it answered, in ms. */
  readonly clock: number;
}

/**
 * A short connection of an operator's command to NATS. Unlike `Bus`, it never tries again: every call answers or throws
 * within seconds, so that a command can report what is wrong.
 */
export class OperatorConnection {
  private constructor(private readonly connection: NatsConnection) {}

  static async open(url: string, timeoutMs = answerWithinMs): Promise<OperatorConnection> {
    return new OperatorConnection(
      await connectTo(url, 'rejoin-cli', { reconnect: false, timeout: timeoutMs }),
    );
  }

  get serverVersion(): string {
    return this.connection.info?.version ?? 'unknown';
  }

  get serverName(): string {
    return this.connection.info?.server_name ?? 'unknown';
  }

  /** Whether the server is one of a cluster. */
  get isInCluster(): boolean {
    return this.connection.info?.cluster !== undefined;
  }

  /** Returns this server and those that it is connected to. Undefined: it does not say. */
  async servers(): Promise<readonly ServerReport[] | undefined> {
    const answers = await this.connection.requestMany(everyServer, '{"limit":1}', {
      strategy: RequestStrategy.Timer,
      maxWait: 1_000,
    });
    const found: ServerReport[] = [];
    try {
      for await (const answer of answers) {
        const { server } = answer.json<{ server: { name: string; ver: string; time: string } }>();
        found.push({ name: server.name, version: server.ver, clock: Date.parse(server.time) });
      }
    } catch (error) {
      if (hasNoResponder(error)) return undefined;
      throw error;
    }
    return found.length > 0 ? found : undefined;
  }

  /**
   * Returns `off` if JetStream is switched off for the server or the account, and `no leader` if the servers of a cluster cannot
   * decide about streams.
   */
  async jetStream(): Promise<JetStreamReport | 'off' | 'no leader'> {
    const answer = await this.api<{ storage: number; limits: { max_storage: number } }>('INFO').catch(
      (error: unknown): 'no leader' => {
        // The leader alone answers.
        if (this.isInCluster && error instanceof NatsError && error.code === 'TIMEOUT') return 'no leader';
        throw error;
      },
    );
    if (answer === 'no leader') return answer;
    if ('error' in answer) return isLeaderless(answer.error) ? 'no leader' : 'off';
    return { storedBytes: answer.storage, storageLimit: answer.limits.max_storage };
  }

  /** Returns undefined if the service's stream does not exist. */
  async stream(service: ServiceName): Promise<StreamReport | undefined> {
    const name = streamOf(service);
    const manager = await this.connection.jetstreamManager({ timeout: answerWithinMs, checkAPI: false });
    const info = await manager.streams.info(name).catch(undefinedIf('noStream'));
    if (!info) return undefined;
    return {
      messages: info.state.messages,
      bytes: info.state.bytes,
      replicas: info.config.num_replicas,
      // The leader is current. A server without a cluster lists no other copies.
      currentReplicas: 1 + (info.cluster?.replicas?.filter(({ current }) => current).length ?? 0),
      behind: info.cluster?.replicas?.filter(({ current }) => !current).map(({ name }) => name) ?? [],
      differences: streamDifferences(service, info.config),
      ...(await this.durables(name)),
    };
  }

  /** In place of the library's list, which does not say which durables are missing in an answer. */
  private async durables(stream: string): Promise<Pick<StreamReport, 'durables' | 'leaderless'>> {
    const found = new Map<string, DurableReport>();
    const missing = new Set<string>();
    for (;;) {
      const offset = found.size + missing.size;
      const page = await this.api<DurablesPage>(`CONSUMER.LIST.${stream}`, { offset }, durablesWithinMs);
      if ('error' in page) throw new Error(`the durables of ${stream}: ${JSON.stringify(page.error)}`);
      for (const { name, config, num_pending: pending } of page.consumers ?? [])
        found.set(name, { name, filter: config.filter_subject, pending });
      for (const name of page.missing ?? []) missing.add(name);
      const seen = found.size + missing.size;
      if (seen === offset || seen >= page.total)
        return { durables: [...found.values()], leaderless: [...missing] };
    }
  }

  /** Deletes the stream of a service, which then recreates it from its outbox. Returns false if there was none. */
  async deleteStream(service: ServiceName): Promise<boolean> {
    const answer = await this.api(`STREAM.DELETE.${streamOf(service)}`);
    return !('error' in answer);
  }

  /**
   * Tries whether this user may send a request to the subject, which must change nothing. `silent`: nobody answers, as to a
   * reader who asks about a stream that does not exist.
   */
  async tryToSend(subject: string): Promise<'answered' | 'refused' | 'silent'> {
    try {
      await this.connection.request(subject, Empty, { timeout: answerWithinMs });
      return 'answered';
    } catch (error) {
      if (!(error instanceof NatsError)) throw error;
      if (error.isPermissionError()) return 'refused';
      if (hasNoResponder(error) || error.code === 'TIMEOUT') return 'silent';
      throw error;
    }
  }

  /** Sends an rpc to a service. A refusal is a value. */
  async ask<Request extends z.ZodType, Reply extends z.ZodType>(
    rpc: Rpc<Request, Reply>,
    request: z.infer<Request>,
  ): Promise<z.infer<Reply> | Refused> {
    const message = await this.connection.request(rpcSubject(rpc), json.encode({ request }), {
      timeout: answerWithinMs,
    });
    const answer = message.json<{ reply?: unknown } | Refused | { unavailable: true }>();
    if ('refused' in answer) return answer;
    if ('unavailable' in answer) throw new Error(`${rpc.service} answered that it is unavailable`);
    return rpc.reply.parse(answer.reply);
  }

  async close(): Promise<void> {
    await Promise.race([this.connection.close(), pause(answerWithinMs, undefined, { ref: false })]);
  }

  private async api<T extends object>(
    what: string,
    request?: object,
    timeout = answerWithinMs,
  ): Promise<T | { error: unknown }> {
    const message = await this.connection
      .request(`$JS.API.${what}`, request ? json.encode(request) : Empty, { timeout })
      .catch((error: unknown) => {
        if (isJetStreamOff(error)) return undefined;
        throw error;
      });
    return message ? message.json<T | { error: unknown }>() : { error: 'no responders' };
  }
}

function isLeaderless(error: unknown): boolean {
  return (error as { err_code?: number } | undefined)?.err_code === jetStreamErrors.noLeader;
}
