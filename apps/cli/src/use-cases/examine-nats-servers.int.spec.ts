import { natsUsers } from '@rejoin/servers';
import { eventually, startTestNats, startTestNatsCluster, type TestNatsCluster } from '@rejoin/testing';
import type { Finding } from '../domain/finding';
import { examineNats, examineNatsUsers } from './examine-nats';
import { examineNatsServers } from './examine-nats-servers';

/** nats-server 2.9 rarely needs a minute to elect a leader. */
const patient = { timeout: 120_000 };
jest.setTimeout(420_000);
const passwords = Object.fromEntries(natsUsers.map((user) => [user, 'test']));
const wrong = (findings: readonly Finding[]) =>
  findings.filter(({ level }) => level !== 'ok').map(({ check, what }) => `${check}: ${what}`);

describe('doctor, of a real NATS cluster', () => {
  let nats: TestNatsCluster;
  const port = (i: number) => new URL(nats.nodes[i]?.url ?? '').port;
  beforeAll(async () => {
    nats = await startTestNatsCluster();
  });
  afterAll(() => nats.stop());

  it('finds nothing wrong in one whose servers see each other and give everybody the same rights', async () => {
    await eventually(async () => expect(wrong(await examineNatsServers(nats.url))).toEqual([]), patient);
    expect(wrong(await examineNatsUsers(nats.url, passwords))).toEqual([]);
    expect(wrong(await examineNats(nats.url, []))).not.toContainEqual(expect.stringContaining('nats.leader'));
    const [first = ''] = nats.url.split(',');
    expect(wrong(await examineNatsServers(first))).toEqual(['nats.servers: NATS_URL names 1 of 3 servers']);
  });

  it('finds a server with other rights, and one that is in no cluster', async () => {
    const other = await startTestNats();
    try {
      other.takeRights('routing');
      other.refuseEverybody();
      const [first = '', second = ''] = nats.url.split(',');
      const host = new URL(other.url).host;
      await eventually(
        async () =>
          expect(wrong(await examineNatsUsers([first, other.url].join(','), passwords))).toContain(
            `nats.rights: NATS at ${host} as config: it refuses the user or the password`,
          ),
        patient,
      );
      other.admitEverybody();
      await eventually(
        async () =>
          expect(wrong(await examineNatsServers([first, second, other.url].join(',')))).toContain(
            'nats.servers: rejoin is in no cluster',
          ),
        patient,
      );
    } finally {
      await other.stop();
    }
  });

  it('finds a server that is gone, then that there is no leader, and nothing when all are back', async () => {
    const gone = (i: number) => `nats.servers: NATS at 127.0.0.1:${port(i)}: nothing listens there`;
    await nats.nodes[2]?.kill('SIGKILL');
    await eventually(
      async () => expect(wrong(await examineNatsServers(nats.url))).toEqual([gone(2)]),
      patient,
    );
    // Whoever is gone is not without rights.
    expect(wrong(await examineNatsUsers(nats.url, passwords))).toEqual([]);
    await nats.nodes[1]?.kill('SIGKILL');
    await eventually(
      async () =>
        expect(wrong(await examineNats(nats.url, []))).toEqual([
          'nats.leader: the cluster has no leader, so that streams take nothing',
        ]),
      patient,
    );
    expect(wrong(await examineNatsServers(nats.url))).toEqual([gone(1), gone(2)]);
    for (const node of nats.nodes) await node.start();
    await eventually(async () => expect(wrong(await examineNatsServers(nats.url))).toEqual([]), patient);
    await eventually(
      async () =>
        expect(wrong(await examineNats(nats.url, []))).toContain(
          'nats.streams: the stream REJOIN_ROUTING does not exist',
        ),
      patient,
    );
  });
});
