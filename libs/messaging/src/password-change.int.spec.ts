import { rpcSubject, setPresence } from '@rejoin/contracts';
import { SecretValues } from '@rejoin/kernel';
import { eventually, startTestNats, type TestNats } from '@rejoin/testing';
import { Bus } from './bus';

const request = { agentId: 'anna', presence: 'busy' } as const;

describe('a password of NATS that is changed under a running service', () => {
  let nats: TestNats;
  let asker: Bus;
  let file: string;
  let bus: Bus;

  beforeAll(async () => {
    nats = await startTestNats();
    asker = new Bus({ url: nats.urlOf('session-gateway'), name: 'asker' });
  });
  afterAll(async () => {
    await asker.close();
    await nats.stop();
  });
  beforeEach(async () => {
    file = 'test';
    bus = open();
    await works();
  });
  afterEach(async () => {
    await bus.close();
    nats.admitEverybody();
    await eventually(() => asker.reachesServer());
  });

  const open = () => {
    const password = new SecretValues(file);
    password.follow({ read: () => file, onProblem: () => undefined });
    const opened = new Bus({ url: nats.urlOf('routing'), password, name: 'changed' });
    opened.serve(rpcSubject(setPresence), () => Promise.resolve({ reply: { presence: 'busy' } }));
    return opened;
  };
  const works = () =>
    eventually(async () => {
      expect(await bus.reachesServer()).toBe(true);
      expect(await asker.ask(setPresence, request)).toEqual({ presence: 'busy' });
    });

  it('takes one reconnect when the service has the old and the new one', async () => {
    file = 'new\ntest';
    const { era } = bus;
    nats.setPasswords({ routing: 'new' });
    await eventually(() => expect(bus.era).toBeGreaterThan(era));
    await works();
    expect(bus.trouble).toBeUndefined();
  });

  it('is not noticed when the service gets the new one first, and the server is started again before it has it', async () => {
    file = 'new\ntest';
    await nats.restart();
    await works();
    nats.setPasswords({ routing: 'new' });
    file = 'new';
    const { era } = bus;
    await eventually(() => expect(bus.era).toBeGreaterThan(era));
    await works();
  });

  it('admits a service that starts in the middle of it', async () => {
    file = 'new\ntest';
    const second = open();
    try {
      await eventually(() => second.reachesServer());
    } finally {
      await second.close();
    }
  });

  it('is said in one sentence when the service does not have it, and recovers when its file does', async () => {
    nats.setPasswords({ routing: 'new' });
    await eventually(() => expect(bus.trouble).toMatch(/refuses the user or its password$/));
    expect(bus.isConnected).toBe(false);
    file = 'new\ntest';
    await works();
    expect(bus.trouble).toBeUndefined();
  });

  it('ends the old one: a service that has only this is refused', async () => {
    nats.setPasswords({ routing: 'new' });
    await eventually(() => !bus.isConnected);
    const late = open();
    try {
      await eventually(() => expect(late.trouble).toMatch(/authorization/i));
      expect(late.isConnected).toBe(false);
    } finally {
      await late.close();
    }
  });
});
