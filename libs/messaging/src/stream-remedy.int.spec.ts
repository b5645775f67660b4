import { startTestNats, type TestNats } from '@rejoin/testing';
import type { NatsConnection } from 'nats';
import { connectTo } from './connect-to';
import { streamRemedy } from './stream-remedy';

describe('what to do when a stream takes no facts', () => {
  let nats: TestNats;
  let connection: NatsConnection;

  beforeAll(async () => {
    nats = await startTestNats();
    connection = await connectTo(nats.url, 'own');
  });
  afterAll(async () => {
    await connection.close();
    await nats.stop();
  });

  const remedyOf = async (act: Promise<unknown>): Promise<string> => {
    const error: unknown = await act.then(
      () => new Error('it was allowed'),
      (thrown: unknown) => thrown,
    );
    return streamRemedy(error);
  };

  it('is said for each reason that nats-server gives', async () => {
    const { streams } = await connection.jetstreamManager();
    await streams.add({ name: 'OTHER', subjects: ['theirs.>'], max_msgs: 1, discard: 'new' as never });
    expect(await remedyOf(streams.add({ name: 'OURS', subjects: ['theirs.ours'] }))).toMatch(
      /^Delete the other/,
    );
    expect(await remedyOf(streams.add({ name: 'COPIES', subjects: ['copies'], num_replicas: 3 }))).toContain(
      'NATS_STREAM_REPLICAS',
    );
    const js = connection.jetstream();
    await js.publish('theirs.first');
    expect(await remedyOf(js.publish('theirs.second'))).toMatch(/^Raise the limits of JetStream/);
    expect(await remedyOf(js.publish('theirs.large', new Uint8Array(1_048_577)))).toContain('max_payload');
    expect(await remedyOf(js.publish('of no stream'.replaceAll(' ', '.')))).toMatch(/^Switch JetStream on/);
    expect(streamRemedy(new Error('something else'))).toBe(
      'Look at the log of nats-server, and run rejoin doctor.',
    );
  });
});
