import { connect, type NatsConnection } from 'nats';
import { startTestNats, type TestNats } from './test-nats';

describe('a nats-server for one test file', () => {
  let nats: TestNats;
  beforeAll(async () => {
    nats = await startTestNats();
  });
  afterAll(() => nats.stop());

  async function as<T>(work: (connection: NatsConnection) => Promise<T>): Promise<T> {
    const { host, username, password } = new URL(nats.url);
    const connection = await connect({ servers: host, user: username, pass: password });
    try {
      return await work(connection);
    } finally {
      await connection.close();
    }
  }

  const streams = () =>
    as(async (connection) => {
      const manager = await connection.jetstreamManager();
      return (await manager.streams.list().next()).map(({ config, state }) => [config.name, state.messages]);
    });

  it('keeps its streams through a restart and through kill -9, and loses them when it is wiped', async () => {
    await as(async (connection) => {
      const manager = await connection.jetstreamManager();
      await manager.streams.add({ name: 'S', subjects: ['s.>'] });
      await connection.jetstream().publish('s.1');
    });

    await nats.restart();
    expect(await streams()).toEqual([['S', 1]]);

    await nats.kill('SIGKILL');
    await nats.start();
    expect(await streams()).toEqual([['S', 1]]);

    await nats.wipe();
    expect(await streams()).toEqual([]);
  });
});
