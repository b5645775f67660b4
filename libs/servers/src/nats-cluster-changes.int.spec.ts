import { eventually, startTestNatsCluster, type TestNatsCluster, type TestNatsNode } from '@rejoin/testing';
import { connect, Events, type NatsConnection } from 'nats';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { certificateActs, changeCertificates } from './cluster-certificates';

const stream = 'letters';

// On a busy machine the servers elect leaders more often, and each election costs acknowledgements.
jest.setTimeout(240_000);

/** A client of one server, which publishes all the time and repeats what is not acknowledged, as the services do. */
class Writer {
  written = 0;
  losses = 0;
  private isOver = false;
  private readonly done: Promise<void>;

  private constructor(private readonly connection: NatsConnection) {
    void (async () => {
      for await (const { type } of connection.status()) if (type === Events.Disconnect) this.losses++;
    })();
    this.done = this.write();
  }

  static async at({ url }: TestNatsNode): Promise<Writer> {
    const { host, username: user, password: pass } = new URL(url);
    return new Writer(await connect({ servers: host, user, pass, maxReconnectAttempts: -1 }));
  }

  private async write(): Promise<void> {
    const js = this.connection.jetstream({ timeout: 1_500 });
    while (!this.isOver) {
      await eventually(async () => this.isOver || (await js.publish(stream, '')), { timeout: 120_000 });
      this.written++;
    }
  }

  async goesOn(): Promise<void> {
    const enough = this.written + 5;
    await eventually(() => expect(this.written).toBeGreaterThan(enough), { timeout: 120_000 });
  }

  async end(): Promise<void> {
    this.isOver = true;
    await this.connection.close();
    await this.done;
  }
}

describe('a NATS cluster under clients', () => {
  let cluster: TestNatsCluster;
  let writers: readonly Writer[];

  beforeAll(async () => {
    cluster = await startTestNatsCluster();
    await eventually(() =>
      cluster.ask((manager) => manager.streams.add({ name: stream, subjects: [stream], num_replicas: 3 })),
    );
    writers = await Promise.all(cluster.nodes.map((node) => Writer.at(node)));
    await goOn();
  });
  afterAll(async () => {
    await Promise.all(writers.map((writer) => writer.end()));
    await cluster.stop();
  });

  const goOn = () => Promise.all(writers.map((writer) => writer.goesOn()));
  /** All copies follow the leader, so all servers reach each other. */
  const isWhole = () =>
    eventually(async () => expect(await cluster.isWhole()).toBe(true), { timeout: 120_000 });
  const oneByOne = async (change: (node: TestNatsNode) => void) => {
    for (const node of cluster.nodes) {
      change(node);
      await goOn();
    }
    await isWhole();
  };
  const isUndisturbed = () => {
    expect(writers.map(({ losses }) => losses)).toEqual([0, 0, 0]);
  };

  it('gets another password, one server after the other, and no client loses its connection or a message', async () => {
    await oneByOne((node) => node.reload({ secret: 'new', admitsAnyPassword: true }));
    await oneByOne((node) => node.reload({ secret: 'new', admitsAnyPassword: false }));
    isUndisturbed();
  });

  it('gets new certificates, and another authority in three steps', async () => {
    const folder = cluster.nodes[0]?.certificates ?? '';
    let files = Object.fromEntries(
      readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
    );
    for (const act of certificateActs) {
      files = { ...files, ...(await changeCertificates(act, files)) };
      await oneByOne((node) => {
        for (const [name, text] of Object.entries(files)) writeFileSync(join(node.certificates, name), text);
        node.reload();
      });
    }
    isUndisturbed();
    // New connections are made with the new certificates alone.
    for (const node of cluster.nodes) {
      await node.kill('SIGTERM');
      await node.start();
      await isWhole();
    }
    await goOn();
  });
});
