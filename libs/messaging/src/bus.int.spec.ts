import { agentStatus, rpcSubject, setPresence } from '@rejoin/contracts';
import { freePort, ConnectionCutter, spawnDependent } from '@rejoin/servers';
import { eventually, startTestNats, type TestNats } from '@rejoin/testing';
import { Bus, Unavailable, type RpcAnswer } from './bus';
import type { NatsConnection } from 'nats';
import { theRun } from '../../testing/src/run/run-environment';
import { connectTo } from './connect-to';

const subject = rpcSubject(setPresence);
const request = { agentId: 'anna', presence: 'busy' } as const;

describe('the bus', () => {
  let nats: TestNats;
  let line: ConnectionCutter;
  let asker: Bus;
  let answerer: Bus;
  let answers = 0;
  let answer: (asked: unknown) => Promise<RpcAnswer>;

  beforeAll(async () => {
    nats = await startTestNats();
    line = await ConnectionCutter.before(nats.urlOf('session-gateway').replace('nats:', 'http:'));
    const cut = Object.assign(new URL(nats.urlOf('session-gateway')), { port: line.port });
    asker = new Bus({ url: cut.href, name: 'asker' });
    answerer = new Bus({ url: nats.urlOf('routing'), name: 'answerer' });
    await eventually(() => asker.isConnected && answerer.isConnected);
    answerer.serve(subject, (asked) => {
      answers++;
      return answer(asked);
    });
  });
  afterAll(async () => {
    await asker.close();
    await answerer.close();
    await line.close();
    await nats.stop();
  });

  beforeEach(async () => {
    answer = () => Promise.resolve({ reply: { presence: 'busy' } });
    await eventually(
      async () => (await asker.ask(setPresence, request).catch(() => undefined)) !== undefined,
    );
    answers = 0;
  });

  it('sends a request to one replica and returns its answer', async () => {
    answer = (asked) => Promise.resolve({ reply: { presence: (asked as typeof request).presence } });
    expect(await asker.ask(setPresence, request)).toEqual({ presence: 'busy' });
    expect(answers).toBe(1);
  });

  it('returns a refusal as a value', async () => {
    answer = () => Promise.resolve({ refused: 'agent-unavailable' });
    expect(await asker.ask(setPresence, request)).toEqual({ refused: 'agent-unavailable' });
  });

  it('reports unavailable when the service could not answer, and when no service listens', async () => {
    answer = () => Promise.reject(new Error('Postgres is away'));
    await expect(asker.ask(setPresence, request)).rejects.toThrow(Unavailable);
    const asked = performance.now();
    await expect(asker.ask(agentStatus, { agentId: 'anna' })).rejects.toThrow(Unavailable);
    expect(performance.now() - asked).toBeLessThan(2_500);
  });

  it('reports unavailable when there is no answer in time', async () => {
    answer = () => new Promise(() => undefined);
    await expect(asker.ask(setPresence, request, 100)).rejects.toThrow(Unavailable);
  });

  it('reports unavailable at once while disconnected, and sends requests again after the reconnect', async () => {
    line.cut();
    await eventually(() => !asker.isConnected);
    const asked = performance.now();
    await expect(asker.ask(setPresence, request)).rejects.toThrow(Unavailable);
    await expect(asker.jetstream()).rejects.toThrow(Unavailable);
    expect(performance.now() - asked).toBeLessThan(1_000);
    line.restore();
    await eventually(() => asker.isConnected);
    expect(await asker.ask(setPresence, request)).toEqual({ presence: 'busy' });
  });

  it('answers a request that arrived late and whose sender no longer waits', async () => {
    line.silence();
    await expect(asker.ask(setPresence, request, 100)).rejects.toThrow(Unavailable);
    line.restore();
    await eventually(() => answers === 1);
    expect(await asker.ask(setPresence, request)).toEqual({ presence: 'busy' });
    expect(answers).toBe(2);
  });

  it('ignores the clocks of hosts: it does not read an instant that an older release sends', async () => {
    const nc = await connectTo(
      nats.urlOf('session-gateway'),
      'a release before, on a host whose clock is behind',
    );
    try {
      const text = JSON.stringify({ request, expiresAt: Date.now() - 3_600_000 });
      const reply = await nc.request(subject, text, { timeout: 10_000 });
      expect(reply.json()).toEqual({ reply: { presence: 'busy' } });
    } finally {
      await nc.close();
    }
  });

  it('answers a message that is no request and keeps working', async () => {
    const heard: unknown[] = [];
    answer = (asked) => {
      heard.push(asked);
      return Promise.resolve({ refused: 'malformed' });
    };
    const nc = await connectTo(nats.urlOf('session-gateway'), 'somebody');
    try {
      for (const text of ['', 'null', '[]', '{"request":', '7']) {
        const reply = await nc.request(subject, text, { timeout: 2_000 });
        expect(reply.json()).toEqual({ refused: 'malformed' });
      }
    } finally {
      await nc.close();
    }
    expect(heard).toEqual(Array(5).fill(undefined));
  });

  it('reports whether the server knows its subscriptions, and reports no while the server is silent', async () => {
    const late = new Bus({ url: nats.urlOf('routing'), name: 'late' });
    try {
      late.serve(rpcSubject(agentStatus), () => Promise.resolve({ refused: 'agent-unavailable' }));
      expect(await late.reachesServer()).toBe(false);
      await eventually(() => late.reachesServer());
      expect(await asker.ask(agentStatus, { agentId: 'anna' })).toEqual({ refused: 'agent-unavailable' });
    } finally {
      await late.close();
    }
    expect(await late.reachesServer()).toBe(false);
    line.silence();
    const heard = await asker.reachesServer(50);
    line.restore();
    expect(heard).toBe(false);
    await eventually(() => asker.reachesServer());
  });

  it('rings at every connected replica of the service and nowhere else', async () => {
    const other = new Bus({ url: nats.urlOf('session-gateway'), name: 'other' });
    const rung: string[] = [];
    asker.onRing('session-gateway.test', (payload) => rung.push(`asker ${JSON.stringify(payload)}`));
    other.onRing('session-gateway.test', (payload) => rung.push(`other ${JSON.stringify(payload)}`));
    try {
      await eventually(() => other.isConnected);
      await eventually(() => {
        asker.ring('session-gateway.test', { seq: 7 });
        return rung.includes('asker {"seq":7}') && rung.includes('other {"seq":7}');
      });
    } finally {
      await other.close();
    }
  });

  describe('while NATS refuses its password', () => {
    const alarms: unknown[] = [];
    const log = {
      info: () => undefined,
      warn: () => undefined,
      error: (fields: object) => void alarms.push(fields),
    };
    const asks = () =>
      eventually(async () => (await asker.ask(setPresence, request).catch(() => undefined)) !== undefined);
    afterEach(async () => {
      nats.admitEverybody();
      await asks();
    });

    it('raises one alarm, and then continues all its services and subscriptions', async () => {
      const own = new Bus({ url: nats.urlOf('routing'), name: 'own', log });
      let rings = 0;
      let connects = 0;
      own.onConnect(() => connects++);
      own.onRing('routing.test', () => rings++);
      own.serve(rpcSubject(agentStatus), () => Promise.resolve({ refused: 'agent-unavailable' }));
      try {
        await eventually(() => own.reachesServer());
        const before = connects;
        nats.refuseEverybody();
        await eventually(() => !own.isConnected && !asker.isConnected);
        await eventually(() => alarms.length > 0);
        await eventually(() => expect(own.trouble).toMatch(/authorization/i));
        nats.admitEverybody();
        await asks();
        await eventually(() => own.isConnected);
        expect(connects).toBeGreaterThan(before);
        expect(own.trouble).toBeUndefined();
        const asked = () => asker.ask(agentStatus, { agentId: 'anna' }).catch(() => undefined);
        await eventually(async () => expect(await asked()).toEqual({ refused: 'agent-unavailable' }));
        await eventually(() => {
          answerer.ring('routing.test', {});
          return rings > 0;
        });
        const reasons = alarms.map((alarm) => JSON.stringify(alarm));
        expect(alarms[0]).toMatchObject({ alarm: 'nats-unavailable' });
        expect(new Set(reasons).size).toBe(reasons.length);
      } finally {
        await own.close();
      }
    });

    it('answers again when it gets back a permission that it had lost', async () => {
      const own = new Bus({ url: nats.urlOf('routing'), name: 'own', log });
      own.serve(rpcSubject(agentStatus), () => Promise.resolve({ refused: 'agent-unavailable' }));
      const status = () => asker.ask(agentStatus, { agentId: 'anna' }).catch(() => undefined);
      try {
        await eventually(status);
        nats.takeRights('routing');
        await eventually(() => expect(own.trouble).toMatch(/^no right to subscribe/));
        expect(await status()).toBeUndefined();
        nats.admitEverybody();
        await eventually(status);
        await eventually(() => own.trouble === undefined);
      } finally {
        await own.close();
      }
    });

    it('connects in the end although its first connection is refused', async () => {
      nats.refuseEverybody();
      await eventually(() => !asker.isConnected);
      const late = new Bus({ url: nats.urlOf('routing'), name: 'late', log });
      try {
        await eventually(() => expect(late.trouble).toMatch(/authorization/i));
        nats.admitEverybody();
        await eventually(() => late.reachesServer());
      } finally {
        await late.close();
      }
    });
  });

  it('says that a NATS has no JetStream, with the remedy', async () => {
    const port = await freePort();
    const plain = spawnDependent(theRun().nats.path, ['-a', '127.0.0.1', '-p', String(port)], {
      deathSignal: 'SIGKILL',
      stdio: 'ignore',
    });
    const alarms: object[] = [];
    const ignore = () => undefined;
    const log = { info: ignore, warn: ignore, error: (fields: object) => void alarms.push(fields) };
    const own = new Bus({ url: `nats://127.0.0.1:${port}`, name: 'own', log });
    try {
      await eventually(() => expect(own.trouble).toBe('JetStream is switched off'));
      const remedy = expect.stringContaining('add jetstream {}') as string;
      await eventually(() => expect(alarms.at(-1)).toMatchObject({ reason: own.trouble, remedy }));
    } finally {
      await own.close();
      plain.kill('SIGKILL');
    }
  });

  it('raises an alarm while NATS accepts connections and answers nothing', async () => {
    const alarms: object[] = [];
    const log = {
      info: () => undefined,
      warn: () => undefined,
      error: (fields: object) => void alarms.push(fields),
    };
    const own = new Bus({ url: nats.urlOf('routing'), name: 'own', log });
    try {
      await eventually(() => own.reachesServer());
      process.kill(nats.pid, 'SIGSTOP');
      await eventually(() => expect(alarms).toMatchObject([{ alarm: 'nats-unavailable' }]));
      // Long before its silence ends the connection.
      expect(own.trouble).toMatch(/^JetStream/);
      expect(own.isConnected).toBe(true);
    } finally {
      process.kill(nats.pid, 'SIGCONT');
      await eventually(() => own.trouble === undefined);
      await own.close();
    }
    await eventually(
      async () => (await asker.ask(setPresence, request).catch(() => undefined)) !== undefined,
    );
  });

  it('reports that it listens only when the server knows its subscriptions, after every connect', async () => {
    const ownLine = await ConnectionCutter.before(nats.urlOf('routing').replace('nats:', 'http:'));
    const through = Object.assign(new URL(nats.urlOf('routing')), { port: ownLine.port });
    const own = new Bus({ url: through.href, name: 'own' });
    let listening = 0;
    try {
      own.onListening(() => listening++);
      await eventually(() => listening === 1);
      const { era } = own;
      // The proxy holds all data from the moment of the reconnect. It is in this process, so the server cannot have
      // received the subscriptions yet.
      own.onConnect(() => own.era > era && ownLine.silence());
      ownLine.drop();
      await eventually(() => own.era === era + 2);
      expect(await own.reachesServer(300)).toBe(false);
      expect(listening).toBe(1);
      ownLine.restore();
      await eventually(() => listening === 2);
    } finally {
      await own.close();
      await ownLine.close();
    }
  });

  it('opens another client with the same subscriptions when its client closes for good', async () => {
    const own = new Bus({ url: nats.urlOf('routing'), name: 'own' });
    const opened = new Set<NatsConnection>();
    own.serve(rpcSubject(agentStatus), () => Promise.resolve({ refused: 'agent-unavailable' }));
    try {
      await eventually(() => own.reachesServer());
      const { era } = own;
      for (const times of [1, 2]) {
        const { js } = await eventually(() => own.jetstream());
        const client = (js as unknown as { nc: NatsConnection }).nc;
        expect(opened.has(client)).toBe(false);
        opened.add(client);
        await client.close();
        await eventually(async () => (await own.reachesServer()) && own.era >= era + 2 * times);
        const asked = asker.ask(agentStatus, { agentId: 'anna' });
        expect(await asked).toEqual({ refused: 'agent-unavailable' });
      }
    } finally {
      await own.close();
    }
  });

  it('reports every connection, and starts an era with every change', async () => {
    let connects = 0;
    const stop = asker.onConnect(() => connects++);
    expect(connects).toBe(1);
    const { era } = asker;
    line.drop();
    await eventually(() => connects === 2);
    expect(asker.era).toBe(era + 2);
    stop();
    line.drop();
    await eventually(() => asker.era === era + 4);
    expect(connects).toBe(2);
  });

  it('leaves a silent server for another one, long before the pings of the client notice it', async () => {
    const url = nats.urlOf('session-gateway');
    const lines = [await ConnectionCutter.before(url), await ConnectionCutter.before(url)];
    const urls = lines.map(({ port }) => Object.assign(new URL(url), { port }).href);
    const bus = new Bus({ url: urls.join(','), name: 'mobile', probeEveryMs: 200 });
    try {
      await eventually(() => bus.isConnected);
      const [used, other] = lines[0]?.connections === 1 ? lines : [...lines].reverse();
      used?.silence();
      await eventually(() => bus.ask(setPresence, request, 500), { timeout: 8_000 });
      expect(other?.connections).toBe(1);
    } finally {
      for (const one of lines) one.restore();
      await bus.close();
      for (const one of lines) await one.close();
    }
  });

  it('closes although NATS was never available', async () => {
    const alone = new Bus({ url: 'nats://127.0.0.1:1', name: 'alone' });
    await expect(alone.jetstream()).rejects.toThrow(Unavailable);
    await alone.close();
    expect(alone.isConnected).toBe(false);
  });

  it('closes although NATS is no longer available', async () => {
    const short = new Bus({ url: nats.urlOf('routing'), name: 'short' });
    await eventually(() => short.isConnected);
    await nats.kill('SIGKILL');
    await short.close();
    await nats.start();
    await eventually(() => asker.isConnected && answerer.isConnected);
    await eventually(
      async () => (await asker.ask(setPresence, request).catch(() => undefined)) !== undefined,
    );
  });
});
