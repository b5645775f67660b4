import { protocolRevision } from '@rejoin/contracts';
import { eventually, LineCutter } from '@rejoin/testing';
import { WebSocket } from 'ws';
import { ContractGateway, TestWorld } from '../test/contract-gateway';
import { ChatClient, type ChatOptions } from './chat-client';
import type { Storage } from './platform';

/** A browser's storage, shared by the pages and tabs of one browser. */
class Browser implements Storage {
  readonly items = new Map<string, string>();
  getItem = (key: string) => this.items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.items.set(key, value);
  removeItem = (key: string) => void this.items.delete(key);
}

let gateway: ContractGateway;
let world: TestWorld;
const clients: ChatClient[] = [];
jest.setTimeout(30_000);

function chat(options: Partial<ChatOptions> = {}): ChatClient & { seen: string[] } {
  const client = new ChatClient({
    endpoints: options.endpoints ?? [gateway.url],
    widgetId: 'shop',
    WebSocket,
    random: () => 0,
    ...options,
  });
  const seen: string[] = [];
  client.on('entries', (entries) => seen.push(...entries.map(({ seq, text }) => `${seq} ${text}`)));
  clients.push(client);
  return Object.assign(client, { seen });
}

const live = (client: ChatClient) => eventually(() => client.status.phase === 'live');
const lost = (client: ChatClient) => eventually(() => client.status.phase !== 'live');
const asked = (type: string) => world.requests.filter((request) => request.type === type);

beforeEach(async () => {
  gateway = await ContractGateway.start();
  ({ world } = gateway);
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.leave();
  await gateway.stop();
});

describe('a chat', () => {
  it('reports the newest revision of the protocol as its own', async () => {
    await chat().start();
    expect(asked('start')).toMatchObject([{ client: { revision: protocolRevision } }]);
  });

  it('has the same id of the browser in every chat, until everything is forgotten', async () => {
    const client = chat();
    await client.start();
    await client.endChat();
    await client.start({ startNew: true });
    client.shutdown();
    await client.start();
    const ids = asked('start').map((request) => 'browser' in request && request.browser);
    expect(ids).toEqual([expect.stringMatching(/^[\w-]{43}$/), ids[0], expect.any(String)]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('starts, sends, and emits every entry once and in order', async () => {
    const client = chat();
    expect(await client.start({ name: 'Mia', locale: 'en' })).toMatchObject({ created: true });
    expect(await client.send('hello')).toMatchObject({ seq: 1 });
    gateway.agentSays('hi');
    await eventually(() => expect(client.seen).toEqual(['1 hello', '2 hi']));
    expect(asked('start')).toMatchObject([{ widgetId: 'shop', name: 'Mia', locale: 'en' }]);
    expect(client.conversation?.agent?.name).toBe('Ada');
  });

  it('keeps working with a gateway of a later release that sends unknown frames', async () => {
    const client = chat();
    await client.start();
    await client.send('before');
    gateway.tellLater({ type: 'of-a-later-release' });
    const snapshot = { ...gateway.snapshotOf(world.conversation()), state: 'of-a-later-release', more: 1 };
    gateway.tellLater({ type: 'conversation', ...{ conversation: snapshot, more: 1 } });
    await client.send('after');
    expect(client.seen).toEqual(['1 before', '2 after']);
    expect(client.conversation).toMatchObject({ agent: { name: 'Ada' }, state: 'of-a-later-release' });
  });

  it('rejects a start with the refusal, and does not try again', async () => {
    world.instead = () => ({ name: 'reconnect-available' });
    await expect(chat().start()).rejects.toMatchObject({ name: 'reconnect-available' });
    expect(asked('start')).toHaveLength(1);
  });

  it('sends in order what was written before it was connected', async () => {
    const client = chat();
    void client.start();
    void client.send('one');
    await client.send('two');
    expect(world.texts()).toEqual(['one', 'two']);
  });

  it('ends for good after its unsent messages were sent', async () => {
    const client = chat();
    await client.start();
    void client.send('bye');
    await client.endChat();
    expect(world.requests.map(({ type }) => type)).toEqual(['start', 'send', 'close']);
    await eventually(() => client.status.phase === 'over');
    expect(client.restore()).toBeUndefined();
  });

  it('closes its connection when the agent ends it, without a `too-late` event', async () => {
    const client = chat();
    const tooLate = jest.fn();
    client.on('too-late', tooLate);
    await client.start();
    const conversation = world.conversation();
    conversation.ended = { by: 'agent', reason: 'ended' };
    conversation.rev++;
    gateway.tell({ type: 'conversation', conversation: gateway.snapshotOf(conversation) });
    await eventually(() => client.status.phase === 'over');
    await expect(client.send('wait')).rejects.toMatchObject({ name: 'conversation-ended' });
    expect(client.takeUnsent()).toEqual(['wait']);
    expect(tooLate).not.toHaveBeenCalled();
  });

  it('rejects a refused action with the name of its refusal', async () => {
    const client = chat();
    await client.start();
    world.instead = () => ({ name: 'no-extension-left' });
    await expect(client.extend()).rejects.toMatchObject({ name: 'no-extension-left' });
  });

  it('keeps the order when the server refuses a message temporarily', async () => {
    const client = chat();
    await client.start();
    let refusals = 2;
    world.instead = ({ type }) => (type === 'send' && refusals-- > 0 ? { name: 'too-many' } : undefined);
    void client.send('one');
    await client.send('two');
    expect(world.texts()).toEqual(['one', 'two']);
  });

  it('reports a message that is refused for good, and sends the next one', async () => {
    const client = chat();
    const refused: string[] = [];
    client.on('refused', ({ refusal, text }) => refused.push(`${refusal.name}: ${text}`));
    await client.start();
    world.instead = (request) =>
      request.type === 'send' && request.text === 'long' ? { name: 'message-too-long' } : undefined;
    void client.send('long');
    await client.send('short');
    expect(refused).toEqual(['message-too-long: long']);
  });
});

describe('a chat whose connection is lost', () => {
  it('receives what it missed and sends what was written meanwhile, once and in order', async () => {
    const line = await LineCutter.before(gateway.url);
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
    const line = await LineCutter.before(gateway.url);
    const patience = { idleMs: 50, answerMs: 150, probeMs: 50 };
    const client = chat({ endpoints: [line.url, gateway.url], patience });
    await client.start();
    line.silence();
    await eventually(() => asked('resume').length === 1);
    expect(await client.send('still here')).toMatchObject({ seq: 1 });
    await line.close();
  });

  it('keeps a quiet connection whose server answers', async () => {
    const client = chat({ patience: { idleMs: 20, answerMs: 1_000 } });
    await client.start();
    await eventually(() => asked('ping').length >= 3);
    expect(asked('resume')).toEqual([]);
  });

  it('detects a dead connection at once when the page wakes up', async () => {
    const line = await LineCutter.before(gateway.url);
    const client = chat({ endpoints: [line.url, gateway.url], patience: { probeMs: 60 } });
    await client.start();
    line.silence();
    client.probe();
    await eventually(() => asked('resume').length === 1);
    await line.close();
  });

  it('estimates how long the customer can reconnect while the connection is lost', async () => {
    const cutter = await LineCutter.before(gateway.url);
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
    const line = await LineCutter.before(gateway.url);
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
    expect(performance.now() - whole).toBeLessThan(1_000);
    await line.close();
  });

  it('tries again when the customer types, at most once a second', async () => {
    const line = await LineCutter.before(gateway.url);
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
    expect(performance.now() - whole).toBeLessThan(1_000);
    expect(tries).toBe(2);
    await line.close();
  });

  it('detects a dead connection by an unanswered message, long before the next ping is due', async () => {
    const line = await LineCutter.before(gateway.url);
    const patience = { idleMs: 60_000, answerMs: 200, probeMs: 20 };
    const client = chat({ endpoints: [line.url, gateway.url], patience });
    await client.start();
    line.silence();
    const silentSince = performance.now();
    await eventually(() => performance.now() - silentSince > patience.probeMs + 10);
    expect(await client.send('are you there?')).toMatchObject({ seq: 1 });
    expect(asked('resume')).toHaveLength(1);
    await line.close();
  });

  it('uses the gateway that answers while another one does not answer', async () => {
    const silent = await LineCutter.before(gateway.url);
    silent.silence();
    const client = chat({ endpoints: [silent.url, gateway.url], random: () => 0 });
    const began = performance.now();
    await client.start();
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(silent.connections).toBeLessThanOrEqual(1);
    await silent.close();
  });

  it('learns the other gateways from the one it knows, also for the next page, and uses them', async () => {
    const other = await ContractGateway.start(world);
    const storage = new Browser();
    world.endpoints = [gateway.url, other.url, 'not an address'];
    const endpoints = [gateway.url];
    const client = chat({ storage, endpoints });
    await client.start();
    await client.widget();
    await gateway.stop();
    expect(await client.send('by the other one')).toMatchObject({ seq: 1 });
    client.leave();
    expect(await chat({ storage, endpoints }).restore()).toMatchObject({ created: false });
    await other.stop();
  });

  it('continues with the next address when the page may not connect to one', async () => {
    class Strict extends WebSocket {
      constructor(url: string) {
        if (url.startsWith('ws://insecure')) throw new Error('SecurityError');
        super(url);
      }
    }
    const client = chat({ endpoints: ['http://insecure.example', gateway.url], WebSocket: Strict });
    await expect(client.start()).resolves.toMatchObject({ created: true });
  });

  it('counts from when the server has certainly received something from it, whatever it has received since', async () => {
    const cutter = await LineCutter.before(gateway.url);
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
    const client = chat({ patience: { idleMs: 100, answerMs: 1_000 } });
    await client.start();
    const talk = setInterval(() => gateway.agentSays('…'), 10);
    await eventually(() => asked('ping').length >= 2);
    clearInterval(talk);
    expect(asked('ping').length).toBeLessThan(20);
  });

  it('tries the next gateway', async () => {
    const other = await ContractGateway.start(world);
    const client = chat({ endpoints: [gateway.url, other.url] });
    await client.start();
    await gateway.stop();
    await eventually(() => other.connections === 1);
    expect(await client.send('here now')).toMatchObject({ seq: 1 });
    client.leave();
    await other.stop();
  });

  it('waits as long as a stopping server requests, and reconnects', async () => {
    const client = chat();
    await client.start();
    const waits: number[] = [];
    client.on('connection', (status) => status.phase === 'waiting' && waits.push(status.retryInMs));
    gateway.tell({ type: 'moving', retryAfterSeconds: 0.2 });
    await lost(client);
    await live(client);
    expect(waits).toEqual([200]);
  });

  it('reconnects after 1012, and never treats a close as the end', async () => {
    const client = chat();
    await client.start();
    for (const code of [1000, 1001, 1011, 1012]) {
      const before = asked('resume').length;
      gateway.close(code);
      await eventually(() => asked('resume').length === before + 1);
      await live(client);
    }
  });

  it('waits as requested when the resume is refused temporarily', async () => {
    const client = chat();
    await client.start();
    let refusals = 2;
    world.instead = ({ type }) =>
      type === 'resume' && refusals-- > 0 ? { name: 'unavailable', retryAfterSeconds: 0.05 } : undefined;
    gateway.drop();
    await lost(client);
    await live(client);
    expect(asked('resume')).toHaveLength(3);
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

describe('a chat that continues elsewhere', () => {
  it('is superseded and does not reconnect', async () => {
    const client = chat();
    await client.start();
    gateway.close(4408);
    await eventually(() => client.status.phase === 'superseded');
    client.probe();
    await expect(client.send('me?')).rejects.toMatchObject({ name: 'conversation-ended' });
    expect(asked('resume')).toEqual([]);
    expect(client.takeUnsent()).toEqual(['me?']);
  });

  it('leaves the session unchanged that replaced it in the same browser', async () => {
    const storage = new Browser();
    const [first, second] = [chat({ storage }), chat({ storage })];
    await first.start();
    world.links.set('a-link', world.conversation().id);
    await second.reconnectByLink('https://shop.example/#oc.reconnectid=a-link');
    gateway.closeOldest(4408);
    await eventually(() => first.status.phase === 'superseded');
    expect(chat({ storage }).restore()).toBeDefined();
  });
});

describe('a chat whose customer reconnects too late', () => {
  it('reports it with the redirect URL, and keeps what was not sent', async () => {
    const storage = new Browser();
    const client = chat({ storage });
    const told = jest.fn();
    client.on('too-late', told);
    await client.start();
    world.instead = ({ type }) =>
      type === 'resume' ? { name: 'window-expired', redirectUrl: 'https://shop.example/late' } : undefined;
    // The text is typed when the connection is lost and before the reconnection is refused.
    const answer = new Promise((resolve, reject) => {
      const stop = client.on('connection', ({ phase }) => {
        if (phase === 'live') return;
        stop();
        client.send('are you there?').then(resolve, reject);
      });
    });
    gateway.drop();
    await expect(answer).rejects.toMatchObject({ name: 'window-expired' });
    expect(told.mock.calls).toEqual([
      [{ name: 'window-expired', redirectUrl: 'https://shop.example/late', unsent: ['are you there?'] }],
    ]);
    expect(client.getReconnectContext().redirectURL).toBe('https://shop.example/late');

    const next = chat({ storage });
    expect(next.restore()).toBeUndefined();
    expect(await next.start()).toMatchObject({ created: true });
    expect(asked('send')).toEqual([]);
    expect(next.takeUnsent()).toEqual(['are you there?']);
    expect(next.takeUnsent()).toEqual([]);
  });

  it('reports it when a link is redeemed too late', async () => {
    const client = chat();
    const told = jest.fn();
    client.on('too-late', told);
    world.insteadOfPost = () => ({ name: 'window-expired', redirectUrl: 'https://shop.example/late' });
    await expect(client.reconnectByLink('a-link')).rejects.toMatchObject({ name: 'window-expired' });
    expect(told).toHaveBeenCalledTimes(1);
  });
});

describe('a chat after a reload of its page', () => {
  it('resumes with the whole transcript, and sends what the earlier page had not sent', async () => {
    const storage = new Browser();
    const former = chat({ storage });
    await former.start();
    await former.send('one');
    world.instead = ({ type }) => (type === 'send' ? 'nothing' : undefined);
    void former.send('two');
    await eventually(() => asked('send').length === 2);
    former.leave();
    world.instead = () => undefined;

    const page = chat({ storage });
    expect(await page.restore()).toMatchObject({ created: false });
    await eventually(() => expect(page.seen).toEqual(['1 one', '2 two']));
    expect(asked('resume')).toMatchObject([{ afterSeq: 0 }]);
  });

  it('continues where it was when the page comes from the back/forward cache', async () => {
    const client = chat();
    await client.start();
    await client.send('one');
    world.instead = ({ type }) => (type === 'send' ? 'nothing' : undefined);
    const answer = client.send('two');
    await eventually(() => asked('send').length === 2);
    client.leave();
    world.instead = () => undefined;
    await client.restore();
    expect(await answer).toMatchObject({ seq: 2 });
    expect(asked('resume')).toMatchObject([{ afterSeq: 1 }]);
    await eventually(() => expect(client.seen).toEqual(['1 one', '2 two']));
  });

  it('counts as missed what the earlier page had not received', async () => {
    const storage = new Browser();
    const former = chat({ storage });
    await former.start();
    await former.send('one');
    await eventually(() => former.seen.length === 1);
    former.leave();
    gateway.agentSays('two');
    const page = chat({ storage });
    const back = jest.fn();
    page.on('reconnected', back);
    await page.restore();
    await eventually(() => expect(page.seen).toEqual(['1 one', '2 two']));
    expect(back).toHaveBeenCalledWith(expect.objectContaining({ missed: 1 }));
  });

  it('counts as missed only visible messages of others: no system entries, nothing hidden, none of its own', async () => {
    const client = chat();
    const back = jest.fn();
    client.on('reconnected', back);
    await client.start();
    await client.send('one');
    await eventually(() => client.seen.length === 1);
    client.leave();
    for (const kind of ['system', 'hidden'] as const)
      Object.assign(world.store(world.conversation(), 'agent', '', null), { kind, text: null });
    world.store(world.conversation(), 'customer', 'from another tab', 'm1');
    gateway.agentSays('two');
    await client.restore();
    await eventually(() => expect(client.seen).toHaveLength(5));
    await eventually(() => expect(back).toHaveBeenCalledWith(expect.objectContaining({ missed: 1 })));
  });

  it('repeats an unanswered start, and gets one conversation', async () => {
    const storage = new Browser();
    world.instead = (request) => {
      if (request.type === 'start') world.create(request.secret);
      return 'nothing';
    };
    const former = chat({ storage });
    void former.start({ name: 'Mia' });
    await eventually(() => asked('start').length === 1);
    former.leave();
    world.instead = () => undefined;
    await chat({ storage }).restore();
    expect(world.conversations.size).toBe(1);
    expect(asked('start')).toMatchObject([{ name: 'Mia' }, { name: 'Mia' }]);
  });

  it('ignores the answers to what another tab sends', async () => {
    const storage = new Browser();
    const [one, two] = [chat({ storage }), chat({ storage })];
    await one.start();
    await two.restore();
    world.instead = ({ type }) => (type === 'send' ? 'nothing' : undefined);
    void one.send('from one');
    void two.send('from two');
    one.leave();
    two.leave();
    world.instead = () => undefined;
    const page = chat({ storage });
    await page.restore();
    await eventually(() => expect(page.seen).toEqual(['1 from one', '2 from two']));
  });

  it('joins the chat that another tab of this browser began, and leaves the one that another tab removed', async () => {
    const storage = new Browser();
    const [one, other] = [chat({ storage }), chat({ storage })];
    expect(other.otherTabChanged()).toBe('same');
    await one.start();
    expect(other.otherTabChanged()).toBe('joined');
    await live(other);
    expect(other.conversationId).toBe(one.conversationId);
    expect(other.otherTabChanged()).toBe('same');
    one.shutdown();
    expect(other.otherTabChanged()).toBe('left');
    expect(other.status.phase).toBe('idle');
  });

  it('stays connected when another tab has learned first that the conversation has ended', async () => {
    const storage = new Browser();
    const [first, second] = [chat({ storage }), chat({ storage })];
    await first.start();
    expect(second.restore()).toBeTruthy();
    await live(second);
    // What a tab stores that has learned of the end. Only the removal of the whole item is a shutdown.
    const saved = JSON.parse(storage.getItem('rejoin.shop') ?? '') as object;
    storage.setItem('rejoin.shop', JSON.stringify({ ...saved, session: null }));
    expect(second.otherTabChanged()).toBe('same');
    expect(second.status.phase).toBe('live');
    first.shutdown();
    expect(second.otherTabChanged()).toBe('left');
  });

  it('informs other tabs of a shutdown also when nothing was stored', () => {
    const told: string[] = [];
    class Telling extends Browser {
      // A browser sends a `storage` event only for items that existed.
      override removeItem = (key: string): undefined => {
        if (this.items.delete(key)) told.push(key);
      };
    }
    const storage = new Telling();
    chat({ storage }).shutdown();
    expect(told).toEqual(['rejoin.shop']);
    expect(storage.items.size).toBe(0);
  });

  it('sends what a closed tab has left unsent, before its own messages, and both once', async () => {
    const storage = new Browser();
    const cutter = await LineCutter.before(gateway.url);
    const gone = chat({ storage, endpoints: [cutter.url] });
    const stays = chat({ storage });
    await gone.start();
    stays.otherTabChanged();
    await live(stays);
    cutter.cut();
    void gone.send('of the tab that is gone');
    gone.leave();
    world.instead = (request) => (request.type === 'send' ? 'nothing' : undefined);
    void stays.send('of the tab that stays');
    await eventually(() => asked('send').length === 1);
    world.instead = () => undefined;
    stays.adoptUnsent();
    await eventually(() => expect(stays.outgoing).toEqual([]));
    await cutter.close();
    expect(world.texts()).toEqual(['of the tab that is gone', 'of the tab that stays']);
  });

  it('works where storage is blocked', async () => {
    const blocked = () => {
      throw new Error('blocked');
    };
    const client = chat({ storage: { getItem: blocked, setItem: blocked, removeItem: blocked } });
    await client.start();
    expect(await client.send('hello')).toMatchObject({ seq: 1 });
  });
});

describe('a chat whose storage is full', () => {
  it('continues with what it could not store', async () => {
    const storage = new Browser();
    const former = chat({ storage });
    await former.start();
    former.leave();
    storage.setItem = () => {
      throw new Error('full');
    };
    const client = chat({ storage });
    const { conversationId } = await client.start({ startNew: true });
    client.leave();
    await expect(client.restore()).resolves.toMatchObject({ conversationId });
  });
});

describe('a return from another device', () => {
  it('redeems a link with a new secret, and gets the whole conversation', async () => {
    const there = chat();
    await there.start();
    await there.send('one');
    world.links.set('a-link', world.conversation().id);
    const here = chat({ token: () => 'a-jwt' });
    expect(await here.reconnectByLink('https://shop.example/#oc.reconnectid=a-link')).toMatchObject({
      created: false,
    });
    await eventually(() => expect(here.seen).toEqual(['1 one']));
    expect(world.posts).toMatchObject([{ verb: 'redeem', body: { link: 'a-link', token: 'a-jwt' } }]);
  });

  it('repeats the same redemption with the same secret, also after a failure', async () => {
    const client = chat();
    await client.start();
    world.links.set('a-link', world.conversation().id);
    let failures = 1;
    world.insteadOfPost = () => (failures-- > 0 ? { name: 'unavailable' } : undefined);
    await chat({ storage: new Browser() }).reconnectByLink('a-link');
    const [first, second] = world.posts.map(({ body }) => body['secret']);
    expect(first).toMatch(/^[\w-]{43}$/);
    expect(second).toBe(first);
  });

  it('lists what a signed-in customer can continue, and continues it', async () => {
    const there = chat();
    await there.start();
    await there.send('one');
    const here = chat({ token: async () => Promise.resolve('a-jwt') });
    const { conversations } = await here.listReconnectable();
    expect(conversations).toMatchObject([{ agentName: 'Ada' }]);
    await here.continueConversation(conversations[0]!.conversationId);
    await eventually(() => expect(here.seen).toEqual(['1 one']));
  });

  it('needs a signed-in customer', async () => {
    await expect(chat().listReconnectable()).rejects.toMatchObject({ name: 'sign-in-required' });
    expect(world.posts).toEqual([]);
  });
});
