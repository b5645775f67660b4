import { protocolRevision } from '@rejoin/contracts';
import { eventually } from '@rejoin/testing';
import { asked, Browser, chat, gateway, world } from '../test/chats.fixture';

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

describe('a message that is larger than a gateway takes', () => {
  it('is refused before it is sent, and the next one is sent', async () => {
    const client = chat();
    await client.start();
    await expect(client.send('x'.repeat(300_000))).rejects.toMatchObject({ name: 'message-too-long' });
    await client.send('short');
    expect(world.texts()).toEqual(['short']);
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
