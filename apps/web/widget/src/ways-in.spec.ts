import type { PublicWidget, Reconnectable } from '@rejoin/contracts';
import { Answer, Chat, Portal, refusal, settle } from './chat.fixture';
import type { Customer } from './customer';
import type { Memory } from './memory';
import { Store } from './store';
import { WaysIn } from './ways-in';

const page = globalThis as { window?: { origin: string } };
const now = '2026-01-01T00:00:00.000Z';
const away = {
  conversationId: 'c1',
  agentName: 'Anna',
  lastText: null,
  lastAt: null,
  deadlineAt: '2026-01-01T00:01:00.000Z',
};
const listOf = (...conversations: object[]) =>
  ({ serverNow: now, conversations }) as unknown as Reconnectable;
const ofBefore = { conversationId: 'c0', ended: null } as unknown as NonNullable<Chat['conversation']>;
const widget = (settings: object) =>
  ({ signInRequired: false, askName: false, locale: 'de', ...settings }) as unknown as PublicWidget;

describe('how a customer gets into a chat', () => {
  let chat: Chat;
  let store: Store;
  let memory: { link: string | null };
  let portal: Portal;
  let ways: WaysIn;
  let warnings: jest.SpyInstance;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'performance'] });
    page.window = { origin: 'https://shop.example' };
    warnings = jest.spyOn(console, 'warn').mockImplementation();
    chat = new Chat();
    store = new Store();
    memory = { link: null };
    portal = new Portal();
    ways = waysOf({});
  });
  afterEach(() => {
    ways.stop();
    delete page.window;
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  const waysOf = (customer: Customer, locale: string | null = null) =>
    new WaysIn(chat.client, memory as Memory, store, {
      tell: portal.tell,
      locale,
      customer: Promise.resolve(customer),
    });
  const look = async () => {
    await ways.look();
    await settle();
  };
  const signIn = (...conversations: object[]) => {
    chat.signedInAs = () => Promise.resolve('token');
    chat.reconnectable = () => Promise.resolve(listOf(...conversations));
  };

  it('shows that it looks, and no notice of before', () => {
    store.dispatch({ type: 'noticed', notice: { what: 'too-many' } });
    void ways.look();
    expect(store.state).toMatchObject({ stage: { name: 'loading' }, notice: null });
  });

  it('starts without the name and the context of a person who has left the page', async () => {
    ways = waysOf({
      name: 'Mia',
      context: { basket: '3' },
      visit: { page: 'https://shop.example/' },
    });
    ways.forgetCustomer();
    await ways.begin({});
    const [start = ''] = chat.asked.filter((asked) => asked.startsWith('start'));
    expect(start).toContain('https://shop.example/');
    expect(start).not.toMatch(/Mia|basket/);
  });

  describe('without anything to continue', () => {
    it('is the welcome, in the language of the widget', async () => {
      await look();
      expect(store.state).toMatchObject({ stage: { name: 'welcome' }, locale: 'en' });
      chat.widgetAnswer = () => Promise.resolve(widget({}));
      await look();
      expect(store.state.locale).toBe('de');
    });

    it('is the welcome in the language of the page, if the page has set one', async () => {
      ways = waysOf({}, 'fr');
      chat.widgetAnswer = () => Promise.resolve(widget({}));
      await look();
      expect(store.state.locale).toBe('fr');
    });

    it.each([
      ['asks for the name', {}, true],
      ['knows the name from the page', { name: 'Mia' }, false],
    ])('%s', async (_, customer, asks) => {
      ways = waysOf(customer);
      chat.widgetAnswer = () => Promise.resolve(widget({ askName: true }));
      await look();
      expect(store.state.askName).toBe(asks);
    });

    it('says why when the service refuses', async () => {
      chat.widgetAnswer = () => Promise.reject(refusal('widget-inactive'));
      await look();
      expect(store.state.stage).toEqual({ name: 'unavailable', why: 'widget-inactive' });
      expect(warnings).not.toHaveBeenCalled();
    });

    it('says that the service is not available when no answer can be read', async () => {
      chat.widgetAnswer = () => Promise.reject(new TypeError('fetch failed'));
      await look();
      expect(store.state.stage).toEqual({ name: 'unavailable', why: 'unavailable' });
    });

    it('tells the owner of the page which origin is not allowed', async () => {
      chat.widgetAnswer = () => Promise.reject(refusal('origin-not-allowed'));
      await look();
      expect(store.state.stage).toEqual({ name: 'unavailable', why: 'origin-not-allowed' });
      expect(warnings).toHaveBeenCalledWith(
        expect.stringContaining('https://shop.example is not among the allowed origins'),
      );
    });

    it('tells the owner of a page in a sandbox what is missing, without asking the service', async () => {
      page.window = { origin: 'null' };
      chat.widgetAnswer = () => Promise.reject(new Error('asked'));
      await look();
      expect(store.state.stage).toEqual({ name: 'unavailable', why: 'origin-not-allowed' });
      expect(warnings).toHaveBeenCalledWith(expect.stringContaining('allow-same-origin'));
    });
  });

  describe('with a chat in this browser', () => {
    const conversation = { conversationId: 'c1', ended: null } as unknown as NonNullable<
      Chat['conversation']
    >;

    beforeEach(() => {
      chat.isHeld = true;
      chat.conversationId = 'c1';
    });

    it('continues it, and asks for nothing else', async () => {
      await look();
      expect(store.state).toMatchObject({ stage: { name: 'chat' }, connection: 'connecting' });
      expect(chat.asked).toEqual([]);
      chat.started.resolve({ conversationId: 'c1', created: false });
      await settle();
      expect(portal.heard).toEqual([['started', { conversationId: 'c1', created: false }]]);
    });

    it('shows at once what the client knows already', async () => {
      const entries = [
        { seq: 1, sender: 'agent', kind: 'message', text: 'Hi' },
      ] as unknown as Chat['entries'];
      const outgoing = [{ id: 'm1', kind: 'message', text: 'Hello' }] as const;
      Object.assign(chat, { entries, outgoing, conversation, status: { phase: 'live' } });
      await look();
      expect(store.state).toMatchObject({ entries, outgoing, conversation, connection: 'live' });
    });

    it.each([
      ['shows nothing of the chat before', 'c2', 0],
      ['keeps what is shown of the same chat', 'c1', 1],
    ])('%s', async (_, shown, count) => {
      store.dispatch({
        type: 'conversation',
        conversation: { ...conversation, conversationId: shown },
        queue: null,
      });
      store.dispatch({ type: 'kept', texts: ['Hello'] });
      expect(ways.restore()).toBe(true);
      expect(store.state.conversation === null ? 0 : 1).toBe(count);
      expect(store.state.kept).toEqual(['Hello']);
    });

    it('leaves a refusal to the events of the client', async () => {
      await look();
      chat.started.reject(refusal('window-expired'));
      await settle();
      expect(portal.heard).toEqual([]);
      expect(store.state.stage.name).toBe('chat');
    });
  });

  describe('with a link that was opened', () => {
    beforeEach(() => (memory.link = 'secret'));

    it('waits for a click, before a chat of this browser', async () => {
      chat.isHeld = true;
      await look();
      expect(store.state).toMatchObject({ stage: { name: 'link' }, open: true });
      expect(chat.asked).toEqual([]);
    });

    it('redeems it after the click, and shows nothing of the chat before', async () => {
      await look();
      store.dispatch({ type: 'conversation', conversation: ofBefore, queue: null });
      void ways.useLink('secret');
      await settle();
      expect(store.state).toMatchObject({ stage: { name: 'chat' }, conversation: null });
      expect(chat.asked).toEqual(['redeem secret']);
      chat.started.resolve({ conversationId: 'c1', created: false });
      await settle();
      expect(memory.link).toBeNull();
    });

    it('keeps a link that was opened while the page is shown', () => {
      memory.link = null;
      void ways.useLink('another');
      expect(memory.link).toBe('another');
    });
  });

  describe('signed in', () => {
    it('asks what to continue, and opens the panel', async () => {
      signIn(away);
      await look();
      expect(store.state).toMatchObject({
        stage: { name: 'prompt', conversations: [{ conversationId: 'c1', secondsLeft: 60 }] },
        open: true,
      });
    });

    it('is the welcome when there is nothing to continue', async () => {
      signIn();
      chat.widgetAnswer = () => Promise.resolve(widget({ signInRequired: true }));
      await look();
      expect(store.state.stage.name).toBe('welcome');
    });

    it('continues what the customer chooses', async () => {
      signIn(away);
      await look();
      void ways.continueConversation('c1');
      await settle();
      expect(chat.asked.at(-1)).toBe('continue c1');
      expect(store.state.stage.name).toBe('chat');
    });

    it('says that the sign-in is not valid', async () => {
      chat.signedInAs = () => Promise.resolve('token');
      chat.reconnectable = () => Promise.reject(refusal('token-invalid'));
      await look();
      expect(store.state.stage).toEqual({ name: 'unavailable', why: 'token-invalid' });
    });

    it('does not ask any more when another search has begun', async () => {
      const list = new Answer<Reconnectable>();
      chat.signedInAs = () => Promise.resolve('token');
      chat.reconnectable = () => list.promise;
      const first = ways.look();
      await settle();
      chat.signedInAs = () => Promise.resolve(undefined);
      await look();
      list.resolve(listOf(away));
      await first;
      expect(store.state.stage.name).toBe('welcome');
    });

    it('does not ask any more when another tab has continued', async () => {
      signIn(away);
      await look();
      expect(store.state.stage.name).toBe('prompt');
      chat.isHeld = true;
      expect(ways.restore()).toBe(true);
      await jest.advanceTimersByTimeAsync(2_000);
      expect(store.state.stage.name).toBe('chat');
    });

    it('does not ask any more when a chat was started meanwhile', async () => {
      const list = new Answer<Reconnectable>();
      chat.signedInAs = () => Promise.resolve('token');
      chat.reconnectable = () => list.promise;
      const looking = ways.look();
      await settle();
      void ways.begin({});
      list.resolve(listOf(away));
      await looking;
      await settle();
      expect(store.state.stage.name).toBe('chat');
    });
  });

  describe('not signed in, where a sign-in is required', () => {
    beforeEach(() => {
      chat.widgetAnswer = () => Promise.resolve(widget({ signInRequired: true }));
    });

    it('is asked to sign in', async () => {
      await look();
      expect(store.state.stage).toEqual({ name: 'unavailable', why: 'sign-in-required' });
    });

    it('is told to wait while the page cannot say who is signed in', async () => {
      chat.signedInAs = () => Promise.reject(refusal('unavailable'));
      await look();
      expect(store.state.stage).toEqual({ name: 'unavailable', why: 'unavailable' });
    });
  });

  describe('while the page cannot say who is signed in', () => {
    const times = () => chat.asked.filter((what) => what === 'token').length;
    const pass = async (ms: number) => {
      jest.advanceTimersByTime(ms);
      await settle();
    };

    beforeEach(async () => {
      chat.signedInAs = () => Promise.reject(refusal('unavailable'));
      await look();
    });

    it('shows the welcome, and the choice as soon as the page knows', async () => {
      expect(store.state.stage.name).toBe('welcome');
      signIn(away);
      await pass(1_999);
      expect(store.state.stage.name).toBe('welcome');
      await pass(1);
      expect(store.state.stage.name).toBe('prompt');
    });

    it('asks after 2, 4, 8, 16, 32 seconds, and then every minute', async () => {
      for (const [i, seconds] of [2, 4, 8, 16, 32, 60, 60].entries()) {
        await pass(seconds * 1_000 - 1);
        expect(times()).toBe(i + 1);
        await pass(1);
        expect(times()).toBe(i + 2);
      }
    });

    it('begins with short pauses again after the page knew it once', async () => {
      await pass(2_000);
      await pass(4_000);
      chat.signedInAs = () => Promise.resolve(undefined);
      await pass(8_000);
      chat.signedInAs = () => Promise.reject(refusal('unavailable'));
      await look();
      const before = times();
      await pass(2_000);
      expect(times()).toBe(before + 1);
    });

    it('does not take a customer away from a chat that was started meanwhile', async () => {
      void ways.begin({});
      await settle();
      signIn(away);
      await pass(2_000);
      expect(store.state.stage.name).toBe('chat');
    });

    it('ends with the panel', async () => {
      ways.stop();
      const before = times();
      await pass(2_000);
      await pass(600_000);
      expect(times()).toBe(before + 1);
    });
  });

  describe('starting a chat', () => {
    it('starts with what the page says about the customer, then sends the first message', async () => {
      ways = waysOf({ name: 'Mia' });
      void ways.begin({ startNew: true }, 'Hello');
      expect(store.state.stage.name).toBe('chat');
      await settle();
      const options = { locale: 'en', askFirst: true, name: 'Mia', startNew: true };
      expect(chat.asked).toEqual([`start ${JSON.stringify(options)}`, 'send Hello']);
      chat.started.resolve({ conversationId: 'c1', created: true });
      await settle();
      expect(portal.heard).toEqual([['started', { conversationId: 'c1', created: true }]]);
    });

    it('shows nothing of the chat before', () => {
      store.dispatch({ type: 'conversation', conversation: ofBefore, queue: null });
      void ways.begin({});
      expect(store.state.conversation).toBeNull();
    });

    it('sends nothing when nothing was written', async () => {
      void ways.begin({}, '');
      await settle();
      expect(chat.asked).toHaveLength(1);
    });
  });
});

describe('when the code for links and prompts cannot be fetched', () => {
  it('says so, lets the customer choose again, and fetches it again', async () => {
    let isBroken = true;
    jest.doMock('./link-and-prompt', () => {
      if (isBroken) throw new Error('Failed to fetch dynamically imported module');
      return jest.requireActual<object>('./link-and-prompt');
    });
    page.window = { origin: 'https://shop.example' };
    const [chat, store, memory] = [new Chat(), new Store(), { link: 'secret' }];
    const around = { tell: new Portal().tell, locale: null, customer: Promise.resolve({}) };
    const ways = new WaysIn(chat.client, memory as Memory, store, around);
    try {
      await ways.useLink('secret');
      expect(store.state).toMatchObject({ stage: { name: 'link' }, notice: { what: 'unavailable' } });
      expect(chat.asked).toEqual([]);
      isBroken = false;
      void ways.useLink('secret');
      await settle();
      expect(chat.asked).toEqual(['redeem secret']);
    } finally {
      ways.stop();
      jest.dontMock('./link-and-prompt');
      delete page.window;
    }
  });
});
