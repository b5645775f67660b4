import {
  clusterCertificates,
  freePort,
  natsConfig,
  natsUrl,
  natsUsers,
  routeTls,
  startNats,
  type NatsCluster,
  type NatsServer,
  type NatsUser,
} from '@rejoin/servers';
import { connect, type JetStreamManager, type NatsConnection } from 'nats';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { theRun } from './run/run-environment';

const password = 'test';
/** All servers of a test have this address, and one certificate for it. */
const address = '127.0.0.1';
const passwords = Object.fromEntries(natsUsers.map((user) => [user, password])) as Record<NatsUser, string>;

/** One server of a cluster. Its address and its data stay the same through restarts. */
export interface TestNatsNode {
  readonly name: string;
  readonly url: string;
  readonly isRunning: boolean;
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  /** Stops the process without closing its sockets, until {@link thaw}. */
  freeze(): void;
  thaw(): void;
  /** Starts the server again after it was killed. */
  start(): Promise<void>;
  /** The folder of the certificates of this server, which it reads when it starts and by {@link reload}. */
  readonly certificates: string;
  /** Lets the server read its configuration and its certificates again, as an operator does. */
  reload(changed?: Partial<NatsCluster>): void;
}

/** Three nats-servers in a cluster, of which one may be missing at any time. */
export interface TestNatsCluster {
  readonly nodes: readonly TestNatsNode[];
  /** The URL with all rights. */
  readonly url: string;
  /** Returns the addresses of all servers, with the rights that this user has in a real system. */
  urlOf(user: NatsUser): string;
  /** Calls `read` with all rights, through any server that answers. */
  ask<T>(read: (manager: JetStreamManager) => Promise<T>): Promise<T>;
  /** Returns the server that leads the stream. Undefined while there is none. */
  leaderOf(stream: string): Promise<TestNatsNode | undefined>;
  /** Whether every stream and durable has a leader whose copies are current, so that any server may fail now. */
  isWhole(): Promise<boolean>;
  /** Makes the server that leads the stream leave it to another one. */
  stepDown(stream: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts three servers and waits until they can make streams. */
export async function startTestNatsCluster(size = 3): Promise<TestNatsCluster> {
  const { folder, nats: binary } = theRun();
  const places = await Promise.all(
    Array.from({ length: size }, async (_, i) => ({
      name: `nats-${i + 1}`,
      port: await freePort(),
      clusterPort: await freePort(),
    })),
  );
  const members = places.map(({ clusterPort }) => `${address}:${clusterPort}`);
  const files = Object.entries(await clusterCertificates([address]));
  const nodes = await Promise.all(
    places.map(({ name, port, clusterPort }) => {
      const storeDir = mkdtempSync(join(folder, `${name}-`));
      const certificates = mkdtempSync(join(folder, `${name}-certificates-`));
      for (const [file, text] of files) writeFileSync(join(certificates, file), text, { mode: 0o600 });
      const tls = routeTls(certificates, address);
      return Node.start(name, {
        ...{ storeDir, port, passwords, binary, logFile: `${storeDir}.log` },
        cluster: { node: name, port: clusterPort, members, secret: password, tls },
      });
    }),
  );
  const urlOf = (user: NatsUser) => places.map((place) => natsUrl(place, user, password)).join(',');
  const connected = async <T>(use: (connection: NatsConnection) => Promise<T>): Promise<T> => {
    const servers = nodes.filter(({ isAnswering }) => isAnswering).map(({ url }) => new URL(url).host);
    const connection = await connect({ servers, user: 'operator', pass: password, timeout: 2_000 });
    try {
      return await use(connection);
    } finally {
      await connection.close();
    }
  };
  const ask = <T>(read: (manager: JetStreamManager) => Promise<T>) =>
    connected(async (connection) =>
      read(await connection.jetstreamManager({ timeout: 2_000, checkAPI: false })),
    );
  const leaderOf = async (stream: string) => {
    const { cluster } = await ask((manager) => manager.streams.info(stream));
    return nodes.find(({ name }) => name === cluster?.leader);
  };
  const isWhole = () =>
    ask(async (manager) => {
      const streams = await manager.streams.list().next();
      const durables = await Promise.all(
        streams.map(({ config }) => manager.consumers.list(config.name).next()),
      );
      return [...streams, ...durables.flat()].every(
        ({ cluster: copies }) =>
          copies?.leader !== undefined &&
          (copies.replicas ?? []).every(({ current, offline }) => current && !offline),
      );
    }).catch(() => false);
  const stepDown = (stream: string) =>
    connected(async (connection) => {
      await connection.request(`$JS.API.STREAM.LEADER.STEPDOWN.${stream}`, '', { timeout: 5_000 });
    });
  const stop = async () => {
    for (const node of nodes) node.thaw();
    await Promise.all(nodes.map((node) => node.kill('SIGKILL')));
  };
  const asked = { ask, leaderOf, isWhole, stepDown };
  const cluster: TestNatsCluster = { nodes, url: urlOf('operator'), urlOf, ...asked, stop };
  for (let tries = 300; ; tries--) {
    try {
      await ask((manager) => manager.getAccountInfo());
      return cluster;
    } catch (error) {
      if (tries > 0) continue;
      await stop();
      throw error;
    }
  }
}

type NodeOptions = Parameters<typeof startNats>[0] & { readonly cluster: NatsCluster };

class Node implements TestNatsNode {
  isAnswering = true;
  private server: NatsServer | undefined;

  private constructor(
    readonly name: string,
    private options: NodeOptions,
    server: NatsServer,
  ) {
    this.server = server;
  }

  static async start(name: string, options: NodeOptions): Promise<Node> {
    return new Node(name, options, await startNats(options));
  }

  get url(): string {
    return natsUrl(this.options, 'operator', password);
  }

  get certificates(): string {
    return dirname(this.options.cluster.tls.authorityFile);
  }

  get isRunning(): boolean {
    return this.server !== undefined;
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { server } = this;
    this.isAnswering = false;
    this.server = undefined;
    server?.kill(signal);
    await server?.ended;
  }

  freeze(): void {
    this.isAnswering = false;
    this.server?.kill('SIGSTOP');
  }

  thaw(): void {
    this.server?.kill('SIGCONT');
    this.isAnswering = this.isRunning;
  }

  async start(): Promise<void> {
    this.server ??= await startNats(this.options);
    this.isAnswering = true;
  }

  reload(changed: Partial<NatsCluster> = {}): void {
    this.options = { ...this.options, cluster: { ...this.options.cluster, ...changed } };
    writeFileSync(join(this.options.storeDir, 'nats.conf'), natsConfig(this.options), { mode: 0o600 });
    this.server?.kill('SIGHUP');
  }
}
