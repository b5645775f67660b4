import { eventually } from '@rejoin/testing';
import { ConnectionCutter } from '@rejoin/servers';
import { WebSocket } from 'ws';
import { asked, chat, gateway, live, lost, world } from '../test/chats.fixture';

describe('a chat whose connection is lost', () => {
  it('receives what it missed and sends what was written meanwhile, once and in order', async () => {
    const line = await ConnectionCutter.before(gateway.url);
    const client = chat({ endpoints: [line.url] });
    const back = jest.fn();
    client.on('reconnected', back);
    await client.start();
    await client.send('before');
    line.cut();
    await lost(client);
    gateway.agentSays('missed 1');
    gateway.agentSays('missed 2');
    void client.send('offline 1');
    void client.send('offline 2');
    line.restore();
    const all = ['1 before', '2 missed 1', '3 missed 2', '4 offline 1', '5 offline 2'];
    await eventually(() => expect(client.seen).toEqual(all));
    expect(world.texts()).toHaveLength(5);
    expect(back).toHaveBeenCalledTimes(1);
    expect(back).toHaveBeenCalledWith(expect.objectContaining({ missed: 2 }));
    await line.close();
  });

  it('sends a message again whose ack was lost, and it is stored once', async () => {
    const client = chat();
    await client.start();
    let cuts = 3;
    world.instead = (request, socket) => {
      if (request.type !== 'send' || cuts-- <= 0) return undefined;
      world.store(world.conversation(), 'customer', request.text, request.requestId);
      socket.terminate();
      return 'nothing';
    };
    expect(await client.send('once')).toMatchObject({ seq: 1 });
    expect(world.texts()).toEqual(['once']);
  });

  it('reconnects after five losses in a row without traffic, and repeats nothing', async () => {
    const client = chat();
    const back = jest.fn();
    client.on('reconnected', back);
    await client.start();
    await client.send('one');
    for (let drop = 1; drop <= 5; drop++) {
      gateway.drop();
      await eventually(() => asked('resume').length === drop);
      await live(client);
    }
    await client.send('two');
    await eventually(() => expect(client.seen).toEqual(['1 one', '2 two']));
    expect(back.mock.calls.map(([event]) => (event as { missed: number }).missed)).toEqual([0, 0, 0, 0, 0]);
  });

  it('receives a long absence in pages', async () => {
    const client = chat();
    await client.start();
    await client.send('first');
    world.pageSize = 7;
    gateway.drop();
    for (let i = 2; i <= 500; i++) world.store(world.conversation(), 'agent', `${i}`, null);
    await eventually(() => expect(client.entries).toHaveLength(500));
    expect(client.entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 500 }, (_, i) => i + 1));
  });

  it('replaces a connection that is silent although its socket appears open', async () => {
    const line = await ConnectionCutter.before(gateway.url);
    const patience = { idleMs: 50, answerMs: 1_000, probeMs: 50 };
    const client = chat({ endpoints: [line.url, gateway.url], patience });
    await client.start();
    line.silence();
    await eventually(() => asked('resume').length >= 1);
    expect(await client.send('still here')).toMatchObject({ seq: 1 });
    await line.close();
  });

  it('keeps a quiet connection whose server answers', async () => {
    const client = chat({ patience: { idleMs: 20 } });
    await client.start();
    await eventually(() => asked('ping').length >= 3);
    expect(asked('resume')).toEqual([]);
  });

  it('detects a dead connection at once when the page wakes up', async () => {
    const line = await ConnectionCutter.before(gateway.url);
    const client = chat({ endpoints: [line.url, gateway.url], patience: { probeMs: 500 } });
    await client.start();
    line.silence();
    client.probe();
    await eventually(() => asked('resume').length >= 1);
    await line.close();
  });

  it('estimates how long the customer can reconnect while the connection is lost', async () => {
    const cutter = await ConnectionCutter.before(gateway.url);
    const client = chat({ endpoints: [cutter.url] });
    await client.start();
    await eventually(() => client.conversation?.agent);
    expect(client.secondsLeft).toBeNull();
    cutter.cut();
    await lost(client);
    const limit = client.conversation!.ahead.nextLimitSeconds;
    expect(client.secondsLeft).toBeGreaterThan(limit - 20);
    expect(client.secondsLeft).toBeLessThanOrEqual(limit);
    await cutter.close();
  });

  it('tries at once when the page reports that the network is back', async () => {
    const line = await ConnectionCutter.before(gateway.url);
    const client = chat({ endpoints: [line.url], random: () => 0.9999 });
    await client.start();
    line.cut();
    const waits: number[] = [];
    client.on('connection', (status) => status.phase === 'waiting' && waits.push(status.retryInMs));
    await eventually(() => expect(waits.at(-1)).toBeGreaterThan(2_000));
    line.restore();
    const whole = performance.now();
    client.probe();
    await live(client);
    expect(performance.now() - whole).toBeLessThan(2_000);
    await line.close();
  });

  it('tries again when the customer types, at most once a second', async () => {
    const line = await ConnectionCutter.before(gateway.url);
    let tries = 0;
    class Counted extends WebSocket {
      constructor(url: string) {
        super(url);
        tries++;
      }
    }
    const client = chat({ endpoints: [line.url], WebSocket: Counted, random: () => 0.9999 });
    await client.start();
    line.cut();
    await lost(client);
    line.restore();
    const whole = performance.now();
    const sent = [client.send('one'), client.send('two'), client.send('three')];
    await Promise.all(sent);
    expect(performance.now() - whole).toBeLessThan(2_000);
    expect(tries).toBe(2);
    await line.close();
  });

  it('detects a dead connection by an unanswered message, long before the next ping is due', async () => {
    const line = await ConnectionCutter.before(gateway.url);
    const patience = { idleMs: 60_000, answerMs: 1_000, probeMs: 20 };
    const client = chat({ endpoints: [line.url, gateway.url], patience });
    await client.start();
    line.silence();
    const silentSince = performance.now();
    await eventually(() => performance.now() - silentSince > patience.probeMs + 10);
    expect(await client.send('are you there?')).toMatchObject({ seq: 1 });
    expect(asked('resume').length).toBeGreaterThanOrEqual(1);
    await line.close();
  });

  it('counts from when the server has certainly received something from it, whatever it has received since', async () => {
    const cutter = await ConnectionCutter.before(gateway.url);
    let skipped = 0;
    const wall = Date.now.bind(Date);
    jest.spyOn(Date, 'now').mockImplementation(() => wall() + skipped);
    const client = chat({ endpoints: [cutter.url] });
    await client.start();
    await eventually(() => client.conversation?.agent);
    // The agent's message comes 9 s later. Since then the server has received nothing from the customer.
    skipped = 9_000;
    gateway.agentSays('are you there?');
    await eventually(() => expect(client.seen).toHaveLength(1));
    cutter.cut();
    await lost(client);
    const limit = client.conversation!.ahead.nextLimitSeconds;
    expect(client.secondsLeft).toBeLessThanOrEqual(limit - 9);
    skipped = 3_600_000;
    expect(client.secondsLeft).toBe(0);
    jest.restoreAllMocks();
    await cutter.close();
  });

  it('pings a connection on which only the server sends, to learn whether it receives too', async () => {
    const client = chat({ patience: { idleMs: 100 } });
    await client.start();
    const talk = setInterval(() => gateway.agentSays('…'), 10);
    await eventually(() => asked('ping').length >= 2);
    clearInterval(talk);
    expect(asked('ping').length).toBeLessThan(20);
  });

  it('requests what is missing between two entries', async () => {
    const client = chat({ patience: { gapMs: 20 } });
    await client.start();
    const conversation = world.conversation();
    world.store(conversation, 'agent', 'lost on the way', null);
    gateway.publish(conversation, world.store(conversation, 'agent', 'arrived', null));
    await eventually(() => expect(client.seen).toEqual(['1 lost on the way', '2 arrived']));
  });

  it('replaces its whole history when the server has another one', async () => {
    const client = chat();
    await client.start();
    await client.send('one');
    await client.send('two');
    gateway.drop();
    world.conversation().entries.splice(1);
    await eventually(() => expect(client.entries.map(({ text }) => text)).toEqual(['one']));
  });
});
