import { checkNatsServers, type NatsServerState } from './check-nats-servers';

const names = ['nats', 'nats-2', 'nats-3'];
const seen = (who: readonly string[] = names, version = '2.12.15') =>
  who.map((name, i) => ({ name, version, clock: 1_000 + i }));
const server = (name: string, changed: Partial<NatsServerState['found'] & object> = {}): NatsServerState => ({
  address: `${name}:4222`,
  found: { name, version: '2.12.15', isInCluster: true, sees: seen(), ...changed },
});
const whole = names.map((name) => server(name));
const [first, second, third] = whole as [NatsServerState, NatsServerState, NatsServerState];
const wrong = (...states: NatsServerState[]) =>
  checkNatsServers(states).filter(({ level }) => level !== 'ok');
const whatOf = (...states: NatsServerState[]) =>
  wrong(...states).map(({ check, what }) => `${check}: ${what}`);

describe('doctor, of the servers of NATS', () => {
  it('says nothing of a whole cluster, and of one server that is alone', () => {
    expect(wrong(...whole)).toEqual([]);
    expect(wrong(server('rejoin', { isInCluster: false, sees: seen(['rejoin']) }))).toEqual([]);
  });

  it('names a server that does not answer, and says that no other one may be stopped', () => {
    const failure = { what: 'NATS at nats-3:4222: nothing listens there', remedy: 'Start the server.' };
    const two = [
      server('nats', { sees: seen(['nats', 'nats-2']) }),
      server('nats-2', { sees: seen(['nats', 'nats-2']) }),
    ];
    const [found, ...others] = wrong(...two, { address: 'nats-3:4222', failure });
    expect(others).toEqual([]);
    expect(found).toMatchObject({ level: 'problem', what: failure.what });
    expect(found?.remedy).toBe(
      'Start the server. Do not stop another server of the cluster until this one is back.',
    );
    // Without others, it is reported by the check of the server itself.
    expect(checkNatsServers([{ address: 'nats:4222', failure }])).toEqual([]);
  });

  it('names servers that are not connected to each other, or in no cluster', () => {
    const apart = server('nats-3', { sees: seen(['nats-3']) });
    const pair = ['nats', 'nats-2'].map((name) => server(name, { sees: seen(['nats', 'nats-2']) }));
    expect(whatOf(...pair, apart)).toEqual([
      'nats.servers: nats is not connected to nats-3',
      'nats.servers: nats-2 is not connected to nats-3',
      'nats.servers: nats-3 is not connected to nats, nats-2',
    ]);
    const alone = server('rejoin', { isInCluster: false, sees: seen(['rejoin']) });
    expect(whatOf(first, second, alone)).toContain('nats.servers: rejoin is in no cluster');
  });

  it('names two servers with one name, and servers that NATS_URL does not name', () => {
    expect(whatOf(first, { ...second, found: first.found! }, third)).toEqual([
      'nats.servers: nats-2:4222 and another address of NATS_URL answer with the same server name, nats',
    ]);
    expect(whatOf(first)).toEqual(['nats.servers: NATS_URL names 1 of 3 servers']);
  });

  it('says that it does not know what a server sees', () => {
    const [found, ...others] = wrong(first, second, server('nats-3', { sees: undefined }));
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      level: 'skipped',
      what: expect.stringContaining('nats-3 does not say') as string,
    });
  });

  it('warns of a cluster of two', () => {
    const two = ['nats', 'nats-2'].map((name) => server(name, { sees: seen(['nats', 'nats-2']) }));
    expect(whatOf(...two)).toEqual([
      'nats.servers: a cluster of 2 servers stops working when one of them is down',
    ]);
  });

  it('warns of different versions and of clocks that are apart', () => {
    const newer = [...seen(['nats', 'nats-2']), ...seen(['nats-3'], '2.14.0')];
    expect(whatOf(...names.map((name) => server(name, { sees: newer })))).toEqual([
      'nats.version: the servers have different versions: nats 2.12.15, nats-2 2.12.15, nats-3 2.14.0',
    ]);
    const late = seen().map((one, i) => ({ ...one, clock: i * 2_000 }));
    expect(whatOf(...names.map((name) => server(name, { sees: late })))).toEqual([
      'clock: the clocks of the servers of NATS are 4000 ms apart',
    ]);
    // One slow answer is no clock: the others saw the same servers at one moment.
    expect(wrong(server('nats', { sees: late }), second, third)).toEqual([]);
  });

  it('has a remedy for everything', () => {
    expect(
      wrong(first, server('nats-2', { sees: seen(['nats-2']) })).filter(({ remedy }) => !remedy),
    ).toEqual([]);
  });
});
