import { eventually } from '@rejoin/testing';
import { WebSocket } from 'ws';
import { ContractGateway, TestWorld } from '../test/contract-gateway';
import { anyWay } from './any-way';
import { ChatClient } from './chat-client';
import { platformOf, type Platform, type Socket } from './platform';

let gateway: ContractGateway;
let world: TestWorld;
const clients: ChatClient[] = [];
jest.setTimeout(30_000);

function chat(endpoints = [gateway.url]): ChatClient & { seen: string[] } {
  const client = new ChatClient({ endpoints, widgetId: 'shop', WebSocket, random: () => 0 });
  const seen: string[] = [];
  client.on('entries', (entries) => seen.push(...entries.map(({ seq, text }) => `${seq} ${text}`)));
  clients.push(client);
  return Object.assign(client, { seen });
}

beforeEach(async () => {
  gateway = await ContractGateway.start();
  ({ world } = gateway);
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.leave();
  await gateway.stop();
});

describe('a chat over HTTP', () => {
  beforeEach(() => (gateway.upgrades = 'refuse'));

  it('works in both directions, each entry once and in order', async () => {
    const client = chat();
    void client.start();
    await Promise.all(['one', 'two', 'three'].map((text) => client.send(text)));
    gateway.agentSays('hi');
    await eventually(() => expect(client.seen).toEqual(['1 one', '2 two', '3 three', '4 hi']));
    expect(gateway.connections).toBe(0);
  });

  it('repeats a request that a balancer sent to another gateway', async () => {
    let times = 0;
    world.insteadOfPost = (verb) =>
      verb !== 'open' && times++ % 2 === 0 ? { name: 'other-gateway' } : undefined;
    const client = chat();
    await client.start();
    await client.send('hello');
    gateway.agentSays('hi');
    await eventually(() => expect(client.seen).toEqual(['1 hello', '2 hi']));
    expect(world.requests.map(({ type }) => type)).toEqual(['start', 'send']);
  });

  it('resumes with the missed entries when its requests fail', async () => {
    const client = chat();
    await client.start();
    await client.send('before');
    world.insteadOfPost = () => ({ name: 'unavailable' });
    gateway.drop();
    await eventually(() => client.status.phase !== 'live');
    gateway.agentSays('meanwhile');
    world.insteadOfPost = () => undefined;
    await client.send('after');
    await eventually(() => expect(client.seen).toEqual(['1 before', '2 meanwhile', '3 after']));
    expect(world.requests.filter(({ type }) => type === 'resume')).not.toHaveLength(0);
  });

  it('sends a goodbye when it is closed', async () => {
    const client = chat();
    await client.start();
    expect(gateway.polledConnections).toBe(1);
    client.leave();
    await eventually(() => expect(gateway.polledConnections).toBe(0));
  });

  it('stays, of several gateways, at the one that opened it', async () => {
    const other = await ContractGateway.start(world);
    other.upgrades = 'refuse';
    const client = chat([gateway.url, other.url]);
    await client.start();
    await client.send('hello');
    expect([gateway.polledConnections, other.polledConnections].sort()).toEqual([0, 1]);
    await other.stop();
  });

  it('is never tried when a WebSocket opens', async () => {
    gateway.upgrades = 'pass';
    await chat().start();
    expect(gateway.polledConnections).toBe(0);
    expect(gateway.connections).toBe(1);
  });
});

describe('the choice of a transport', () => {
  let platform: Platform;
  let clock: number;
  let sockets: number;
  let connect: Platform['connect'];

  beforeEach(() => {
    [clock, sockets] = [0, 0];
    const real = platformOf({ WebSocket });
    platform = {
      ...real,
      now: () => clock,
      connect: (url) => {
        sockets++;
        return real.connect(url);
      },
    };
    connect = anyWay(platform);
  });

  const opened: Socket[] = [];
  afterEach(() => opened.splice(0).forEach((socket) => socket.close()));

  function dial(): Promise<'open' | 'closed'> {
    const socket = connect(`${gateway.url.replace('http', 'ws')}/v1/chat`);
    opened.push(socket);
    return new Promise((resolve) => {
      socket.onopen = () => resolve('open');
      socket.onclose = () => resolve('closed');
    });
  }

  it('is remembered for ten minutes, then a WebSocket is tried again', async () => {
    gateway.upgrades = 'refuse';
    expect(await dial()).toBe('open');
    expect(await dial()).toBe('open');
    expect(sockets).toBe(1);
    clock += 600_001;
    gateway.upgrades = 'pass';
    expect(await dial()).toBe('open');
    expect(sockets).toBe(2);
    expect(gateway.connections).toBe(1);
  });

  it('counts from the last attempt with a WebSocket, however often HTTP is used meanwhile', async () => {
    gateway.upgrades = 'refuse';
    expect(await dial()).toBe('open');
    clock += 400_000;
    expect(await dial()).toBe('open');
    clock += 400_000;
    gateway.upgrades = 'pass';
    expect(await dial()).toBe('open');
    expect(gateway.connections).toBe(1);
  });

  describe('the choice of a transport over the pages of a tab', () => {
    const values = new Map<string, string>();
    beforeEach(() => {
      values.clear();
      Object.assign(globalThis, {
        sessionStorage: {
          getItem: (key: string) => values.get(key) ?? null,
          setItem: (key: string, value: string) => values.set(key, value),
        },
      });
    });
    afterEach(() => Reflect.deleteProperty(globalThis, 'sessionStorage'));

    it('is kept, and ends when its time is over', async () => {
      gateway.upgrades = 'refuse';
      expect(await dial()).toBe('open');
      connect = anyWay(platform);
      expect(await dial()).toBe('open');
      expect(sockets).toBe(1);
      connect = anyWay(platform);
      clock += 600_001;
      expect(await dial()).toBe('open');
      expect(sockets).toBe(2);
    });

    it('lasts at most ten minutes when the clock of the device was set back', async () => {
      values.set('rejoin.http', String(Date.now() + 86_400_000));
      connect = anyWay(platform);
      clock += 600_001;
      expect(await dial()).toBe('open');
      expect(sockets).toBe(1);
      expect(gateway.polledConnections).toBe(0);
    });

    it('is used by a client at once, at the gateway that it began with', async () => {
      const until = String(Date.now() + 300_000);
      values.set('rejoin.http', until);
      gateway.upgrades = 'ignore';
      const client = chat([gateway.url]);
      client.addEndpoints(['http://127.0.0.1:1']);
      await client.start();
      expect(gateway.polledConnections).toBe(1);
      // The attempt elsewhere did not remove the choice, and it was not made a second time.
      expect(values.get('rejoin.http')).toBe(until);
    });

    it('is a WebSocket again when HTTP fails', async () => {
      gateway.upgrades = 'refuse';
      expect(await dial()).toBe('open');
      world.insteadOfPost = () => ({ name: 'unavailable' });
      expect(await dial()).toBe('closed');
      expect(values.get('rejoin.http')).toBe('0');
    });
  });

  it('is removed when HTTP fails too', async () => {
    gateway.upgrades = 'refuse';
    expect(await dial()).toBe('open');
    world.insteadOfPost = () => ({ name: 'unavailable' });
    expect(await dial()).toBe('closed');
    world.insteadOfPost = () => undefined;
    gateway.upgrades = 'pass';
    expect(await dial()).toBe('open');
    expect(sockets).toBe(2);
    expect(gateway.connections).toBe(1);
  });

  it('is HTTP where there is no WebSocket', async () => {
    const none = () => {
      throw new Error('no WebSocket');
    };
    connect = anyWay({ ...platform, connect: none });
    expect(await dial()).toBe('open');
    expect(gateway.polledConnections).toBe(1);
  });

  it('is HTTP where a WebSocket gets no answer', async () => {
    gateway.upgrades = 'ignore';
    expect(await dial()).toBe('open');
    expect(gateway.polledConnections).toBe(1);
  });

  it('is HTTP after a WebSocket that opened and brought nothing, and a WebSocket again when that was only closed', async () => {
    expect(await dial()).toBe('open');
    opened[0]!.close();
    expect(await dial()).toBe('open');
    expect([sockets, gateway.polledConnections]).toEqual([2, 0]);
    opened[1]!.terminate!();
    expect(await dial()).toBe('open');
    expect([sockets, gateway.polledConnections]).toEqual([2, 1]);
  });

  it('is HTTP for a client behind a proxy that accepts WebSockets and passes no frames', async () => {
    class Mute extends WebSocket {
      override send(): void {}
    }
    const patience = { answerMs: 1_000 };
    const client = new ChatClient({ endpoints: [gateway.url], widgetId: 'shop', WebSocket: Mute, patience });
    clients.push(client);
    await client.start();
    expect(gateway.polledConnections).toBe(1);
  });

  it('is not HTTP that was closed while a WebSocket was waited for, but HTTP that opens again', async () => {
    gateway.upgrades = 'ignore';
    const requests: string[] = [];
    const fetchOnceCut: typeof fetch = (input, init) => {
      const verb = String(input).split('/').at(-1) ?? '';
      requests.push(verb);
      const isCut = requests.filter((one) => one === verb).length === 1 && verb === 'poll';
      return isCut ? Promise.reject(new Error('cut')) : fetch(input, init);
    };
    connect = anyWay({ ...platform, fetch: fetchOnceCut });
    expect(await dial()).toBe('open');
    expect(requests.filter((verb) => verb === 'open')).toHaveLength(2);
  });

  it('is a WebSocket where one is only slow', async () => {
    const whenHttpIsOpen = () => eventually(() => gateway.polledConnections === 1);
    connect = anyWay({ ...platform, connect: (url) => openingLater(platform.connect(url), whenHttpIsOpen) });
    expect(await dial()).toBe('open');
    await eventually(() => expect(gateway.polledConnections).toBe(0));
    expect(gateway.connections).toBe(1);
  });
});

/** A socket that reports its opening to the page only after `when`. */
function openingLater(socket: Socket, when: () => Promise<unknown>): Socket {
  return new Proxy(socket, {
    set: (target, name, value: unknown) => {
      const told = name === 'onopen' && value ? () => void when().then(value as () => void) : value;
      return Reflect.set(target, name, told);
    },
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
