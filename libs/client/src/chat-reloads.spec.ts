import { eventually } from '@rejoin/testing';
import { ConnectionCutter } from '@rejoin/servers';
import { asked, Browser, chat, gateway, live, world } from '../test/chats.fixture';

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

  it('stays in a chat that release 0.1.0 began, which stored no id of the browser', async () => {
    const storage = new Browser();
    const [one, other] = [chat({ storage }), chat({ storage })];
    await one.start();
    const { browser: _, ...saved } = JSON.parse(storage.getItem('rejoin.shop') ?? '') as { browser: string };
    storage.setItem('rejoin.shop', JSON.stringify(saved));
    expect(other.otherTabChanged()).toBe('joined');
    await live(other);
    expect(other.otherTabChanged()).toBe('same');
    expect(other.status.phase).toBe('live');
    one.shutdown();
    expect(other.otherTabChanged()).toBe('left');
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

  describe('that comes from the back/forward cache', () => {
    it('leaves the conversation that another tab has shut down meanwhile', async () => {
      const storage = new Browser();
      const client = chat({ storage });
      await client.start();
      client.leave();
      chat({ storage }).shutdown();
      expect(client.otherTabChanged()).toBe('left');
      expect(client.restore()).toBeUndefined();
      expect([client.status.phase, client.entries]).toEqual(['idle', []]);
    });

    it('is told what has happened when another tab has learned it first', async () => {
      const storage = new Browser();
      const client = chat({ storage });
      await client.start();
      client.leave();
      const saved = JSON.parse(storage.getItem('rejoin.shop') ?? '') as object;
      storage.setItem('rejoin.shop', JSON.stringify({ ...saved, session: null }));
      expect(client.otherTabChanged()).toBe('same');
      world.instead = ({ type }) => (type === 'resume' ? { name: 'conversation-ended' } : undefined);
      await expect(client.restore()).rejects.toMatchObject({ name: 'conversation-ended' });
      expect(client.restore()).toBeUndefined();
    });
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
    const cutter = await ConnectionCutter.before(gateway.url);
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
